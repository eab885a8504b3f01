"""A document as a PDF."""

from __future__ import annotations

from app.document.blocks import Document
from app.render.writer_job import WriterJob


def write(document: Document, job: WriterJob) -> bytes:
    """The document as a .pdf file. Raises ResourceError when a file of the program itself is missing or damaged."""
    from app.render.pdf.pdf_press import write_pdf  # not before: who writes another format needs none of it

    return write_pdf(document, job)
