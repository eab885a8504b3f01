"""The report as a Word file, as offices hand it in: opens in Word, WPS and LibreOffice in the official layout.

The look stands in resources/word; here blocks become paragraphs of its styles, and grids tables. The same report
gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from io import BytesIO

from docx.document import Document as WordFile
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm

from app.document.blocks import Block, Document, Grid, Heading, Note, Paragraph, Picture, Signature, Title
from app.render.archive import dated, members
from app.render.docx.docx_package import empty_word_file
from app.render.docx.docx_table import table_xml
from app.render.office_parts import pack_carrying
from app.render.writer_job import WriterJob

HEADINGS = {1: "heading 1", 2: "heading 2"}
LONGEST = 255  # characters of a property


def write_docx(document: Document, job: WriterJob) -> bytes:
    """The report as a .docx file; printed on one side, the margins are not mirrored and page numbers centred."""
    file = empty_word_file(job.two_sided)
    for block in document.blocks:
        _write(file, block)
    if document.blocks and isinstance(document.blocks[-1], Grid):
        _paragraph(file, "表注", [""])  # 17.4.37: a table cannot close the body
    _describe(file, document, dated(document))
    out = BytesIO()
    file.save(out)
    return pack_carrying(members(out.getvalue()), job.exchange, job.anchor)


def _write(file: WordFile, block: Block) -> None:
    match block:
        case Title(lines):
            _paragraph(file, "Title", lines)
        case Heading(level, text):
            _paragraph(file, HEADINGS[level], [text])
        case Paragraph(text):
            _paragraph(file, "Body Text", [text])
        case Note(text):
            for line in filter(str.strip, text.split("\n")):
                _paragraph(file, "表注", [line])
        case Grid():
            file.element.body.insert_element_before(parse_xml(table_xml(block)), "w:sectPr")
        case Picture(png, _, width, height):
            file.add_picture(BytesIO(png), width=Mm(width), height=Mm(height))
        case Signature():
            _signature(file, block)


def _signature(file: WordFile, block: Signature) -> None:
    for style, text in (("落款", block.office), ("落款", block.day), ("联系方式", block.contact)):
        if text:
            _paragraph(file, style, text.split("\n"))


def _paragraph(file: WordFile, style: str, lines: Iterable[str]) -> None:
    paragraph = file.add_paragraph(style=style)
    for number, line in enumerate(lines):
        if number:
            paragraph.add_run().add_break()
        run = paragraph.add_run(line)
        # 17.3.2.26: quotes, dashes and ellipses come from the Chinese font.
        run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:hint"), "eastAsia")


def _describe(file: WordFile, document: Document, day: datetime) -> None:
    properties = file.core_properties
    properties.title = document.title[:LONGEST]
    properties.author = document.office[:LONGEST]
    properties.last_modified_by = document.office[:LONGEST]
    properties.identifier = f"nianbao:{document.edition}:{document.year}"
    properties.language = "zh-CN"
    properties.revision = 1
    properties.created = properties.modified = day
