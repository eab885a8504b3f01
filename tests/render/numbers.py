"""The two hundred numbers of a report, and how other programs read them out of each kind of file.

Every typed number is different, so that a cell in the wrong place shows. Reading goes by position on the page,
not by the marks our own importers know.
"""

from __future__ import annotations

import re
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import openpyxl
from lxml import etree, html

from app.document.blocks import Document, Grid
from app.document.layout import lay_out
from app.form.form import Form
from app.report.report import Report
from tests.reports import FORM, OFFICE, plain_value

WHOLE = re.compile(r"\d+(?:\.\d+)?")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def numbered(form: Form = FORM) -> Report:
    """A report whose every typed number is another one, from 101 on; texts hold no number."""
    cells = {cell.id: plain_value(cell) for cell in form.required}
    counts = [cell.id for cell in form.required if cell.kind.name == "count"]
    return Report(
        OFFICE, 2025, form.edition, None, {**cells, **{name: 101 + n for n, name in enumerate(counts)}}
    )


def document(form: Form = FORM) -> Document:
    """The numbered report as blocks."""
    return lay_out(form, numbered(form))


def expected(printed: Document) -> list[str]:
    """The numbers of all tables in printed order."""
    rows = [row for block in printed.blocks if isinstance(block, Grid) for row in block.rows]
    return [cell.text for row in rows for cell in row.cells if cell.cell]


def from_html(data: bytes) -> list[str]:
    """Whole numbers in the cells of all tables, by lxml."""
    page: Any = html.document_fromstring(data.decode("utf-8"))
    return _whole(str(cell.text_content()) for cell in page.iter("td", "th"))


def from_docx(data: bytes) -> list[str]:
    """The same by python-docx; a merged cell counts once."""
    file = docx.Document(BytesIO(data))
    cells = [cell for table in file.tables for cell in table._tbl.iter(f"{W}tc")]
    return _whole("".join(text.text or "" for text in cell.iter(f"{W}t")) for cell in cells)


def from_xlsx(data: bytes, tables: int) -> list[str]:
    """The same by openpyxl, as a program that does not compute: the values written beside the formulas."""
    book = openpyxl.load_workbook(BytesIO(data), data_only=True)
    sheets = book.worksheets[1 : 1 + tables]
    return _whole(str(cell.value) for sheet in sheets for row in sheet.iter_rows() for cell in row)


def from_txt(data: bytes) -> list[str]:
    """Whatever stands between a full-width colon and a blank."""
    return re.findall(r"：(\d+)(?=\s|$)", data.decode("utf-8-sig"))


def from_pdf(data: bytes, folder: Path) -> list[str]:
    """The same by pdftotext, row by row; page numbers left out."""
    path = folder / "numbers.pdf"
    path.write_bytes(data)
    command = ["pdftotext", "-layout", str(path), "-"]
    text = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    lines = [line for line in text.splitlines() if "—" not in line]
    return _whole(word for line in lines for word in line.split())


def _whole(texts: object) -> list[str]:
    return [text.strip() for text in texts if WHOLE.fullmatch(text.strip())]  # type: ignore[attr-defined]


def member(data: bytes, name: str) -> Any:
    """The root of an XML part of a zip archive."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))
