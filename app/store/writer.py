"""The writing half of an open library: journal thread and house-keeping thread over one ledger.

Begins by putting right what opening found: a damaged file goes aside, an old one is copied before it is
upgraded. There is none in a window that only reads.
"""

from __future__ import annotations

import errno
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from app.store import old_names as layout
from app.store.copies.backups import FOLDER as BACKUPS
from app.store.copies.backups import Backups
from app.store.copies.versions import History, Version
from app.store.file import identity
from app.store.file.lock import Lock
from app.store.journal.event import Event
from app.store.journal.filing import Filing, set_aside
from app.store.journal.journal import FOLDER as JOURNAL
from app.store.journal.journal import Journal
from app.store.journal.ledger import Ledger
from app.store.journal.scribe import Scribe
from app.store.journal.tenure import Tenure, new_mark
from app.store.journal.upgrades import SCHEMA
from app.store.opening import FILE, Found
from app.store.upkeep import Task, Upkeep
from app.system.disk import Disk


class Writer:
    """Made by the window that holds the lock. Raises OSError when the folder cannot be written."""

    def __init__(
        self,
        disk: Disk,
        folder: Path,
        found: Found,
        ledger: Ledger,
        backups: Backups,
        lock: Lock,
        clock: Callable[[], datetime],
    ) -> None:
        self.journal = Journal(disk, folder / JOURNAL)
        self.given_back: tuple[str, ...] = ()  # segments that had other names
        self._ledger, self._backups, self._lock, self._clock = ledger, backups, lock, clock
        self._disk, self._path = disk, folder / FILE
        for place in (folder, folder / BACKUPS):
            disk.clear_leftovers(place)
        layout.clear_leftovers(disk, folder)
        stamp = found.stamp
        content = found.content
        if found.aside:
            set_aside(disk, self._path, clock())
            stamp = None
        if content and content.schema < SCHEMA:
            backups.keep(disk.read(self._path), content.reach.number, content.reach.hash, clock(), "upgrade")
        elif former := found.former:
            backups.keep(disk.read(self._path), former.reach.number, former.reach.hash, clock(), "restore")
        self._mend(found)
        current = content if content and content.schema == SCHEMA else None
        holdings = current.holdings if current else {}
        self.library = library = (content.library if content else "") or found.library or new_mark()
        filing = Filing(disk, self._path, current.lines if current else None, holdings, stamp, library)
        filing.number = current.reach.number if current and current.library else -1
        self.tenure = Tenure(disk, folder, lock, self.journal, library)
        self._scribe = Scribe(ledger, self.journal, self.tenure, clock, identity.who())
        self._upkeep = Upkeep(ledger, filing, backups, self.tenure, clock, None if lock.trusted else lock.beat)

    def start(self) -> None:
        """Starts both threads; a backup of the state that was found is the first thing they do."""
        self._scribe.start()
        self._upkeep.start()
        self._upkeep.do(lambda: layout.rename_old(self._disk, self._path.parent))

    def hasten(self) -> None:
        """Has what waits written to the journal at once, without waiting for it."""
        self._scribe.hasten()

    def flush(self) -> None:
        """Returns when everything is in the journal, or an attempt has failed."""
        self._scribe.flush()

    def sync(self, reason: str | None = None) -> None:
        """Returns when everything is in the journal and in the library file, and with a reason in a backup."""
        self._scribe.flush()
        self._upkeep.do(self._upkeep.bring_up_to_date)
        if reason:
            self._upkeep.do(lambda: self._upkeep.back_up(reason))
        self._upkeep.settle()

    def keep_version(self, history: History, key: str, version: Version) -> None:
        """Keeps a version of a report, soon."""

        def keep() -> None:
            history.keep(key, version)

        self._upkeep.do(keep)

    def save_version(self, history: History, key: str, version: Version) -> OSError | None:
        """Keeps a version of a report, in turn, and waits for it; why it was not kept, None when it was."""
        outcome: list[OSError | None] = []

        def keep() -> None:
            try:
                history.keep(key, version)
                outcome.append(None)
            except OSError as reason:
                outcome.append(reason)

        self._upkeep.do(keep)
        self._upkeep.settle()
        return outcome[0] if outcome else OSError(errno.EIO, "the store's thread has stopped")

    def do(self, task: Task) -> None:
        """Has something written on the store's thread, in turn; what fails is told."""
        self._upkeep.do(task)

    def close(self, *, hold: bool = False) -> None:
        """Writes everything, ends the threads and, unless the lock is to be held, lets the next window in."""
        self._scribe.close()
        self._upkeep.close()
        self._disk.keep_no_more()
        if not hold:
            self._lock.release()

    def _mend(self, found: Found) -> None:
        """Continues the journal; after a damage with an entry that says so, in a new file. What is no part of it is set apart."""
        self.journal.continue_after(found.reach)
        with suppress(OSError):  # they are read under the names that they have
            self.given_back = self.journal.give_back()
        for one in found.reading.strangers:
            with suppress(OSError):  # it stays where it is: no part of the journal, told, and tried again at the next start
                self.journal.set_apart(one)
        if not found.reading.whole:
            mend = Event(0, self._clock(), identity.who(), "mend", "", label="日志损坏处已跳过")
            self.journal.append([mend])
            self._ledger.reach = self.journal.reach
