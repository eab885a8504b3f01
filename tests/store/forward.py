"""The log of changes read forwards from the beginning, the plain way: what the walk from the end must agree with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from random import Random
from typing import Any

from app.report.deed import EventDeed
from app.report.record import stored_value, to_record
from app.store.file.holding import Holding
from app.store.journal.change_log import DEEDS, LogLine
from app.store.journal.delta import Plain, between
from app.store.journal.event import Event
from app.store.journal.replay import replay
from tests.reports import FORM
from tests.store.places import report

AT = datetime(2026, 1, 20, 9, 30).astimezone()


def forward(events: Iterable[Event], key: str) -> Iterator[LogLine]:
    """The lines of one report, the oldest first."""
    holdings: dict[str, Holding] = {}
    waiting: dict[str, LogLine] = {}
    for event in events:
        if event.key != key:
            continue
        before = holdings
        holdings = replay(holdings, (event,)).holdings
        found = tuple(_lines(event, before.get(key), holdings.get(key)))
        if event.deed == "merge":
            for line in found:
                begun = waiting.get(line.cell)
                waiting[line.cell] = replace(line, before=begun.before) if begun else line
            continue
        yield from waiting.values()
        waiting = {line.cell: line for line in found}
    yield from waiting.values()


def _lines(event: Event, before: Holding | None, after: Holding | None) -> Iterator[LogLine]:
    about = after or before
    office, year = (about.office, about.year) if about else ("", 0)
    deed = DEEDS.get(event.deed, event.label or "填写")
    whole = LogLine(event.number, event.at, event.who, event.key, office, year, deed, "", "", None, None)
    if not event.changes:
        yield whole
    for cell in event.changes:
        old = stored_value(before.record, cell) if before else None
        new = stored_value(after.record, cell) if after else None
        if old != new:
            place = {"office": "单位名称", "title": "报告标题"}.get(cell) or FORM.cells[cell].label
            yield replace(whole, cell=cell, place=place, before=old, after=new)


def lives(chance: Random, keys: tuple[str, ...], count: int, *, merging: bool = True) -> Iterator[Event]:
    """Events as windows make them: reports come, are typed into, go to the bin, out of it and for good, and come back."""
    records: dict[str, dict[str, Any]] = {}
    binned: set[str] = set()
    for _ in range(count):
        key = chance.choice(keys)
        if key not in records:
            records[key] = to_record(FORM, report("从前" * chance.randrange(20)))
            binned.discard(key)
            yield Event(0, AT, "me@here", "put", key, record=dict(records[key]))
        elif key in binned:
            deed: EventDeed = chance.choice(("unbin", "purge"))
            binned.discard(key)
            if deed == "purge":
                del records[key]
            yield Event(0, AT, "me@here", deed, key)
        elif chance.random() < 0.05:
            binned.add(key)
            yield Event(0, AT, "me@here", "bin", key)
        else:
            changes = dict(_changed(chance, records[key]))
            deed = chance.choice(("do", "do", "merge", "undo")) if merging else "do"
            yield Event(0, AT, "me@here", deed, key, changes, label="输入")


def _changed(chance: Random, record: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    texts = ("overview.proactive", "other.text")
    for cell in chance.sample(("office", "requests.received.natural", *texts), chance.randrange(1, 3)):
        old = stored_value(record, cell)
        new: Plain
        if cell == "office":
            new = f"第{chance.randrange(5)}街道"
            record["office"] = {"name": new}
        else:
            new = _typed(chance, str(old or "")) if cell in texts else chance.choice((None, 0, 7, 12))
            record["cells"] = {name: one for name, one in {**record["cells"], cell: new}.items() if one is not None}
        yield cell, between(old, new)


def _typed(chance: Random, old: str) -> str | None:
    place = chance.randrange(len(old) + 1)
    end = chance.randrange(place, len(old) + 1)
    return (old[:place] + chance.choice("一二三四五") * chance.randrange(12) + old[end:]) or None
