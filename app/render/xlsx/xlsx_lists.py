"""The sheets beside the tables: the prose, the live check of the form's equations, and the data for machines.

The data sheet points at the table sheets, so that there is one truth in a workbook.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Font
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.worksheet import Worksheet

from app.document.blocks import Document, Formula, Grid, Heading, Paragraph, Scalar, Signature, Title
from app.render.xlsx.xlsx_sheet import (
    LONGEST_TEXT,
    MM_PER_UNIT,
    CellNumber,
    XlsxBook,
    fit_page,
    line_count,
    put,
)

WIDTH = 76  # of the prose, in Excel's units
PITCH = 1.35  # line pitch over size
HIGHEST = 409  # points; Excel has no higher row, and shows the rest of a longer paragraph in its formula bar
ONE_LINE = 15  # points
HEAD = Font(name="黑体", size=11)
RED = Font(color="C00000", bold=True)
PROSE = Font(name="宋体", size=11)
DECIMALS = 6  # of an amount in 万元; more would be noise of binary fractions


def write_prose(book: XlsxBook, document: Document) -> None:
    """Title, headings, paragraphs and closing lines, one a row."""
    sheet = book.sheet("正文")
    sheet.column_dimensions["A"].width = WIDTH
    for number, (text, font, side) in enumerate(_prose(document), 1):
        cell = put(sheet, number, 1, text)
        cell.font = font
        cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal=side)
        height = line_count(text, WIDTH * MM_PER_UNIT, font.size) * font.size * PITCH + 4
        sheet.row_dimensions[number].height = min(height, HIGHEST)
    fit_page(sheet)


def _prose(document: Document) -> Iterator[tuple[str, Font, str]]:
    for block in document.blocks:
        match block:
            case Title(lines):
                yield from ((line, Font(name="宋体", size=16, bold=True), "center") for line in lines)
            case Heading(level, text):
                yield text, HEAD if level == 1 else Font(name="楷体", size=11), "left"
            case Paragraph(text):
                yield text, PROSE, "left"
            case Signature():
                yield from ((text, PROSE, "right") for text in (block.office, block.day) if text)
                yield from ((block.contact, PROSE, "left"),) if block.contact else ()


def write_equations(book: XlsxBook, grids: list[Grid]) -> None:
    """The form's equal rules, one a row, computed by the workbook itself; no sheet when there are none."""
    equations = [(grid.caption, equation) for grid in grids for equation in grid.equations]
    if not equations:
        return
    sheet = book.sheet("勾稽核对")
    _head(sheet, {"表": 40, "核对项": 44, "左边": 14, "右边": 14, "结果": 20})
    for row, (caption, equation) in enumerate(equations, 2):
        put(sheet, row, 1, caption).font = PROSE
        put(sheet, row, 2, equation.label).font = PROSE
        _equation(book, sheet, row, equation)
    wrong = Rule("expression", formula=['LEFT($E2,2)="相差"'], dxf=DifferentialStyle(font=RED))
    sheet.conditional_formatting.add(f"A2:E{len(equations) + 1}", wrong)


def _equation(book: XlsxBook, sheet: Worksheet, row: int, equation: Formula) -> None:
    sides = [book.references(ids, sheet.title) for ids in (equation.left, equation.right)]
    known = [
        [book.values[name] for name in ids if name in book.values] for ids in (equation.left, equation.right)
    ]
    sums: list[CellNumber] = [sum(values, 0) for values in known]
    for column, (side, value) in enumerate(zip(sides, sums, strict=True), 3):
        book.put_formula(sheet, row, column, f"=SUM({side})", value)
    wanted = len(equation.left) + len(equation.right)
    verdict = (
        f'=IF(COUNT({sides[0]},{sides[1]})<{wanted},"未填全",'
        f'IF(ROUND(C{row}-D{row},{DECIMALS})=0,"相符","相差 "&ROUND(ABS(C{row}-D{row}),{DECIMALS})))'
    )
    complete = sum(map(len, known)) == wanted
    book.put_formula(sheet, row, 5, verdict, _verdict(sums[0] - sums[1]) if complete else "未填全")


def _verdict(difference: CellNumber) -> str:
    if difference == 0:
        return "相符"
    size = abs(difference)
    return f"相差 {size:f}" if isinstance(size, Decimal) else f"相差 {size}"


def write_data(book: XlsxBook, document: Document) -> None:
    """Every cell by id, for machines: 编号, 栏目, 值, 单位. A long text goes on in the next rows under the same id."""
    sheet = book.sheet("数据")
    _head(sheet, {"编号": 38, "栏目": 44, "值": 50, "单位": 8})
    for row, (cell, label, value, unit) in enumerate(_data(document), 2):
        put(sheet, row, 1, cell)
        put(sheet, row, 2, label)
        if cell in book.places:
            place = book.references((cell,), sheet.title)
            book.put_formula(sheet, row, 3, f'=IF(ISNUMBER({place}),{place},"")', book.values.get(cell, ""))
        else:
            # Wrapped in a row of one line: a long text ends at its border instead of running over the page.
            put(sheet, row, 3, value).alignment = Alignment(wrap_text=True, vertical="top")
            sheet.row_dimensions[row].height = ONE_LINE
        put(sheet, row, 4, unit or None)


def _data(document: Document) -> Iterator[tuple[str, str, Scalar | None, str]]:
    yield "year", "年份", document.year, "年"
    yield "edition", "格式版本", document.edition, ""
    for datum in document.data:
        texts = isinstance(datum.value, str) and len(datum.value) > LONGEST_TEXT
        for value in _chunks(str(datum.value)) if texts else (datum.value,):
            yield datum.cell, datum.label, value, datum.unit


def _chunks(text: str) -> Iterator[str]:
    for start in range(0, len(text), LONGEST_TEXT):
        yield text[start : start + LONGEST_TEXT]


def _head(sheet: Worksheet, columns: dict[str, float]) -> None:
    for number, (name, width) in enumerate(columns.items(), 1):
        put(sheet, 1, number, name).font = HEAD
        sheet.column_dimensions[chr(ord("A") + number - 1)].width = width
    sheet.freeze_panes = "A2"
    fit_page(sheet)
