"""A worksheet as it is seen → a table: hidden rows and columns, struck-out text and readings do not count.

Merged cells keep their spans, as far as they are seen. ECMA-376 part 1, 18.3.1.13 and 18.3.1.73 (hidden), 18.4.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from openpyxl.cell.cell import Cell
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from app.exchange.readers.xlsx.xlsx_cell import CellEye
from app.exchange.source.source import Box, Table

NARROWEST = 0.2  # letters of a column in which something can be seen
LOWEST = 3.0  # points of a row in which something can be seen
MOST_ROWS, MOST_COLUMNS = 3000, 80  # what lies further out is not looked at


@dataclass(frozen=True)
class _SeenCells:
    """The rows and columns that are seen, by their numbers in the sheet, each with its place among those seen."""

    rows: dict[int, int]
    columns: dict[int, int]

    def extent(self, area: CellRange) -> tuple[int, int, int, int] | None:
        """First row, first column, rows and columns of what is seen of an area; None when nothing is."""
        rows = [self.rows[n] for n in range(area.min_row, area.max_row + 1) if n in self.rows]
        columns = [self.columns[n] for n in range(area.min_col, area.max_col + 1) if n in self.columns]
        return (rows[0], columns[0], len(rows), len(columns)) if rows and columns else None


def sheet_table(sheet: Worksheet) -> Table:
    """The table that a sheet shows; without boxes when it shows nothing."""
    bottom, right = min(sheet.max_row, MOST_ROWS), min(sheet.max_column, MOST_COLUMNS)
    seen = _SeenCells(_shown_rows(sheet, bottom), _shown_columns(sheet, right))
    merged = {
        (area.min_row, area.min_col): CellRange(
            min_row=area.min_row,
            min_col=area.min_col,
            max_row=min(area.max_row, MOST_ROWS),
            max_col=min(area.max_col, MOST_COLUMNS),
        )
        for area in sheet.merged_cells.ranges
        if area.min_row <= MOST_ROWS and area.min_col <= MOST_COLUMNS
    }
    covered = {place for area in merged.values() for place in _places(area)} - set(merged)
    boxes: list[Box] = []
    eye = CellEye(sheet)
    for row in sheet.iter_rows(max_row=bottom, max_col=right):
        for cell in row:
            at = (cell.row or 0, cell.column or 0)
            if at in covered or not isinstance(cell, Cell):
                continue
            extent = seen.extent(
                merged.get(at) or CellRange(min_row=at[0], min_col=at[1], max_row=at[0], max_col=at[1])
            )
            if extent:
                place = f"工作表“{sheet.title}”{cell.coordinate}"
                look = eye.sees(cell)
                boxes.append(Box(look.text, *extent[:2], place, *extent[2:], doubt=look.doubt))
    return Table(tuple(_trimmed(boxes)), f"工作表“{sheet.title}”")


def _shown_rows(sheet: Worksheet, bottom: int) -> dict[int, int]:
    """Those with some height; one of nearly none shows as little as a hidden one."""
    usual = sheet.sheet_format
    low = bool(usual.zeroHeight) or (bool(usual.customHeight) and _is_low(usual.defaultRowHeight))
    said = {
        n: look.hidden or _is_low(look.height)
        for n, look in sheet.row_dimensions.items()
        if look.hidden or look.height is not None
    }
    shown_ones = (n for n in range(1, bottom + 1) if not said.get(n, low))
    return {number: place for place, number in enumerate(shown_ones)}


def _is_low(points: float | None) -> bool:
    return points is not None and points < LOWEST


def _shown_columns(sheet: Worksheet, right: int) -> dict[int, int]:
    """Columns that look alike share one entry, from its `min` to its `max`."""
    hidden: set[int] = set()
    for look in sheet.column_dimensions.values():
        if look.hidden or (look.width is not None and look.width < NARROWEST):
            hidden.update(range(look.min or 1, min(look.max or look.min or 1, right) + 1))
    shown_ones = (n for n in range(1, right + 1) if n not in hidden)
    return {number: place for place, number in enumerate(shown_ones)}


def _places(area: CellRange) -> Iterator[tuple[int, int]]:
    return (
        (row, column)
        for row in range(area.min_row, area.max_row + 1)
        for column in range(area.min_col, area.max_col + 1)
    )


def _trimmed(boxes: list[Box]) -> Iterator[Box]:
    """Without the empty rows and columns behind the last filled ones."""
    filled = [box for box in boxes if box.text.strip()]
    last = max((box.column + box.colspan for box in filled), default=0)
    lowest = max((box.row + box.rowspan for box in filled), default=0)
    return (box for box in boxes if box.column < last and box.row < lowest)
