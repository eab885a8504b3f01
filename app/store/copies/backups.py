"""Copies of the library file, in its own folder and in one that the user chose: made, listed, thinned out.

A copy's name says the last event in it, its time, its reason and the beginning of that event's hash; a copy of the reports'
side files lies beside it, and in a folder of its own the versions of the reports. Files with other names are never touched.

The last ten copies stay, then the last of each of 30 days and of each of 60 months. What counts are the days that occur, in the
order in which the copies were made, never an age by a clock: a session with the clock years off is one day among the others, so
that k of them drop at most what k ordinary days would.
"""

from __future__ import annotations

import errno
import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Protocol, TypeVar

from app.store.copies.side_files import SideFileSet, beside
from app.store.copies.version_copies import FOLDER as VERSIONS
from app.store.copies.version_copies import VersionCopies
from app.store.copies.versions import FOLDER as HISTORY
from app.store.copies.versions import History
from app.store.file.failure import sentence
from app.store.file.holding import Holding, from_document
from app.store.file.holding import number as number_of
from app.store.file.storage import Damaged, decode
from app.store.file.stored_shape import Misshapen, loaded
from app.store.journal.content import Content, content_of
from app.store.journal.upgrades import REPORTS, Newer
from app.system.disk import Disk

FOLDER = "backups"
CONFLICT = "conflict"
BEFORE = ("upgrade", "restore")  # made before something is changed: always
REASONS = {
    "opened": "打开时",
    "timed": "自动",
    "closed": "关闭时",
    "upgrade": "升级前",
    "restore": "恢复前",
    CONFLICT: "冲突副本",  # what a sync tool made of library.json: of what worth it is nobody knows
}
_NAME = re.compile(r"library-(\d{12})-(\d{8}T\d{6})-([a-z]+)(?:-([0-9a-f]{8}))?\.json", re.ASCII)
PREFIX = "nianbao-"
_UNFIT = re.compile(r"[^\w@.-]")
_TIME = "%Y%m%dT%H%M%S"
_MOMENT = timedelta(minutes=1)  # copies made within it are named in their order, whatever their last events
LATEST = 10
DAYS = 30
MONTHS = 60
# A day whose copies lie apart in the order has several last ones: a wrong clock fell on a day that has been, and is not to
# take its place. So many of them stay; not all, or a clock that falls back every morning would keep every one for years.
SPELLS = 5
WAIT = 30  # days on which the library is opened

Known = Callable[[int, str], bool]  # whether the journal has an event of this number and hash, or beginning of a hash


class Dated(Protocol):
    """What has a time and an order. `number` is the last event in it."""

    @property
    def at(self) -> datetime:
        """When it was made, as the clock said."""

    @property
    def number(self) -> int:
        """Its place in the order, whatever the clock said."""


D = TypeVar("D", bound=Dated)


def nothing_known(number: int, hash_: str) -> bool:
    """What a journal knows that is not there."""
    return False


