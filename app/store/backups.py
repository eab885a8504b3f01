"""Copies of the library file, in its own folder and in one that the user chose: made, listed, thinned out.

A copy's name says the last event in it, its time and its reason; a copy of the reports' side files lies beside it, and
in a folder of its own the versions of the reports. Files with other names are never touched. Leans on disk, content,
retention, sides and version_copies.
"""

from __future__ import annotations

import errno
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from app.disk import Disk
from app.store.content import Content, content_of
from app.store.failure import sentence
from app.store.history import FOLDER as HISTORY
from app.store.history import History
from app.store.library_file import Damaged
from app.store.retention import staying
from app.store.sides import Sides, beside
from app.store.upgrades import Newer
from app.store.version_copies import FOLDER as VERSIONS
from app.store.version_copies import VersionCopies

FOLDER = "backups"
REASONS = {"opened": "打开时", "timed": "自动", "closed": "关闭时", "upgrade": "升级前", "restore": "恢复前"}
_NAME = re.compile(r"library-(\d{12})-(\d{8}T\d{6})-([a-z]+)\.json", re.ASCII)
PREFIX = "nianbao-"
_UNFIT = re.compile(r"[^\w@.-]")
_TIME = "%Y%m%dT%H%M%S"


@dataclass(frozen=True)
class Backup:
    """One copy. `number` is the last event in it; `elsewhere` is true in the folder of the user's choice, where
    `other` names the account and computer of another library's copy, '' for this one's."""

    path: Path
    number: int
    at: datetime
    reason: str
    elsewhere: bool = False
    other: str = ""

    @property
    def words(self) -> str:
        """When and why it was made, in Chinese."""
        at = self.at
        day = f"{at.year}年{at.month}月{at.day}日 {at:%H:%M}"
        return f"{day} {REASONS.get(self.reason, '自动')}"


class Backups:
    """The copies of one library. `second` is the user's folder (a USB disk, a share) or None; in it each account
    of each computer (`who`) has a folder of its own."""

    def __init__(self, disk: Disk, folder: Path, second: Path | None, who: str) -> None:
        self._disk, self._folder, self.second = disk, folder, second
        self.history = History(disk, folder.parent / HISTORY)
        self.sides = Sides(disk, folder.parent, self.history)
        self.copies = VersionCopies(disk, folder.parent, self.history)
        self._own = PREFIX + _UNFIT.sub("_", who)

    def all(self) -> tuple[Backup, ...]:
        """Every copy that can be reached, newest first, those of other libraries last."""
        found = self._in(self._folder)
        for name in self._reached(self.second) if self.second else ():
            if name.startswith(PREFIX):
                other = "" if name == self._own else name.removeprefix(PREFIX)
                copies = self._in(self.second / name) if self.second else []
                found += [replace(one, elsewhere=True, other=other) for one in copies]
        order = sorted(found, key=lambda one: (one.number, one.at, not one.elsewhere), reverse=True)
        return tuple(sorted(order, key=lambda one: one.other))

    def keep(self, data: bytes, number: int, at: datetime, reason: str) -> tuple[str, ...]:
        """Makes a copy in each folder and thins out the old ones; returns a sentence for each that failed."""
        name = self._free_name(number, at, reason)
        failed = []
        for above, folder in self._places():
            try:
                if self._disk.stamp(above) is None:  # a disk that is not plugged in is not made up
                    raise FileNotFoundError(errno.ENOENT, "the folder is gone")
                self._disk.make_folder(folder)
                sides = self.sides.packed(personal=folder == self._folder)
                if sides:
                    self._disk.put(beside(folder / name), sides)
                self._disk.put(folder / name, data)
                self._thin_out(folder)
                self.copies.grow(folder / VERSIONS)
            except OSError as trouble:
                failed.append(sentence(trouble, "存放备份", above if above == self.second else folder))
        return tuple(failed)

    def begin(self) -> None:
        """Notes which copies there are before this window makes its own."""
        self.sides.earlier = frozenset(self._reached(self._folder))
        self.history.counted = self.sides.counted(self._folder)

    def mend_sides(self, key: str, at: datetime) -> tuple[str, ...]:
        """Puts back what of a report's side files and versions is damaged or gone; sentences, also for what failed."""
        return self.sides.mended(key, at, self._folder) + self.mend_versions(at, key)

    def mend_versions(self, at: datetime, key: str | None = None) -> tuple[str, ...]:
        """Puts back the versions of a report, or of all, that are gone since they were copied; sentences on it."""
        return self.copies.mended(at, [folder / VERSIONS for _, folder in self._places()], key)

    def brought(self, rescue: Backup | None, keys: Iterable[str]) -> tuple[str, ...]:
        """Puts back what lies beside the reports after a rescue from that copy; a sentence for what failed."""
        if rescue is None:
            return ()
        keys, folder = tuple(keys), rescue.path.parent / VERSIONS
        return self.sides.brought(beside(rescue.path), keys) + self.copies.brought(folder, keys)

    def newest_good(self) -> tuple[Backup, Content] | None:
        """The newest copy that is whole, else the newest that holds any report; None when there is none."""
        first = None
        for one, content in self.readable():
            if not content.bad:
                return one, content
            first = first or (one, content)
        return first

    def readable(self) -> Iterator[tuple[Backup, Content]]:
        """The copies of this library that can be read, newest first; a damaged one stays where it is."""
        for one in (one for one in self.all() if not one.other):
            try:
                content = self.read(one)
            except (Damaged, Newer, OSError):
                continue
            yield one, content

    def read(self, one: Backup) -> Content:
        """What a copy holds. Raises Damaged, Newer, OSError."""
        return content_of(self._disk.read(one.path))

    def _free_name(self, number: int, at: datetime, reason: str) -> str:
        """A name behind those of all copies with the same last event: what lies beside them may differ."""
        before = [one.at for one in self._in(self._folder) if one.number == number]
        at = max(at, max(before) + timedelta(seconds=1)) if before else at
        return f"library-{number:012}-{at.strftime(_TIME)}-{reason}.json"

    def _places(self) -> list[tuple[Path, Path]]:
        own = [(self._folder.parent, self._folder)]
        return [*own, (self.second, self.second / self._own)] if self.second else own

    def _in(self, folder: Path) -> list[Backup]:
        named = (_named(folder / name) for name in self._reached(folder))
        return [one for one in named if one is not None]

    def _reached(self, folder: Path) -> tuple[str, ...]:
        """The names in a folder; none where it cannot be listed now: a disk that is away, a share without leave."""
        try:
            return self._disk.names(folder)
        except OSError:
            return ()

    def _thin_out(self, folder: Path) -> None:
        here = self._in(folder)
        stay = set(staying(here))
        for one in here:
            if one not in stay:
                self._disk.unlink(one.path)
                self._disk.unlink(beside(one.path))


def _named(path: Path) -> Backup | None:
    parts = _NAME.fullmatch(path.name)
    if not parts:
        return None
    try:
        at = datetime.strptime(parts[2], _TIME).astimezone()
    except ValueError:  # no such day: the name is not one of ours
        return None
    return Backup(path, int(parts[1]), at, parts[3])
