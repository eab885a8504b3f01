"""The log of changes for people: when, which report and cell, from what, to what, by which account.

The journal read with the reports before it, so that a change inside a long text shows both whole texts.
Leans on journal, replay and form.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from app.errors import UnknownEdition
from app.form_file import Forms
from app.report import OFFICE, TITLE
from app.store.delta import Plain
from app.store.event import Event
from app.store.holding import Holding
from app.store.journal import Journal
from app.store.replay import replay, value

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
    """One change of one cell, or with `cell` '' one thing that happened to a whole report."""

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


def log(journal: Journal, forms: Forms, key: str | None = None) -> Iterator[LogLine]:
    """Every change since the beginning, or those of one report, oldest first. Raises OSError.

    Typing in one place is one change, from the text before it to the text after.
    """
    holdings: dict[str, Holding] = {}
    waiting: dict[str, LogLine] = {}  # the lines of the step that may go on, by cell
    for event in journal.read().events:
        if key not in (None, event.key):
            continue
        before = holdings
        holdings = replay(holdings, (event,)).holdings
        found = tuple(_lines(forms, event, before.get(event.key), holdings.get(event.key)))
        if event.deed == "merge":
            for line in found:
                begun = waiting.get(line.cell)
                waiting[line.cell] = replace(line, before=begun.before) if begun else line
            continue
        yield from waiting.values()
        waiting = {line.cell: line for line in found}
    yield from waiting.values()


def _lines(forms: Forms, event: Event, before: Holding | None, after: Holding | None) -> Iterator[LogLine]:
    about = after or before
    office, year = (about.office, about.year) if about else ("", 0)

    def line(cell: str = "", place: str = "", old: Plain = None, new: Plain = None) -> LogLine:
        deed = DEEDS.get(event.deed, event.label or "填写")
        return LogLine(
            event.number, event.at, event.who, event.key, office, year, deed, cell, place, old, new
        )

    if not event.changes:
        yield line()
    for cell in event.changes:
        old = value(before.record, cell) if before else None
        new = value(after.record, cell) if after else None
        if old != new:
            yield line(cell, _place(forms, about, cell), old, new)


def _place(forms: Forms, about: Holding | None, cell: str) -> str:
    if cell in (OFFICE, TITLE):
        return "单位名称" if cell == OFFICE else "报告标题"
    try:
        form = forms.edition(about.edition) if about else None
    except UnknownEdition:
        return cell
    found = form.cells.get(cell) if form else None
    return found.label if found else cell
