"""The reports as the window has them, as the journal has them, and what is on its way between the two.

The one thing that the store's threads share; everything in it is guarded by `changed`.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from app.store.file.holding import Holding
from app.store.journal.chain import NOWHERE, Reach
from app.store.journal.pending import Pending, gathered


@dataclass(frozen=True)
class Saved:
    """What subscribers hear. `at` is when the last change was safe on the disk; `error` says why a newer one is
    not. `notice` is a sentence to show once; `freed` tells a read-only window that it may take over, `divided` the writing
    one that it is no longer the only one and has to give way; `over` is an earlier notice whose trouble has passed."""

    at: datetime | None
    error: str | None = None
    notice: str | None = None
    freed: bool = False
    divided: bool = False
    over: str | None = None


def now() -> datetime:
    """The present time with its zone."""
    return datetime.now().astimezone()


Subscriber = Callable[[Saved], None]


class Ledger:
    """Change it only with `changed` held."""

    def __init__(self) -> None:
        self.changed = threading.Condition()
        self.saved_at: datetime | None = None
        self.stopped: str | None = None  # what to say when a thread of the store died: only a new beginning takes it back
        self._failed: str | None = None
        self._subscribers: list[Subscriber] = []
        self._unheard: list[Saved] = []
        self.reset({}, NOWHERE)

    def reset(self, holdings: dict[str, Holding], reach: Reach) -> None:
        """Begins with what the disk holds: these reports, with all the events that `reach` covers."""
        with self.changed:
            self.holdings = holdings
            self.written = dict(holdings)
            self.waiting: list[Pending] = []
            self.reach = reach
            self.stopped = self._failed = None

    @property
    def error(self) -> str | None:
        """Why the last change is not safe on the disk, or why later ones will not be."""
        return self.stopped or self._failed

    @error.setter
    def error(self, failed: str | None) -> None:
        self._failed = failed

    def enter(self, pending: Pending, holding: Holding | None) -> None:
        """Takes in what happened to a report; None removes it."""
        with self.changed:
            if holding is None:
                self.holdings.pop(pending.key, None)
            else:
                self.holdings[pending.key] = holding
            self.waiting = gathered(self.waiting, pending)
            self.changed.notify_all()

    def subscribe(self, subscriber: Subscriber) -> Callable[[], None]:
        """Calls back from the store's threads, and at once with the notices that nobody was there to hear; returns what ends
        the subscription."""
        with self.changed:
            self._subscribers.append(subscriber)
            unheard, self._unheard = self._unheard, []
        for saved in unheard:
            subscriber(saved)
        return lambda: self._subscribers.remove(subscriber)

    def tell(
        self, *, notice: str | None = None, freed: bool = False, divided: bool = False, over: str | None = None
    ) -> None:
        """Tells every subscriber how things stand. Must not be called with `changed` held."""
        with self.changed:
            saved = Saved(self.saved_at, self.error, notice, freed, divided, over)
            subscribers = tuple(self._subscribers)
            if notice and not subscribers:  # at the very start the store works before the window listens
                self._unheard.append(saved)
            if over:
                self._unheard = [one for one in self._unheard if one.notice != over]
        for subscriber in subscribers:
            subscriber(saved)
