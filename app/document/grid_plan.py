"""A grid of the form as rows of a document: what no figure changes is worked out once, the rest row by row."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from app.document.blocks import Align, GridCell, GridRow
from app.form.axis import GridForm, Placed, place
from app.form.form import Form, Section, grid_cell
from app.report import totals
from app.report.report import Report


@dataclass(frozen=True)
class PlannedRow:
    """A row that carries cells: its headings, and of each cell id, column and columns covered."""

    stubs: tuple[GridCell, ...]
    cells: tuple[tuple[str, int, int], ...]
    group: bool


class GridPlan:
    """The rows of one grid. A row none of whose cells changed is the very same row again."""

    def __init__(self, form: Form, section: Section, grid: GridForm) -> None:
        self._form = form
        stub = len(grid.stub_widths)
        keys = [key for key, _, _ in grid.rows.leaves()]
        columns = [(key, leaf.extent) for key, leaf, _ in grid.columns.leaves()]
        self.head = tuple(_head(section, grid, keys[0] if keys else "", stub))
        placed = place(grid.rows)
        self._planned = [_planned(section, grid, keys, number, columns, placed) for number in range(len(keys))]
        self._rows: list[GridRow] = []
        self.first = self._planned[0].cells[0][0] if self._planned else ""  # the id of its first cell

    def rows(self, report: Report, changed: Collection[str] | None) -> tuple[GridRow, ...]:
        """All rows; `changed` are the cells that show something new since they were made last, None for all."""
        fresh = changed is None or not self._rows
        self._rows = [
            self._row(report, one) if fresh or any(cell in (changed or ()) for cell, _, _ in one.cells) else self._rows[number]
            for number, one in enumerate(self._planned)
        ]
        return (*self.head, *self._rows)

    def _row(self, report: Report, one: PlannedRow) -> GridRow:
        form = self._form
        cells = (
            GridCell(
                totals.shown(form, report, cell), column, extent, cell=cell,
                value=totals.value(form, report, cell), operands=form.cells[cell].operands,
            )
            for cell, column, extent in one.cells
        )  # fmt: skip
        return GridRow((*one.stubs, *cells), one.group)


def head_rows(grid: GridForm) -> int:
    """How many rows repeat after a page break."""
    return bool(grid.header) + grid.columns.depth


def _planned(
    section: Section,
    grid: GridForm,
    keys: list[str],
    number: int,
    columns: list[tuple[str, int]],
    placed: tuple[Placed, ...],
) -> PlannedRow:
    """The row of a key. A page may break before an outer heading."""
    stub, here = len(grid.stub_widths), [one for one in placed if one.start == number]
    cells, column = [], stub
    for key, extent in columns:
        cells.append((grid_cell(section, keys[number], key), column, extent))
        column += extent
    stubs = tuple(
        GridCell(p.axis.label, p.level, p.levels, p.extent, "stub", _stub_align(p, stub), leads=cells[0][0])
        for p in here
        if stub
    )
    return PlannedRow(stubs, tuple(cells), any(p.level <= 1 for p in here) and not grid.header)


def _stub_align(placed: Placed, stub: int) -> Align:
    # Only the innermost of several stub columns holds sentences; groups and short labels stand centred.
    return "left" if placed.level + placed.levels == stub > 1 else "center"


def _head(section: Section, grid: GridForm, row: str, stub: int) -> Iterator[GridRow]:
    """The rows above the first one that carries cells; each heading leads to the first cell under it."""
    firsts: dict[int, str] = {}
    start = 0
    for key, leaf, _ in grid.columns.leaves():
        firsts[start] = grid_cell(section, row, key)
        start += leaf.extent
    first = firsts.get(0, "")
    if grid.header:
        yield GridRow((GridCell(grid.header, 0, stub + len(grid.widths), role="head", leads=first),), group=True)
    depth, placed = grid.columns.depth, place(grid.columns)
    for level in range(depth):
        corner = (GridCell(grid.corner, 0, stub, depth, "head", leads=first),) if stub and level == 0 else ()
        heads = tuple(
            GridCell(p.axis.label, stub + p.start, p.extent, p.levels, "head", leads=firsts[p.start])
            for p in placed
            if p.level == level
        )
        yield GridRow(corner + heads)
