"""The corpus as Excel workbooks: a sheet a table, all on one sheet, figures alone, sums of people's own."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import UTC, datetime

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from tests.corpus.base import OFFICE, Cell, Rows, prose, tables

STAMP = datetime(2025, 1, 15, tzinfo=UTC).replace(tzinfo=None)


def write_rows(sheet: Worksheet, rows: Rows, top: int = 1) -> int:
    """Writes rows with merged cells and numbers as numbers; gives the row below them."""
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(rows, top):
        column = 1
        for cell in row:
            while (number, column) in taken:
                column += 1
            value = float(cell.text) if cell.text.replace(".", "", 1).isdigit() else cell.text
            sheet.cell(number, column).value = value or (0 if cell.text == "0" else None)
            ends = number + cell.down - 1, column + cell.across - 1
            taken |= {(r, c) for r in range(number, ends[0] + 1) for c in range(column, ends[1] + 1)}
            if ends != (number, column):
                sheet.merge_cells(start_row=number, start_column=column, end_row=ends[0], end_column=ends[1])
    return top + len(rows)


def saved(book: openpyxl.Workbook) -> bytes:
    """The workbook's bytes, the same in every build: openpyxl writes the time of saving into the file."""
    book.properties.created = STAMP
    out, same = io.BytesIO(), io.BytesIO()
    book.save(out)
    stamp = f"{STAMP.isoformat()}Z</dcterms:modified>".encode()
    with zipfile.ZipFile(out) as archive, zipfile.ZipFile(same, "w", zipfile.ZIP_DEFLATED) as other:
        for name in sorted(archive.namelist()):
            content = re.sub(rb"[^>]*</dcterms:modified>", stamp, archive.read(name))
            other.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return same.getvalue()


def a_sheet_each() -> bytes:
    """The prose on the first sheet, each table on one of its own, an empty sheet and a hidden one behind."""
    book = openpyxl.Workbook()
    first = book.worksheets[0]
    first.append([f"{OFFICE}2024年政府信息公开工作年度报告"])
    for heading, lines in prose():
        first.append([heading])
        for line in lines:
            first.append([line])
    for name, rows in zip(("表二", "表三", "表四"), tables(), strict=True):
        sheet = book.create_sheet(name)
        sheet.append([None, name])
        write_rows(sheet, rows, 3)
    book.create_sheet("空表")
    hidden = book.create_sheet("旧数")
    write_rows(hidden, [[Cell("行政许可"), Cell("999")]])
    hidden.sheet_state = "hidden"
    return saved(book)


def one_sheet() -> bytes:
    """Everything on one sheet from top to bottom, beginning in column B."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    rows: Rows = [[Cell(f"{OFFICE}2024年政府信息公开工作年度报告", 1, 10)]]
    grids = tables()
    for heading, lines in prose():
        rows += [[Cell(heading, 1, 10)], *([Cell(line, 1, 10)] for line in lines)]
        rows += [] if lines else grids.pop(0)
    write_rows(sheet, [[Cell(""), *row] for row in rows])
    return saved(book)


def figures_only() -> bytes:
    """The three tables alone; only the file's name says the year."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    top = 1
    for rows in tables():
        top = write_rows(sheet, rows, top) + 1
    return saved(book)


def with_subtotals() -> bytes:
    """Table three with a column 小计 that the official form does not have."""

    def widen(row: list[Cell]) -> list[Cell]:
        found = []
        for cell in row:
            across = {"申请人情况": 8, "法人或其他组织": 6}.get(cell.text, cell.across)
            found.append(replace(cell, across=across))
            if cell.text == "其他" and cell.role == "head":
                found.append(Cell("小计", role="head"))
            if cell.cell.endswith(".other") and cell.cell.startswith("requests."):
                subtotal = sum(
                    int(c.text) for c in row if c.cell and not c.cell.endswith((".natural", ".total"))
                )
                found.append(Cell(str(subtotal)))
        return found

    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append([f"{OFFICE}2024年政府信息公开工作年度报告"])
    two, three, four = tables()
    top = write_rows(sheet, two, 3) + 1
    top = write_rows(sheet, [widen(row) for row in three], top) + 1
    write_rows(sheet, four, top)
    return saved(book)


def with_formulas() -> bytes:
    """Totals as formulas that were never computed: their values are not in the file."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append([f"{OFFICE}2024年政府信息公开工作年度报告"])
    two, three, four = tables()
    top = write_rows(sheet, two, 3) + 1
    formulas = [[replace(c, text="=1+0") if c.cell.endswith(".total") else c for c in row] for row in three]
    top = write_rows(sheet, formulas, top) + 1
    write_rows(sheet, four, top)
    return saved(book)


def files() -> dict[str, bytes]:
    """The workbooks by name."""
    return {
        "a-sheet-each.xlsx": a_sheet_each(),
        "one-sheet.xlsx": one_sheet(),
        "figures-2024.xlsx": figures_only(),
        "subtotals.xlsx": with_subtotals(),
        "formulas.xlsx": with_formulas(),
    }
