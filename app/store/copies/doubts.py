"""The doubted values of a report as a side file (待核对): what was doubted, why, and who looked at it when.

A new doubt is on the disk before the value is (the journal follows), so no crash makes a doubted value look certain. A look
may be lost in a crash; then one looks again. Entries are never taken out.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import cast

from app.errors import StoreError, ValueRefused
from app.form.form import Form
from app.report.doubt import WHY_WORDS, Doubt, Why
from app.store.file.side_file import (
    DOUBTS,
    WORDS,
    WRITES,
    SideFile,
    after_both,
    filed,
    side_path,
    standing,
    unreadable,
)
from app.store.file.stored_shape import Misshapen, loaded, table
from app.system.disk import Disk

VERSION = 1
LARGEST = 8 * 1024 * 1024  # bytes; 175 cells of many imports are far fewer
LONGEST = 80  # characters of the source's text that are kept


@dataclass(frozen=True)
class DoubtEntry:
    """One doubt with what became of it: `who` looked at it `at` that time, or nobody has."""

    doubt: Doubt
    who: str = ""
    at: datetime | None = None


def doubts_path(library: Path, key: str) -> Path:
    """Where the doubts of the report `key` lie in the library's folder. Raises StoreError for no key."""
    return side_path(library, DOUBTS, key)


class DoubtBook:
    """The doubts of one report. `add` and `look` change it in memory and mark it to be written; `write` puts it on the disk.

    May be written from another thread than it is changed in: what is written is always the newest state.
    """

    def __init__(self, disk: Disk, library: Path, key: str, form: Form) -> None:
        """Reads what is kept. Raises StoreError when it cannot be read as doubts of that form."""
        self._file, self._form = SideFile(doubts_path(library, key), disk), form
        self._guard = threading.Lock()
        self._written = True
        self._entries = {_key(one.doubt): one for one in self._read()}

    @property
    def open(self) -> tuple[Doubt, ...]:
        """The doubts at which nobody has looked, whether their value stands in the report now or not."""
        return tuple(one.doubt for one in self._entries.values() if one.at is None)

    @property
    def entries(self) -> tuple[DoubtEntry, ...]:
        """All of them, those that somebody has looked at too."""
        return tuple(self._entries.values())

    @property
    def written(self) -> bool:
        """Whether the disk holds all of it."""
        return self._written

    def add(self, doubts: Iterable[Doubt]) -> None:
        """Takes in new doubts; a value that was looked at once and comes in anew is doubted again."""
        with self._guard:
            for one in doubts:
                self._entries[_key(one)] = DoubtEntry(replace(one, text=one.text[:LONGEST]))
                self._written = False

    def look(self, doubts: Iterable[Doubt], who: str, at: datetime) -> None:
        """Somebody has looked at these."""
        with self._guard:
            for one in doubts:
                self._entries[_key(one)] = replace(self._entries[_key(one)], who=who, at=at)
                self._written = False

    def replace(self, entries: Iterable[DoubtEntry]) -> None:
        """All entries as they were put together with those of another library."""
        with self._guard:
            self._entries = {_key(one.doubt): one for one in entries}
            self._written = False

    def write(self) -> None:
        """Puts it on the disk, when it is not there yet. Raises OSError; then it is still to be written."""
        with self._guard:
            if self._written:
                return
            self._file.write(doubts_record(self._form, self._entries.values()))
            self._written = True

    def _read(self) -> tuple[DoubtEntry, ...]:
        try:
            data = self._file.read(LARGEST)
            if data is None:
                return ()
            return doubts_of(self._form, json.loads(data.decode("utf-8")))
        except (OSError, ValueError, KeyError, RecursionError, ValueRefused) as reason:
            raise StoreError(unreadable(WORDS[DOUBTS], self._file.path.name, reason)) from reason


def doubts_record(form: Form, entries: Iterable[DoubtEntry]) -> dict[str, object]:
    """The entries as plain JSON data."""
    return {"version": VERSION, "doubts": [_plain(form, one) for one in entries]}


def doubts_of(form: Form, raw: object) -> tuple[DoubtEntry, ...]:
    """The entries in plain data. Raises ValueError, KeyError, ValueRefused for what is none of that form."""
    if not isinstance(raw, dict) or raw.get("version") != VERSION or not isinstance(raw.get("doubts"), list):
        raise ValueError("不是待核对的记录")
    return tuple(_entry(form, one) for one in raw["doubts"])


def _plain(form: Form, one: DoubtEntry) -> dict[str, object]:
    doubt = one.doubt
    return {
        "cell": doubt.cell,
        "value": form.cells[doubt.cell].kind.encode(doubt.value),
        "why": doubt.why,
        "place": doubt.place,
        "text": doubt.text,
        "looked": None if one.at is None else {"who": one.who, "at": one.at.isoformat()},
    }


def _entry(form: Form, raw: object) -> DoubtEntry:
    if not isinstance(raw, dict):
        raise ValueError("不是一组“名称: 值”")
    cell, why = _text(raw, "cell"), _text(raw, "why")
    if cell not in form.cells or why not in WHY_WORDS:
        raise ValueError(f"cell 或 why 不认识：{cell} {why}")
    value = form.cells[cell].kind.decode(raw["value"])
    doubt = Doubt(cell, value, cast(Why, why), _text(raw, "place"), _text(raw, "text"))
    looked = raw["looked"]
    if looked is None:
        return DoubtEntry(doubt)
    if not isinstance(looked, dict):
        raise ValueError("looked 不是一组“名称: 值”")
    return DoubtEntry(doubt, _text(looked, "who"), datetime.fromisoformat(_text(looked, "at")))


def united(kept: bytes, other: bytes) -> bytes | None:
    """The entries of two states of a file in a state after both, where they were written apart; else the later one. None where
    one of them is no such file.

    Of a doubt that both have, the look on the kept side alone counts: there the value may have come in anew after the other
    side's look, which nobody could tell, and to look twice harms nobody. A doubt that only the other side has comes with its
    look: that was at this very value.
    """
    try:
        mine, theirs = _raw(kept), _raw(other)
    except (Misshapen, KeyError):
        return None
    if (how := standing(kept, other)) in ("same", "newer", "older"):
        return other if how == "older" else kept
    entries = [*mine.values(), *(one for key, one in theirs.items() if key not in mine)]
    return filed({"version": VERSION, "doubts": entries, WRITES: after_both(kept, other)})


def _raw(data: bytes) -> dict[tuple[str, str], Mapping[str, object]]:
    """The entries of a file by cell and value. Raises Misshapen, KeyError."""
    raw = table(loaded(data))
    found = raw.get("doubts")
    if raw.get("version") != VERSION or not isinstance(found, list):
        raise Misshapen("no doubts")
    return {(str(one["cell"]), json.dumps(one["value"])): one for one in map(table, found)}


def _key(doubt: Doubt) -> tuple[str, object]:
    return doubt.cell, doubt.value


def _text(raw: Mapping[str, object], key: str) -> str:
    value = raw[key]
    if not isinstance(value, str):
        raise ValueError(f"{key} 不是文字")
    return value
