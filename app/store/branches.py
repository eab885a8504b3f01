"""The reports as another writer's branch has them, and as they were where it left the library's own line.

Made from the events alone, from the first one on or from a copy of the library that lies on the way.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from app.form.form_file import Forms
from app.report import record
from app.report.comparing import CellDifference, differences
from app.store.copies.backups import Backups
from app.store.file.holding import Holding
from app.store.journal.chain import Branch, line_to
from app.store.journal.event import START
from app.store.journal.journal import Journal
from app.store.journal.replay import Holdings, replay


@dataclass(frozen=True)
class BranchSides:
    """The reports that a branch touches: as they were when it began, and as they are at its end. `whole` is false where
    earlier events are not there, as in the middle of a transfer: then some of its changes cannot be shown."""

    fork: Holdings
    tip: Holdings
    whole: bool


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


def sides_of(journal: Journal, backups: Backups, branch: Branch) -> BranchSides:
    """Both states of the reports that the branch touches. Raises OSError."""
    events = journal.everything()
    line, base, start = line_to(branch.tip, events), dict[str, Holding](), START
    if not line or line[0].before != START:
        for hash_, holdings in _copies(backups):
            if any(one.hash == hash_ for one in line):
                base, line, start = dict(holdings), line_to(branch.tip, events, {hash_}), hash_
                break
    own = {one.hash for one in branch.events}
    before = [one for one in line if one.hash not in own]
    fork = replay(base, before).holdings
    after = replay(fork, branch.events)
    touched = {one.key for one in branch.events}
    linked = [start, *(one.hash for one in line)]
    whole = bool(line) and all(one.before == hash_ for one, hash_ in zip(line, linked, strict=False))
    return BranchSides(_only(fork, touched), _only(after.holdings, touched), whole and not after.unfit)


def beside_line(forms: Forms, holdings: Holdings, sides: BranchSides) -> tuple[ReportDifference, ...]:
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
        yield content.reach.hash, content.holdings


def _only(holdings: Holdings, keys: set[str]) -> Holdings:
    return {key: one for key, one in holdings.items() if key in keys}
