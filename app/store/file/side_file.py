"""A file beside the library that is replaced whole: explanations and stages, doubts, claims, comments, what was handed up
or over, or the register of one report.

Each carries a checksum, and says which writers wrote it how often. So of two states it is known which came from which, however
many lie between, or that neither did; the content alone would not tell, since who adds a row and takes it out again has the
content of before in a newer state. A writer is one process and one path: the folder may be copied.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from app.store.file.stored_shape import Misshapen, key_path, loaded, table, whole
from app.system.disk import Disk

REVIEWS, DOUBTS, REGISTERS, CLAIMS = "reviews", "doubts", "registers", "claims"
COMMENTS, SUBMISSIONS, TRIPS = "comments", "submissions", "trips"
WORDS = {
    REVIEWS: "说明与审核记录",
    DOUBTS: "待核对的标记",
    REGISTERS: "申请台账",
    CLAIMS: "认领的数",
    COMMENTS: "批注",
    SUBMISSIONS: "报送记录",
    TRIPS: "交接记录",
}
REOPEN = "请重新打开这份报告：备份里有好的一份时，程序会用它恢复；仍然不行时，请把这个文件移到别处再试。"
WRITES = "writes"  # in each file: by writer, how often it wrote
SUM = "sha256"  # in each file: of all else in it
_WRITER = re.compile("[0-9a-f]{8}")

Writes = Mapping[str, int]
SideStanding = Literal["same", "newer", "older", "apart", "unknown"]


@dataclass(frozen=True)
class Noted:
    """What was read or written last, which is what the next state comes from, and under which name how often it was
    written."""

    writes: Writes
    writer: str = ""
    number: int = 0


class SideFile:
    """One such file: read whole, replaced whole, through the disk. `path` lies in a folder of the library."""

    def __init__(self, path: Path, disk: Disk | None = None) -> None:
        self.path, self._disk = path, disk or Disk()

    def read(self, largest: int) -> bytes | None:
        """The content, None when there is no file. Raises OSError, and ValueError for one of more than `largest` bytes or that
        is not as it was written."""
        stamp = self._disk.stamp(self.path)
        if stamp is None:
            self._note({})
            return None
        if stamp.size > largest:
            raise ValueError("文件过大")
        data = self._disk.read(self.path)
        if not is_table(data):
            raise ValueError("内容已损坏")
        self._note(writes_of(data))
        return data

    def write(self, raw: Mapping[str, object]) -> None:
        """Replaces the content by data as JSON, with who wrote it how often. Raises OSError, and then what was kept before
        still stands."""
        self._disk.make_folder(self.path.parent)
        noted = self._noted()
        before, writer, number = noted.writes, noted.writer, noted.number
        if not writer or before.get(writer, 0) != number:  # an older state was put back meanwhile: a new line begins
            writer = new_writer()
        number = before.get(writer, 0) + 1
        writes = {**before, writer: number}
        self._disk.put(self.path, filed({**raw, WRITES: writes}))
        self._disk.memory[self.path] = Noted(writes, writer, number)

    def _note(self, writes: Writes) -> None:
        noted = self._disk.memory.get(self.path)
        self._disk.memory[self.path] = replace(noted, writes=writes) if isinstance(noted, Noted) else Noted(writes)

    def _noted(self) -> Noted:
        """The state that what is written now comes from: not what another machine may have put there since it was read."""
        noted = self._disk.memory.get(self.path)
        if isinstance(noted, Noted):
            return noted
        try:
            return Noted(writes_of(self._disk.read(self.path)))
        except OSError:  # a first one
            return Noted({})


def new_writer() -> str:
    """A name that no other writer has."""
    return secrets.token_hex(4)


def filed(raw: Mapping[str, object]) -> bytes:
    """A file's bytes, with the checksum of what it says."""
    return f"{json.dumps({**raw, SUM: _sum(raw)}, ensure_ascii=False, indent=1)}\n".encode()


def writes_of(data: bytes) -> Writes:
    """Who wrote a file how often, by what it says; nothing for one of an earlier program, and for none."""
    try:
        found = table(table(loaded(data)).get(WRITES, {}))
        return {name: whole(found, name, 1) for name in found if _WRITER.fullmatch(name)}
    except Misshapen:
        return {}


def after_both(data: bytes, other: bytes) -> Writes:
    """Who wrote how often a state that is made of two which were written apart, and comes after both."""
    mine, theirs = writes_of(data), writes_of(other)
    both = {name: max(mine.get(name, 0), theirs.get(name, 0)) for name in (*mine, *theirs)}
    return {**both, new_writer(): 1}


def standing(data: bytes, other: bytes) -> SideStanding:
    """How a state stands to another one: came before it or after it, is the same, or was written apart from it.

    "unknown" where one does not say who wrote it.
    """
    mine, theirs = writes_of(data), writes_of(other)
    if data == other or (mine == theirs and mine):
        return "same"
    if not (mine and theirs):
        return "unknown"
    ahead = any(number > theirs.get(name, 0) for name, number in mine.items())
    behind = any(number > mine.get(name, 0) for name, number in theirs.items())
    if ahead and behind:
        return "same" if _content(data) == _content(other) else "apart"
    return "newer" if ahead else "older"


def is_table(data: bytes) -> bool:
    """Whether this is what a file holds, by its form, and as it was written; one of an earlier program has no checksum."""
    try:
        found = table(loaded(data))
    except Misshapen:
        return False
    return SUM not in found or found[SUM] == _sum(found)


def _sum(raw: Mapping[str, object]) -> str:
    own = {name: value for name, value in raw.items() if name != SUM}
    return hashlib.sha256(json.dumps(own, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _content(data: bytes) -> Mapping[str, object]:
    return {name: value for name, value in table(loaded(data)).items() if name not in (WRITES, SUM)}


def side_path(library: Path, folder: str, key: str) -> Path:
    """Where the file of a report lies in one of the folders. Raises StoreError for what is no key."""
    return key_path(library / folder, key, ".json")


def unreadable(words: str, name: str, reason: Exception) -> str:
    """The sentence for a side file that cannot be used."""
    why = str(reason)  # one of our own, in Chinese
    if isinstance(reason, OSError):
        why = "磁盘上读不出来"
    elif isinstance(reason, KeyError):
        why = f"缺少 {reason.args[0]}"
    elif isinstance(reason, json.JSONDecodeError | UnicodeDecodeError | RecursionError):
        why = "内容已损坏"
    return f"{words} {name} 无法读取（{why}）。{REOPEN}"
