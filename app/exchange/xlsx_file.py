"""An Excel workbook → source: each sheet a table with its merged cells; our own by its data sheet.

Numbers are the values Excel last computed; a formula without one is blank and asked. Leans on openpyxl,
container and source.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from app.errors import ExchangeError
from app.exchange.container import open_container, read_part
from app.exchange.source import Box, Line, Source, Table

MOST_CELLS = 60_000  # in all sheets together; the official tables have under 1 000
MOST_ROWS, MOST_COLUMNS = 3000, 80  # what lies further out is not looked at
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell [^>]*ref="([A-Z]{1,3}\d+):([A-Z]{1,3}\d+)"')
DATA_HEAD = ("编号", "栏目", "值", "单位")  # the head of the data sheet of our own workbooks

Rows = Sequence[tuple[object, ...]]


def open_workbook(data: bytes, name: str) -> openpyxl.Workbook:
    """The workbook with computed values. Raises ExchangeError for a damaged, oversized or protected one."""
    with open_container(data, name) as container:
        if "xl/workbook.xml" not in container.namelist():
            raise ExchangeError(f"{name}：不是 Excel 工作簿（里面没有工作表），请核对所选文件。")
        cells = 0
        for part in container.namelist():
            if part.endswith((".xml", ".rels")):
                content = read_part(container, part, name) or b""
                cells += content.count(b"<c ") + content.count(b"<row") + _merged_area(content)
        if cells > MOST_CELLS:
            raise ExchangeError(f"{name}：工作表过大，不像是一份年报，没有读取。请核对所选文件。")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of drawings and extensions that it leaves out
            return openpyxl.load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
    except (InvalidFileException, zipfile.BadZipFile, ParseError, LookupError, ValueError, TypeError, AttributeError,
            OSError, SyntaxError, AssertionError, RecursionError, OverflowError) as reason:  # fmt: skip
        raise ExchangeError(
            f"{name}：工作簿已损坏，读不出来（{type(reason).__name__}）。请另存后重试。"
        ) from None


def _merged_area(content: bytes) -> int:
    """How many cells the merged areas of a sheet cover; openpyxl makes an object of each."""
    area = 0
    for first, last in _MERGED.findall(content):
        columns, rows = (
            abs(one - other) + 1 for one, other in zip(_numbers(first), _numbers(last), strict=True)
        )
        area += columns * rows
    return area


def _numbers(reference: bytes) -> tuple[int, int]:
    """Column and row of a reference such as AB12."""
    letters = re.sub(rb"\d", b"", reference)
    column = 0
    for letter in letters[:3]:
        column = column * 26 + letter - 64
    return column, int(reference[len(letters) :][:7] or b"1")


def data_rows(workbook: openpyxl.Workbook) -> Rows:
    """The rows of our own data sheet below its head, [] for a foreign workbook."""
    for sheet in workbook.worksheets:
        bottom = min(sheet.max_row, MOST_ROWS)
        rows = list(sheet.iter_rows(max_row=bottom, max_col=len(DATA_HEAD), values_only=True))
        if rows and tuple(rows[0]) == DATA_HEAD:
            return rows[1:]
    return []


def workbook_source(workbook: openpyxl.Workbook) -> Source:
    """Every visible sheet as a table."""
    blocks: list[Line | Table] = []
    for sheet in workbook.worksheets:
        table = _table(sheet) if sheet.sheet_state == "visible" else None
        if table and table.boxes:
            blocks += [table, Line("", table.place, part="break")]
    return Source(tuple(blocks))


def _table(sheet: Worksheet) -> Table:
    merged = {(area.min_row, area.min_col): area for area in sheet.merged_cells.ranges}
    covered = {place for area in merged.values() for place in _places(area)} - set(merged)
    boxes: list[Box] = []
    rows = sheet.iter_rows(max_row=min(sheet.max_row, MOST_ROWS), max_col=min(sheet.max_column, MOST_COLUMNS))
    for number, row in enumerate(rows):
        for cell in row:
            at = (cell.row or 0, cell.column or 0)
            if at not in covered:
                down, across = _extent(merged[at]) if at in merged else (1, 1)
                place = f"工作表“{sheet.title}”{cell.coordinate}"
                text = shown(cell.value, cell.number_format)
                boxes.append(Box(text, number, at[1] - 1, place, down, across))
    return Table(tuple(_trimmed(boxes)), f"工作表“{sheet.title}”")


def _places(area: CellRange) -> Iterator[tuple[int, int]]:
    down, across = _extent(area)
    return ((area.min_row + r, area.min_col + c) for r in range(down) for c in range(across))


def _extent(area: CellRange) -> tuple[int, int]:
    rows, columns = area.max_row - area.min_row + 1, area.max_col - area.min_col + 1
    return min(rows, MOST_ROWS), min(columns, MOST_COLUMNS)


def _trimmed(boxes: list[Box]) -> Iterator[Box]:
    """Without the empty rows and columns behind the last filled ones."""
    filled = [box for box in boxes if box.text.strip()]
    last = max((box.column + box.colspan for box in filled), default=0)
    lowest = max((box.row + box.rowspan for box in filled), default=0)
    return (box for box in boxes if box.column < last and box.row < lowest)


def shown(value: object, form: str = "") -> str:
    """A cell's value as a person sees it. A whole number stored as 3.0 is 3; 0.1 + 0.2 is 0.3."""
    if value is None or isinstance(value, bool):
        return "" if value is None else str(value)
    if isinstance(value, float):
        rounded = (
            Decimal(repr(value)).quantize(Decimal("0.000001")) if abs(value) < 1e12 else Decimal(repr(value))
        )
        text = f"{rounded.normalize():f}"
        return f"{value:.2%}" if "%" in form else text
    if isinstance(value, datetime | date):
        return f"{value.year}年{value.month}月{value.day}日"
    return unescaped(re.sub(r"(?<!_x005F)_x000D_", "", str(value)))


def unescaped(text: str) -> str:
    """A text with its own underscores again; openpyxl itself does this for shared strings only (ECMA-376-1, 22.9.2.19)."""
    return text.replace("_x005F_", "_")
