"""What the list says of each report: how far it is, what the checks found, how long it has; and the order of the lines.

Words and plain data only. What is counted in the background has '…' until it is there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.store.library import CatalogueEntry

if TYPE_CHECKING:
    from app.shelf.report_standing import ReportStanding

LEVELS = (("mandatory", "强制"), ("verify", "核实"), ("hint", "提示"))
COUNTING, NONE, CLEAN, UNREAD = "…", "–", "✓ 没有问题", "读不出"
FINAL, AGAIN, SUBMITTED = "✓ 已定稿", "（签后改过）", "已报送"
Sortable = tuple[float | str, ...]


@dataclass(frozen=True)
class ReportLine:
    """A report of the library with its standing, None while it is not counted; `left` says how long it has, `days` in
    figures (None: no matter of this season)."""

    entry: CatalogueEntry
    standing: ReportStanding | None = None
    left: str = ""
    days: int | None = None

    @property
    def counts(self) -> tuple[tuple[str, int], ...]:
        """How many findings there are of each level that has any; none for a report that nobody has begun."""
        if self.standing is None or self.standing.trouble or not self.entry.filled[0]:
            return ()
        every = ((level, getattr(self.standing, level)) for level, _ in LEVELS)
        return tuple((level, count) for level, count in every if count)


def left_words(line: ReportLine) -> str:
    """How long a report has that was not handed up as it stands."""
    done = line.standing is not None and line.standing.submitted and not line.standing.since
    return "" if done else line.left


def stage_words(line: ReportLine) -> str:
    """The stage of a report, its sign before it."""
    standing = line.standing
    if standing is not None and standing.submitted:
        return f"{SUBMITTED}，又改 {standing.since} 处" if standing.since else f"✓ {SUBMITTED}"
    if standing is not None and standing.final:
        return FINAL
    if standing is not None and standing.stage:
        return f"… 待{standing.stage}{AGAIN if standing.changed else ''}"
    return filled_words(line.entry.filled, line.entry.unseen)


def filled_words(filled: tuple[int, int], unseen: int = 0) -> str:
    """How far a report is filled in, in words and numbers; one with values that nobody has looked at is not done."""
    done, everything = filled
    if unseen and done == everything:
        return f"… 待核对 {unseen}"
    if everything and done == everything:
        return "✓ 已填完"
    return f"… 填写中 {done}/{everything}" if done else "– 未开始"


def finding_words(line: ReportLine) -> str:
    """The findings by level in words."""
    if line.standing is None:
        return COUNTING
    if line.standing.trouble:
        return UNREAD
    if not line.entry.filled[0]:
        return NONE
    names = dict(LEVELS)
    return " · ".join(f"{names[level]} {count}" for level, count in line.counts) or CLEAN


def unseen_words(line: ReportLine) -> str:
    """How many values nobody has looked at."""
    return str(line.entry.unseen) if line.entry.unseen else NONE


@dataclass(frozen=True)
class ListOrder:
    """A way to order the list, by a column; `turned` where the greatest comes first by itself, `counted` where it goes by what is
    counted in the background."""

    id: str
    column: int
    words: str
    key: Callable[[ReportLine], Sortable]
    turned: bool = False
    counted: bool = False


def _stage(line: ReportLine) -> Sortable:
    standing, (done, everything) = line.standing, line.entry.filled
    if standing is not None and standing.submitted:
        return (4.0 if not standing.since else 3.5,)
    if standing is not None and standing.final:
        return (3.0,)
    part = done / everything if everything else 0.0
    return (2.0 if standing is not None and standing.stage else part - (0.001 if line.entry.unseen else 0.0),)


def _findings(line: ReportLine) -> Sortable:
    counts = dict(line.counts)
    return tuple(float(counts.get(level, 0)) for level, _ in LEVELS)


ORDERS = (
    ListOrder("recent", 6, "最近修改", lambda line: (line.entry.changed.timestamp(),), turned=True),
    ListOrder("office", 0, "单位", lambda line: (line.entry.office, -line.entry.year)),
    ListOrder("year", 1, "年度", lambda line: (float(line.entry.year),), turned=True),
    ListOrder("stage", 2, "进度", _stage, counted=True),
    ListOrder("findings", 3, "检查结果", _findings, turned=True, counted=True),
    ListOrder("unseen", 4, "待核对", lambda line: (float(line.entry.unseen),), turned=True),
    ListOrder("deadline", 5, "报送期限", lambda line: (float(line.days) if line.days is not None else 1e9,)),
)
