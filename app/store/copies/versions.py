"""The versions of a report: whole copies in files that are added to and never changed, one of each place.

A place is a machine and a path: each adds to its own file, KEY-PLACE.versions, so that no two machines and no two copies of
a folder write the same one. What a report has is all of its files together, in the order of their times, each line once.
Before there was one file for all, KEY.versions, and before that KEY.log (layout renames it): a name that disk cleaners
remove. Both are only read. A file is called by its stem, KEY or KEY-PLACE. Kept at each opening, at each export, when it is
final, and by hand under a name; the same content on the same occasion twice in a row once.
"""

from __future__ import annotations

import errno
import hashlib
import json
import re
import threading
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from app.chinese.days import moment_words
from app.store.file import identity
from app.store.file import stored_shape as shape
from app.system.disk import Disk

FOLDER = "history"
SUFFIX, FORMER = ".versions", ".log"
Occasion = Literal["opened", "exported", "final", "submitted", "handed", "merged", "named", "restored"]
OCCASIONS: Mapping[str, str] = {
    "opened": "打开时",
    "exported": "导出时",
    "final": "定稿",
    "submitted": "报送时",
    "handed": "交出时",
    "merged": "收回交接前",
    "named": "手动保存",
    "restored": "恢复前",
}
_HASH = 64
MARK = 8  # digits of a line's checksum by which it is known again
_STEM = re.compile(r"(\w{1,64})(?:-[0-9a-f]{8})?", re.ASCII)


@dataclass(frozen=True)
class Version:
    """One version. `record` is what app.report.record.to_record gives; `name` is what the user called it, or ''."""

    at: datetime
    occasion: str
    name: str
    record: Mapping[str, Any]

    @property
    def words(self) -> str:
        """When and why it was kept, in Chinese."""
        kind = OCCASIONS.get(self.occasion, "自动")
        return f"{moment_words(self.at)} {kind}{f'：{self.name}' if self.name else ''}"


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
    """Of how many bytes a file is, and the marks of its whole lines in their order, as one string."""

    size: int
    marks: str

    @property
    def each(self) -> set[str]:
        """The marks, one by one."""
        return {self.marks[at : at + MARK] for at in range(0, len(self.marks), MARK)}


NONE = Count(0, "")


@dataclass
class Awaited:
    """What of a library's versions was there once: `marks` by key; `unsure` are the keys of which more than the size of a
    file has to be looked at; `coming`, by stem, what the machine that wrote the newest backup alone has seen: a sync program
    may not have brought it yet, so that it is missed at the next opening only."""

    marks: dict[str, set[str]] = field(default_factory=dict)
    unsure: set[str] = field(default_factory=set)
    coming: dict[str, set[str]] = field(default_factory=dict)

    def later(self, key: str) -> set[str]:
        """Those marks of a report that may be on their way."""
        return {mark for stem, marks in self.coming.items() if key_of(stem) == key for mark in marks}


