"""The exchange data that files of our own carry, and whether it is still what they show.

Any of them may be edited by hand after export. Only while every visible character is as this program would print it does the
data inside count unasked; else the visible text is read like any other, and held against the data (app.exchange.visible_first).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Literal

from app.chinese.characters import clean
from app.document.blocks import Block, Document, Grid, GridCell, Heading, Note, Paragraph, Signature, Title
from app.document.layout import lay_out
from app.errors import NianbaoError
from app.exchange.source.found import Import
from app.exchange.source.source import Line, Source, Table
from app.form.form_file import Forms

SCRIPT_ID = "nianbao-data"
PART = "customXml/nianbao.json"  # within a Word file
RELATION = "urn:nianbao:exchange"
LONGEST_FORMAT = 255  # characters of a number format
_PAGE_NUMBER = re.compile(r"[—\-–－·\s]*\d{1,3}[—\-–－·\s]*|第\s*\d{1,3}\s*页.*")
_SET_APART = "^"  # between two digits that are not set alike (pdf_page)
_FIGURE = re.compile(r"[\d^.,\s]*")
_UNSURE = re.compile("[^!-~\u4e00-\u9fff\u3001-\u303f\uff01-\uff5e\u2010-\u203b\u00b7]|〓")
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


Shape = Literal["page", "paper", "sheets"]  # a web page or Word file, a PDF, a workbook


def still_true(forms: Forms, found: Import, source: Source, shape: Shape) -> bool:
    """Whether the file shows exactly what the data inside it says, spaces, line ends and what nobody sees aside."""
    report = found.report
    try:
        document = lay_out(forms.edition(report.edition), report)
    except NianbaoError:
        return False
    if shape == "paper":
        return _firm(_pieces(document.blocks)) == _firm(_pieces(source.blocks))
    printed = _in_sheets(document) if shape == "sheets" else _printed(document)
    return letters(printed) == shown_letters(source)


def shown_letters(source: Source) -> str:
    """All that is seen in a file, without blanks."""
    return letters(text for text, _ in _pieces(source.blocks))


def letters(texts: Iterable[str]) -> str:
    """The texts without blanks and line ends, and without what nobody sees."""
    return clean("".join("".join(text.split()) for text in texts))


def _firm(pieces: Iterable[tuple[str, bool]]) -> str:
    """What a page of paper gives back for certain, of texts that are lines, or cells of a table.

    Not a line that looks like the number of a page; no character that fonts may lack, for all of those are one sign; not how
    digits are set within words.
    """
    kept = (
        text if is_line or _FIGURE.fullmatch(text) else text.replace(_SET_APART, "")
        for text, is_line in pieces
        if not (is_line and _PAGE_NUMBER.fullmatch(text))
    )
    return _UNSURE.sub("", letters(kept))


def _pieces(blocks: Iterable[Line | Table | Block]) -> Iterator[tuple[str, bool]]:
    for block in blocks:
        if isinstance(block, Line):
            yield block.text, True
        elif isinstance(block, Table):
            yield from ((text, False) for text in _boxes(block))
        else:
            yield from ((text, not isinstance(block, Grid)) for text in _texts(block))


def _boxes(table: Table) -> Iterator[str]:
    yield from (box.text for box in sorted(table.boxes, key=lambda box: (box.row, box.column)))


def _in_sheets(document: Document) -> Iterator[str]:
    """What a workbook shows: all prose, then each table with its notes."""
    grids = [number for number, block in enumerate(document.blocks) if isinstance(block, Grid)]
    for block in document.blocks:
        if not isinstance(block, Grid | Note):
            yield from _texts(block)
    for number in grids:
        grid, *after = document.blocks[number : number + 2]
        assert isinstance(grid, Grid)
        cells = [cell for row in grid.rows for cell in row.cells]
        long = [cell for cell in cells if cell.value is not None and _is_long(cell.text)]
        yield grid.caption
        # A bracket note is a part of its number's format: where there is no number it is not seen, a long one stands below.
        yield from (str(cell.value) if cell in long else _of_sheet(cell) for cell in cells)
        yield from (block.text for block in after if isinstance(block, Note))
        yield from (cell.text for cell in long)


def _of_sheet(cell: GridCell) -> str:
    return "" if cell.operands and cell.value is None else cell.text


def _is_long(text: str) -> bool:
    """Whether the note of a number makes its format longer than any may be; a quotation mark is quoted apart."""
    note = text[text.find("（") :]
    return len('General""') + len(note) + 3 * note.count('"') > LONGEST_FORMAT


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
