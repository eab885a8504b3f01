"""Where a branch needs no person: the line of the library goes on with it, or is made whole by it.

Three kinds. A part of the line was not there and has come since, as when a folder was opened in the middle of a transfer.
Nothing was changed on the library's side since the fork. Or the other side was looked through over there and both were merged:
then what it came to is the outcome, and where both did that at the same time, the later one, so that all machines end alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.store.file.holding import Holding
from app.store.journal.chain import NOWHERE, Branch, line_to
from app.store.journal.content import Content
from app.store.journal.event import OF_NO_REPORT, START, Event
from app.store.journal.journal import Journal, JournalReading
from app.store.journal.replay import replay

COME = "先前缺少的修改记录现在到齐了，报告已按完整的记录恢复，请核对最近填写的栏目。"
MERGED = "另一处已经把两边的修改合并好，这里已采用合并后的内容；这里原来的内容在备份里。"


@dataclass(frozen=True)
class Converged:
    """What the library is with that: its events from the first one on, its reports, and what to say."""

    reading: JournalReading
    holdings: dict[str, Holding]
    told: tuple[str, ...]


def converged(journal: Journal, content: Content, reading: JournalReading) -> Converged | None:
    """The library with one of the branches, None where each needs a person, or the events are not all there to make it anew."""
    if not reading.branches:
        return None
    try:
        events = journal.everything()
    except OSError:  # told as branches; they can be looked at when everything can be read
        return None
    own = line_to(reading.reach.hash, events)
    for branch in reading.branches:
        found = _kind(own, line_to(branch.tip, events), branch)
        made = _made(journal, content, *found) if found else None
        if made:
            return made
    return None


def _kind(own: Sequence[Event], other: Sequence[Event], branch: Branch) -> tuple[str, tuple[str, ...]] | None:
    """The hash with which the library's line ends from now on, and what to say."""
    ours, theirs = {one.hash for one in own}, {one.hash for one in other}
    if branch.tip in ours:
        return own[-1].hash, (COME,)
    apart = [one for one in own if one.hash not in theirs]
    if not _changes(apart):
        return branch.tip, ()
    merges = [one for one in other if one.deed == "join" and one.hash not in ours and _seen_whole(one, own, theirs)]
    if not merges:
        return None
    seen = next(place for place, one in enumerate(own) if one.hash == merges[-1].label)
    answers = [one for one in own if one.deed == "join" and one.label in theirs and one.hash not in theirs]
    later = all((one.at, one.by) < (merges[-1].at, merges[-1].by) for one in answers)
    return (branch.tip, (MERGED,)) if later and not _changes(own[seen + 1 :]) else None


def _seen_whole(join: Event, own: Sequence[Event], theirs: set[str]) -> bool:
    """Whether all of this line that is not theirs was there when they merged it, up to the event that they name."""
    names = {one.hash for one in own}
    first = next((one for one in own if one.hash == join.merge), None)
    return join.label in names and first is not None and (first.before in theirs or first.before == START)


def _changes(events: Sequence[Event]) -> bool:
    return any(one.deed not in OF_NO_REPORT for one in events)


def _made(journal: Journal, content: Content, tip: str, told: tuple[str, ...]) -> Converged | None:
    reading = journal.read(NOWHERE, tip)
    made = replay({}, reading.events)
    purged = {one.key for one in reading.events if one.deed == "purge"}
    lacking = content.holdings.keys() - made.holdings.keys() - purged
    if reading.missing or reading.broken or reading.unread or made.unfit or lacking or reading.reach.hash != tip:
        return None
    return Converged(reading, made.holdings, told)
