"""The thread that writes the journal: what was typed is on the disk within a second, or at once on demand.

A failed write is announced and tried again; until then nothing is forgotten. Should the thread die, that is said and
nobody waits for it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from app.store.file.failure import sentence
from app.store.journal.event import Event
from app.store.journal.journal import Journal
from app.store.journal.ledger import Ledger
from app.store.journal.pending import to_event
from app.store.journal.tenure import Tenure

PAUSE = 0.3  # seconds that typing is gathered before it is written
STOPPED = "保存线程意外停止，刚才的修改还没有保存。请把内容复制出来，再重新打开程序。"
AGAIN = 2.0  # seconds until a failed write is tried again


class Scribe:
    """`clock` gives the present time, `who` is written into every event, `tenure` tells when somebody else writes too."""

    def __init__(
        self, ledger: Ledger, journal: Journal, tenure: Tenure, clock: Callable[[], datetime], who: str
    ) -> None:
        self._ledger, self._journal, self._clock, self._who = ledger, journal, clock, who
        self._tenure, self._divided = tenure, False
        self._changed = ledger.changed
        self._writing = self._hurry = self._closing = self._ended = False
        self._attempts = 0
        self._thread = threading.Thread(target=self._work, name="journal", daemon=True)

    def start(self) -> None:
        """Begins to write what waits."""
        self._thread.start()

    def hasten(self) -> None:
        """Has everything that waits written at once; returns without waiting for it."""
        with self._changed:
            self._hurry = True
            self._changed.notify_all()

    def flush(self) -> None:
        """Returns when everything is on the disk, or when an attempt that began after the call has failed."""
        with self._changed:
            enough = self._attempts + (2 if self._writing else 1)
            self._hurry = True
            self._changed.notify_all()
            self._changed.wait_for(lambda: self._idle() or self._attempts >= enough or self._ended)

    def close(self) -> None:
        """Writes the rest, in one attempt, and ends the thread."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        if self._thread.ident is not None:  # the system may have refused to start it
            self._thread.join()

    def _idle(self) -> bool:
        return not self._ledger.waiting and not self._writing

    def _work(self) -> None:
        died = True
        try:
            while self._gather():
                last = self._closing  # nothing more can come: one attempt, then the end
                self._write()
                if last:
                    break
            died = False
        finally:
            with self._changed:
                self._ended = True
                self._ledger.stopped = STOPPED if died else self._ledger.stopped
                self._changed.notify_all()
            if died:
                self._ledger.tell()

    def _gather(self) -> bool:
        """Waits until something is to be written; False when there is no more."""
        ledger = self._ledger
        with self._changed:
            self._changed.wait_for(lambda: ledger.waiting or self._closing)
            if not ledger.waiting:
                return False
            pause = AGAIN if ledger.error else PAUSE
            self._changed.wait_for(lambda: self._hurry or self._closing, pause)
            return True

    def _write(self) -> None:
        ledger = self._ledger
        with self._changed:
            batch, ledger.waiting = ledger.waiting, []
            holdings = dict(ledger.holdings)
            self._writing, self._hurry = True, False
        try:
            error = self._append([to_event(one, self._who) for one in batch])
        except BaseException:  # a fault of the program: the thread ends, and what waits is not forgotten
            with self._changed:
                ledger.waiting = batch + ledger.waiting
            raise
        with self._changed:
            ledger.error = error
            if error:
                ledger.waiting = batch + ledger.waiting
            else:
                ledger.written, ledger.saved_at = holdings, self._clock()
                ledger.reach = self._journal.reach
            self._writing = False
            self._attempts += 1
            self._changed.notify_all()
        ledger.tell(divided=self._divided)

    def _append(self, events: list[Event]) -> str | None:
        try:
            divided = not self._tenure.holds()
            self._journal.append(events)  # a segment of this opening's own: where there are two, a branch
            self._divided = divided
        except OSError as reason:
            return sentence(reason, "保存刚才的修改", Path("journal"), again=True)
        return None
