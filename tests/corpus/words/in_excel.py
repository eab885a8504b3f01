"""The Excel files of the set: sub-heading beside its text, one column, a sheet for each part, the head of a form."""

from __future__ import annotations

import io
from collections.abc import Callable

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Side
from openpyxl.worksheet.worksheet import Worksheet

from tests.corpus.base import Rows
from tests.corpus.words.figures import printed
from tests.corpus.words.story import BREAK, Block, Story

THIN = Side(style="thin")
RULED = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
MIDDLE = Alignment(horizontal="center", vertical="center", wrap_text=True)
LEFT = Alignment(vertical="top", wrap_text=True)


def _value(text: str) -> str | int | float:
    if text.isdigit():
        return int(text)
    return float(text) if text.replace(".", "", 1).isdigit() else text


def write_table(sheet: Worksheet, rows: Rows, top: int) -> int:
    """A table from a row on, with its merges; the next free row."""
    taken: set[tuple[int, int]] = set()
    for at, row in enumerate(rows, top):
        column = 1
        for cell in row:
            while (at, column) in taken:
                column += 1
            down, right = at + cell.down - 1, column + cell.across - 1
            taken |= {(y, x) for y in range(at, down + 1) for x in range(column, right + 1)}
            box = sheet.cell(at, column, _value(cell.text) if cell.role == "data" else cell.text)
            box.alignment, box.border = MIDDLE, RULED
            if (down, right) != (at, column):
                sheet.merge_cells(start_row=at, end_row=down, start_column=column, end_column=right)
    return top + len(rows)


def write_line(sheet: Worksheet, at: int, text: str, column: int = 1, last: int = 10) -> None:
    """A line across the sheet."""
    sheet.cell(at, column, text.replace(BREAK, "\n")).alignment = LEFT
    if last > column:
        sheet.merge_cells(start_row=at, end_row=at, start_column=column, end_column=last)


def one_column(book: Workbook, story: Story) -> None:
    """Line under line in merged rows, the tables between them."""
    sheet, at = book.active, 1
    assert isinstance(sheet, Worksheet)
    for block in story.blocks:
        if block.kind == "table":
            at = write_table(sheet, printed(story, block.table, block.variants), at)
        else:
            write_line(sheet, at, block.words)
            at += 1


def two_columns(book: Workbook, story: Story) -> None:
    """Sub-heading in column A, its text in column B beside it."""
    sheet, at, before = book.active, 1, Block("break")
    assert isinstance(sheet, Worksheet)
    for block in story.blocks:
        if block.kind == "table":
            at = write_table(sheet, printed(story, block.table, block.variants), at)
        elif block.kind == "text":
            at -= 1 if before.kind == "heading" else 0
            write_line(sheet, at, block.words, column=2)
            at += 1
        else:
            write_line(sheet, at, block.words, last=1)
            at += 1
        before = block
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 24, 60


def sheets(book: Workbook, story: Story) -> None:
    """A sheet for each part, named by its heading; the title on the first."""
    sheet, at = book.active, 1
    assert isinstance(sheet, Worksheet)
    sheet.title = "封面"
    for block in story.blocks:
        if block.kind == "heading" and block.text[1] == "、":
            sheet, at = book.create_sheet(block.text.partition("、")[2][:12]), 1
        if block.kind == "table":
            at = write_table(sheet, printed(story, block.table, block.variants), at)
        else:
            write_line(sheet, at, block.words, last=6)
            at += 1


WAYS: dict[str, Callable[[Workbook, Story], None]] = {
    "40": two_columns,
    "41": one_column,
    "42": sheets,
    "43": two_columns,
}


def files(told: list[Story]) -> dict[str, bytes]:
    """The Excel files, stories 40 to 43."""
    found = {}
    for story in (story for story in told if story.name[:2] in WAYS):
        book, out = Workbook(), io.BytesIO()
        WAYS[story.name[:2]](book, story)
        book.save(out)
        found[f"{story.name}.xlsx"] = out.getvalue()
    return found
