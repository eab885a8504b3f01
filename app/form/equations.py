"""A rule unrolled: one equation for each column (or row) that the rule runs along, or a single one of whole cell ids.

Checks weigh the equations, the printed report writes them out, a begun report carries by them, an import solves them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.form.form import Form, grid_cell
from app.form.rule import CarryRule, EqualRule


@dataclass(frozen=True)
class Equation:
    """The cells of the two sides; of a carry rule `right` are cells of last year's report.

    `column` and `row` are what the first cell's are called, `across` is the one the rule runs through; all are
    empty for a rule that runs along nothing.
    """

    left: tuple[str, ...]
    right: tuple[str, ...]
    column: str = ""
    row: str = ""
    across: str = ""


def equations(form: Form, rule: EqualRule | CarryRule) -> Iterator[Equation]:
    """Every equation of a rule, in printed order.

    A section may have several grids: a column that has not all the cells (table two has 本年制发件数 for some rows,
    本年收费金额 for others) is passed over.
    """
    other = rule.right if isinstance(rule, EqualRule) else rule.before
    if not rule.along:
        yield Equation(rule.left, other)
        return
    columns = rule.along == "columns"
    section = form.section(rule.section)
    cells = [cell for cell in form.cells.values() if cell.section == section.id and cell.row + cell.column]
    for key in dict.fromkeys(cell.column if columns else cell.row for cell in cells):
        left, right = (
            tuple(grid_cell(section, name, key) if columns else grid_cell(section, key, name) for name in names)
            for names in (rule.left, other)
        )
        if form.cells.keys() >= {*left, *right}:
            names = form.cells[left[0]].names
            yield Equation(left, right, names[-1], names[0], names[-1 if columns else 0])
