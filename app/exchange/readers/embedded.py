"""The exchange data that our own web pages and Word files carry, and whether it is still what they show.

A page or Word file may be edited by hand after export. Only while every visible character is as this program
would print it does the data inside count; else the visible text is read like any other.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from app.chinese.characters import clean
from app.document.blocks import Block, Document, Grid, Heading, Note, Paragraph, Signature, Title
from app.document.layout import lay_out
from app.errors import NianbaoError
from app.exchange.source.found import Import
from app.exchange.source.source import Line, Source, Table
from app.form.form_file import Forms

SCRIPT_ID = "nianbao-data"
PART = "customXml/nianbao.json"  # within a Word file
RELATION = "urn:nianbao:exchange"
_SCRIPT = re.compile(rf'<script type="application/json" id="{SCRIPT_ID}">(.*?)</script>', re.DOTALL)


def as_script(record: bytes) -> str:
    """The exchange file as a script element that no browser runs; `<` is written so that nothing ends it early."""
    compact = json.dumps(json.loads(record), ensure_ascii=False, separators=(",", ":"))
    safe = compact.replace("<", "\\u003c")
    return f'<script type="application/json" id="{SCRIPT_ID}">{safe}</script>'


def script_in(page: str) -> bytes | None:
    """The exchange file in a page, None when there is none."""
    found = _SCRIPT.search(page)
    return found[1].encode("utf-8") if found else None


def still_true(forms: Forms, found: Import, source: Source) -> bool:
    """Whether the file shows exactly what the data inside it says, spaces, line ends and what nobody sees aside."""
    report = found.report
    try:
        document = lay_out(forms.edition(report.edition), report)
    except NianbaoError:
        return False
    return _letters(_printed(document)) == _letters(_visible(source))


def _letters(texts: Iterator[str]) -> str:
    return clean("".join("".join(text.split()) for text in texts))


def _visible(source: Source) -> Iterator[str]:
    for block in source.blocks:
        if isinstance(block, Line):
            yield block.text
        elif isinstance(block, Table):
            yield from (box.text for box in sorted(block.boxes, key=lambda box: (box.row, box.column)))


def _printed(document: Document) -> Iterator[str]:
    for block in document.blocks:
        yield from _texts(block)


def _texts(block: Block) -> Iterator[str]:
    match block:
        case Title(lines):
            yield from lines
        case Heading(_, text) | Paragraph(text) | Note(text):
            yield text
        case Grid():
            yield from (cell.text for row in block.rows for cell in row.cells)
        case Signature():
            yield from (block.office, block.day, block.contact)