class History:
    """The versions of every report of a library. All methods raise OSError but `begin` and `counts`.

    `gate` is held by whoever changes a file: versions are kept on the store's thread, put back also on the window's.
    """

    def __init__(self, disk: Disk, folder: Path) -> None:
        self._disk, self._folder = disk, folder
        self._place = identity.place(folder.parent)
        self.gate = threading.RLock()
        self.counted: dict[str, Count] = {}  # by stem, as the files were counted last
        self.awaited = Awaited()

    def begin(self, newest: Mapping[str, Count], own: Iterable[Mapping[str, Count]], maker: str = "") -> None:
        """Takes in what the files held at the newest backup, which was made in the place `maker`, and at those of this
        machine."""
        with self.gate:
            self.counted, self.awaited = dict(newest), Awaited()
            for stem, one in newest.items():
                self._await(stem, one)
                if maker not in ("", self._place) and stem.endswith(f"-{maker}"):
                    self.awaited.coming[stem] = one.each
            before = {key: set(marks) for key, marks in self.awaited.marks.items()}
            for counts in own:
                for stem, one in counts.items():
                    self.awaited.coming[stem] = self.awaited.coming.get(stem, set()) - one.each
                    if newest.get(stem) != one:
                        self._await(stem, one)
                        if not one.each <= before.get(key_of(stem), set()):  # what the newest one knows nothing of
                            self.awaited.unsure.add(key_of(stem))

    def versions(self, key: str) -> Versions:
        """The versions of one report."""
        found = [_version(line) for line in self.lines(key)]
        whole = sorted((one for one in found if one), key=lambda one: one.at)
        return Versions(tuple(whole), found.count(None))

    def keep(self, key: str, version: Version) -> bool:
        """Adds a version; False when it would only repeat the last one."""
        with self.gate:
            kept = [one for one in self.versions(key).all if one.at <= version.at]  # a clock may have been ahead once
            repeats = bool(kept) and not version.name and kept[-1].record == version.record
            if repeats and version.occasion in ("opened", "restored", kept[-1].occasion):
                return False
            path = self.path(self.own(key))
            data = self._one(path)
            ended = b"" if not data or data.endswith(b"\n") else b"\n"  # after a torn line
            self._make_folder()
            self._disk.append(path, ended + _line(version), len(data))
            return True

    def lines(self, key: str) -> tuple[bytes, ...]:
        """The lines of all files of a report, each once."""
        return tuple(dict.fromkeys(line for stem in self.stems(key) for line in lines(self.read(stem))))

    def stems(self, key: str) -> tuple[str, ...]:
        """The files of a report that are there, the one for all first."""
        shape.key_path(self._folder, key, SUFFIX)  # a key, or StoreError
        return files_of(key, self._disk.names(self._folder))

    def own(self, key: str) -> str:
        """The file of a report that is added to here, there or not."""
        return f"{key}-{self._place}"

    def read(self, stem: str) -> bytes:
        """One file, b'' when it is not there."""
        former = self._one(path_of(self._folder, stem, FORMER))
        present = self._one(self.path(stem))
        return joined(lines(former + b"\n" + present)) if former else present

    def put(self, stem: str, data: bytes) -> None:
        """Replaces a file."""
        self._make_folder()
        self._disk.put(self.path(stem), data)

    def path(self, stem: str) -> Path:
        """A file by its stem. Raises StoreError for what is none."""
        return path_of(self._folder, stem, SUFFIX)

    def sizes(self) -> dict[str, int]:
        """By stem, the bytes of each file, in one look at the folder."""
        found: dict[str, int] = {}
        for name, size in self._disk.sizes(self._folder).items():
            if stem := stem_of(name):
                found[stem] = found.get(stem, 0) + size
        return found

    def counts(self) -> dict[str, Count]:
        """By stem, what the files hold; only a file of another size than last time is read.

        What cannot be read now keeps the marks it had: it is not gone. Raises nothing.
        """
        try:
            sizes = self.sizes()
        except OSError:
            return dict(self.counted)
        for stem, size in sizes.items():
            with self.gate, suppress(OSError):  # a file at a time: the window may want to put one back
                if stem not in self.counted or self.counted[stem].size != size:
                    self.count(stem, Count(size, marks(sorted_out(self.read(stem)).whole)))
        with self.gate:
            self.counted = {stem: one if stem in sizes else NONE for stem, one in self.counted.items()}
            found = dict(self.counted)
            for stem, coming in self.awaited.coming.items():
                one = found.get(stem, NONE)
                if lacking := coming - one.each:  # of a size that it does not have: the next opening is to look at it
                    found[stem] = Count(one.size + 1, one.marks + "".join(sorted(lacking)))
            return found

    def count(self, stem: str, found: Count) -> None:
        """Notes what a file holds; all of it is to be found again."""
        self.counted[stem] = found
        self._await(stem, found)

    def formers(self) -> tuple[str, ...]:
        """The keys of the reports that have a file of the former name."""
        names = (Path(name) for name in self._disk.names(self._folder))
        return tuple(one.stem for one in names if one.suffix == FORMER and shape.fit_key(one.stem))

    def rename_former(self, key: str) -> None:
        """Gives a file of the former name the present one; with both there, every line of both goes into the one that stays."""
        with self.gate:
            former, present = path_of(self._folder, key, FORMER), self.path(key)
            if self._disk.stamp(former) is None:
                return
            if self._disk.stamp(present) is None:
                self._disk.move(former, present)
                return
            self._disk.put(present, self.read(key))
            self._disk.unlink(former)  # not before all of it is in the other

    def _await(self, stem: str, one: Count) -> None:
        self.awaited.marks.setdefault(key_of(stem), set()).update(one.each)

    def _one(self, path: Path) -> bytes:
        return self._disk.read(path) if self._disk.stamp(path) else b""

    def _make_folder(self) -> None:
        if self._disk.stamp(self._folder.parent) is None:  # a pulled-out disk is not made again elsewhere
            raise FileNotFoundError(errno.ENOENT, "the library's folder is gone")
        self._disk.make_folder(self._folder)


def fit_stem(stem: object) -> bool:
    """Whether this may be the name of a file of versions, without its ending."""
    return isinstance(stem, str) and _STEM.fullmatch(stem) is not None


def key_of(stem: str) -> str:
    """The report whose file this is."""
    return stem.partition("-")[0]


def stem_of(name: str) -> str:
    """The stem of a file's name, '' for what is no file of versions."""
    stem, dot, kind = name.rpartition(".")
    return stem if dot + kind in (SUFFIX, FORMER) and fit_stem(stem) else ""


def files_of(key: str, names: Iterable[str]) -> tuple[str, ...]:
    """Of the names in a folder the stems of a report's files, the one for all first."""
    near = (stem_of(name) for name in names if name.startswith(key))
    return tuple(sorted({stem for stem in near if stem and key_of(stem) == key}))


def marks(found: Iterable[bytes]) -> str:
    """The marks of these lines, which are whole, as one string."""
    return "".join(line[:MARK].decode() for line in found)


def path_of(folder: Path, stem: str, suffix: str) -> Path:
    """Where the file of that stem lies in a folder. Raises StoreError for what is none: it might lie anywhere."""
    shape.key_path(folder, key_of(stem) if fit_stem(stem) else stem, suffix)  # a key, or StoreError
    return folder / f"{stem}{suffix}"


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
