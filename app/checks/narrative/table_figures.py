"""The figures of this year's report and last year's, as prose is held against them: sums of cells, and what a blank allows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from app.findings.finding import Inquiry
from app.form.form import Form
from app.knowledge.cell_sums import cell_sum
from app.knowledge.lexicon import CellSum
from app.report import totals
from app.report.report import Report

TEN_THOUSAND = 10000  # 元 in 万元


@dataclass(frozen=True)
class Figures:
    """The values of every number cell that is not blank, of both years; `least` is what those with blanks come to at least."""

    form: Form
    this: dict[str, Decimal]
    last: dict[str, Decimal] | None
    least: dict[str, Decimal]

    def cells(self, reading: CellSum, columns: Iterable[str]) -> CellSum:
        """The cells of a reading for some columns; () where the form has not all of them."""
        return cell_sum(self.form, reading, columns)

    def sum(self, cells: CellSum, period: str = "this") -> Decimal | None:
        """The sum of some cells; None when one is blank, or there is no report of that year."""
        values = self.this if period == "this" else self.last
        if values is None or not cells or any(cell not in values for cell in cells):
            return None
        return sum((values[cell] for cell in cells), Decimal(0))

    def at_least(self, cells: CellSum) -> Decimal:
        """What the sum comes to at least, whatever is blank."""
        return sum((self.this.get(cell, self.least.get(cell, Decimal(0))) for cell in cells), Decimal(0))


def figures(inquiry: Inquiry) -> Figures:
    """The figures of an inquiry."""
    form = inquiry.form
    this, least = _values(form, inquiry.report)
    last = _values(form, inquiry.previous)[0] if inquiry.previous else None
    return Figures(form, this, last, least)


def _values(form: Form, report: Report) -> tuple[dict[str, Decimal], dict[str, Decimal]]:
    whole: dict[str, Decimal] = {}
    partly: dict[str, Decimal] = {}
    for name in form.cells:
        value = totals.value(form, report, name)
        if isinstance(value, int | Decimal):
            (whole if totals.complete(form, report, name) else partly)[name] = Decimal(value)
    return whole, partly


def plain(value: Decimal) -> int | float:
    """A number as JSON and sentences show it."""
    return int(value) if value == value.to_integral_value() else float(value)
