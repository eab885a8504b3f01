"""What a reading of the journal gives, and how it is made of the segments that were read.

Which segments have to be read, which are lost or altered, and how far the reports reach with what they hold. Pure.
"""

from __future__ import annotations

import errno
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.store.journal.chain import (
    NOTHING,
    Branch,
    Chain,
    HeldEvents,
    Reach,
    held_after,
    joined_by,
    leading_to,
)
from app.store.journal.event import NOBODY, Event
from app.store.journal.segment import Name, Segment

FOLDER, APART = "journal", "apart"


@dataclass(frozen=True)
class JournalReading:
    """The events after a `Reach`. `missing` numbers are in no segment; `torn`: the very end is half-written or changed;
    `broken` events do not carry the hash of the one before; `behind`: it may have gone on where it ends here; `lost` names
    segments on which the reports rest and that are gone, shorter or altered, `unread` those that cannot be read now; `held`
    says that one of these may be read later: it is not the disk that gave it up; `replaced` events were written once more
    otherwise. `strangers` are files among the segments that are none; `reach` is how far it goes with these events."""

    events: tuple[Event, ...]
    missing: int
    torn: bool
    broken: int
    behind: bool
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
class SegmentFiles:
    """The folder as listed: the segments with the bytes of each (None: cannot be told), by today's name; other files that
    may hold events; and why it could not be listed."""

    names: tuple[Name, ...]
    sizes: Mapping[str, int | None]
    others: tuple[str, ...]
    refusal: OSError | None = None


def wanted(files: SegmentFiles, reach: Reach) -> Iterator[Name]:
    """The segments that may hold an event that `reach` does not cover, and the one with the last that it covers."""
    held = reach.journal
    near = [one for one in files.names if one.first <= reach.number and (held is None or one.text in held)][-1:]
    for one in files.names:
        size = files.sizes[one.text]
        new = one.first > reach.number if held is None else size is None or size != held.get(one.text, NOTHING).size
        if new or one in near:
            yield one


def unknown(apart: Iterable[Segment], read: Iterable[Segment]) -> Iterator[Event]:
    """The last events of files that are no segments, where none of the segments at hand holds them."""
    there = {one.hash for segment in read for one in segment.events}
    return (one.events[-1] for one in apart if one.events[-1].hash not in there)


def reading_of(
    files: SegmentFiles,
    good: tuple[Segment, ...],
    unread: tuple[Segment, ...],
    chain: Chain,
    apart: tuple[Segment, ...],
    reach: Reach,
) -> JournalReading:
    refused = {one.name.file: one.unread for one in unread if one.unread} | ({FOLDER: files.refusal} if files.refusal else {})
    lost = () if files.refusal else tuple(_lost(files, good, reach))
    last = chain.events[-1] if chain.events else None
    number, hash_ = (last.number, last.hash) if last else (reach.number, reach.hash)
    altered = tuple(one.name.text for one in good if one.altered and _told_new(files, one, reach))
    joined = {**reach.joined, **joined_by(chain.events)}
    return JournalReading(
        chain.events,
        missing=chain.missing,
        torn=any(_torn(one, number, hash_) for one in good),
        broken=chain.broken,
        behind=_ends_before(lost, reach) or _short(good, reach),
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


def _lost(files: SegmentFiles, good: Iterable[Segment], reach: Reach) -> Iterator[str]:
    """The segments of which the reports are known to hold more than is there."""
    ends = {one.name.text: one.events[-1].number for one in good if one.events}
    for name, held in sorted((reach.journal or {}).items()):
        there = files.sizes.get(name, 0)
        if there is not None and there < held.size and ends.get(name, 0) < held.number:
            yield name


def _told_new(files: SegmentFiles, segment: Segment, reach: Reach) -> bool:
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
    files: SegmentFiles, good: Iterable[Segment], line: Iterable[Event], reach: Reach
) -> Mapping[str, HeldEvents]:
    """By segment that is there, how much of it is in the reports with these events."""
    read = {one.name.text: one for one in good}
    before_it = leading_to(reach.hash, {event.hash: event for one in read.values() for event in one.events})
    followed = before_it | {one.hash for one in line}
    found: dict[str, HeldEvents] = {}
    for name in files.names:
        size, segment = files.sizes[name.text], read.get(name.text)
        before = _held_before(name, reach, segment, size or 0)
        if size is None or (segment is None and before == NOTHING):
            continue
        found[name.text] = held_after(segment, followed, before, size) if segment else HeldEvents(size, before.number)
    return {name: held for name, held in found.items() if held.number}


def _held_before(name: Name, reach: Reach, segment: Segment | None, size: int) -> HeldEvents:
    """What `reach` says of a segment; of a library of old, that it holds whatever is not newer than itself."""
    if reach.journal is not None:
        return reach.journal.get(name.text, NOTHING)
    if name.writer != NOBODY or name.first > reach.number:
        return NOTHING
    last = max((one.number for one in segment.events), default=0) if segment else reach.number
    return HeldEvents(size, min(reach.number, last))
