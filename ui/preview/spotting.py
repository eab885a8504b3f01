"""The spots of a composed page, as the printing process finds them, for pages alone that changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import accumulate

from app.document.blocks import Document, Note, Paragraph, Signature
from app.typeset.galley import origins
from app.typeset.page_grid import ASCENT
from app.typeset.pages import Page, PagePiece, PlacedPart
from app.typeset.typesetter import Typesetter
from ui.preview.spots import Spot, SpotData

Texts = Mapping[tuple[str, int], str]  # what was typed, by cell and first character


def texts_of(document: Document) -> Texts:
    """The typed text behind each line of a document."""
    found: dict[tuple[str, int], str] = {}
    for block in document.blocks:
        if isinstance(block, Paragraph):
            found[block.cell, block.start] = block.text
        elif isinstance(block, Note):
            found[block.cell, 0] = block.text
        elif isinstance(block, Signature):
            cells = dict(block.cells)
            found |= {(cells.get("office", ""), 0): block.office, (cells.get("contact", ""), 0): block.contact}
    return found


def page_spots(page: Page, texts: Texts, setter: Typesetter) -> list[SpotData]:
    """The spots of a page as data. A piece that did not change is not looked through again."""
    found: list[SpotData] = []
    for one in page.pieces:
        found += setter.remembered(("spots", one), partial(_spots, one, texts))
    return found


def _spots(piece: PagePiece, texts: Texts) -> list[SpotData]:
    boxes = (
        Spot("cell" if one.data else "head", one.cell, (one.x0 + x, one.y0 + y, one.x1 + x, one.y1 + y))
        for x, y in ((piece.x, piece.y),)
        for one in piece.boxes
    )
    lines = (_line(placed, texts) for placed in piece.lines() if placed.cell and placed.part != "cell")
    return [spot.data() for spot in (*boxes, *lines)]


def _line(placed: PlacedPart, texts: Texts) -> Spot:
    line = placed.line
    size = line.runs[0].size if line.runs else 0.0
    top = placed.y - ASCENT * size
    box = (placed.x, top, placed.x + line.width, top + size)
    if placed.part in ("title", "heading"):
        return Spot("heading", placed.cell, box, (), (line.start,))
    typed = texts.get((placed.cell, placed.start), "")
    there = origins(typed)[line.start : line.start + len(line.text)]
    edges = tuple(_edges(placed)) if there else ()
    return Spot("text", placed.cell, box, edges, tuple(placed.start + place for place in there))


def _edges(placed: PlacedPart) -> Iterator[float]:
    advances = [advance for run in placed.line.runs for advance in run.advances]
    return accumulate(advances, initial=placed.x)
