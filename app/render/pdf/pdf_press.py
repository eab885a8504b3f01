"""The report as PDF: composed pages drawn on reportlab's canvas, every font embedded and subset.

The same report gives the same bytes: no clock, no random id; dates come from the report. Who prints again and again (the
preview, a batch) keeps the setter of its jobs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from io import BytesIO

from app.document.blocks import Document, Signature
from app.render.pdf.pdf_attachment import ANCHOR, EXCHANGE, attach
from app.render.pdf.pdf_fonts import font_parts
from app.render.pdf.pdf_sheet import Sheets, packed
from app.render.pdf.pdf_text import Needs, font_name, placed_operators, shown_line, spoken
from app.render.writer_job import WriterJob
from app.typeset.compose import compose
from app.typeset.page_grid import PAPER, RULE, PageStyle
from app.typeset.pages import Page, Pages
from app.typeset.typesetter import Typesetter

PROGRAM = "年报"


def write_pdf(document: Document, job: WriterJob) -> bytes:
    """The report as PDF, what it carries attached. Raises ResourceError when a font is missing or damaged."""
    style, setter = PageStyle(job.two_sided), job.setter or Typesetter()
    return draw(document, compose(document, style, setter), replace(job, setter=setter))


def draw(document: Document, pages: Pages, job: WriterJob) -> bytes:
    """Composed pages as PDF. What did not change since the job's setter printed last is not made again."""
    setter = job.setter or Typesetter()
    target = BytesIO()
    sheets = Sheets(target, PAPER, report_day(document), repr(document))
    _describe(sheets, document, job.two_sided)
    needs = Needs()
    for index, page in enumerate(pages.pages):
        _bookmarks(sheets, pages, index)
        content = "\n".join((*_pictures(sheets, page), _content(page, needs, setter)))
        sheets.finish_page(setter.remembered(("stream", content), partial(packed, content)))
    for key, used in needs.used().items():
        make = partial(font_parts, setter.faces.face(key), used)
        sheets.add_font(font_name(key), setter.remembered(("font", key, used.key), make))
    attached = {EXCHANGE: job.exchange} if job.exchange else {}
    if job.anchor:
        attached[ANCHOR] = f"{job.anchor.line}\n".encode()
    if attached:
        attach(sheets._doc, attached, report_day(document))
    sheets.save()
    return target.getvalue()


def _content(page: Page, needs: Needs, setter: Typesetter) -> str:
    """The operators of one page: rules first, then text in reading order."""
    height, faces = PAPER[1], setter.faces
    out = [f"{RULE} w 2 J"] if page.rules else []
    out += [f"{r.x0:.3f} {height - r.y0:.3f} m {r.x1:.3f} {height - r.y1:.3f} l S" for r in page.rules]
    for placed in page.lines:
        runs = setter.remembered(("shown", placed.line), partial(shown_line, placed.line, faces))
        speech = spoken(placed.line, runs)
        out += [speech, "BT"] if speech else ["BT"]
        for shown in runs:
            needs.add(shown)
            out.append(placed_operators(shown, placed.x, height - placed.y))
        out += ["ET", "EMC"] if speech else ["ET"]
    return "\n".join(out)


def _pictures(sheets: Sheets, page: Page) -> Iterator[str]:
    """The operators of the page's pictures, each spoken as its words (ISO 32000-1, 14.9.3)."""
    for one in page.pictures:
        name, words = sheets.use_picture(one.png), one.text.encode("utf-16-be").hex().upper()
        place = f"{one.width:.3f} 0 0 {one.height:.3f} {one.x:.3f} {PAPER[1] - one.y - one.height:.3f} cm"
        yield f"/Figure <</Alt <FEFF{words}>>> BDC q {place} /{name} Do Q EMC"


def report_day(document: Document) -> date:
    """The day that the file bears: the report's own date, else the end of its year."""
    days = [block.date for block in document.blocks if isinstance(block, Signature) and block.date]
    return days[-1] if days else date(document.year, 12, 31)


def _describe(sheets: Sheets, document: Document, two_sided: bool) -> None:
    sheets.setTitle(document.title)
    sheets.setAuthor(document.office)
    sheets.setSubject(document.subject or document.title)
    sheets.setCreator(PROGRAM)
    sheets.setViewerPreference("DisplayDocTitle", "true")
    sheets.setViewerPreference("PrintScaling", "None")
    sheets.setViewerPreference("Duplex", "DuplexFlipLongEdge" if two_sided else "Simplex")
    sheets.showOutline()


def _bookmarks(sheets: Sheets, pages: Pages, index: int) -> None:
    """The bookmarks of one page, which is the current one."""
    for number, bookmark in enumerate(pages.bookmarks):
        if bookmark.page == index:
            key = f"section-{number + 1}"
            sheets.bookmarkHorizontalAbsolute(key, PAPER[1] - bookmark.y)
            sheets.addOutlineEntry(bookmark.text, key, level=0)
