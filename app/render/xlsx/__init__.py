"""A document as an Excel workbook."""

from __future__ import annotations

from app.document.blocks import Document
from app.render.writer_job import WriterJob


def write(document: Document, job: WriterJob) -> bytes:
    """The document as a .xlsx file. Raises ResourceError when a file of the program itself is missing or damaged."""
    from app.render.xlsx.xlsx_writer import write_xlsx  # not before: openpyxl is slow to load

    return write_xlsx(document, job)
