"""The journal: every event appended and on the disk before anyone is told it is saved. Never shortened.

A folder of segments, each written by one opening of the library and named by the number of its first event. What others
put beside them under other names is no part of it.
"""

from __future__ import annotations

import errno
import re
import secrets
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from app.store.journal.chain import NOWHERE, HeldEvents, Reach, chained, joined_by, line_to
from app.store.journal.event import START, Event, line_hash, sound, to_line
from app.store.journal.journal_reading import (
    APART,
    FOLDER,
    JournalReading,
    SegmentFiles,
    reading_of,
    unknown,
    wanted,
)
from app.store.journal.segment import Name, Segment, agrees, name_of, read_segment, renamed, stranger
from app.system.disk import Changed, Disk

_HEAD = re.compile(rb'([0-9a-f]{64}) \{"n":(\d{1,12}),')
LARGEST = 1 << 19  # bytes; a longer segment is followed by a new one
LONGEST = 1 << 26  # bytes of a file of unknown origin that is looked into


__all__ = ["FOLDER", "Journal", "JournalReading"]


class Journal:
    """Reads and appends. `reach` is how far it goes on the disk, `writer` the name of this opening in what it writes."""

    def __init__(self, disk: Disk, folder: Path, writer: str = "") -> None:
        self._disk, self._folder = disk, folder
        self._segment: Path | None = None
        self._size = 0
        self.writer = writer or f"{secrets.randbelow((1 << 32) - 1) + 1:08x}"  # never NOBODY
        self.reach = Reach(journal={})

    def read(self, reach: Reach = NOWHERE, tip: str = "", behind: str = "") -> JournalReading:
        """The events after those that `reach` covers. What cannot be read is passed over and named.

        Where two wrote at the same time, the side is followed that leads to the event with the hash `tip`, if it is given,
        and rather not that of the writer `behind`, who has to give way.
        """
        files = self._files()
        read = [self._segment_of(one) for one in wanted(files, reach)]
        if reach.number and not any(one.hash == reach.hash for segment in read for one in segment.events):
            read = [self._segment_of(one) for one in files.names]
        apart = self._strangers(files, read)
        if any(one.hash not in reach.joined for one in unknown(apart, read)):
            read = [self._segment_of(one) for one in files.names]
        # The hash was reckoned from what it names; a number that does not go with it may be anything.
        place = next((one.number for segment in read for one in segment.events if one.hash == reach.hash), reach.number)
        reach = replace(reach, number=place)
        good = tuple(one for one in read if one.unread is None and agrees(one))
        chain = chained(good, files.names, apart, reach, tip, behind)
        return reading_of(files, good, tuple(one for one in read if one.unread), chain, apart, reach)

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
        number, before = self.reach.number, self.reach.hash
        for one in events:
            number += 1
            line = to_line(replace(one, number=number, before=before, by=self.writer))
            done.append(replace(one, number=number, before=before, by=self.writer, hash=line_hash(line)))
            before = line_hash(line)
            lines.append(line)
        self._write(b"".join(lines))
        assert self._segment is not None
        joined = {**self.reach.joined, **joined_by(done)}
        held = {self._segment.name: HeldEvents(self._size, number)}
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
        while (name := Name(self.reach.number + 1, attempt, self.writer, "").text) in taken:
            attempt += 1
        return self._folder / name

    def _listed(self) -> SegmentFiles:
        files = self._files()
        if files.refusal:
            raise files.refusal
        return files

    def _files(self) -> SegmentFiles:
        try:
            listed = self._disk.names(self._folder)
        except OSError as reason:
            return SegmentFiles((), {}, (), reason)
        own = {name.text: name for file in listed if (name := name_of(file))}
        lent = {name.text: name for file in reversed(listed) if name_of(file) is None and (name := renamed(file))}
        names = tuple(sorted({**lent, **own}.values()))  # one that is only there under another name is that segment
        files = {one.file for one in names}
        others = tuple(file for file in listed if file not in files and name_of(file) is None and file != APART)
        return SegmentFiles(names, {one.text: self._size_of(one) for one in names}, others)

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

    def _strangers(self, files: SegmentFiles, read: list[Segment]) -> tuple[Segment, ...]:
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
