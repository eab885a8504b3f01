"""A document as a Word file."""

from __future__ import annotations

from app.document.blocks import Document
from app.render.writer_job import WriterJob


def write(document: Document, job: WriterJob) -> bytes:
    """The document as a .docx file. Raises ResourceError when a file of the program itself is missing or damaged."""
    from app.render.docx.docx_writer import write_docx  # not before: python-docx is slow to load

    return write_docx(document, job)
