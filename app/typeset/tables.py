"""An official table set in rows: cell texts wrapped and centred, row heights, rules, pieces for several pages.

A number too wide for its column makes the whole column smaller, never one cell. Lengths are points, the
origin is the table's upper left corner.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from app.document.blocks import Grid, GridCell, GridRow
from app.typeset.lines import SetLine
from app.typeset.page_grid import ASCENT, MEASURE, table_type
from app.typeset.pages import PlacedPart
from app.typeset.typesetter import Typesetter

SMALLEST = 5.0
STEP = 0.5
MILLIMETRE = 72 / 25.4  # points
HEAD_PAD, DATA_PAD = (
    1.0,
    1.5,
)  # blank beside centred text, which in a narrow column needs only not to touch the rules


@dataclass(frozen=True, slots=True)
class TableStyle:
    """How close a table is set: type size, line pitch as a factor of it, padding, least row height."""

    size: float
    leading: float
    pad_x: float
    pad_y: float
    floor: float


# From airy to dense: 5号 first, then 小5; a table kept on one page takes the first that fits.
STYLES = (
    TableStyle(10.5, 1.25, 3.0, 3.5, 21.0),
    TableStyle(10.5, 1.2, 2.5, 2.0, 18.0),
    TableStyle(9.0, 1.25, 2.5, 2.5, 17.0),
    TableStyle(9.0, 1.2, 2.0, 1.5, 14.0),
    TableStyle(9.0, 1.15, 1.5, 0.75, 11.5),
    TableStyle(7.5, 1.1, 1.5, 0.5, 9.0),
    TableStyle(6.0, 1.05, 1.0, 0.25, 7.0),
)


@dataclass(frozen=True)
class SetTable:
    """A table, or a piece of one, ready to be placed; `edges_x` and `edges_y` are its column and row edges."""

    rows: tuple[GridRow, ...]
    lines: tuple[PlacedPart, ...]
    edges_x: tuple[float, ...]
    edges_y: tuple[float, ...]

    @property
    def height(self) -> float:
        """From the upper to the lower rule."""
        return self.edges_y[-1]


def clipped(rows: Sequence[GridRow], low: int, high: int) -> tuple[GridRow, ...]:
    """Rows low..high as a table of their own: a cell that runs over an edge is cut and shown on both sides."""
    cells: list[list[GridCell]] = [[] for _ in range(low, high)]
    for number, row in enumerate(rows[:high]):
        for cell in row.cells:
            start, end = max(number, low), min(number + cell.rowspan, high)
            if start < end:
                cells[start - low].append(_spanning(cell, end - start))
    return tuple(
        replace(rows[low + number], cells=tuple(sorted(found, key=lambda cell: cell.column)))
        for number, found in enumerate(cells)
    )


def _spanning(cell: GridCell, rows: int) -> GridCell:
    if rows == cell.rowspan:
        return cell
    return GridCell(cell.text, cell.column, cell.colspan, rows, cell.role, cell.align, cell.cell)


def piece(grid: Grid, low: int, high: int) -> tuple[GridRow, ...]:
    """Rows low..high, under the head rows of the table unless they begin with them."""
    if low < grid.header_rows:
        return clipped(grid.rows, low, high)
    return (*clipped(grid.rows, 0, grid.header_rows), *clipped(grid.rows, low, high))


def set_table(
    grid: Grid, rows: tuple[GridRow, ...], style: TableStyle, setter: Typesetter, stretch: float = 1.0
) -> SetTable:
    """Set the rows (of the whole table or of a piece) in one style, their heights times `stretch`."""
    base = ("table", grid.widths, style)
    sizes = setter.remembered((*base, grid.rows), lambda: _column_sizes(grid, _columns(grid), style, setter))
    key = (*base, rows, stretch, tuple(sizes.items()))
    return setter.remembered(key, lambda: _set(rows, _columns(grid), sizes, style, setter, stretch))


def _columns(grid: Grid) -> tuple[float, ...]:
    """The edges of the columns, brought to the full measure."""
    return _edges([width * MEASURE / sum(grid.widths) for width in grid.widths])


def _set(
    rows: tuple[GridRow, ...],
    xs: tuple[float, ...],
    sizes: Mapping[int, float],
    style: TableStyle,
    setter: Typesetter,
    stretch: float,
) -> SetTable:
    texts: list[tuple[int, GridCell, float, tuple[SetLine, ...]]] = []
    for number, row in enumerate(rows):
        for cell in row.cells:
            size = sizes.get(cell.column, style.size) if cell.role == "data" else style.size
            lines = setter.cell(cell.text, table_type(size), _room(cell, xs, style), cell.align == "center")
            texts.append((number, cell, size, lines))
    needs = [(number, cell.rowspan, _needed(lines, size, style)) for number, cell, size, lines in texts]
    needs += [(number, 1, row.room * MILLIMETRE) for number, row in enumerate(rows) if row.room]
    ys = _edges([height * stretch for height in _heights(len(rows), needs, style.floor)])
    placed = [
        line
        for number, cell, size, lines in texts
        for line in _cell_lines(cell, lines, size, style, xs, (ys[number], ys[number + cell.rowspan]))
    ]
    return SetTable(rows, tuple(placed), xs, ys)


def _edges(sizes: Sequence[float]) -> tuple[float, ...]:
    edges = [0.0]
    for size in sizes:
        edges.append(edges[-1] + size)
    return tuple(edges)


def _room(cell: GridCell, xs: Sequence[float], style: TableStyle) -> float:
    return xs[cell.column + cell.colspan] - xs[cell.column] - 2 * _pad(cell, style)


def _pad(cell: GridCell, style: TableStyle) -> float:
    """Blank beside the text of a cell."""
    if cell.align != "center":
        return style.pad_x
    return DATA_PAD if cell.role == "data" else HEAD_PAD


def _needed(lines: Sequence[SetLine], size: float, style: TableStyle) -> float:
    return len(lines) * size * style.leading + 2 * style.pad_y


def _column_sizes(grid: Grid, xs: Sequence[float], style: TableStyle, setter: Typesetter) -> dict[int, float]:
    """The size of each column's data: stepped down until its widest number fits, over the whole table."""
    sizes: dict[int, float] = {}
    for row in grid.rows:
        for cell in row.cells:
            if cell.role != "data" or not cell.text:
                continue
            size = sizes.get(cell.column, style.size)
            room = _room(cell, xs, style)
            while size > SMALLEST and setter.held(cell.text, table_type(size)) > room:
                size -= STEP
            sizes[cell.column] = size
    return sizes


def _heights(count: int, needs: Sequence[tuple[int, int, float]], floor: float) -> list[float]:
    """Row heights: what single rows need first, then the rest of what spanning cells need, spread evenly."""
    heights = [floor] * count
    for number, span, need in sorted(needs, key=lambda entry: entry[1]):
        lack = need - sum(heights[number : number + span])
        if lack > 0:
            for row in range(number, number + span):
                heights[row] += lack / span
    return heights


def _cell_lines(
    cell: GridCell,
    lines: Sequence[SetLine],
    size: float,
    style: TableStyle,
    xs: Sequence[float],
    ys: tuple[float, float],
) -> Iterator[PlacedPart]:
    """The lines of a cell, centred upright and aligned across."""
    pitch = size * style.leading
    top = (ys[0] + ys[1] - len(lines) * pitch) / 2
    pad = _pad(cell, style)
    left, right = xs[cell.column] + pad, xs[cell.column + cell.colspan] - pad
    for number, line in enumerate(lines):
        slack = {"left": 0.0, "center": (right - left - line.width) / 2, "right": right - left - line.width}[
            cell.align
        ]
        y = top + number * pitch + (pitch - size) / 2 + ASCENT * size
        yield PlacedPart(left + slack, y, line, "cell", cell.cell)
