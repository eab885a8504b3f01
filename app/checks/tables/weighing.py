"""What rules of the tables weigh: the sums of this year's and last year's cells, and the finding they end in.

A blank can only add to its side, so a side knows whether it is complete.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import cast

from app.findings.finding import Finding, Inquiry
from app.form.rule import Rule
from app.report import totals
from app.report.report import Edit, Report

Number = int | Decimal


@dataclass(frozen=True)
class Side:
    """One side of a comparison: the sum of what is filled, and whether nothing is blank."""

    least: Number
    complete: bool


def side(inquiry: Inquiry, cells: Iterable[str], report: Report | None = None) -> Side:
    """The sum of the cells in this year's report, or in another one of the same ids."""
    form, book = inquiry.form, report or inquiry.report
    names = tuple(cells)
    numbers = [v for v in (totals.value(form, book, c) for c in names) if v is not None]
    return Side(cast(Number, totals.add(numbers)), all(totals.complete(form, book, c) for c in names))


def before(inquiry: Inquiry, cells: Iterable[str]) -> Side:
    """The sum of the cells in last year's report; incomplete when there is none."""
    return side(inquiry, cells, inquiry.previous) if inquiry.previous else Side(0, False)


def apart(one: Number, other: Number) -> Number:
    """The difference of two sums, without its sign."""
    return max(one, other) - min(one, other)


def label(inquiry: Inquiry, cell: str) -> str:
    """A cell's place in words, for sentences: 规章的本年制发件数."""
    return "的".join(inquiry.form.cells[cell].names)


def _shown(value: Number | str) -> int | str:
    """A number as a sentence shows it."""
    return f"{value:f}" if isinstance(value, Decimal) else value


def finding(
    rule: Rule,
    cells: Iterable[str],
    values: Mapping[str, Number | str],
    *,
    hint: str = "",
    mends: Iterable[Edit | None] = (),
) -> Finding:
    """The finding of a rule: its sentence filled with the values; `hint` is already filled. Of `mends` None is passed over."""
    words = {key: _shown(value) for key, value in values.items()}
    return Finding(
        level=rule.level,
        rule=rule.id,
        section=rule.section,
        sentence=rule.sentence.format(**words) + (f"；{hint}" if hint else ""),
        cells=tuple(cells),
        values=MappingProxyType(
            {k: float(v) if isinstance(v, Decimal) else v for k, v in values.items() if v != ""}
        ),
        basis=rule.basis,
        hint=hint,
        mends=tuple(mend for mend in mends if mend),
    )
