"""The report as an Excel workbook: a sheet of prose, a sheet a table, the live checks, and the data for machines.

The same report gives the same bytes: the clock that openpyxl writes into the properties is taken out again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO

from openpyxl import Workbook

from app.document.blocks import Document, Grid, Note
from app.render.archive import dated, members
from app.render.office_parts import pack_carrying
from app.render.writer_job import WriterJob
from app.render.xlsx.xlsx_grid import write_grid
from app.render.xlsx.xlsx_lists import write_data, write_equations, write_prose
from app.render.xlsx.xlsx_sheet import XlsxBook, with_values

CORE = "docProps/core.xml"
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_SHEET = re.compile(r"xl/worksheets/sheet(\d+)\.xml")


def write_xlsx(document: Document, job: WriterJob) -> bytes:
    """The report as an .xlsx file. Its last sheet is the data, so that of the job only the anchor is carried."""
    book = XlsxBook(Workbook())
    book.workbook.remove(book.workbook.worksheets[0])
    write_prose(book, document)
    for number, block in enumerate(document.blocks):
        if isinstance(block, Grid):
            write_grid(book, block, _notes(document, number + 1))
    write_equations(book, [block for block in document.blocks if isinstance(block, Grid)])
    write_data(book, document)
    return pack_carrying(dict(_settled(book, document, dated(document))), b"", job.anchor)


def _notes(document: Document, following: int) -> list[str]:
    """The note lines of the table that ends before the block of that number."""
    for block in document.blocks[following : following + 1]:
        if isinstance(block, Note):
            return [line for line in block.text.split("\n") if line.strip()]
    return []


def _settled(book: XlsxBook, document: Document, day: datetime) -> Iterator[tuple[str, bytes]]:
    """The members of the workbook's file, with the report's own date and the values of the formulas."""
    properties = book.workbook.properties
    properties.title, properties.creator = document.title, document.office
    properties.lastModifiedBy = document.office
    properties.created = day
    out = BytesIO()
    book.workbook.save(out)
    titles = [sheet.title for sheet in book.workbook.worksheets]
    for name, member in members(out.getvalue()).items():
        if name == CORE:
            yield name, _MODIFIED.sub(rb"\g<1>" + f"{day:%Y-%m-%dT%H:%M:%SZ}".encode(), member)
        elif found := _SHEET.fullmatch(name):
            title = titles[int(found[1]) - 1]
            yield name, with_values(member, {a1: value for (home, a1), value in book.computed.items() if home == title})
        else:
            yield name, member
