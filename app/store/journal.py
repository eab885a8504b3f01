"""The journal: every event appended and on the disk before anyone is told it is saved. Never shortened.

A folder of segments, each named by the number of its first event. After a failed or torn write a new
segment begins, and its events take the place of those with the same numbers. Leans on event and disk.
"""

from __future__ import annotations

import errno
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from app.disk import Changed, Disk
from app.store.event import START, Event, from_line, line_hash, to_line

FOLDER = "journal"
LARGEST = 1 << 19  # bytes; a longer segment is followed by a new one
_NAME = re.compile(r"\d{12}-\d{3}\.log", re.ASCII)
_LINE = 64  # bytes of which every line has more


@dataclass(frozen=True)
class Segment:
    """One file as read: its events and the bytes they take. `bad` counts lines that are torn or changed;
    `whole_end` is false when the last line is one of them. `unread` is why nothing of it can be read now, or None."""

    name: str
    events: tuple[Event, ...]
    size: int
    bad: int
    whole_end: bool
    unread: OSError | None = None


@dataclass(frozen=True)
class Reading:
    """The events after a number. `missing` numbers are in no segment; `torn`: the very end is half-written or
    changed; `broken` events do not carry the hash of the one before; `behind`: not even the event that was asked
    for is there; `damaged` names segments with bad lines, `unread` those that cannot be read now; `held` says that
    one of these may be read later: it is not the disk that gave it up."""

    events: tuple[Event, ...]
    missing: int
    torn: bool
    broken: int
    behind: bool
    damaged: tuple[str, ...]
    tail: Segment | None
    unread: tuple[str, ...] = ()
    held: bool = False

    @property
    def whole(self) -> bool:
        """Whether nothing is missing that was once written."""
        return not (self.missing or self.torn or self.broken or self.behind or self.unread)


class Journal:
    """Reads and appends. `number` and `hash` are those of the last event on the disk."""

    def __init__(self, disk: Disk, folder: Path) -> None:
        self._disk, self._folder = disk, folder
        self._segment: Path | None = None
        self._size = 0
        self.number, self.hash = 0, START

    def read(self, after: int = 0, hash_: str = START) -> Reading:
        """The events with numbers over `after`, whose own hash is `hash_`. What cannot be read is passed over and named."""
        segments = self._segments(after)
        unread = [one for one in segments if one.unread]
        events = _merged(segments)
        if after and not any((one.number, one.hash) == (after, hash_) for one in events):
            # The hash was reckoned from what it names; a number that does not go with it may be anything.
            place = next((one.number for one in _merged(self._segments(0)) if one.hash == hash_), after)
            if place != after:
                return self.read(place, hash_)
        wanted = tuple(one for one in events if one.number > after)
        before = next((one.hash for one in reversed(events) if one.number == after), hash_)
        last = segments[-1] if segments else None
        return Reading(
            wanted,
            missing=_missing(after, wanted),
            torn=last is not None and not last.whole_end,
            broken=_breaks(after, before, wanted),
            behind=after > (events[-1].number if events else 0),
            damaged=tuple(one.name for one in segments if one.bad),
            tail=last,
            unread=tuple(one.name for one in unread),
            held=any(one.unread.errno != errno.EIO for one in unread if one.unread),
        )

    def of_day(self, day: date, key: str) -> tuple[Event, ...]:
        """The events of one report that happened on a day, as far back as segments hold any of that day. Raises OSError."""
        segments: list[Segment] = []
        for name in reversed(self.names()):
            segment = self._segment_of(name)
            if segments and not any(one.at.date() == day for one in segment.events):
                break
            segments.insert(0, segment)
        return tuple(one for one in _merged(segments) if one.at.date() == day and one.key == key)

    def continue_after(self, number: int, hash_: str, tail: Segment | None) -> None:
        """The next event follows this one; in the same file when that ends well and with this very event."""
        self.number, self.hash = number, hash_
        self._segment, self._size = None, 0
        if tail and not tail.bad and tail.events and tail.events[-1].hash == hash_:
            self._segment, self._size = self._folder / tail.name, tail.size

    def append(self, events: Iterable[Event]) -> tuple[Event, ...]:
        """Numbers the events, chains them to the last and returns them when they are on the disk.

        Raises OSError; then none of them counts, and the next attempt goes to a new file.
        """
        lines: list[bytes] = []
        done: list[Event] = []
        number, before = self.number, self.hash
        for one in events:
            number += 1
            line = to_line(replace(one, number=number, before=before))
            done.append(replace(one, number=number, before=before, hash=line_hash(line)))
            before = line_hash(line)
            lines.append(line)
        self._write(b"".join(lines))
        self.number, self.hash = number, before
        return tuple(done)

    def names(self) -> tuple[str, ...]:
        """The names of all segments in their order; a file of another name is none. Raises OSError."""
        return tuple(name for name in self._disk.names(self._folder) if _NAME.fullmatch(name))

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
        taken = set(self.names())
        attempt = 0
        while (name := f"{self.number + 1:012}-{attempt:03}.log") in taken:
            attempt += 1
        return self._folder / name

    def _needed(self, after: int) -> list[str]:
        names = list(self.names())
        while len(names) > 1 and _first(names[1]) <= after:
            names.pop(0)
        return names

    def _segments(self, after: int) -> list[Segment]:
        try:
            names = self._needed(after)
        except OSError as reason:
            return [Segment(FOLDER, (), 0, 0, whole_end=True, unread=reason)]
        found: list[Segment] = []
        for name in names:
            try:
                found.append(self._segment_of(name))
            except OSError as reason:
                found.append(Segment(name, (), 0, 0, whole_end=True, unread=reason))
        return found

    def _segment_of(self, name: str) -> Segment:
        *lines, rest = self._disk.read(self._folder / name).split(b"\n")
        found = _in_order(_first(name), lines)
        events = tuple(one for one in found if one is not None)
        size = sum(len(line) + 1 for line, one in zip(lines, found, strict=True) if one is not None)
        bad = len(lines) - len(events) + bool(rest)
        return Segment(name, events, size, bad, whole_end=not rest and (not found or found[-1] is not None))


def _first(name: str) -> int:
    return int(name.partition("-")[0])


def _in_order(first: int, lines: list[bytes]) -> list[Event | None]:
    """The event of each line, None for a bad one. One whose number is not that of its place is bad; behind bad lines,
    which may have been many or parts of one, it may be as far off as they are long."""
    found: list[Event | None] = []
    last, slack = first - 1, 0
    for place, line in enumerate(lines, first):
        one = from_line(line)
        if one is None or one.number <= last or abs(one.number - place) > slack:
            slack += 1 + len(line) // _LINE
            found.append(None)
        else:
            last = one.number
            found.append(one)
    return found


def _merged(segments: list[Segment]) -> list[Event]:
    events: list[Event] = []
    for segment in segments:
        while events and events[-1].number >= _first(segment.name):
            events.pop()
        events.extend(segment.events)
    return events


def _missing(after: int, events: tuple[Event, ...]) -> int:
    return events[-1].number - after - len(events) if events else 0


def _breaks(after: int, before: str, events: tuple[Event, ...]) -> int:
    broken = 0
    for event in events:
        if event.number == after + 1 and event.before != before:
            broken += 1
        after, before = event.number, event.hash
    return broken
