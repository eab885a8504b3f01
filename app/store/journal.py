"""The journal: every event appended and on the disk before anyone is told it is saved. Never shortened.

A folder of segments, each written by one opening of the library and named by the number of its first event. What others
put beside them under other names is no part of it. Leans on chain, segment and disk.
"""

from __future__ import annotations

import errno
import re
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from app.disk import Changed, Disk
from app.store.chain import NOTHING, NOWHERE, Branch, Chain, Held, Reach, chained, held_after, line_to
from app.store.event import NOBODY, START, Event, line_hash, sound, to_line
from app.store.segment import Name, Segment, agrees, name_of, read_segment, renamed, stranger

_HEAD = re.compile(rb'([0-9a-f]{64}) \{"n":(\d{1,12}),')
FOLDER, APART = "journal", "apart"
LARGEST = 1 << 19  # bytes; a longer segment is followed by a new one
LONGEST = 1 << 26  # bytes of a file of unknown origin that is looked into


@dataclass(frozen=True)
class Reading:
    """The events after a `Reach`. `missing` numbers are in no segment; `torn`: the very end is half-written or changed;
    `broken` events do not carry the hash of the one before; `behind`: it may have gone on where it ends here; `lost` names
    segments on which the reports rest and that are gone, shorter or altered; `damaged` those with bad lines, `unread` those
    that cannot be read now; `held` says that one of these may be read later: it is not the disk that gave it up; `replaced`
    events were written once more otherwise. `strangers` are files among the segments that are none; `reach` is how far it
    goes with these events."""

    events: tuple[Event, ...]
    missing: int
    torn: bool
    broken: int
    behind: bool
    damaged: tuple[str, ...]
    reach: Reach
    unread: tuple[str, ...] = ()
    held: bool = False
    lost: tuple[str, ...] = ()
    branches: tuple[Branch, ...] = ()
    strangers: tuple[Segment, ...] = ()
    replaced: int = 0

    @property
    def joined(self) -> bool:
        """Whether branches were merged into it."""
        return bool(self.reach.joined)

    @property
    def whole(self) -> bool:
        """Whether nothing is missing that was once written."""
        return not (self.missing or self.torn or self.broken or self.behind or self.unread or self.lost)


@dataclass(frozen=True)
class _Files:
    """The folder as listed: the segments with the bytes of each (None: cannot be told), by today's name; other files that
    may hold events; and why it could not be listed."""

    names: tuple[Name, ...]
    sizes: Mapping[str, int | None]
    others: tuple[str, ...]
    refusal: OSError | None = None


