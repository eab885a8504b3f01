"""Counts in the background how the reports of the list stand, one after the other, from the top of the list.

A thread of its own, begun when the list has been painted and told to end when it is left. What comes of it waits in a queue
that the window empties when it has time; nothing is sent to a page that may be gone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event, Thread
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.form.form_file import Forms
from app.store.file.holding import Holding
from app.system.disk import Disk

if TYPE_CHECKING:
    from app.shelf.report_standing import ReportStanding

BEGIN = 250  # milliseconds after the list was shown: it is painted, and keys that were under way are done
LOOK = 60  # milliseconds between two looks at what has been counted
AT_ONCE = 40  # that are told then, so that no key waits
REST = 0.01  # seconds at least between two reports, for the window; else as long as the one before took

Counted = tuple[str, "ReportStanding"]


class StandingWatch(QObject):
    """`say` hears of each report how it stands. `files` gives the profile and the wrong words, None where there are none.

    `writable` says whether what was counted may be kept beside the library; `finished` when all is told.
    """

    finished = Signal()

    def __init__(
        self,
        forms: Forms,
        folder: Path,
        files: Callable[[], tuple[Path | None, Path | None]],
        writable: Callable[[], bool],
        say: Callable[[str, ReportStanding], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._forms, self._folder, self._files, self._writable, self._say = forms, folder, files, writable, say
        self._due: tuple[dict[str, Holding], Sequence[str]] = ({}, ())
        self._counted: SimpleQueue[Counted] = SimpleQueue()
        self._end = Event()
        self._thread: Thread | None = None
        self._start = QTimer(self)
        self._start.setSingleShot(True)
        self._start.setInterval(BEGIN)
        self._start.timeout.connect(self._begin)
        self._look = QTimer(self)
        self._look.setInterval(LOOK)
        self._look.timeout.connect(self._take)

    @property
    def busy(self) -> bool:
        """Whether something is still to be counted or told."""
        return self._start.isActive() or self._look.isActive()

    def count(self, holdings: dict[str, Holding], keys: Sequence[str]) -> None:
        """Counts these reports in a moment, in this order, instead of what was under way."""
        self.stop()
        self._due = dict(holdings), list(keys)  # the thread's own: reports come and go meanwhile
        if keys:
            self._start.start()

    def stop(self) -> None:
        """Counts no more; the report under way, some hundredths of a second, is let go."""
        self._end.set()
        self._start.stop()
        self._look.stop()

    def _begin(self) -> None:
        if self._thread is not None and self._thread.is_alive():
            self._start.start()  # the one before is at its last report
            return
        self._end, self._counted = Event(), SimpleQueue()
        run = CountingRun(self._forms, self._folder, self._files(), self._writable(), self._end, self._counted)
        self._thread = Thread(target=run.count, args=self._due, name="standings", daemon=True)
        self._thread.start()
        self._look.start()

    def _take(self) -> None:
        alive = self._thread is not None and self._thread.is_alive()
        try:
            for _ in range(AT_ONCE):
                self._say(*self._counted.get_nowait())
        except Empty:
            if not alive:
                self._look.stop()
                self.finished.emit()


class CountingRun:
    """One round over the list; `count` is what its thread does."""

    def __init__(
        self,
        forms: Forms,
        folder: Path,
        files: tuple[Path | None, Path | None],
        writable: bool,
        end: Event,
        counted: SimpleQueue[Counted],
    ) -> None:
        self._forms, self._folder, self._files, self._writable = forms, folder, files, writable
        self._end, self._counted = end, counted

    def count(self, holdings: dict[str, Holding], keys: Sequence[str]) -> None:
        """What is kept is told at once; then the rest is counted, until it is all or the page is left."""
        from app.shelf.kept_standings import KeptStandings  # loads the checks
        from app.shelf.report_standing import RuleFiles, StandingCounter, cases

        files = RuleFiles(*self._files)
        kept, every = KeptStandings(Disk(), self._folder, files), cases(holdings, keys)
        waiting = []
        for case in every:
            if self._end.is_set():
                return
            mark = kept.fingerprint(case)
            known = kept.standing(case.key, mark)
            if known is None:
                waiting.append((case, mark))
            else:
                self._counted.put((case.key, known))
        counter, took = StandingCounter(self._forms, self._folder, files) if waiting else None, REST
        for case, mark in waiting:
            if counter is None or self._end.wait(max(REST, took)):
                break
            begun = monotonic()
            standing = counter.count(case)
            kept.keep(case.key, mark, standing)
            self._counted.put((case.key, standing))
            took = monotonic() - begun
        if self._writable:
            kept.write(holdings)
