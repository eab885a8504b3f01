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
MOST_COLUMNS = 200
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
                cells += content.count(b"<c ") + content.count(b"<row") + content.count(b"<mergeCell ")
        if cells > MOST_CELLS:
            raise ExchangeError(f"{name}：工作表过大，不像是一份年报，没有读取。请核对所选文件。")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of drawings and extensions that it leaves out
            return openpyxl.load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
    except (InvalidFileException, zipfile.BadZipFile, ParseError, KeyError, ValueError, TypeError, AttributeError,
            IndexError, OSError, SyntaxError, AssertionError, RecursionError, OverflowError) as reason:  # fmt: skip
        raise ExchangeError(
            f"{name}：工作簿已损坏，读不出来（{type(reason).__name__}）。请另存后重试。"
        ) from None


def data_rows(workbook: openpyxl.Workbook) -> Rows:
    """The rows of our own data sheet below its head, [] for a foreign workbook."""
    for sheet in workbook.worksheets:
        rows = list(sheet.iter_rows(max_col=len(DATA_HEAD), values_only=True))
        if rows and tuple(rows[0]) == DATA_HEAD:
            return rows[1:]
    return []


def workbook_source(workbook: openpyxl.Workbook) -> Source:
    """Every visible sheet as a table."""
    tables = (_table(sheet) for sheet in workbook.worksheets if sheet.sheet_state == "visible")
    return Source(
        tuple(
            part for table in tables if table.boxes for part in (table, Line("", table.place, part="break"))
        )
    )


def _table(sheet: Worksheet) -> Table:
    merged = {(area.min_row, area.min_col): area for area in sheet.merged_cells.ranges}
    covered = {
        (row, column)
        for area in merged.values()
        for row in range(area.min_row, min(area.max_row, area.min_row + 500) + 1)
        for column in range(area.min_col, min(area.max_col, area.min_col + MOST_COLUMNS) + 1)
    } - set(merged)
    boxes: list[Box] = []
    for number, row in enumerate(sheet.iter_rows()):
        for cell in row[:MOST_COLUMNS]:
            if (cell.row, cell.column) in covered:
                continue
            area = merged.get((cell.row or 0, cell.column or 0))
            down, across = _extent(area) if area else (1, 1)
            place = f"工作表“{sheet.title}”{cell.coordinate}"
            boxes.append(
                Box(
                    shown(cell.value, cell.number_format), number, (cell.column or 1) - 1, place, down, across
                )
            )
    return Table(tuple(_trimmed(boxes)), f"工作表“{sheet.title}”")


def _extent(area: CellRange) -> tuple[int, int]:
    rows, columns = area.max_row - area.min_row + 1, area.max_col - area.min_col + 1
    return min(rows, 500), min(columns, MOST_COLUMNS)


def _trimmed(boxes: list[Box]) -> Iterator[Box]:
    """Without the empty columns to the right and left that a sheet may carry."""
    filled = [box for box in boxes if box.text.strip()]
    last = max((box.column + box.colspan for box in filled), default=0)
    return (box for box in boxes if box.column < last)


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
    return re.sub(r"_x000D_", "", str(value))
