"""An Excel workbook → source: each sheet a table with its merged cells; our own by its data sheet.

Numbers are the values Excel last computed; a formula without one is blank and asked. Leans on openpyxl,
container and source.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Sequence
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from app.errors import ExchangeError
from app.exchange.container import open_container, read_part
from app.exchange.source import Line, Source, Table
from app.exchange.xlsx_table import MOST_ROWS, sheet_table

MOST_CELLS = 60_000  # in all sheets together; the official tables have under 1 000
STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
_NAMES = (
    (STRICT, b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
_RUNS = re.compile(
    rb"<(?:\w+:)?rPr>(?:(?!</(?:\w+:)?rPr>).){0,400}(?:strike|superscript)", re.S
)  # part of a cell
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell [^>]*ref="([A-Z]{1,3}\d+):([A-Z]{1,3}\d+)"')
DATA_HEAD = ("编号", "栏目", "值", "单位")  # the head of the data sheet of our own workbooks

Rows = Sequence[tuple[object, ...]]


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
        table = sheet_table(sheet) if sheet.sheet_state == "visible" else None
        if table and table.boxes:
            blocks += [table, Line("", table.place, part="break")]
    return Source(tuple(blocks))
