"""Two sides of an equation in a report that is being filled in: what they come to so far, and what is still blank.

A blank can only add to its side, so a side knows whether it is complete, and an equation is broken only where no filling of the
blanks could satisfy it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, cast

from app.form.equations import Equation, equations
from app.form.form import Form
from app.form.rule import EqualRule
from app.report import totals
from app.report.report import Report

Number = int | Decimal
State = Literal["even", "off", "open"]


@dataclass(frozen=True)
class Side:
    """One side of a comparison: the sum of what is filled, and whether nothing is blank."""

    least: Number
    complete: bool


@dataclass(frozen=True)
class Balance:
    """An equation as it stands: even, off, or open while something is blank; `blank` typed cells of it are."""

    equation: Equation
    left: Side
    right: Side
    blank: int

    @property
    def state(self) -> State:
        """Off only where no filling of the blanks could make it even."""
        if broken(self.left, self.right):
            return "off"
        return "open" if self.blank else "even"

    @property
    def difference(self) -> Number:
        """Of the two sides as they stand, without its sign."""
        return apart(self.left.least, self.right.least)


def side(form: Form, report: Report, cells: Iterable[str]) -> Side:
    """The sum of the cells in a report."""
    names = tuple(cells)
    numbers = [v for v in (totals.value(form, report, c) for c in names) if v is not None]
    return Side(cast(Number, totals.add(numbers)), all(totals.complete(form, report, c) for c in names))


def broken(left: Side, right: Side) -> bool:
    """Whether two sides can never be equal: the larger one decides when the smaller is complete."""
    if left.least < right.least:
        return left.complete
    return right.complete and left.least > right.least


def apart(one: Number, other: Number) -> Number:
    """The difference of two sums, without its sign."""
    return max(one, other) - min(one, other)


def weigh(form: Form, report: Report, equation: Equation) -> Balance:
    """How one equation stands."""
    typed = {name for cell in (*equation.left, *equation.right) for name in form.typed_under(cell)}
    blank = sum(name not in report.cells for name in typed)
    return Balance(equation, side(form, report, equation.left), side(form, report, equation.right), blank)


def column_equations(form: Form, section: str) -> Iterator[tuple[EqualRule, tuple[Equation, ...]]]:
    """The rules of a section that hold in every column of its tables, with the equation of each column."""
    for rule in form.rules:
        if isinstance(rule, EqualRule) and rule.section == section and rule.along == "columns":
            yield rule, tuple(equations(form, rule))
