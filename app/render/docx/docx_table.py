"""An official grid as a Word table: exact widths, real merged cells, repeated heading rows, half-point rules.

Element order follows ECMA-376 part 1, 17.4 (tables).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from app.document.blocks import Grid, GridCell, GridRow

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TWIPS = 1440 / 25.4  # twentieths of a point in a millimetre
PADDING = 40  # twips left and right of a cell's text
NARROW = 8  # a grid of more columns is set in the smaller size, with lower rows
ROW_HEIGHTS = (397, 340)  # twips (7 mm, 6 mm), the least height of a row, for the larger and the smaller size
SIZES = (10.5, 9.0, 8.0, 7.5, 7.0, 6.5, 6.0, 5.5, 5.0)  # points: 5号, 小5, and steps down for long numbers
PITCH = 1.2  # line pitch over size
EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")
_UNBROKEN = re.compile(r"[\x21-\x7e]+")  # digits stand half a character wide, and are never broken


def table_xml(grid: Grid) -> str:
    """The w:tbl element."""
    widths = [round(width * TWIPS) for width in grid.widths]
    base = SIZES[1] if len(widths) > NARROW else SIZES[0]
    sizes = [_size(grid, column, widths, base) for column in range(len(widths))]
    rows = "".join(_rows(grid, widths, base, sizes))
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f'<w:tbl xmlns:w="{NAMESPACE}">{_properties(grid, widths)}<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>'


def _properties(grid: Grid, widths: list[int]) -> str:
    borders = "".join(f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for edge in EDGES)
    sides = "".join(f'<w:{edge} w:w="{PADDING}" w:type="dxa"/>' for edge in ("left", "right"))
    return (
        f'<w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>{sides}</w:tblCellMar>'
        f'<w:tblCaption w:val="{escape(grid.caption)}"/></w:tblPr>'
    )


def _size(grid: Grid, column: int, widths: list[int], base: float) -> float:
    """The size, in points, for all data of a column: the largest in which its longest number stays whole."""
    cells = [cell for row in grid.rows for cell in row.cells if cell.role == "data" and cell.column == column]
    fits = [size for size in SIZES if size <= base and all(_fits(cell, widths, size) for cell in cells)]
    return fits[0] if fits else SIZES[-1]


def _fits(cell: GridCell, widths: list[int], size: float) -> bool:
    room = sum(widths[cell.column : cell.column + cell.colspan]) - 2 * PADDING
    longest = max((len(run) for run in _UNBROKEN.findall(cell.text)), default=0)
    return longest * size / 2 * 20 <= room


def _rows(grid: Grid, widths: list[int], base: float, sizes: list[float]) -> Iterator[str]:
    hanging: dict[int, tuple[GridCell, int]] = {}  # column → the cell from above and the rows it still covers
    for number, row in enumerate(grid.rows):
        head = number < grid.header_rows
        following = grid.rows[number + 1] if number + 1 < len(grid.rows) else None
        keep = following is not None and (grid.keep or head or not following.group)
        cells = "".join(
            _cell(cell, begins, widths, _own_size(cell, base, sizes), keep)
            for cell, begins in _places(row, hanging)
        )
        repeated = "<w:tblHeader/>" if head else ""
        least = max(ROW_HEIGHTS[SIZES.index(base)], round(row.room * TWIPS))
        height = f'<w:trHeight w:val="{least}" w:hRule="atLeast"/>'
        yield f"<w:tr><w:trPr><w:cantSplit/>{height}{repeated}</w:trPr>{cells}</w:tr>"


def _own_size(cell: GridCell, base: float, sizes: list[float]) -> float:
    return sizes[cell.column] if cell.role == "data" else base


def _places(row: GridRow, hanging: dict[int, tuple[GridCell, int]]) -> Iterator[tuple[GridCell, bool]]:
    """The cells of a row from left to right with those reaching down into it; true where a cell begins."""
    here = {cell.column: cell for cell in row.cells}
    for column in sorted({*here, *hanging}):
        begins = column in here
        cell, left = (here[column], here[column].rowspan) if begins else hanging[column]
        if left > 1:
            hanging[column] = (cell, left - 1)
        else:
            hanging.pop(column, None)
        yield cell, begins


def _cell(cell: GridCell, begins: bool, widths: list[int], size: float, keep: bool) -> str:
    width = sum(widths[cell.column : cell.column + cell.colspan])
    span = f'<w:gridSpan w:val="{cell.colspan}"/>' if cell.colspan > 1 else ""
    merge = ""
    if cell.rowspan > 1:
        merge = '<w:vMerge w:val="restart"/>' if begins else "<w:vMerge/>"
    own = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}<w:vAlign w:val="center"/></w:tcPr>'
    lines = cell.text.split("\n") if begins else [""]
    return f"<w:tc>{own}{''.join(_line(line, cell.align, size, keep) for line in lines)}</w:tc>"


def _line(text: str, align: str, size: float, keep: bool) -> str:
    spacing = f'<w:spacing w:line="{round(size * PITCH * 20)}" w:lineRule="exact"/>'
    style = f'<w:pStyle w:val="TableText"/>{"<w:keepNext/>" if keep else ""}{spacing}<w:jc w:val="{align}"/>'
    half = round(size * 2)
    run = (
        f'<w:r><w:rPr><w:rFonts w:hint="eastAsia"/><w:sz w:val="{half}"/><w:szCs w:val="{half}"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>'
        if text
        else ""
    )
    return f"<w:p><w:pPr>{style}</w:pPr>{run}</w:p>"
