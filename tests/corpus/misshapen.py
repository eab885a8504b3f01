"""The corpus with tables out of shape: wrong spans, columns counted or in another order, tables cut, mixed, doubled."""

from __future__ import annotations

from dataclasses import replace

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from tests.corpus.base import OFFICE, OLD_REPORT, REPORT, Cell, Rows, each, tables
from tests.corpus.in_excel import saved, write_rows
from tests.corpus.in_html import body, page, table, with_three
from tests.corpus.in_pdf import as_inset, printed
from tests.corpus.in_text import by_lines, by_tabs, whole


def wrong_spans(rows: Rows) -> Rows:
    """Outer labels that reach one row too far."""
    return each(rows, lambda c: replace(c, down=c.down + 1) if c.role == "stub" and 2 < c.down < 9 else c)


def counted(rows: Rows) -> Rows:
    """A column 行次 between labels and figures, and a row 栏次 that counts the columns."""
    heads = [[rows[0][0], Cell("行次", 3, 1, "head"), *rows[0][1:]], *rows[1:3]]
    count = [Cell("栏次", 1, 4, "head"), *(Cell(str(n), role="head") for n in range(1, 8))]
    lines = []
    for number, row in enumerate(rows[3:], 1):
        labels = sum(cell.role == "stub" for cell in row)
        lines.append([*row[:labels], Cell(str(number), role="stub"), *row[labels:]])
    return [*heads, count, *lines]


def total_first(rows: Rows) -> Rows:
    """The column 总计 before all others."""
    lines = [[*row[:-7], row[-1], *row[-7:-1]] for row in rows[3:]]
    natural, legal, total = rows[1]
    return [rows[0], [total, natural, legal], rows[2], *lines]


def reordered() -> bytes:
    """Tables two and three with their columns in another order, each under its label."""
    two, three, four = tables()
    swapped = [[row[0], row[3], row[1], row[2]] if len(row) == 4 else row for row in two]
    return page(body([table(swapped), table(total_first(three)), table(four)]))


def rows_apart() -> bytes:
    """Every row a table of its own, as some editors leave them."""
    return page(body(["".join(table([row]) for row in rows) for rows in tables()]))


def other_tables() -> bytes:
    """A table that compares years in the prose, and one of somebody's own within a section of the form."""
    own = "<table><tr><td>项目</td><td>上一年</td><td>本年</td></tr><tr><td>行政许可</td><td>55</td><td>66</td></tr></table>"
    text = body([table(rows) for rows in tables()])
    return page(text.replace("<p>二、", f"{own}<p>二、").replace("<p>三、", f"{own}<p>三、"))


def two_years() -> bytes:
    """The report and that of another year below it, then links to more."""
    links = "".join(f"<li>{OFFICE}{year}年政府信息公开工作年度报告</li>" for year in (2018, 2022))
    both = (body([table(rows) for rows in tables(report)], report) for report in (REPORT, OLD_REPORT))
    return page(f"{''.join(both)}<ul>{links}</ul>")


def side_by_side() -> bytes:
    """The three tables beside one another on one sheet."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append([f"{OFFICE}{REPORT.year}年政府信息公开工作年度报告"])
    left = 0
    for rows in tables():
        write_beside(sheet, rows, left)
        left += sum(cell.across for cell in rows[0]) + 1
    return saved(book)


def write_beside(sheet: Worksheet, rows: Rows, left: int) -> None:
    """Writes a table from the third row on, `left` columns further to the right."""
    other = openpyxl.Workbook().worksheets[0]
    write_rows(other, rows)
    for line in other.iter_rows():
        for cell in line:
            if cell.value is not None:
                sheet.cell(cell.row + 2, cell.column + left).value = cell.value
    for area in other.merged_cells.ranges:
        area.shift(left, 2)
        sheet.merge_cells(area.coord)


def double_spaced(number: int, rows: Rows) -> list[str]:
    """A copy with one cell a line and an empty line after each."""
    return [part for text in by_lines(number, rows) for part in (text, "")]


def with_bars(number: int, rows: Rows) -> list[str]:
    """A table drawn with bars."""
    return ["+-----+-----+", *(f"| {line.replace(chr(9), ' | ')} |" for line in by_tabs(number, rows))]


def total_first_copied(number: int, rows: Rows) -> list[str]:
    """A copy with tabs of a table whose total comes first: flattened, no place tells which number it is."""
    return by_tabs(number, total_first(rows) if number == 1 else rows)


def files() -> dict[str, bytes]:
    """The files by name."""
    return {
        "wrong-spans.html": with_three(wrong_spans),
        "counted.html": with_three(counted),
        "reordered.html": reordered(),
        "rows-apart.html": rows_apart(),
        "other-tables.html": other_tables(),
        "two-years.html": two_years(),
        "side-by-side.xlsx": side_by_side(),
        "double-borders.pdf": printed(as_inset),
        "double-spaced.txt": whole(double_spaced),
        "bars.txt": whole(with_bars),
        "total-first.txt": whole(total_first_copied),
    }
