"""What a check yields, and what it may look at. A check neither raises nor shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from app.form.form import Form
from app.form.kinds import Value
from app.form.rule import LEVELS, Level
from app.knowledge.knowledge import Knowledge
from app.knowledge.profile import Profile
from app.report.claim import Claim
from app.report.doubt import Doubt
from app.report.record import Remark
from app.report.report import Edit, Report

LEVEL_WORDS: Mapping[str, str] = MappingProxyType({"mandatory": "强制性", "verify": "核实性", "hint": "提示"})


@dataclass(frozen=True)
class Span:
    """Characters `start` to `end` (exclusive) of a text cell."""

    cell: str
    start: int
    end: int


@dataclass(frozen=True)
class Finding:
    """One thing found. `cells` are marked on the screen; `spans` are the very characters in texts.

    Each of `mends`, where there are any, is an edit that puts it right; its label says how. `ground` is the digest of what a hint
    speaks of, '' where nobody has asked for it.
    """

    level: Level
    rule: str
    section: str
    sentence: str
    cells: tuple[str, ...] = ()
    values: Mapping[str, int | float | str] = field(default_factory=lambda: MappingProxyType({}))
    basis: str = ""
    hint: str = ""
    spans: tuple[Span, ...] = ()
    mends: tuple[Edit, ...] = ()
    ground: str = ""

    @property
    def home(self) -> str:
        """The cell where it stands and is counted, once, however many it names; '' where it speaks of no cell."""
        return self.spans[0].cell if self.spans else self.cells[0] if self.cells else ""


def tally(findings: Iterable[Finding]) -> tuple[tuple[Level, int], ...]:
    """How many there are of each level that is there, the gravest first: what every number on the screen is made of."""
    found = Counter(finding.level for finding in findings)
    return tuple((level, found[level]) for level in LEVELS if found[level])


@dataclass(frozen=True)
class Inquiry:
    """All that a check may look at. `has_glyph` tells whether some bundled font has a character.

    `previous` is last year's report, `earlier` the one before it; `remarks` are the sums that an imported file
    stated otherwise; `profile` holds the district's own demands. `knowledge` (word lists, grammar) and `profile`
    are the program's own when None. `doubts` are the values that nobody has looked at, `claims` what people have said
    the numbers of the prose mean in this report, `office_claims` in the office's others. `stood` is what the last step of typing
    found in the cells that it changed.
    """

    form: Form
    report: Report
    previous: Report | None = None
    has_glyph: Callable[[str], bool] | None = None
    earlier: Report | None = None
    remarks: tuple[Remark, ...] = ()
    profile: Profile | None = None
    knowledge: Knowledge | None = None
    doubts: tuple[Doubt, ...] = ()
    claims: tuple[Claim, ...] = ()
    office_claims: tuple[Claim, ...] = ()
    stood: tuple[tuple[str, Value | None], ...] = ()
