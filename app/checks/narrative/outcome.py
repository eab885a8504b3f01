"""The four outcomes of a number of the prose: tied, contradicts, unclaimed, free. Every number ends in exactly one."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from app.findings.finding import Span
from app.report.claim import Claim

Outcome = Literal["tied", "contradicts", "unclaimed", "free"]


@dataclass(frozen=True)
class Candidate:
    """What a number may mean: some cells, what they are called, and the value they have together."""

    cells: tuple[str, ...]
    title: str
    value: Decimal | None
    period: str = "this"


@dataclass(frozen=True)
class ReadNumber:
    """A number (or a word that says none or all) at `span`, with its outcome.

    `value` is what the prose says in the unit of the cells, `table` what the tables say. `meant` is what it is tied to or
    contradicts; `candidates` are up to three offers for an unclaimed one. `rule` names the rule of a contradiction, `told` fills
    its sentence, `place` are the characters that the finding marks. `claim` is what a person has said of it, or of such words;
    `against` is then the contradiction as it was read without the claim. `relative` says that it is a change, a share or a rate.
    """

    span: Span
    words: str
    outcome: Outcome
    value: Decimal | None = None
    meant: Candidate | None = None
    candidates: tuple[Candidate, ...] = ()
    rule: str = ""
    told: tuple[tuple[str, int | float | str], ...] = ()
    place: tuple[int, int] = (0, 0)
    claim: Claim | None = None
    against: ReadNumber | None = None
    relative: bool = False

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells of this year that it speaks of, () for none."""
        return self.meant.cells if self.meant and self.meant.period == "this" else ()

    @property
    def table(self) -> Decimal | None:
        """What the tables say."""
        return self.meant.value if self.meant else None
