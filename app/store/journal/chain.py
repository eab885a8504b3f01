"""The one line of events that a library follows, and the branches of other writers beside it.

Each event carries the hash of the one before it, so all events together are a tree. Where one process wrote after the other
it has no fork. Two that wrote at the same time, on a disk without a working lock or in two copies of a folder that a sync
program put together, each went on from the same event: a fork. One side is followed, the other is a branch that is kept,
told and merged by a person. Pure.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from app.store.journal.event import NOBODY, OF_NO_REPORT, START, Event
from app.store.journal.segment import Name, Segment

Rank = tuple[bool, bool, bool, int, str, str]


class HeldEvents(NamedTuple):
    """How much of a segment is in the reports: all up to the event `number`. While it has `size` bytes there is no more."""

    size: int
    number: int


@dataclass(frozen=True)
class Reach:
    """How far the reports at hand reach into the journal: the last event in them, by segment how much of it is in them
    (None: not known, as in libraries of old), and the branches that were merged, from the tip of each to its first event
    that was there then."""

    number: int = 0
    hash: str = START
    journal: Mapping[str, HeldEvents] | None = None
    joined: Mapping[str, str] = field(default_factory=dict)


NOWHERE = Reach()  # before the first event
NOTHING = HeldEvents(0, 0)


@dataclass(frozen=True)
class Branch:
    """What another writer wrote beside the line that the library follows. `fork` is the hash of the last event that both
    have, or of the last that was merged."""

    events: tuple[Event, ...]
    fork: str

    @property
    def tip(self) -> str:
        """The hash of its last event."""
        return self.events[-1].hash

    @property
    def changes(self) -> bool:
        """Whether it changes any report; what only notes a damage or a merge is no other's work."""
        return any(one.deed not in OF_NO_REPORT for one in self.events)

    @property
    def who(self) -> tuple[str, ...]:
        """The accounts and computers that wrote it."""
        return tuple(dict.fromkeys(one.who for one in self.events))


@dataclass(frozen=True)
class Chain:
    """The events after a `Reach` in their order, and the branches. `missing` numbers are in no segment; `broken` events do
    not carry the hash of the one before; `replaced` were written otherwise once more, and by whom is not known."""

    events: tuple[Event, ...]
    branches: tuple[Branch, ...]
    missing: int
    broken: int
    replaced: int


@dataclass
class _Tree:
    """The events that are not in the reports yet. `apart` are those that may only be branches; `done` those followed."""

    all: dict[str, Event] = field(default_factory=dict)
    apart: set[str] = field(default_factory=set)
    done: set[str] = field(default_factory=set)
    after: dict[str, list[Event]] = field(default_factory=dict)
    ranks: dict[str, Rank] = field(default_factory=dict)
    written: dict[str, list[Event]] = field(default_factory=dict)  # by writer, the first number last
    roots: list[Event] = field(default_factory=list)  # what goes on from an event that is not there, the first last

    def add(self, events: Iterable[Event], *, apart: bool) -> None:
        """Takes in events; one that is there already stays as it is."""
        for one in events:
            if one.hash not in self.all:
                self.all[one.hash] = one
                self.after.setdefault(one.before, []).append(one)
                if apart:
                    self.apart.add(one.hash)

    def settle(self, tip: str, behind: str) -> None:
        """To be called when all are in. Says of every event how good the best line is that begins with it: the one that
        leads to `tip`, then one that the writer `behind` did not write, one in which a branch was merged, the longest, the
        latest, and so that every machine decides alike, by the writer's name."""
        for one in sorted(self.all.values(), key=lambda event: event.number, reverse=True):
            own: Rank = (one.hash == tip, one.by != behind, one.deed == "join", one.number, one.at.isoformat(), one.by)
            best = max((self.ranks[kid.hash] for kid in self.kids(one.hash) if kid.hash in self.ranks), default=own)
            self.ranks[one.hash] = (own[0] or best[0], own[1] and best[1], own[2] or best[2], *best[3:])
            if one.hash not in self.apart:
                self.written.setdefault(one.by, []).append(one)
        roots = (one for one in self.all.values() if one.before not in self.all and one.hash not in self.apart)
        self.roots = sorted(roots, key=lambda one: one.number, reverse=True)

    def kids(self, hash_: str) -> list[Event]:
        """The events that go on from that one and may be followed."""
        return [one for one in self.after.get(hash_, ()) if one.hash not in self.apart and one.hash not in self.done]

    def over_a_gap(self, number: int, damaged: set[str] | None) -> list[Event]:
        """Where the next event is damaged or gone: the nearest ones that go on from one that is not there either, of these
        writers, and not of one who was left behind at a fork."""
        while self.roots and (self.roots[-1].number <= number or self.roots[-1].hash in self.done):
            self.roots.pop()
        nearest: list[Event] = []
        for one in reversed(self.roots):
            if nearest and one.number > nearest[0].number:
                break
            fits = damaged is None or one.by in damaged
            if fits and one.hash not in self.done and not self._left_behind(one.by, number):
                nearest.append(one)
        return nearest

    def _left_behind(self, writer: str, number: int) -> bool:
        if writer == NOBODY:
            return False
        written = self.written[writer]
        while written and written[-1].hash in self.done:
            written.pop()
        return bool(written) and written[-1].number <= number


