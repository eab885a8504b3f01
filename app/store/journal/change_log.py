"""The log of changes for people: when, which report and cell, from what, to what, by which account; the newest first.

Walked back from the report as it stands: every change tells what was there before it, also inside a long text, so nothing is
read that is not shown.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from pathlib import Path

from app.errors import StoreError, UnknownEdition
from app.form.form_file import Forms
from app.report.record import stored_value
from app.report.report import HEADER_WORDS, OFFICE
from app.store.file.failure import sentence
from app.store.file.holding import Holding
from app.store.journal.backwards import Backwards, Segments
from app.store.journal.delta import Delta, Plain, Unfit, backward
from app.store.journal.event import Event
from app.store.journal.journal import FOLDER as JOURNAL
from app.store.journal.replay import replay

PAGE = 200  # lines
DEEDS = {
    "put": "新建",
    "undo": "撤销",
    "drop": "放弃输入",
    "redo": "重做",
    "bin": "放入回收站",
    "unbin": "移出回收站",
    "purge": "从回收站清除",
    "mend": "日志损坏处已跳过",
    "join": "看过并合并另一处的修改",
}


@dataclass(frozen=True)
class LogLine:
    """One change of one cell, or with `cell` '' one thing that happened to a whole report.

    `fits` is false where damage took what lay between this change and the next: then `before` and `after` are what the
    entry itself holds, of a long text only the piece that was changed.
    """

    number: int
    at: datetime
    who: str
    key: str
    office: str
    year: int
    deed: str
    cell: str
    place: str
    before: Plain
    after: Plain
    fits: bool = True


@dataclass(frozen=True)
class LogStanding:
    """A report as it stands after the event with this number and hash; `holding` is None when there is none of that key."""

    holding: Holding | None
    number: int
    hash: str


@dataclass(frozen=True)
class LogPage:
    """The next lines. `last`: there are no earlier ones. `unread` names the segments that could not be read so far: what
    they hold is not in the lines."""

    lines: tuple[LogLine, ...]
    last: bool
    unread: tuple[str, ...] = ()


class Log:
    """The log of one report. Nothing is read before `next_page`, which may be called on any thread, one call at a time."""

    def __init__(self, key: str, standing: Callable[[], LogStanding], segments: Segments, forms: Forms) -> None:
        self._key, self._standing, self._forms = key, standing, forms
        self._stopped = threading.Event()
        self._walk = Backwards(segments, self._stopped.is_set)
        self._lines: Iterator[LogLine] | None = None
        self._next: LogLine | None = None  # read ahead, to know whether there is more

    @property
    def stopped(self) -> bool:
        """Whether nobody wants more of it."""
        return self._stopped.is_set()

    def next_page(self, most: int = PAGE) -> LogPage:
        """The next lines, the newest first. Raises StoreError."""
        try:
            left = self._left()
            ahead = () if self._next is None else (self._next,)
            found = (*ahead, *islice(left, most - len(ahead)))
            self._next = next(left, None)
        except OSError as reason:
            raise StoreError(sentence(reason, "读取修改记录", Path(JOURNAL))) from reason
        return LogPage(found, self._next is None, tuple(self._walk.unread))

    def _left(self) -> Iterator[LogLine]:
        if self._lines is None:
            start = self._standing()
            events = self._walk.events(self._key, start.number, start.hash)
            self._lines = lines(events, start.holding, self._forms)
        return self._lines

    def stop(self) -> None:
        """Nobody wants more: a page that is being read ends soon, with what it has. From any thread."""
        self._stopped.set()


def lines(events: Iterable[Event], now: Holding | None, forms: Forms) -> Iterator[LogLine]:
    """The lines of one report's events, the newest first, given newest first; `now` is the report after the newest.

    Typing in one place is one change, from the text before it to the text after.
    """
    left = iter(events)
    if now is not None:
        yield from _of_life(left, now, forms)
    # What was before a report came back whole from a backup, or left the bin for good, ended otherwise than it stands now.
    while life := tuple(_to_put(left)):
        ended = replay({}, (one for one in reversed(life) if one.deed != "purge")).holdings
        yield from _of_life(life, ended.get(life[0].key), forms)


def _to_put(events: Iterable[Event]) -> Iterator[Event]:
    for event in events:
        yield event
        if event.deed == "put":
            return


def _of_life(events: Iterable[Event], now: Holding | None, forms: Forms) -> Iterator[LogLine]:
    """The lines back to where the report came into being, which is the last event that is taken."""
    report = _Report(now, forms)
    typed: list[tuple[LogLine, ...]] = []  # how the step was gone on with, the newest first
    for event in _to_put(events):
        found = tuple(report.back(event))
        if event.deed == "merge":
            typed.append(found)
        else:
            yield from _joined(found, typed)
            typed = []
    yield from _joined((), typed)


def _joined(begun: tuple[LogLine, ...], typed: list[tuple[LogLine, ...]]) -> Iterator[LogLine]:
    step = {line.cell: line for line in begun}
    for found in reversed(typed):
        for line in found:
            first = step.get(line.cell)
            joined = replace(line, before=first.before, fits=first.fits and line.fits) if first else line
            step[line.cell] = joined
    return reversed(step.values())


class _Report:
    """A report on its way back. Each cell has the values that may stand in it now, as a rule the one."""

    def __init__(self, now: Holding | None, forms: Forms) -> None:
        self._now, self._forms = now, forms
        self._values: dict[str, tuple[Plain, ...]] = {}

    def back(self, event: Event) -> Iterator[LogLine]:
        """The lines of an event; afterwards the report is as it was before."""
        if event.record is not None:
            self._now, self._values = Holding(event.key, event.record, event.at), {}
        office, year = self._office(), self._now.year if self._now else 0
        deed = DEEDS.get(event.deed, event.label or "填写")
        whole = LogLine(event.number, event.at, event.who, event.key, office, year, deed, "", "", None, None)
        if not event.changes:
            yield whole
        for cell, delta in event.changes.items():
            old, new, fits = self._undone(cell, delta)
            if old != new:
                place = self._place(cell)
                yield replace(whole, cell=cell, place=place, before=old, after=new, fits=fits)

    def _undone(self, cell: str, delta: Delta) -> tuple[Plain, Plain, bool]:
        """The cell before and after the change, and whether the change fits what comes after it."""
        stand = self._stand(cell)
        for new in stand:
            try:
                old = backward(delta, new)
            except Unfit:
                continue
            self._values[cell] = (old,)
            return old, new, True
        if isinstance(delta, list):
            # Entries behind it are lost, or it was not adopted: earlier ones fit the one or the other.
            self._values[cell] = (delta[0], *stand)
            return delta[0], delta[1], False
        return f"……{delta['cut']}……", f"……{delta['put']}……", False

    def _stand(self, cell: str) -> tuple[Plain, ...]:
        if cell in self._values:
            return self._values[cell]
        return (stored_value(self._now.record, cell),) if self._now else ()

    def _office(self) -> str:
        stand = self._stand(OFFICE)
        return str(stand[0]) if stand else ""

    def _place(self, cell: str) -> str:
        if cell in HEADER_WORDS:
            return HEADER_WORDS[cell]
        try:
            form = self._forms.edition(self._now.edition) if self._now else None
        except UnknownEdition:
            return cell
        found = form.cells.get(cell) if form else None
        return found.label if found else cell
