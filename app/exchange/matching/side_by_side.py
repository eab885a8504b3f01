"""Tables of the form that stand side by side on one sheet, taken apart by the columns where their heads begin.

What lies across a border, such as a title, goes with the first of them.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace

from app.exchange.matching.labels import KnownGrid, LabelBook, key
from app.exchange.source.source import Box, Table


def parted(book: LabelBook, table: Table) -> tuple[Table, ...]:
    """The table itself, or its parts where heads of the form begin in different columns within the same rows."""
    anchors = {key(_anchor(grid)) for grid in book.grids} - {""}
    found = [box for box in table.boxes if box.text.strip() and key(box.text) in anchors]
    # A sheet may hold 信息内容 … in columns A–D and, two columns further on, 信息内容 … of the next table: the rows of one
    # would be read on into the other, 规章 3 2 40 行政许可 100. Where one table stands below the other there is nothing to
    # part.
    starts = sorted({box.column for box in found})
    if len(starts) < 2 or not _share_rows(table, found) or _crossed(table, found, starts):
        return (table,)
    starts[0] = 0  # what stands left of the first head, such as a column of numbers, goes with it
    parts: list[list[Box]] = [[] for _ in starts]
    for box in table.boxes:
        parts[bisect_right(starts, box.column) - 1].append(box)
    return tuple(replace(table, boxes=tuple(boxes)) for boxes in parts)


def _anchor(grid: KnownGrid) -> str:
    """The text at the upper left of a grid: its corner, or the first heading of its columns."""
    if grid.grid.corner:
        return grid.grid.corner
    above = next(iter(grid.grid.columns.leaves()), None)
    return next((axis.label for axis in above[2] if axis.label), "") if above else ""


def _share_rows(table: Table, found: list[Box]) -> bool:
    """Whether a head stands above or beside the figures of another: in one column they follow one another."""
    # An indented second table below the first one begins in another column, too; but nothing of the first stands beside it.
    first = min(found, key=lambda box: box.column)
    others = [box for box in found if box.column != first.column]
    lowest = max(
        (box.row for box in table.boxes if box.column <= first.column and box.text.strip()), default=0
    )
    return any(box.row <= lowest for box in others)


def _crossed(table: Table, found: list[Box], starts: list[int]) -> bool:
    """Whether a cell beside or below the heads lies across a border: then they are one table."""
    # A title 2025年度统计表 over both of them lies across the border and says nothing; a merged cell 合计 below their heads does.
    top = min(box.row for box in found)
    return any(
        box.row >= top and box.column < start < box.column + box.colspan
        for box in table.boxes
        for start in starts
    )