class Journal:
    """Reads and appends. `reach` is how far it goes on the disk, `writer` the name of this opening in what it writes."""

    def __init__(self, disk: Disk, folder: Path, writer: str = "") -> None:
        self._disk, self._folder = disk, folder
        self._segment: Path | None = None
        self._size = 0
        self.writer = writer or f"{secrets.randbelow((1 << 32) - 1) + 1:08x}"  # never NOBODY
        self.reach = Reach(journal={})

    @property
    def number(self) -> int:
        """The number of the last event on the disk."""
        return self.reach.number

    @property
    def hash(self) -> str:
        """The hash of the last event on the disk."""
        return self.reach.hash

    def read(self, reach: Reach = NOWHERE, tip: str = "", behind: str = "") -> Reading:
        """The events after those that `reach` covers. What cannot be read is passed over and named.

        Where two wrote at the same time, the side is followed that leads to the event with the hash `tip`, if it is given,
        and rather not that of the writer `behind`, who has to give way.
        """
        files = self._files()
        read = [self._segment_of(one) for one in _wanted(files, reach)]
        if reach.number and not any(one.hash == reach.hash for segment in read for one in segment.events):
            read = [self._segment_of(one) for one in files.names]
        apart = self._strangers(files, read)
        if any(one.hash not in reach.joined for one in _unknown(apart, read)):
            read = [self._segment_of(one) for one in files.names]
        # The hash was reckoned from what it names; a number that does not go with it may be anything.
        place = next((one.number for segment in read for one in segment.events if one.hash == reach.hash), reach.number)
        reach = replace(reach, number=place)
        good = tuple(one for one in read if one.unread is None and agrees(one))
        chain = chained(good, files.names, apart, reach, tip, behind)
        return _reading(files, good, tuple(one for one in read if one.unread), chain, apart, reach)

    def of_day(self, day: date, key: str, tip: str) -> tuple[Event, ...]:
        """The events of one report that happened on a day, as far back as segments hold any of that day, of those that lead
        to the event with the hash `tip`. Raises OSError."""
        events: list[Event] = []
        for name in reversed(self._listed().names):
            segment = self._segment_of(name)
            if segment.unread:
                raise segment.unread
            if events and segment.events and not any(one.at.date() == day for one in segment.events):
                break  # one without any, whose first line was torn, says nothing of the day
            events += segment.events if agrees(segment) else ()
        return tuple(one for one in line_to(tip, events) if one.at.date() == day and one.key == key)

    def everything(self) -> tuple[Event, ...]:
        """Every event that is in any file here, on the line or beside it. Raises OSError."""
        files = self._listed()
        read = [self._segment_of(one) for one in files.names]
        if bad := next((one.unread for one in read if one.unread), None):
            raise bad
        return tuple(one for segment in (*read, *self._strangers(files, read)) for one in segment.events)

    def known(self, reach: Reach) -> Callable[[int, str], bool]:
        """Tells of a number and a hash, or its beginning, whether such an event was written here, or was merged, or may have
        been: where no event of that number is left, nothing can be said against it."""
        names = self._files().names
        there: dict[int, list[str]] = {}
        read: set[Name] = set()

        def known(number: int, hash_: str) -> bool:
            if any(one.startswith(hash_) for one in (START, reach.hash, *reach.joined)):
                return True
            for name in reversed([one for one in names if one.first <= number]):
                if name not in read:
                    read.add(name)
                    for at, own in self._hashes(name):
                        there.setdefault(at, []).append(own)
                if number in there and any(one.startswith(hash_) for one in there[number]):
                    return True
            return number not in there and number < reach.number

        return known

    def covered_by(self, reach: Reach) -> bool:
        """Whether `reach` is known to cover everything that is in the segments here, and more: what was after it is lost."""
        files, held = self._files(), reach.journal
        return held is not None and all(
            one.text in held and (files.sizes[one.text] or 0) <= held[one.text].size for one in files.names
        )

    def continue_after(self, reach: Reach) -> None:
        """The next event follows the last that `reach` covers, in a file of this opening."""
        self.reach = replace(reach, journal=dict(reach.journal or {}))
        self._segment, self._size = None, 0

    def append(self, events: Iterable[Event]) -> tuple[Event, ...]:
        """Numbers the events, chains them to the last and returns them when they are on the disk.

        Raises OSError; then none of them counts, and the next attempt goes to a new file.
        """
        lines: list[bytes] = []
        done: list[Event] = []
        number, before = self.number, self.hash
        for one in events:
            number += 1
            line = to_line(replace(one, number=number, before=before, by=self.writer))
            done.append(replace(one, number=number, before=before, by=self.writer, hash=line_hash(line)))
            before = line_hash(line)
            lines.append(line)
        self._write(b"".join(lines))
        assert self._segment is not None
        joined = self.reach.joined | {one.label for one in done if one.deed == "join"}
        held = {self._segment.name: Held(self._size, number)}
        self.reach = Reach(number, before, {**(self.reach.journal or {}), **held}, joined)
        return tuple(done)

    def names(self) -> tuple[str, ...]:
        """The files of all segments in their order; a file of another name is none. Raises OSError."""
        return tuple(one.file for one in self._listed().names)

    def others(self) -> frozenset[str]:
        """The segments beside those that `reach` knows and this opening's own: somebody else wrote them. Raises OSError."""
        known = (self.reach.journal or {}).keys()
        return frozenset(one.file for one in self._listed().names if one.text not in known and one.writer != self.writer)

    def give_back(self) -> tuple[str, ...]:
        """Gives segments that are only there under another name their own one; the names they had. Raises OSError."""
        wrong = [one for one in self._listed().names if name_of(one.file) is None]
        for one in wrong:
            self._disk.move(self._folder / one.file, self._folder / one.text)
        return tuple(one.file for one in wrong)

    def set_apart(self, one: Segment) -> None:
        """Moves a file that is no segment into a folder for such files; what is in it is a branch. Raises OSError."""
        taken = self._disk.names(self._folder / APART)
        marks = ("", *(f"-{number}" for number in range(2, len(taken) + 3)))
        names = (f"{Path(one.name.file).stem}{mark}.events" for mark in marks)
        target = next(name for name in names if name not in taken)
        self._disk.move(self._folder / one.name.file, self._folder / APART / target)

    def _write(self, data: bytes) -> None:
        if self._segment is None or self._size >= LARGEST:
            self._segment, self._size = self._new_segment(), 0
        path, size = self._segment, self._size
        self._segment = None  # until it is known that the file is whole
        try:
            self._disk.append(path, data, size)
        except Changed:
            # Another program removed or cut the segment. What it held is in memory and goes to the library file.
            path, size = self._new_segment(), 0
            self._disk.append(path, data, size)
        self._segment, self._size = path, size + len(data)

    def _new_segment(self) -> Path:
        if self._disk.stamp(self._folder.parent) is None:  # a pulled-out disk is not made again elsewhere
            raise FileNotFoundError(errno.ENOENT, "the library's folder is gone")
        self._disk.make_folder(self._folder)
        taken = set(self._disk.names(self._folder)) | (self.reach.journal or {}).keys()
        attempt = 0
        while (name := Name(self.number + 1, attempt, self.writer, "").text) in taken:
            attempt += 1
        return self._folder / name

    def _listed(self) -> _Files:
        files = self._files()
        if files.refusal:
            raise files.refusal
        return files

    def _files(self) -> _Files:
        try:
            listed = self._disk.names(self._folder)
        except OSError as reason:
            return _Files((), {}, (), reason)
        own = {name.text: name for file in listed if (name := name_of(file))}
        lent = {name.text: name for file in reversed(listed) if name_of(file) is None and (name := renamed(file))}
        names = tuple(sorted({**lent, **own}.values()))  # one that is only there under another name is that segment
        files = {one.file for one in names}
        others = tuple(file for file in listed if file not in files and name_of(file) is None and file != APART)
        return _Files(names, {one.text: self._size_of(one) for one in names}, others)

    def _size_of(self, name: Name) -> int | None:
        try:
            stamp = self._disk.stamp(self._folder / name.file)
        except OSError:  # reading it says why
            return None
        return stamp.size if stamp else None

    def _segment_of(self, name: Name) -> Segment:
        try:
            return read_segment(name, self._disk.read(self._folder / name.file))
        except OSError as reason:
            return Segment(name, unread=reason)

    def _hashes(self, name: Name) -> Iterator[tuple[int, str]]:
        """Number and hash of each whole line: quicker than reading the events."""
        try:
            lines = self._disk.read(self._folder / name.file).split(b"\n")
        except OSError:  # nothing can be said against what may be in it
            return iter(())
        heads = ((line, _HEAD.match(line)) for line in lines)
        return ((int(head[2]), head[1].decode("ascii")) for line, head in heads if head and sound(line))

    def _strangers(self, files: _Files, read: list[Segment]) -> tuple[Segment, ...]:
        """What holds events and is no segment: files under other names, here or set apart, and those whose name does not
        agree with what is inside."""
        wrong = [one.name.file for one in read if one.unread is None and (not agrees(one) or (one.bad and not one.events))]
        found = [self._stranger(file) for file in (*files.others, *wrong)]
        try:
            aside = [f"{APART}/{name}" for name in self._disk.names(self._folder / APART)]
        except OSError:  # what lies there is no part of the journal; it is told when it can be read again
            aside = []
        found += [self._stranger(file) for file in aside]
        return tuple(one for one in found if one)

    def _stranger(self, file: str) -> Segment | None:
        path = self._folder / file
        try:
            stamp = self._disk.stamp(path)
            if stamp is None or not 0 < stamp.size <= LONGEST:
                return None
            return stranger(file, self._disk.read(path))
        except OSError:  # a folder, or a file that is no part of the journal and cannot be read now
            return None


