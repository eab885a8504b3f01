"""The exchange data as a file of its own: it is there already, and the blocks add nothing to it."""

from __future__ import annotations

from app.document.blocks import Document
from app.render.writer_job import WriterJob


def write(_document: Document, job: WriterJob) -> bytes:
    """The report as .json, to be read back exactly."""
    return job.exchange
