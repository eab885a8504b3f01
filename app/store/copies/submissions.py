"""That a report was handed up (报送), as a side file: when, by whom, under which name, and with which content.

Nothing is taken out of it. Of the last one the whole report is kept, so that it can be told what was changed since.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from app.errors import ReadOnlyReport, StoreError
from app.store.file.failure import sentence
from app.store.file.side_file import (
    SUBMISSIONS,
    WORDS,
    WRITES,
    SideFile,
    after_both,
    filed,
    side_path,
    standing,
    unreadable,
)
from app.store.file.stored_shape import Misshapen, loaded, record, table, text, time
from app.system.disk import Disk

VERSION = 1
LARGEST = 4 * 1024 * 1024  # bytes; a report, and a line for each time
READ_ONLY = "报告库现在只能查看，报送的记录留不下来，没有报送。请在可以修改的窗口里报送。"
_CONTENT = re.compile("[0-9a-f]{16}")


@dataclass(frozen=True)
class Submission:
    """One 报送. `name` is that of the folder, `content` the digest of the report, `record` the report itself where it is kept."""

    at: datetime
    who: str
    name: str
    content: str
    record: Mapping[str, Any] | None = None

    @property
    def key(self) -> tuple[datetime, str, str, str]:
        """What it is known by."""
        return self.at, self.who, self.name, self.content


class SubmissionBook:
    """Those of one report, oldest first: the only writer of its file."""

    def __init__(self, disk: Disk, library: Path, key: str, *, read_only: bool = False) -> None:
        """Reads what is kept. Raises StoreError when it cannot be read as that."""
        self._file, self._read_only = SideFile(side_path(library, SUBMISSIONS, key), disk), read_only
        try:
            data = self._file.read(LARGEST)
            self.all = _submissions(data) if data is not None else ()
        except (OSError, ValueError, Misshapen) as reason:
            raise StoreError(unreadable(WORDS[SUBMISSIONS], self._file.path.name, reason)) from reason

    @property
    def last(self) -> Submission | None:
        """The newest one."""
        return self.all[-1] if self.all else None

    def judge(self) -> None:
        """Raises ReadOnlyReport where none could be kept."""
        if self._read_only:
            raise ReadOnlyReport(READ_ONLY)

    def add(self, one: Submission) -> None:
        """Keeps one more. Raises StoreError, ReadOnlyReport; then what was kept before still stands."""
        self.judge()
        every = (*self.all, one)
        try:
            self._file.write(_plain(every))
        except OSError as reason:
            raise StoreError(sentence(reason, "保存报送记录", self._file.path)) from reason
        self.all = _submissions(filed(_plain(every)))


def united(kept: bytes, other: bytes) -> bytes | None:
    """Every one of two states that were written apart; else the later state. None where one of them is no such file."""
    try:
        mine, theirs = _submissions(kept), _submissions(other)
    except (ValueError, Misshapen):
        return None
    if (how := standing(kept, other)) in ("same", "newer", "older"):
        return other if how == "older" else kept
    both = {one.key: one for one in (*mine, *theirs)}
    ordered = tuple(sorted(both.values(), key=lambda one: one.key))
    return filed({**_plain(ordered), WRITES: after_both(kept, other)})


def _plain(every: tuple[Submission, ...]) -> dict[str, object]:
    told = [{"at": one.at.isoformat(), "who": one.who, "name": one.name, "content": one.content} for one in every]
    return {"version": VERSION, "submissions": told, "record": every[-1].record}


def _submissions(data: bytes) -> tuple[Submission, ...]:
    """What a file holds, oldest first. Raises ValueError, Misshapen."""
    raw = table(loaded(data))
    found = raw.get("submissions")
    if raw.get("version") != VERSION or not isinstance(found, list) or not found:
        raise ValueError("不是报送的记录")
    *earlier, last = map(table, found)
    return (*(_submission(one, None) for one in earlier), _submission(last, raw.get("record")))


def _submission(raw: Mapping[str, object], whole: object) -> Submission:
    content = text(raw, "content")
    if not _CONTENT.fullmatch(content):
        raise ValueError(f"content 为 {content!r}")
    kept = None if whole is None else record(whole)
    return Submission(time(raw, "at"), text(raw, "who"), text(raw, "name"), content, kept)
