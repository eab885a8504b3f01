"""What shares and growth have in common: the numbers of a text in order, and what stands beside one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.checks.frames.frame import Frame
from app.checks.narrative.candidates import meanings
from app.checks.narrative.table_figures import Figures
from app.findings.reader import ReportText
from app.knowledge.lexicon import Lexicon

MEMORY = 40  # numbers before a share that it may be of


@dataclass(frozen=True)
class NumberRow:
    """The numbers of one text. `frames` are all of it in order."""

    lexicon: Lexicon
    figures: Figures
    text: ReportText
    frames: Sequence[Frame]

    def same_place(self, at: int) -> Frame | None:
        """分别提出5件、3件，占62.5%、37.5%: of several shares or changes in a row each is of the count in its place."""
        clause, unit = self.frames[at].slot.clause, self.frames[at].slot.number.unit
        first, last = at, at
        if self.frames[at].slot.count > MEMORY:
            return None
        while first and self._in_row(first - 1, clause, unit):
            first -= 1
        while last + 1 < len(self.frames) and self._in_row(last + 1, clause, unit):
            last += 1
        run = last - first + 1
        near = self.frames[max(0, first - 2 * run) : first]
        start = self.frames[first].slot.number.start
        near = [one for one in near if "。" not in self.text.text[one.end : start]]
        counts = [one for one in near if not one.share and not one.change]
        return counts[at - last - 1] if run > 1 and len(counts) >= run else None

    def _in_row(self, n: int, clause: int, unit: str) -> bool:
        one = self.frames[n]
        alike = one.slot.number.unit == unit and (one.share or bool(one.change)) and not one.rate
        return one.slot.clause == clause and alike

    def agrees(self, frame: Frame) -> bool:
        """Whether a count has the value of one of its meanings."""
        return any(one.value == frame.slot.number.value for one in meanings(self.lexicon, self.figures, frame))

    @staticmethod
    def near(frame: Frame, value: Decimal) -> bool:
        """Whether a value is what a number says in its decimals, rounded or cut."""
        step = Decimal(1).scaleb(-frame.slot.number.decimals)
        slack = step * Decimal("1.01" if frame.slot.number.decimals > 1 else "0.51")  # 33.34% of three, so that the sum is 100%
        return abs(value - frame.slot.number.value) <= slack or _cut(value, step) == frame.slot.number.value


def is_row(frame: Frame) -> bool:
    """Whether a number counts an applicant's column or a result."""
    return bool(frame.columns and not frame.by_head) or any(tag.kind == "result" for tag in frame.tags)


def _cut(value: Decimal, step: Decimal) -> Decimal:
    return value - value % step