@dataclass(frozen=True)
class Backup:
    """One copy. `number` is the last event in it, `hash8` the beginning of that event's hash ('' in old names). `elsewhere`
    is true in the folder of the user's choice, where `other` names the account and computer of another library's copy,
    '' for this one's."""

    path: Path
    number: int
    at: datetime
    reason: str
    elsewhere: bool = False
    other: str = ""
    hash8: str = ""

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
        self.sides = SideFileSet(disk, folder.parent, self.history)
        self.copies = VersionCopies(disk, folder.parent, self.history)
        self._own = PREFIX + _UNFIT.sub("_", who)

    def all(self) -> tuple[Backup, ...]:
        """Every copy that can be reached, newest first by the time they say, those of other libraries last.

        After a session with the clock in 2099 its copies stand on top until then: they say so themselves.
        """
        found = self._in(self._folder)
        for name in self._reached(self.second) if self.second else ():
            if name.startswith(PREFIX):
                other = "" if name == self._own else name.removeprefix(PREFIX)
                copies = self._in(self.second / name) if self.second else []
                found += [replace(one, elsewhere=True, other=other) for one in copies]
        return tuple(sorted(_by_time(found), key=lambda one: one.other))

    def own(self) -> tuple[Backup, ...]:
        """The copies in the library's own folder that this program made of it, the last made first."""
        return tuple(in_order(_made_here(self._in(self._folder))))

    def keep(self, data: bytes, number: int, hash_: str, at: datetime, reason: str) -> tuple[str, ...]:
        """Makes a copy in each folder and thins out the old ones. `hash_` is that of the last event in it, `number`.

        Returns a sentence for each folder that failed, and one for days whose last copy went, where that is not the daily round.
        """
        name = self._free_name(number, hash_, at, reason)
        failed: list[str] = []
        gone: set[date] = set()
        for above, folder in self._places():
            try:
                if self._disk.stamp(above) is None:  # a disk that is not plugged in is not made up
                    raise FileNotFoundError(errno.ENOENT, "the folder is gone")
                self._disk.make_folder(folder)
                sides = self.sides.packed(personal=folder == self._folder)
                if reason not in BEFORE and self._has(folder, data, number, hash_, at, sides):
                    continue  # ten starts without a change are not to push out the copies of a day's work
                if sides:
                    self._disk.put(beside(folder / name), sides)
                self._disk.put(folder / name, data)
                gone |= self._thin_out(folder, name)
                self.copies.grow(folder / VERSIONS)
            except OSError as trouble:
                failed.append(sentence(trouble, "存放备份", above if above == self.second else folder, again=True))
        return (*failed, *self._thinned(gone))

    def begin(self, at: datetime) -> None:
        """Notes what the copies hold before this window makes its own."""
        self.sides.begin(at, self._folder)

    def mend_sides(self, key: str, at: datetime) -> tuple[str, ...]:
        """Puts back what of a report's side files and versions is damaged or gone; sentences, also for what failed."""
        return self.sides.mended(key, at, self._folder) + self.mend_versions(at, key)

    def mend_versions(self, at: datetime, key: str | None = None) -> tuple[str, ...]:
        """Puts back the versions of a report, or of all, that are gone since they were copied; sentences on it."""
        return self.copies.mended(at, [folder / VERSIONS for _, folder in self._places()], key)

    def returned(self, at: datetime, *, thorough: bool = False) -> tuple[str, ...]:
        """Puts back what of all reports' side files and versions is gone, or older, since they were copied; sentences on it.

        Without `thorough`, side files of the same size as in the copy are not read."""
        return self.sides.returned(at, thorough=thorough) + self.mend_versions(at)

    def brought(self, rescue: Backup | None, keys: Iterable[str]) -> tuple[str, ...]:
        """Puts back what lies beside the reports after a rescue from that copy; a sentence for what failed."""
        if rescue is None:
            return ()
        keys, folder = tuple(keys), rescue.path.parent / VERSIONS
        return self.sides.brought(beside(rescue.path), keys) + self.copies.brought(folder, keys)

    def newest_good(self, known: Known = nothing_known) -> tuple[Backup, Content] | None:
        """The copy to go on from, None when there is none: of those that `readable` names, from the same group (on the
        journal's timeline, others, conflict copies) the first that is whole, else the first that holds any report."""
        first: tuple[Backup, Content] | None = None
        group = -1
        for rank, one, content in self._ranked(known):
            if first and first[1].holdings and rank != group:
                break
            if not content.bad:
                return one, content
            if first is None or (content.holdings and not first[1].holdings):
                first, group = (one, content), rank
        return first

    def readable(self, known: Known = nothing_known) -> Iterator[tuple[Backup, Content]]:
        """The copies of this library that can be read; a damaged one stays where it is.

        First those whose last event the journal knows, the highest number first: the clock has no say. Then the others,
        which may be of another timeline, the newest first; their numbers say nothing. A sync tool's conflict copies last.
        """
        return ((one, content) for _, one, content in self._ranked(known))

    def foreign(self, known: Known) -> tuple[Backup, ...]:
        """The copies in the library's own folder whose last event the journal does not know, newest first.

        They were made before the folder, or its file, was replaced by an older one. Of the old names, which say no hash, just
        the newest that can be read is looked at.
        """
        mine = [one for one in _by_time(self._in(self._folder)) if one.reason != CONFLICT and one.number]
        found = [one for one in mine if one.hash8 and not known(one.number, one.hash8)]
        for one in (one for one in mine if not one.hash8):
            content = self._content(one)
            if content:
                found += [one] if content.reach.number and not known(content.reach.number, content.reach.hash) else []
                break
        return tuple(_by_time(found))

    def has_binned(self, one: Backup, report: Holding) -> bool:
        """Whether a copy has the report in the bin, put there at the same time; False for a copy that cannot be read."""
        try:
            line = decode(self._disk.read(one.path))[REPORTS][str(number_of(report.key))]
            return from_document(loaded(line)).binned == report.binned
        except (OSError, Damaged, Misshapen, KeyError):  # then it proves nothing
            return False

    def read(self, one: Backup) -> Content:
        """What a copy holds. Raises Damaged, Newer, OSError."""
        return content_of(self._disk.read(one.path))

    def _ranked(self, known: Known) -> Iterator[tuple[int, Backup, Content]]:
        """As `readable`, with the group: 0, 1, 2. A copy is read when its turn comes: there may be a hundred."""
        mine = [one for one in self.all() if not one.other]
        others = []
        for one in in_order(_made_here(mine)):
            content = self._content(one) if not one.hash8 or known(one.number, one.hash8) else None
            if content and content.reach.number and known(content.reach.number, content.reach.hash):
                yield 0, one, content
            else:
                others.append(one)
        last = [one for one in mine if one.reason == CONFLICT]
        for rank, copies in ((1, _by_time(others)), (2, last)):
            for one in copies:
                content = self._content(one)
                if content:
                    yield rank, one, content

    def _content(self, one: Backup) -> Content | None:
        """What a copy holds, None where it cannot be read: it stays where it is."""
        try:
            return self.read(one)
        except (Damaged, Newer, OSError):
            return None

    def free_path(self, number: int, hash_: str, at: datetime, reason: str) -> Path:
        """A free place among the library's own copies for one that was made elsewhere."""
        return self._folder / self._free_name(number, hash_, at, reason)

    def _has(self, folder: Path, data: bytes, number: int, hash_: str, at: datetime, sides: bytes) -> bool:
        """Whether the copy made last in a folder is of this day and says the same. Raises OSError."""
        last = next(iter(in_order(_made_here(self._in(folder)))), None)
        if last is None or (last.number, last.hash8, last.at.date()) != (number, hash_[:8], at.astimezone().date()):
            return False
        stamp, there = self._disk.stamp(last.path), self._disk.stamp(beside(last.path))
        same = stamp is not None and stamp.size == len(data)
        return same and (self._disk.read(beside(last.path)) if there else b"") == sides

    def _free_name(self, number: int, hash_: str, at: datetime, reason: str) -> str:
        """A name behind those of all copies with the same last event: what lies beside them may differ."""
        here = self._in(self._folder)
        before = [one.at for one in here if one.number == number or timedelta(0) <= one.at - at < _MOMENT]
        at = max(at, max(before) + timedelta(seconds=1)) if before else at
        return f"library-{number:012}-{at.strftime(_TIME)}-{reason}-{hash_[:8]}.json"

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

    def _thin_out(self, folder: Path, made: str) -> set[date]:
        """Removes what need not stay; the days that have no copy any more. The one just made stays in any case: after a
        change of the timeline its number may be lower than those of all others."""
        here = self._in(folder)
        stay = {*staying(_made_here(here)), *(one for one in here if one.reason == CONFLICT or one.path.name == made)}
        for one in here:
            if one not in stay:
                self._disk.unlink(one.path)
                self._disk.unlink(beside(one.path))
        return {one.at.date() for one in here} - {one.at.date() for one in stay}

    def _thinned(self, gone: set[date]) -> tuple[str, ...]:
        """What to say of days without a copy now. With every new day the thirty-first goes, and its month stays: to say that
        each morning would only teach not to read. Several at once, or the last of a month, are said."""
        left = {(one.at.year, one.at.month) for one in self._in(self._folder)}
        if not gone or (len(gone) == 1 and all((day.year, day.month) in left for day in gone)):
            return ()
        first, last = (f"{day.year}年{day.month}月{day.day}日" for day in (min(gone), max(gone)))
        span = f"{first}至{last}之间 {len(gone)} 天" if len(gone) > 1 else first
        return (f"按保存期限，{span}的旧备份已删除。留下的是打开过程序的最近 {DAYS} 天每天一份、最近 {MONTHS} 个月每月一份。",)


