"""A segment of the journal: one file, written by one opening of the library. Its name, and what is in it.

`{first number:012}-{attempt:03}-{writer}.events`. After a failed or torn write the same writer begins a new one, whose
number may be that of an event before: its events take the place of those. Pure.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from app.store.journal.event import NOBODY, Event, from_line

SUFFIX, OLD_SUFFIX = ".events", ".log"  # cleaners of disks throw *.log away
_NAME = re.compile(r"(\d{12})-(\d{3})-([0-9a-f]{8})\.events", re.ASCII)
_BEGINS = re.compile(r"(\d{12})-(\d{3})-([0-9a-f]{8})(?![0-9a-f])", re.ASCII)
_OLD = re.compile(r"(\d{12})-(\d{3})\.log", re.ASCII)
MARK = b"\xef\xbb\xbf"  # what some editors put before a text in UTF-8
_LINE = 64  # bytes of which every line has more


@dataclass(frozen=True, order=True)
class Name:
    """What a name says. `file` is how it stands on the disk, which in old libraries is otherwise than today."""

    first: int
    attempt: int
    writer: str
    file: str

    @property
    def text(self) -> str:
        """The name as it is written today, whatever it was when the file was made."""
        return f"{self.first:012}-{self.attempt:03}-{self.writer}{SUFFIX}"


def name_of(file: str) -> Name | None:
    """What the name of a file says; None for one that this program does not give."""
    if found := _NAME.fullmatch(file):
        return Name(int(found[1]), int(found[2]), found[3], file)
    if found := _OLD.fullmatch(file):
        return Name(int(found[1]), int(found[2]), NOBODY, file)
    return None


def renamed(file: str) -> Name | None:
    """The name that a file had before somebody added to it: 「… (冲突副本).events」; None when it is not so made."""
    found = _BEGINS.match(file)
    return Name(int(found[1]), int(found[2]), found[3], file) if found else None


@dataclass(frozen=True)
class Segment:
    """One file as read: its events, and for each the bytes up to its end. `bad` counts lines that are torn or changed;
    `whole_end` is false when the last line is one of them. `unread` is why nothing of it can be read now, or None."""

    name: Name
    events: tuple[Event, ...] = ()
    ends: tuple[int, ...] = ()
    bad: int = 0
    whole_end: bool = True
    unread: OSError | None = None

    @property
    def altered(self) -> bool:
        """Whether a line is bad that no failed write explains: that leaves but the last one torn."""
        return self.bad > (0 if self.whole_end else 1)


def read_segment(name: Name, data: bytes) -> Segment:
    """The segment in the bytes of a file of that name.

    What a text editor did to it, a mark at the beginning, other line ends, an end more or less of the last line, and lines
    that a sync program doubled, change nothing.
    """
    lines = data.split(b"\n")
    ends = (min(end, len(data)) for end in itertools.accumulate(len(line) + 1 for line in lines))
    there = [(end, line.removeprefix(MARK).rstrip(b"\r")) for end, line in zip(ends, lines, strict=True)]
    first_of: dict[bytes, int] = {}
    there = [(end, line) for end, line in there if line and first_of.setdefault(line, end) == end]
    found = _in_order(name.first, [line for _, line in there])
    good = [(one, end) for (end, _), one in zip(there, found, strict=True) if one is not None]
    whole_end = not found or found[-1] is not None
    return Segment(name, tuple(one for one, _ in good), tuple(end for _, end in good), len(found) - len(good), whole_end)


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


def stranger(file: str, data: bytes) -> Segment | None:
    """What a file holds that is no segment by its name, as a sync program's 「… (冲突副本).events」, or whose name does not
    agree with what is inside; None when no line of it is an event."""
    lines = [line.removeprefix(MARK).rstrip(b"\r") for line in data.split(b"\n")]
    first = next(((place, one) for place, line in enumerate(lines) if (one := from_line(line))), None)
    if first is None:
        return None
    place, one = first
    found = read_segment(Name(max(0, one.number - place), 0, one.by, file), data)
    return found if found.events else None


def agrees(segment: Segment) -> bool:
    """Whether the file can be what its name says: one writer wrote every event, and the first has its number."""
    begins = not segment.events or segment.bad or segment.events[0].number == segment.name.first
    return bool(begins) and all(one.by == segment.name.writer for one in segment.events)
