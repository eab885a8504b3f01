"""An official grid as a sheet: merged as printed, numbers as numbers, sums as live formulas.

A bracket note rides on its number as a number format, so that 22（其中修订16件） still adds up as 22.
"""

from __future__ import annotations

from decimal import Decimal

from openpyxl.styles import Alignment, Border, Font, NamedStyle, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from app.document.blocks import Grid, GridCell
from app.render.xlsx.xlsx_sheet import MM_PER_UNIT, XlsxBook, fit_page, line_count, put

TOP = 2  # the grid's first row, under the caption
WIDER = 1.3  # a screen column over a printed one, so that long numbers show
SIZES = (10.5, 9.0)  # points; the smaller one for grids of more columns than NARROW
NARROW = 8
LONGEST_FORMAT = 255  # characters of a number format
SIDES = {"left": "文字", "center": "居中", "right": "居右"}  # in the names of styles
THIN = Side(style="thin")
RULES = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)


def write_grid(book: XlsxBook, grid: Grid, notes: list[str]) -> None:
    """A sheet for the grid, the note lines under it."""
    sheet = book.sheet(grid.caption)
    columns = len(grid.widths)
    size = SIZES[columns > NARROW]
    for number, width in enumerate(grid.widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = round(width * WIDER / MM_PER_UNIT, 2)
    _across(sheet, 1, columns, grid.caption, Font(name="黑体", size=14), 28, "center")
    _place(book, sheet, grid)
    long_notes = [note for note in _cells(book, sheet, grid, size) if note]
    for number, height in enumerate(_heights(grid, size)):
        sheet.row_dimensions[TOP + number].height = height
    for number, note in enumerate([*notes, *long_notes], TOP + len(grid.rows)):
        _across(
            sheet, number, columns, note, Font(name="宋体", size=size), _note_height(note, grid, size), "left"
        )
    fit_page(sheet, one_page=grid.keep)
    if grid.header_rows:
        sheet.print_title_rows = f"1:{TOP + grid.header_rows - 1}"


def _across(
    sheet: Worksheet, row: int, columns: int, text: str, font: Font, height: float, side: str
) -> None:
    cell = put(sheet, row, 1, text)
    cell.font = font
    cell.alignment = Alignment(horizontal=side, vertical="center", wrap_text=True)
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=columns)
    sheet.row_dimensions[row].height = height


def _note_height(note: str, grid: Grid, size: float) -> float:
    return line_count(note, sum(grid.widths) * WIDER, size) * size * 1.4 + 4


def _place(book: XlsxBook, sheet: Worksheet, grid: Grid) -> None:
    for number, row in enumerate(grid.rows):
        for cell in row.cells:
            if cell.cell:
                book.places[cell.cell] = (sheet.title, TOP + number, cell.column + 1)
                if isinstance(cell.value, int | Decimal):
                    book.values[cell.cell] = cell.value


def _cells(book: XlsxBook, sheet: Worksheet, grid: Grid, size: float) -> list[str]:
    """Writes every cell; returns the bracket notes that are too long for a number format."""
    long_notes = []
    for number, row in enumerate(grid.rows):
        for cell in row.cells:
            top, left = TOP + number, cell.column + 1
            bottom, right = top + cell.rowspan - 1, left + cell.colspan - 1
            look = _look(book, cell, size)
            for places in sheet.iter_rows(top, bottom, left, right):
                for place in places:
                    place.style = look  # all of them, so that a merged cell has all its rules
            if (bottom, right) != (top, left):
                sheet.merged_cells.add(f"{get_column_letter(left)}{top}:{get_column_letter(right)}{bottom}")
            long_notes.append(_cell(book, sheet, top, left, cell))
    return long_notes


def _look(book: XlsxBook, cell: GridCell, size: float) -> str:
    """The named style of a cell; kept in the workbook, since setting font and border cell by cell is slow."""
    numeric = cell.role == "data" and cell.value is not None
    name = f"表格 {'数字' if numeric else SIDES[cell.align]} {size:g}"
    if name not in book.workbook.named_styles:
        align = Alignment(
            horizontal=cell.align, vertical="center", wrap_text=not numeric, shrink_to_fit=numeric
        )
        look = NamedStyle(name, font=Font(name="宋体", size=size), border=RULES, alignment=align)
        book.workbook.add_named_style(look)
    return name


def _cell(book: XlsxBook, sheet: Worksheet, row: int, column: int, cell: GridCell) -> str:
    """Writes one cell; returns it as a note for under the table when its own is too long for a number format."""
    operands = cell.operands
    if operands and all(name in book.places for name in operands):
        added = book.references(operands, sheet.title)
        value = book.values.get(cell.cell, "")
        # Blank is not zero: a sum over nothing stays empty.
        written = book.put_formula(sheet, row, column, f'=IF(COUNT({added})=0,"",SUM({added}))', value)
    elif isinstance(cell.value, int | Decimal):
        written = put(sheet, row, column, cell.value)
    else:
        put(sheet, row, column, cell.text or None)
        return ""
    note = _note(cell)
    if not note:
        return ""
    layout = "General" + "".join(f'"{part}"' if part != '"' else '\\"' for part in _quoted(note))
    if len(layout) > LONGEST_FORMAT:
        return cell.text
    written.number_format = layout
    return ""


def _note(cell: GridCell) -> str:
    shown = f"{cell.value:f}" if isinstance(cell.value, Decimal) else str(cell.value)
    return cell.text.removeprefix(shown).replace("\n", " ") if cell.value is not None else cell.text


def _quoted(note: str) -> list[str]:
    """The note in parts that a number format can quote; a quotation mark stands alone."""
    parts = note.replace('"', '\0"\0').split("\0")
    return [part for part in parts if part]


def _heights(grid: Grid, size: float) -> list[float]:
    """Row heights in points: merged cells do not stretch their rows by themselves."""
    heights = [size * 1.9] * len(grid.rows)
    cells = [(number, cell) for number, row in enumerate(grid.rows) for cell in row.cells]
    for number, cell in sorted(cells, key=lambda placed: placed[1].rowspan):
        width = sum(grid.widths[cell.column : cell.column + cell.colspan])
        wanted = line_count(cell.text, width * WIDER, size) * size * 1.3 + 4 if cell.role != "data" else 0
        rows = slice(number, number + cell.rowspan)
        heights[rows.stop - 1] += max(0.0, wanted - sum(heights[rows]))
    return [round(height, 1) for height in heights]
