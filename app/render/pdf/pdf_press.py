"""The report as PDF: composed pages drawn and put into a file, every font embedded and subset.

The same report gives the same bytes: no clock, no random id; dates come from the report. Who prints again and again (the
preview, a batch) keeps the setter of its jobs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from app.document.blocks import Document, Signature
from app.render.pdf.page_ink import DrawnPage, drawn_page, joined
from app.render.pdf.pdf_attachment import ANCHOR, EXCHANGE, attach
from app.render.pdf.pdf_file import PdfFile
from app.render.pdf.pdf_fonts import FontShelf, font
from app.render.pdf.pdf_picture import image
from app.render.pdf.pdf_text import font_name
from app.render.writer_job import WriterJob
from app.typeset.compose import compose
from app.typeset.page_grid import PAPER, PageStyle
from app.typeset.pages import Pages
from app.typeset.typesetter import Typesetter

PROGRAM = "年报"
LANGUAGE = "zh-CN"


def write_pdf(document: Document, job: WriterJob) -> bytes:
    """The report as PDF, what it carries attached. Raises ResourceError when a font is missing or damaged."""
    style, setter = PageStyle(job.two_sided), job.setter or Typesetter()
    return draw(document, compose(document, style, setter), replace(job, setter=setter))


def draw(document: Document, pages: Pages, job: WriterJob) -> bytes:
    """Composed pages as PDF. What did not change since the job's setter printed last is not made again."""
    setter, day = job.setter or Typesetter(), report_day(document)
    drawn = [drawn_page(page, setter) for page in pages.pages]
    file = PdfFile(PAPER, LANGUAGE, day, setter.remembered(("file",), dict))
    file.describe(document.title, document.office, document.subject or document.title, PROGRAM)
    _fonts(file, drawn, setter)
    pictures = {name: png for one in drawn for name, png in one.pictures.items()}
    for name, png in pictures.items():
        file.add_picture(name, image(png))
    places = [file.add_page(one.stream) for one in drawn]
    file.outline((mark.text, places[mark.page], PAPER[1] - mark.y) for mark in pages.bookmarks)
    contents = {EXCHANGE: job.exchange} if job.exchange else {}
    if job.anchor:
        contents[ANCHOR] = f"{job.anchor.line}\n".encode()
    attach(file, contents, day)
    sides = "DuplexFlipLongEdge" if job.two_sided else "Simplex"
    file.view(DisplayDocTitle="true", Duplex=sides, PrintScaling="None")
    return file.finished()


def _fonts(file: PdfFile, drawn: Sequence[DrawnPage], setter: Typesetter) -> None:
    """The faces of all pages, which share them."""
    needs = setter.remembered(("needs", *drawn), lambda: joined(one.needs for one in drawn))
    shelf = setter.remembered(("shelf",), FontShelf)
    for face, used in needs.items():
        parts = shelf.parts(setter.faces.face(face), used)
        file.add_font(font_name(face), parts, partial(font, file, parts))


def report_day(document: Document) -> date:
    """The day that the file bears: the report's own date, else the end of its year."""
    days = [block.date for block in document.blocks if isinstance(block, Signature) and block.date]
    return days[-1] if days else date(document.year, 12, 31)