def in_order(backups: Iterable[D]) -> list[D]:
    """The last made first, whatever the clock said."""
    return sorted(backups, key=lambda one: (one.number, one.at), reverse=True)


def staying(backups: Iterable[D]) -> list[D]:
    """Those that stay, the last made first. A backup that is dated after the last made one always stays."""
    before, ordered = -1, in_order(backups)
    while before != len(ordered):  # what went may have stood between two parts of one day
        before, ordered = len(ordered), list(_staying(ordered))
    return ordered


def waited(days: Iterable[date]) -> bool:
    """Whether a wait is over that began on the first of these days; the others are openings.

    30 of them, which are at least 30 days by any clock that is right: one session with a wrong clock is worth one day.
    """
    return len(set(days)) > WAIT


def _staying(ordered: list[D]) -> Iterator[D]:
    days, months = _Spells(DAYS), _Spells(MONTHS)
    for place, one in enumerate(ordered):
        last_of_day = days.ends(one.at.date())
        last_of_month = months.ends((one.at.year, one.at.month))
        if place < LATEST or one.at > ordered[0].at or last_of_day or last_of_month:
            yield one


class _Spells:
    """Walked from the last copy to the first: the stretches of copies of one day (or month), the last `most` of these."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._spells: Counter[Hashable] = Counter()
        self._later: Hashable = None

    def ends(self, day: Hashable) -> bool:
        """Whether the next copy, which is of this day, is the last of a stretch that stays."""
        goes_on, self._later = day == self._later, day
        if not goes_on:
            self._spells[day] += 1
        return not goes_on and len(self._spells) <= self._most and self._spells[day] <= SPELLS


def _made_here(copies: Iterable[Backup]) -> Iterator[Backup]:
    """All but the conflict copies, whose number and time are no part of any order."""
    return (one for one in copies if one.reason != CONFLICT)


def _by_time(copies: Iterable[Backup]) -> list[Backup]:
    """The newest first; of the same second the higher number, and the one in the library's own folder."""
    return sorted(copies, key=lambda one: (one.at, one.number, not one.elsewhere), reverse=True)


def _named(path: Path) -> Backup | None:
    parts = _NAME.fullmatch(path.name)
    if not parts:
        return None
    try:
        at = datetime.strptime(parts[2], _TIME).astimezone()
        at + timedelta(days=1)  # it will be counted with
    except (ValueError, OverflowError):  # no such day: the name is not one of ours
        return None
    return Backup(path, int(parts[1]), at, parts[3], hash8=parts[4] or "")
