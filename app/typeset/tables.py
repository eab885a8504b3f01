"""An official table set in rows: cell texts wrapped and centred, row heights, rules, pieces for several pages.

A number too wide for its column makes the whole column smaller, never one cell. Lengths are points, the
origin is the table's upper left corner.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import accumulate

from app.document.blocks import Grid, GridCell, GridRow
from app.typeset.lines import SetLine
from app.typeset.page_grid import ASCENT, MEASURE, table_type
from app.typeset.pages import CellBox, PagePiece, PlacedPart
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


@dataclass(frozen=True, eq=False)
class Columns:
    """The columns of a table in one style: their edges, brought to the full measure. Compared by being the same."""

    style: TableStyle
    edges: tuple[float, ...]

    def pad(self, cell: GridCell) -> float:
        """Blank beside the text of a cell."""
        if cell.align != "center":
            return self.style.pad_x
        return DATA_PAD if cell.role == "data" else HEAD_PAD

    def room(self, cell: GridCell) -> float:
        """What the text of a cell has between its pads."""
        return self.edges[cell.column + cell.colspan] - self.edges[cell.column] - 2 * self.pad(cell)


@dataclass(frozen=True, eq=False)
class SetRow:
    """A row whose texts are set: each cell with its type size and lines; `needs`: rows spanned and depth wanted, by cell."""

    cells: tuple[tuple[GridCell, float, tuple[SetLine, ...]], ...]
    needs: tuple[tuple[int, float], ...]

    @property
    def reach(self) -> int:
        """How many rows its tallest cell covers."""
        return max((span for span, _ in self.needs), default=1)


@dataclass(frozen=True, eq=False)
class SetTable:
    """A table, or a piece of one, ready to be placed: a piece of the page for each row, counted from the table's corner.

    `edges_x` and `edges_y` are its column and row edges.
    """

    rows: tuple[GridRow, ...]
    pieces: tuple[PagePiece, ...]
    edges_x: tuple[float, ...]
    edges_y: tuple[float, ...]

    @property
    def height(self) -> float:
        """From the upper to the lower rule."""
        return self.edges_y[-1]

    @property
    def lines(self) -> tuple[PlacedPart, ...]:
        """All its lines."""
        return tuple(line for piece in self.pieces for line in piece.parts)


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
    return GridCell(cell.text, cell.column, cell.colspan, rows, cell.role, cell.align, cell.cell, leads=cell.leads)


def piece(grid: Grid, low: int, high: int) -> tuple[GridRow, ...]:
    """Rows low..high, under the head rows of the table unless they begin with them."""
    if low < grid.header_rows:
        return clipped(grid.rows, low, high)
    return (*clipped(grid.rows, 0, grid.header_rows), *clipped(grid.rows, low, high))


def set_table(
    grid: Grid, rows: tuple[GridRow, ...], style: TableStyle, setter: Typesetter, stretch: float = 1.0
) -> SetTable:
    """Set the rows (of the whole table or of a piece) in one style, their heights times `stretch`.

    Each row is remembered for itself: where one number changed, one row is set.
    """
    columns = setter.remembered(("columns", grid.widths, style), lambda: _columns(grid.widths, style))
    sizes = _column_sizes(grid.rows, columns, setter)
    key = ("table", columns, rows, stretch, sizes)
    return setter.remembered(key, lambda: _set(rows, columns, sizes, setter, stretch))


def _columns(widths: Sequence[float], style: TableStyle) -> Columns:
    return Columns(style, _edges([width * MEASURE / sum(widths) for width in widths]))


def _set(
    rows: tuple[GridRow, ...],
    columns: Columns,
    sizes: tuple[tuple[int, float], ...],
    setter: Typesetter,
    stretch: float,
) -> SetTable:
    by_column = dict(sizes)
    texts = [
        setter.remembered(("row", columns, row, sizes), partial(_set_row, row, columns, by_column, setter))
        for row in rows
    ]
    needs, floor = tuple(row.needs for row in texts), columns.style.floor
    ys = setter.remembered(("edges", needs, floor, stretch), lambda: _row_edges(needs, floor, stretch))
    pieces = []
    for number, row in enumerate(texts):
        edges = ys[number : number + row.reach + 1]
        make = partial(_placed, row, columns, edges)
        pieces.append(setter.remembered(("placed", columns, row, edges), make))
    return SetTable(rows, tuple(pieces), columns.edges, ys)


def _set_row(row: GridRow, columns: Columns, sizes: Mapping[int, float], setter: Typesetter) -> SetRow:
    style, cells, needs = columns.style, [], []
    for cell in row.cells:
        size = sizes.get(cell.column, style.size) if cell.role == "data" else style.size
        lines = setter.cell(cell.text, table_type(size), columns.room(cell), cell.align == "center")
        cells.append((cell, size, lines))
        needs.append((cell.rowspan, len(lines) * size * style.leading + 2 * style.pad_y))
    if row.room:
        needs.append((1, row.room * MILLIMETRE))
    return SetRow(tuple(cells), tuple(needs))


def _edges(sizes: Sequence[float]) -> tuple[float, ...]:
    return tuple(accumulate(sizes, initial=0.0))


def _column_sizes(
    rows: Sequence[GridRow], columns: Columns, setter: Typesetter
) -> tuple[tuple[int, float], ...]:
    """The size of each column's data: stepped down until its widest number fits, over the whole table."""
    sizes: dict[int, float] = {}
    for row in rows:
        make = partial(_row_sizes, row, columns, setter)
        for column, size in setter.remembered(("sizes", columns, row), make):
            sizes[column] = min(size, sizes.get(column, size))
    return tuple(sizes.items())


