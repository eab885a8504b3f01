"""The versions of a report: whole copies in one file a report, added to and never changed.

Kept at each opening, at each export, when it is final, and by hand under a name. The same content on the same
occasion twice in a row is kept once. A file was called KEY.log before (layout renames it): a name that disk cleaners
remove; it is read as well, and with both there each line of them counts once. Leans on disk and shape.
"""

from __future__ import annotations

import errno
import hashlib
import json
import threading
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from app.disk import Disk
from app.store import shape

FOLDER = "history"
SUFFIX, FORMER = ".versions", ".log"
Occasion = Literal["opened", "exported", "final", "named", "restored"]
OCCASIONS: Mapping[str, str] = {
    "opened": "打开时",
    "exported": "导出时",
    "final": "定稿",
    "named": "手动保存",
    "restored": "恢复前",
}
_HASH = 64


@dataclass(frozen=True)
class Version:
    """One version. `record` is what app.record.to_record gives; `name` is what the user called it, or ''."""

    at: datetime
    occasion: str
    name: str
    record: Mapping[str, Any]

    @property
    def words(self) -> str:
        """When and why it was kept, in Chinese."""
        at = self.at
        kind = OCCASIONS.get(self.occasion, "自动")
        return f"{at.year}年{at.month}月{at.day}日 {at:%H:%M} {kind}{f'：{self.name}' if self.name else ''}"


@dataclass(frozen=True)
class Versions:
    """All versions of a report, oldest first, and how many lines of the file cannot be read."""

    all: tuple[Version, ...]
    damaged: int


@dataclass(frozen=True)
class Sorted:
    """A file's lines, each once: those that are as they were written, whatever program's, and those that are not."""

    whole: tuple[bytes, ...]
    bad: tuple[bytes, ...]


@dataclass(frozen=True)
class Count:
    """How many whole lines a report's file has, and of how many bytes it is."""

    count: int
    size: int


NONE = Count(0, 0)


class History:
    """The versions of every report of a library. All methods raise OSError but `counts`.

    `gate` is held by whoever changes a file: versions are kept on the store's thread, put back also on the window's.
    """

    def __init__(self, disk: Disk, folder: Path) -> None:
        self._disk, self._folder = disk, folder
        self.gate = threading.RLock()
        self.counted: dict[str, Count] = {}  # by key, as they were counted last: what is to be found again

    def versions(self, key: str) -> Versions:
        """The versions of one report."""
        found = [_version(line) for line in lines(self.read(key))]
        return Versions(tuple(one for one in found if one), found.count(None))

    def keep(self, key: str, version: Version) -> bool:
        """Adds a version; False when it would only repeat the last one."""
        with self.gate:
            kept = self.versions(key).all
            repeats = bool(kept) and not version.name and kept[-1].record == version.record
            if repeats and version.occasion in ("opened", "restored", kept[-1].occasion):
                return False
            path = self.path(key)
            data = self._one(path)
            ended = b"" if not data or data.endswith(b"\n") else b"\n"  # after a torn line
            self._make_folder()
            self._disk.append(path, ended + _line(version), len(data))
            return True

    def read(self, key: str) -> bytes:
        """The whole file of a report, b'' when there is none."""
        former = self._one(shape.key_path(self._folder, key, FORMER))
        present = self._one(self.path(key))
        return joined(lines(former + b"\n" + present)) if former else present

    def put(self, key: str, data: bytes) -> None:
        """Replaces the file of a report."""
        self._make_folder()
        self._disk.put(self.path(key), data)

    def path(self, key: str) -> Path:
        """The file of a report. Raises StoreError for what is no key."""
        return shape.key_path(self._folder, key, SUFFIX)

    def sizes(self) -> dict[str, int]:
        """By key, the bytes of each report's file, in one look at the folder."""
        found: dict[str, int] = {}
        for name, size in self._disk.sizes(self._folder).items():
            stem, dot, kind = name.rpartition(".")
            if dot + kind in (SUFFIX, FORMER) and shape.fit_key(stem):
                found[stem] = found.get(stem, 0) + size
        return found

    def counts(self) -> dict[str, Count]:
        """By key, how many versions there are; only a file of another size than last time is read.

        What cannot be read now keeps the number it had: it is not gone. Raises nothing.
        """
        try:
            sizes = self.sizes()
        except OSError:
            return dict(self.counted)
        for key, size in sizes.items():
            with self.gate, suppress(OSError):  # a file at a time: the window may want to put one back
                if self.counted.get(key, Count(0, -1)).size != size:
                    self.counted[key] = Count(len(sorted_out(self.read(key)).whole), size)
        with self.gate:
            self.counted = {key: one if key in sizes else NONE for key, one in self.counted.items()}
            return dict(self.counted)

    def formers(self) -> tuple[str, ...]:
        """The keys of the reports that have a file of the former name."""
        names = (Path(name) for name in self._disk.names(self._folder))
        return tuple(one.stem for one in names if one.suffix == FORMER and shape.fit_key(one.stem))

    def rename_former(self, key: str) -> None:
        """Gives a file of the former name the present one; with both there, every line of both goes into the one that stays."""
        with self.gate:
            former, present = shape.key_path(self._folder, key, FORMER), self.path(key)
            if self._disk.stamp(former) is None:
                return
            if self._disk.stamp(present) is None:
                self._disk.move(former, present)
                return
            self._disk.put(present, self.read(key))
            self._disk.unlink(former)  # not before all of it is in the other

    def _one(self, path: Path) -> bytes:
        return self._disk.read(path) if self._disk.stamp(path) else b""

    def _make_folder(self) -> None:
        if self._disk.stamp(self._folder.parent) is None:  # a pulled-out disk is not made again elsewhere
            raise FileNotFoundError(errno.ENOENT, "the library's folder is gone")
        self._disk.make_folder(self._folder)


def lines(data: bytes) -> tuple[bytes, ...]:
    """The lines of a file in their order, each once: copies that were joined are not doubled."""
    return tuple(dict.fromkeys(line for line in data.split(b"\n") if line))


def joined(found: Iterable[bytes]) -> bytes:
    """The file of these lines."""
    return b"".join(line + b"\n" for line in found)


def sorted_out(data: bytes) -> Sorted:
    """The lines that carry their own checksum, and the others."""
    whole: list[bytes] = []
    bad: list[bytes] = []
    for line in lines(data):
        (whole if _sound(line) else bad).append(line)
    return Sorted(tuple(whole), tuple(bad))


def _line(version: Version) -> bytes:
    content = {
        "at": version.at.isoformat(),
        "occasion": version.occasion,
        "name": version.name,
        "record": version.record,
    }
    payload = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    return hashlib.sha256(payload).hexdigest().encode() + b" " + payload + b"\n"


def _version(line: bytes) -> Version | None:
    if not _sound(line):
        return None
    try:
        raw = shape.table(shape.loaded(line[_HASH + 1 :]))
        whole = shape.record(raw.get("record"))
        return Version(shape.time(raw, "at"), shape.text(raw, "occasion"), shape.text(raw, "name"), whole)
    except shape.Misshapen:
        return None


def _sound(line: bytes) -> bool:
    return hashlib.sha256(line[_HASH + 1 :]).hexdigest().encode() == line[:_HASH]