def chained(
    segments: tuple[Segment, ...], names: Iterable[Name], apart: Iterable[Segment], reach: Reach, tip: str = "", behind: str = ""
) -> Chain:
    """The events of segments after `reach`, where there is a fork on the side that leads to the event with the hash `tip`,
    and rather not on that of the writer `behind`.

    `names` are those of all segments, read or not. Events of `apart`, files under names that this program did not give
    them, are never followed: those that are in no segment are a branch.
    """
    tree, replaced = _Tree(), 0
    apart = tuple(apart)
    there = {one.hash: one for segment in segments for one in segment.events}
    held = leading_to(reach.hash, {one.hash: one for segment in (*apart, *segments) for one in segment.events})
    for segment, events, differing in _own(segments, tuple(names)):
        replaced += differing
        tree.add((one for one in _fresh(segment, events, reach) if one.hash not in held), apart=False)
    for segment in apart:
        tree.add((one for one in segment.events if one.hash not in there and one.hash not in held), apart=True)
    tree.settle(tip, behind)
    damaged = None if reach.journal is None else {one.name.writer for one in segments if one.bad}
    line = tuple(_followed(tree, reach, damaged))
    joined = {**reach.joined, **joined_by(line)}
    known = {one.hash for one in line} | {reach.hash}
    branches = tuple(_branches([one for one in tree.all.values() if one.hash not in known], joined))
    return Chain(line, branches, _missing(reach.number, line), _breaks(reach, line), replaced)


def line_to(tip: str, events: Iterable[Event], ends: Container[str] = ()) -> list[Event]:
    """The events that lead to the one with the hash `tip`, the first first, back to one that goes on from a hash in `ends`.

    Over an event that is damaged or gone it goes on with the nearest before it, if it can of the same writer.
    """
    there = {one.hash: one for one in events}
    by_number = sorted(there.values(), key=lambda one: one.number)
    one = there.get(tip) or (by_number[-1] if by_number else None)
    line: list[Event] = []
    while one is not None:
        line.append(one)
        one = None if one.before in ends else there.get(one.before) or _nearest(by_number, one)
    line.reverse()
    return line


def _nearest(by_number: list[Event], after: Event) -> Event | None:
    """The event before a gap; `by_number` loses those that come later."""
    while by_number and by_number[-1].number >= after.number:
        by_number.pop()
    number = by_number[-1].number if by_number else 0
    near = [one for one in reversed(by_number[-8:]) if one.number == number]
    return next((one for one in near if one.by == after.by), near[0] if near else None)


def held_after(segment: Segment, line: Container[str], before: HeldEvents, size: int) -> HeldEvents:
    """How much of a segment of `size` bytes is in the reports, when the events with the hashes in `line` are too.

    Damaged bytes count as dealt with; behind an event that is no part of the line, there is something to be read again.
    """
    number = max((one.number for one in segment.events if one.hash in line), default=before.number)
    further = [end for one, end in zip(segment.events, segment.ends, strict=True) if one.number > number]
    return HeldEvents(min(size, further[0] - 1) if further else size, max(number, before.number))


