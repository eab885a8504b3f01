"""The reading window's watch over the lock: when the writer leaves, this window takes the lock and says so."""

from __future__ import annotations

import threading

from app.store.file.lock import Lock
from app.store.journal.ledger import Ledger

STOPPED = "这个窗口不再留意对方是否已关闭，不会自动转为可以编辑。要编辑时，请关闭这个窗口，重新打开程序。"
EVERY = 1.0  # seconds between tries


class LockWatch:
    """A thread that ends when the lock is taken, or with `close`; should it die, that is said."""

    def __init__(self, lock: Lock, ledger: Ledger) -> None:
        self._lock, self._ledger = lock, ledger
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._work, name="lock", daemon=True)

    def start(self) -> None:
        """Begins to watch."""
        self._thread.start()

    def close(self) -> None:
        """Ends the watch; the lock stays as it is."""
        self._closing.set()
        self._thread.join()

    def _work(self) -> None:
        died = True
        try:
            taken = self._taken_in_time()
            died = False
        finally:
            if died:
                self._ledger.tell(notice=STOPPED)
        if taken:
            self._ledger.tell(freed=True)

    def _taken_in_time(self) -> bool:
        while not self._closing.wait(EVERY):
            if self._taken():
                return True
        return False

    def _taken(self) -> bool:
        try:
            return self._lock.take()
        except OSError:  # the folder cannot be written now; it may be again later
            return False
