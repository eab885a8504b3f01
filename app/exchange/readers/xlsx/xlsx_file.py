"""An Excel workbook → source: each sheet a table with its merged cells; our own by its data sheet.

Numbers are the values Excel last computed; a formula without one is blank and asked.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from app.errors import ExchangeError
from app.exchange.readers.container import open_container, read_part
from app.exchange.readers.number_format import Seen
from app.exchange.readers.prose_rows import with_lines
from app.exchange.readers.wrapped import Piece, PrintedLine, rejoined
from app.exchange.readers.xlsx.xlsx_cell import CellEye
from app.exchange.readers.xlsx.xlsx_table import MOST_ROWS, sheet_table
from app.exchange.source.source import Line, Source

MOST_CELLS = 60_000  # in all sheets together; the official tables have under 1 000
STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
_NAMES = (
    (STRICT, b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
_RUNS = re.compile(rb"<(?:\w+:)?rPr>")  # a cell with letters of several looks
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell [^>]*ref="([A-Z]{1,3}\d+):([A-Z]{1,3}\d+)"')
_POINTS = re.compile(r"=IF\(ISNUMBER\((?:'((?:[^']|'')+)'|([^'!(]+))!\$?([A-Z]{1,3})\$?(\d{1,6})\)")
DATA_HEAD = ("编号", "栏目", "值", "单位")  # the head of the data sheet of our own workbooks


@dataclass(frozen=True)
class DataRow:
    """A row of our own data sheet: the id of a cell, the `value` beside it, what is `stored` where it points, and how
    that is `seen`."""

    number: int
    cell: str
    value: object
    stored: object
    seen: Seen


def open_workbook(data: bytes, name: str) -> openpyxl.Workbook:
    """The workbook with computed values. Raises ExchangeError for a damaged, oversized or protected one."""
    with open_container(data, name) as container:
        if "xl/workbook.xml" not in container.namelist():
            raise ExchangeError(f"{name}：不是 Excel 工作簿（里面没有工作表），请核对所选文件。")
        cells, rich = 0, False
        for part in container.namelist():
            if part.endswith((".xml", ".rels")):
                content = read_part(container, part, name) or b""
                cells += content.count(b"<c ") + content.count(b"<row") + _merged_area(content)
                rich = rich or bool(_RUNS.search(content))
        if cells > MOST_CELLS:
            raise ExchangeError(f"{name}：工作表过大，不像是一份年报，没有读取。请核对所选文件。")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of drawings and extensions that it leaves out
            file = io.BytesIO(_transitional(data))
            return openpyxl.load_workbook(file, data_only=True, keep_links=False, rich_text=rich)
    except (InvalidFileException, zipfile.BadZipFile, ParseError, LookupError, ValueError, TypeError, AttributeError,
            OSError, SyntaxError, AssertionError, RecursionError, OverflowError) as reason:  # fmt: skip
        raise ExchangeError(
            f"{name}：工作簿已损坏，读不出来（{type(reason).__name__}）。请另存后重试。"
        ) from None


def _transitional(data: bytes) -> bytes:
    """A workbook saved as “strict” with the names of the ordinary kind; openpyxl knows only those."""
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        if STRICT not in container.read("xl/workbook.xml"):
            return data
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as other:
            for part in container.infolist():
                content = container.read(part)
                for strict, ordinary in _NAMES if part.filename.endswith((".xml", ".rels")) else ():
                    content = content.replace(strict, ordinary)
                other.writestr(part.filename, content)
    return out.getvalue()


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


def data_sheet(workbook: openpyxl.Workbook) -> Worksheet | None:
    """Our own data sheet, None in a foreign workbook."""
    for sheet in workbook.worksheets:
        if tuple(next(sheet.iter_rows(max_row=1, max_col=len(DATA_HEAD), values_only=True), ())) == DATA_HEAD:
            return sheet
    return None


def data_rows(workbook: openpyxl.Workbook, sheet: Worksheet, data: bytes) -> Iterator[DataRow]:
    """The rows of our own data sheet below its head; each value as the table shows it that the row points at."""
    bottom = min(sheet.max_row, MOST_ROWS)
    with closing(openpyxl.load_workbook(io.BytesIO(_transitional(data)), read_only=True)) as formulas:
        rows = formulas[sheet.title].iter_rows(2, bottom, 3, 3, values_only=True)
        texts = [str(row[0] or "") if row else "" for row in rows]
    eyes = {one.title: CellEye(one) for one in workbook.worksheets}
    for number, formula in enumerate(texts, 2):
        cell = sheet.cell(number, 3)
        points = _POINTS.match(formula)
        home = (points[1] or points[2]).replace("''", "'") if points else sheet.title
        at = workbook[home][f"{points[3]}{points[4]}"] if points and home in eyes else cell
        seen = eyes[at.parent.title].sees(at) if isinstance(at, Cell) else Seen("")
        yield DataRow(number, str(sheet.cell(number, 1).value or "").strip(), cell.value, at.value, seen)


def workbook_source(workbook: openpyxl.Workbook) -> Source:
    """Every visible sheet as tables, and the lines between them."""
    pieces: list[Piece] = []
    for sheet in workbook.worksheets:
        table = sheet_table(sheet) if sheet.sheet_state == "visible" else None
        if table and table.boxes:
            pieces += [table, PrintedLine(Line("", table.place, part="break"))]
    whole = rejoined(with_lines(pieces))
    return Source(tuple(whole.blocks), asks=whole.asks)
