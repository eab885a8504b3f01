"""A mend that puts another number into one cell of a table: it names the cell, and what stands there."""

from __future__ import annotations

from decimal import Decimal

from app.form.form import Form
from app.form.kinds import AMOUNT, Value
from app.report import totals
from app.report.report import Edit, Report


def cell_name(form: Form, cell: str) -> str:
    """A cell by its row and column, without the headings over them; by the column's heading where the row has no name."""
    one = form.cells[cell]
    grids = (grid for section in form.sections if section.id == one.section for grid in section.grids)
    row = next((axis.name for grid in grids for key, axis, _ in grid.rows.leaves() if key == one.row), "")
    return f"{row} {one.names[-1]}" if row.strip() else " ".join(one.names[-2:])


def cell_mend(form: Form, report: Report, cell: str, value: Decimal | int) -> Edit | None:
    """The edit, 表改成 61（新收·自然人 16→61）; None where the cell is a sum, holds that number already or cannot hold it."""
    fit = _fit(form, cell, Decimal(value))
    stands = totals.value(form, report, cell)
    if fit is None or form.cells[cell].derived or fit == stands:
        return None
    old = _plain(stands) if isinstance(stands, int | Decimal) else "空"
    return Edit({cell: fit}, f"表改成 {_plain(fit)}（{cell_name(form, cell).replace(' ', '·')} {old}→{_plain(fit)}）")


def _fit(form: Form, cell: str, value: Decimal) -> Value | None:
    """The value as the cell holds it, None where it cannot."""
    if value < 0:
        return None
    if form.cells[cell].kind is AMOUNT:
        return value
    return int(value) if value == value.to_integral_value() else None


def _plain(value: object) -> str:
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
