"""The reports as another writer's branch has them, and as they were where it left the library's own line.

Made from the events alone, from the first one on or from a copy of the library that lies on the way. Leans on journal,
chain, replay, backups and app.compare.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from app import record
from app.compare import CellDifference, differences
from app.form_file import Forms
from app.store.backups import Backups
from app.store.chain import Branch, line_to
from app.store.event import START
from app.store.holding import Holding
from app.store.journal import Journal
from app.store.replay import replay

Holdings = Mapping[str, Holding]


@dataclass(frozen=True)
class Sides:
    """The reports that a branch touches: as they were when it began, and as they are at its end."""

    fork: Holdings
    tip: Holdings


@dataclass(frozen=True)
class ReportDifference:
    """One report of a backup or a branch that the library has otherwise: with other values, in the bin, or not at all.

    In its cells "mine" is the library's present, "theirs" what the backup or branch has; "base" is mine for a backup, and
    for a branch what both began from, so that `side` says who changed the cell.
    """

    key: str
    office: str
    year: int
    state: Literal["changed", "binned", "missing"]
    cells: tuple[CellDifference, ...]


def sides_of(journal: Journal, backups: Backups, branch: Branch) -> Sides:
    """Both states of the reports that the branch touches. Raises OSError.

    Where the way back to the first event has a gap and no copy lies on it, a change that fits nothing is left out.
    """
    events = journal.everything()
    line, base = line_to(branch.tip, events), dict[str, Holding]()
    if not line or line[0].before != START:
        for hash_, holdings in _copies(backups):
            if any(one.hash == hash_ for one in line):
                base, line = dict(holdings), line_to(branch.tip, events, {hash_})
                break
    own = {one.hash for one in branch.events}
    before = [one for one in line if one.hash not in own]
    fork = replay(base, before).holdings
    tip = replay(fork, branch.events).holdings
    touched = {one.key for one in branch.events}
    return Sides(_only(fork, touched), _only(tip, touched))


def beside_line(forms: Forms, holdings: Holdings, sides: Sides) -> tuple[ReportDifference, ...]:
    """What a branch has otherwise than the library. What both have alike, or only the library changed, is no difference.

    Raises ExchangeError, UnknownEdition for a report that this program cannot read.
    """
    found = (_of_branch(forms, holdings.get(key), one, sides.fork.get(key)) for key, one in sides.tip.items())
    return tuple(one for one in found if one)


def _of_branch(forms: Forms, mine: Holding | None, theirs: Holding, fork: Holding | None) -> ReportDifference | None:
    if mine is None:
        return ReportDifference(theirs.key, theirs.office, theirs.year, "missing", ())
    base, now, other = (record.from_record(forms, one.record, "报告库")[0] for one in (fork or mine, mine, theirs))
    found = differences(forms.edition(mine.edition), base, now, other)
    cells = tuple(one for one in found if one.side != "mine")
    state: Literal["changed", "binned"] = "binned" if mine.binned and not theirs.binned else "changed"
    return ReportDifference(theirs.key, theirs.office, theirs.year, state, cells) if cells else None


def _copies(backups: Backups) -> Iterator[tuple[str, Holdings]]:
    for _, content in backups.readable():
        yield content.hash, content.holdings


def _only(holdings: Holdings, keys: set[str]) -> Holdings:
    return {key: one for key, one in holdings.items() if key in keys}