def _wanted(files: _Files, reach: Reach) -> Iterator[Name]:
    """The segments that may hold an event that `reach` does not cover, and the one with the last that it covers."""
    held = reach.journal
    near = [one for one in files.names if one.first <= reach.number and (held is None or one.text in held)][-1:]
    for one in files.names:
        size = files.sizes[one.text]
        new = one.first > reach.number if held is None else size is None or size != held.get(one.text, NOTHING).size
        if new or one in near:
            yield one


def _unknown(apart: Iterable[Segment], read: Iterable[Segment]) -> Iterator[Event]:
    """The last events of files that are no segments, where none of the segments at hand holds them."""
    there = {one.hash for segment in read for one in segment.events}
    return (one.events[-1] for one in apart if one.events[-1].hash not in there)


def _reading(
    files: _Files,
    good: tuple[Segment, ...],
    unread: tuple[Segment, ...],
    chain: Chain,
    apart: tuple[Segment, ...],
    reach: Reach,
) -> Reading:
    refused = {one.name.file: one.unread for one in unread if one.unread} | ({FOLDER: files.refusal} if files.refusal else {})
    lost = () if files.refusal else tuple(_lost(files, good, reach))
    last = chain.events[-1] if chain.events else None
    number, hash_ = (last.number, last.hash) if last else (reach.number, reach.hash)
    altered = tuple(one.name.text for one in good if one.altered and _told_new(files, one, reach))
    joined = reach.joined | {one.label for one in chain.events if one.deed == "join"}
    return Reading(
        chain.events,
        missing=chain.missing,
        torn=any(_torn(one, number, hash_) for one in good),
        broken=chain.broken,
        behind=_ends_before(lost, reach) or _short(good, reach),
        damaged=tuple(one.name.file for one in good if one.bad),
        reach=Reach(number, hash_, _held(files, good, chain.events, reach), joined),
        unread=tuple(refused),
        held=any(reason and reason.errno != errno.EIO for reason in refused.values()),
        lost=tuple(dict.fromkeys((*lost, *altered))),
        branches=chain.branches,
        strangers=tuple(one for one in apart if not one.name.file.startswith(f"{APART}/")),
        replaced=chain.replaced,
    )


