"""The report as PDF: composed pages drawn and put into a file, every font embedded and subset.

The same report gives the same bytes: no clock, no random id; dates come from the report. Who prints again and again (the
preview, a batch) keeps the setter of its jobs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from app.document.blocks import Document, Signature
from app.render.pdf.page_ink import DrawnPage, drawn_page, joined
from app.render.pdf.pdf_attachment import ANCHOR, EXCHANGE, attached
from app.render.pdf.pdf_file import PdfFile, text_string
from app.render.pdf.pdf_fonts import FontShelf, add_font
from app.render.pdf.pdf_picture import image
from app.render.pdf.pdf_text import font_name
from app.render.writer_job import WriterJob
from app.typeset.compose import compose
from app.typeset.page_grid import PAPER, PageStyle
from app.typeset.pages import Bookmark, Pages
from app.typeset.typesetter import Typesetter

PROGRAM = "年报"
LANGUAGE = "zh-CN"


def write_pdf(document: Document, job: WriterJob) -> bytes:
    """The report as PDF, what it carries attached. Raises ResourceError when a font is missing or damaged."""
    style, setter = PageStyle(job.two_sided), job.setter or Typesetter()
    return draw(document, compose(document, style, setter), replace(job, setter=setter))


def draw(document: Document, pages: Pages, job: WriterJob) -> bytes:
    """Composed pages as PDF. What did not change since the job's setter printed last is not made again."""
    setter = job.setter or Typesetter()
    drawn = [drawn_page(page, setter) for page in pages.pages]
    file, day = PdfFile(), report_day(document)
    catalog, tree = file.reserve(), file.reserve()
    numbers = _pages(file, drawn, tree, _resources(file, drawn, setter))
    kids = " ".join(f"{number} 0 R" for number in numbers)
    box = f"[0 0 {PAPER[0]:.4f} {PAPER[1]:.4f}]"
    file.put(tree, f"<< /Type /Pages /Count {len(numbers)} /Kids [{kids}] /MediaBox {box} >>")
    contents = {EXCHANGE: job.exchange} if job.exchange else {}
    if job.anchor:
        contents[ANCHOR] = f"{job.anchor.line}\n".encode()
    entries = _outline(file, pages.bookmarks, numbers) + attached(file, contents, day) + _viewer(job.two_sided)
    file.put(catalog, f"<< /Type /Catalog /Pages {tree} 0 R /Lang ({LANGUAGE}){entries} >>")
    return file.finished(catalog, file.add(_told(document, day)))


def _pages(file: PdfFile, drawn: Sequence[DrawnPage], tree: int, resources: int) -> list[int]:
    return [
        file.add(
            f"<< /Type /Page /Parent {tree} 0 R /Resources {resources} 0 R /Contents {file.add_stream(one.stream)} 0 R >>"
        )
        for one in drawn
    ]


def _resources(file: PdfFile, drawn: Sequence[DrawnPage], setter: Typesetter) -> int:
    """The faces and pictures of all pages, which share them."""
    needs = setter.remembered(("needs", *drawn), lambda: joined(one.needs for one in drawn))
    shelf = setter.remembered(("shelf",), FontShelf)
    fonts = [
        f"/{font_name(face)} {add_font(file, shelf.parts(setter.faces.face(face), used))} 0 R"
        for face, used in needs.items()
    ]
    pictures: Mapping[str, bytes] = {name: png for one in drawn for name, png in one.pictures.items()}
    images = [f"/{name} {file.add_stream(image(png))} 0 R" for name, png in pictures.items()]
    shown = f" /XObject << {' '.join(images)} >>" if images else ""
    return file.add(f"<< /Font << {' '.join(fonts)} >>{shown} >>")


def _outline(file: PdfFile, bookmarks: Sequence[Bookmark], pages: Sequence[int]) -> str:
    """The outline (12.3.3) of the headings, shown beside the pages; the entry of the catalog."""
    if not bookmarks:
        return ""
    root = file.reserve()
    items = [file.reserve() for _ in bookmarks]
    for place, (number, mark) in enumerate(zip(items, bookmarks, strict=True)):
        beside = f" /Prev {items[place - 1]} 0 R" if place else ""
        beside += f" /Next {items[place + 1]} 0 R" if number != items[-1] else ""
        where = f"[{pages[mark.page]} 0 R /XYZ 0 {PAPER[1] - mark.y:.3f} 0]"
        file.put(number, f"<< /Title {text_string(mark.text)} /Parent {root} 0 R{beside} /Dest {where} >>")
    file.put(root, f"<< /Type /Outlines /First {items[0]} 0 R /Last {items[-1]} 0 R /Count {len(items)} >>")
    return f" /Outlines {root} 0 R /PageMode /UseOutlines"


def _viewer(two_sided: bool) -> str:
    """How the reader shows and prints the file (12.2)."""
    sides = "DuplexFlipLongEdge" if two_sided else "Simplex"
    return f" /ViewerPreferences << /DisplayDocTitle true /Duplex /{sides} /PrintScaling /None >>"


def _told(document: Document, day: date) -> str:
    """What the file says of itself (14.3.3)."""
    texts = {
        "Title": document.title, "Author": document.office, "Subject": document.subject or document.title,
        "Creator": PROGRAM, "Producer": PROGRAM,
    }  # fmt: skip
    told = " ".join(f"/{name} {text_string(text)}" for name, text in texts.items())
    return f"<< {told} /CreationDate (D:{day:%Y%m%d}000000Z) /ModDate (D:{day:%Y%m%d}000000Z) >>"


def report_day(document: Document) -> date:
    """The day that the file bears: the report's own date, else the end of its year."""
    days = [block.date for block in document.blocks if isinstance(block, Signature) and block.date]
    return days[-1] if days else date(document.year, 12, 31)
