"""What lies where on a composed page: the cell boxes of tables, each line with its characters, headings with what they lead to.

Made with the pages in the printing process and sent to the window as plain data, for pages alone that changed. No Qt. Places
are points from the paper's upper left corner.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from typing import Literal

from app.document.blocks import Document, Note, Paragraph, Signature
from app.typeset.galley import origins
from app.typeset.page_grid import ASCENT
from app.typeset.pages import Page, PagePiece, PlacedPart
from app.typeset.typesetter import Typesetter

Kind = Literal["cell", "head", "text", "heading"]
Box = tuple[float, float, float, float]  # left, top, right, bottom
SpotData = list[object]  # a spot as it goes through JSON
Texts = Mapping[tuple[str, int], str]  # what was typed, by cell and first character
NEAR = 4.0  # points above and below a line that still belong to it
DIGITS = 1  # behind the point, of what is sent


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of the page that leads to a place of the report.

    Of a text `edges` are the left edges of its characters and the right one of the last, `characters` their places in the
    cell's text. Of a heading `characters` holds the place of its line in it, 0 for the first.
    """

    kind: Kind
    cell: str
    box: Box
    edges: tuple[float, ...] = ()
    characters: tuple[int, ...] = ()

    def holds(self, x: float, y: float) -> bool:
        """Whether somebody who points there means this spot."""
        left, top, right, bottom = self.box
        near = NEAR if self.kind in ("text", "heading") else 0.0
        return left - near <= x <= right + near and top - near <= y <= bottom + near

    def character(self, x: float) -> int:
        """The character at a place of the line, -1 where the spot has none."""
        if self.kind != "text" or not self.characters:
            return -1
        return self.characters[min(max(bisect_right(self.edges, x) - 1, 0), len(self.characters) - 1)]

    def part(self, start: int, end: int) -> Box | None:
        """The box of those characters from `start` to `end` that stand in this line."""
        here = [n for n, place in enumerate(self.characters) if start <= place < end]
        if not here or self.kind != "text":
            return None
        return self.edges[here[0]], self.box[1], self.edges[here[-1] + 1], self.box[3]

    def data(self) -> SpotData:
        """As it goes through JSON."""
        short = [round(one, DIGITS) for one in (*self.box, *self.edges)]
        return [self.kind, self.cell, short[:4], short[4:], list(self.characters)]


def spot_of(data: Sequence[object]) -> Spot:
    """What `data` was."""
    kind, cell, box, edges, characters = data
    return Spot(kind, cell, tuple(box), tuple(edges), tuple(characters))  # type: ignore[arg-type]


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
