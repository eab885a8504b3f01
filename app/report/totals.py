"""The value of any cell, typed or derived. Sums are computed here and nowhere else; nothing is stored.

A sum over blanks is blank; over some numbers and some blanks it is the sum of the numbers, and `complete`
is false.
"""

from __future__ import annotations

from decimal import Decimal

from app.form.form import Form
from app.form.kinds import Value
from app.report.report import Report


def value(form: Form, report: Report, cell_id: str) -> Value | None:
    """What a cell shows: the stored value, or the sum of its operands; None when blank."""
    cell = form.cells[cell_id]
    if not cell.derived:
        return report.cells.get(cell_id)
    known = [v for v in (report.cells.get(typed) for typed in form.typed_under(cell_id)) if v is not None]
    return add(known) if known else None


def add(values: list[Value]) -> Value:
    """The exact sum of counts or amounts, 0 for none."""
    total: int | Decimal = 0
    for one in values:
        assert isinstance(one, int | Decimal)  # a form file cannot sum texts or dates
        total = total + one
    return total


def complete(form: Form, report: Report, cell_id: str) -> bool:
    """Whether no typed cell behind this one is blank."""
    return all(typed in report.cells for typed in form.typed_under(cell_id))


def affected(form: Form, names: frozenset[str]) -> frozenset[str]:
    """The given cells and all derived cells that change with them."""
    return names.union(*(form.dependents.get(name, frozenset()) for name in names))


def figure(form: Form, report: Report, cell_id: str) -> str:
    """The value of a cell as text, '' when blank, without its bracket note."""
    found = value(form, report, cell_id)
    return "" if found is None else form.cells[cell_id].kind.show(found)


def shown(form: Form, report: Report, cell_id: str) -> str:
    """The cell as text, '' when blank, with its bracket note: 22（其中修订16件）."""
    text = figure(form, report, cell_id)
    note = report.text(f"{cell_id}.note") if f"{cell_id}.note" in form.cells else ""
    return f"{text}（{note}）" if note else text