def _torn(segment: Segment, number: int, hash_: str) -> bool:
    """Whether a segment ends with a line that is half-written or changed, and nothing was written after it."""
    last = segment.events[-1].hash == hash_ if segment.events else segment.name.first == number + 1
    return not segment.whole_end and last


def _lost(files: _Files, good: Iterable[Segment], reach: Reach) -> Iterator[str]:
    """The segments of which the reports are known to hold more than is there."""
    ends = {one.name.text: one.events[-1].number for one in good if one.events}
    for name, held in sorted((reach.journal or {}).items()):
        there = files.sizes.get(name, 0)
        if there is not None and there < held.size and ends.get(name, 0) < held.number:
            yield name


def _told_new(files: _Files, segment: Segment, reach: Reach) -> bool:
    """Whether a segment is otherwise than it was when somebody was told of it last."""
    return (reach.journal or {}).get(segment.name.text, NOTHING).size != files.sizes[segment.name.text]


def _ends_before(lost: tuple[str, ...], reach: Reach) -> bool:
    """Whether a segment is lost behind whose last known event there may have been more."""
    return any((reach.journal or {})[name].number == reach.number for name in lost)


def _short(good: Iterable[Segment], reach: Reach) -> bool:
    """Whether the journal of an old library ends before what the library file holds."""
    last = max((one.number for segment in good for one in segment.events), default=0)
    return reach.journal is None and reach.number > last


def _held(
    files: _Files, good: Iterable[Segment], line: Iterable[Event], reach: Reach
) -> Mapping[str, Held]:
    """By segment that is there, how much of it is in the reports with these events."""
    read, followed = {one.name.text: one for one in good}, {one.hash for one in line}
    found: dict[str, Held] = {}
    for name in files.names:
        size, segment = files.sizes[name.text], read.get(name.text)
        before = _held_before(name, reach, segment, size or 0)
        if size is None or (segment is None and before == NOTHING):
            continue
        found[name.text] = held_after(segment, followed, before, size) if segment else Held(size, before.number)
    return {name: held for name, held in found.items() if held.number}


def _held_before(name: Name, reach: Reach, segment: Segment | None, size: int) -> Held:
    """What `reach` says of a segment; of a library of old, that it holds whatever is not newer than itself."""
    if reach.journal is not None:
        return reach.journal.get(name.text, NOTHING)
    if name.writer != NOBODY or name.first > reach.number:
        return NOTHING
    last = max((one.number for one in segment.events), default=0) if segment else reach.number
    return Held(size, min(reach.number, last))
