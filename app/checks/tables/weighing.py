"""What rules of the tables weigh: the sums of this year's and last year's cells, and the finding they end in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from types import MappingProxyType

from app.findings.finding import Finding, Inquiry
from app.form.rule import Rule
from app.report import balance
from app.report.balance import Number, Side
from app.report.report import Edit, Report


def side(inquiry: Inquiry, cells: Iterable[str], report: Report | None = None) -> Side:
    """The sum of the cells in this year's report, or in another one of the same ids."""
    return balance.side(inquiry.form, report or inquiry.report, cells)


def before(inquiry: Inquiry, cells: Iterable[str]) -> Side:
    """The sum of the cells in last year's report; incomplete when there is none."""
    return side(inquiry, cells, inquiry.previous) if inquiry.previous else Side(0, False)


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