def _own(segments: tuple[Segment, ...], names: tuple[Name, ...]) -> Iterator[tuple[Segment, tuple[Event, ...], int]]:
    """Each segment with the events that its writer did not write once more after a failed attempt, and how many of those
    that were replaced differ where that is not known to be the same writer's doing."""
    for segment in segments:
        name = segment.name
        later = min((one.first for one in names if one.writer == name.writer and one > name), default=None)
        kept = tuple(one for one in segment.events if later is None or one.number < later)
        gone = segment.events[len(kept) :]
        if name.writer != NOBODY:
            yield segment, kept, 0
            continue
        there = {one.hash for other in segments if other is not segment for one in other.events}
        yield segment, kept, sum(one.hash not in there for one in gone)


def _fresh(segment: Segment, events: tuple[Event, ...], reach: Reach) -> Iterator[Event]:
    """The events that the reports do not hold yet, as far as that is known."""
    if reach.journal is None:
        return (one for one in events if one.by != NOBODY or one.number > reach.number)
    held = reach.journal.get(segment.name.text, NOTHING)
    return (one for one in events if one.number > held.number)


def _followed(tree: _Tree, reach: Reach, damaged: set[str] | None) -> Iterator[Event]:
    """The line from there on; over gaps too, where the writers in `damaged` have damaged segments (None: any may have). What
    else goes on from an event that is not there is another's, whose earlier part has not come yet."""
    number, hash_ = reach.number, reach.hash
    while further := tree.kids(hash_) or tree.over_a_gap(number, damaged):
        one = max(further, key=lambda event: tree.ranks[event.hash])
        tree.done.add(one.hash)
        yield one
        number, hash_ = one.number, one.hash


def joined_by(events: Iterable[Event]) -> Mapping[str, str]:
    """The branches that were merged with these events."""
    return {one.label: one.merge or "" for one in events if one.deed == "join"}


def _branches(events: list[Event], joined: Mapping[str, str]) -> Iterator[Branch]:
    """What is left beside the line, one branch for each end, without what was merged before: what came after that, and what
    came before it and was not there yet, are branches of their own."""
    there = {one.hash: one for one in events}
    inner = {one.before for one in events}
    seen: set[str] = set()
    for tip in sorted((one for one in events if one.hash not in inner), key=lambda one: (one.number, one.by)):
        path: list[Event] = []
        one: Event | None = tip
        while one is not None:
            if one.hash in joined:
                yield from _branch(path, seen)
                path, one = [], _first_merged(one, joined[one.hash], there)
            else:
                path.append(one)
            one = there.get(one.before) if one else None
        yield from _branch(path, seen)


def _branch(path: list[Event], seen: set[str]) -> Iterator[Branch]:
    """The branch of these events, the last first; none where they are none, or the end of another branch's beginning."""
    if path and path[0].hash not in seen:
        seen.add(path[0].hash)
        path.reverse()
        yield Branch(tuple(path), path[0].before)


def _first_merged(tip: Event, first: str, there: Mapping[str, Event]) -> Event | None:
    """The first event of what was merged with `tip`, None where it is not there any more."""
    one: Event | None = tip
    while one is not None and one.hash != first:
        one = there.get(one.before)
    return one


def leading_to(hash_: str, there: Mapping[str, Event]) -> set[str]:
    """The event of that hash and those that lead to it, as far as they are at hand."""
    found: set[str] = set()
    while (one := there.get(hash_)) and hash_ not in found:
        found.add(hash_)
        hash_ = one.before
    return found


def _missing(after: int, events: tuple[Event, ...]) -> int:
    return events[-1].number - after - len(events) if events else 0


def _breaks(reach: Reach, events: tuple[Event, ...]) -> int:
    broken, after, before = 0, reach.number, reach.hash
    for event in events:
        if event.number == after + 1 and event.before != before:
            broken += 1
        after, before = event.number, event.hash
    return broken