def _row_sizes(row: GridRow, columns: Columns, setter: Typesetter) -> tuple[tuple[int, float], ...]:
    """The largest size in which each number of the row fits its column."""
    sizes = []
    for cell in row.cells:
        if cell.role == "data" and cell.text:
            size, room = columns.style.size, columns.room(cell)
            while size > SMALLEST and setter.held(cell.text, table_type(size)) > room:
                size -= STEP
            sizes.append((cell.column, size))
    return tuple(sizes)


def _row_edges(
    needs: Sequence[Sequence[tuple[int, float]]], floor: float, stretch: float
) -> tuple[float, ...]:
    """The edges of the rows: what single rows need first, then the rest of what spanning cells need, spread evenly."""
    heights = [floor] * len(needs)
    wanted = [(number, span, need) for number, row in enumerate(needs) for span, need in row]
    for number, span, need in sorted(wanted, key=lambda entry: entry[1]):
        lack = need - sum(heights[number : number + span])
        if lack > 0:
            for row in range(number, number + span):
                heights[row] += lack / span
    return _edges([height * stretch for height in heights])


def _placed(row: SetRow, columns: Columns, ys: Sequence[float]) -> PagePiece:
    """The lines and boxes of a row between its edges, those of the rows that its cells reach into included."""
    xs, parts, boxes = columns.edges, list[PlacedPart](), list[CellBox]()
    for cell, size, lines in row.cells:
        parts += _cell_lines(cell, lines, size, columns, (ys[0], ys[cell.rowspan]))
        if leads := cell.cell or cell.leads:
            ends = xs[cell.column], ys[0], xs[cell.column + cell.colspan], ys[cell.rowspan]
            boxes.append(CellBox(leads, *ends, data=bool(cell.cell)))
    return PagePiece(0.0, 0.0, tuple(parts), (), tuple(boxes))


def _cell_lines(
    cell: GridCell, lines: Sequence[SetLine], size: float, columns: Columns, ys: tuple[float, float]
) -> Iterator[PlacedPart]:
    """The lines of a cell, centred upright and aligned across."""
    pitch, pad = size * columns.style.leading, columns.pad(cell)
    top = (ys[0] + ys[1] - len(lines) * pitch) / 2
    left, right = columns.edges[cell.column] + pad, columns.edges[cell.column + cell.colspan] - pad
    for number, line in enumerate(lines):
        room = right - left - line.width
        slack = {"left": 0.0, "center": room / 2, "right": room}[cell.align]
        y = top + number * pitch + (pitch - size) / 2 + ASCENT * size
        yield PlacedPart(left + slack, y, line, "cell", cell.cell)
