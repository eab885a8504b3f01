"""Sheets being filled: lines on the 22 slots of the grid, headings that wait for what follows them, the page of each cell.

The mutable middle of a composition, made and used up by `compose`. Depths are points below the text area's
top.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from math import ceil

from app.document.blocks import Heading
from app.typeset.lines import SetLine
from app.typeset.page_grid import (
    ADVANCE,
    DEPTH,
    INDENT,
    LEVEL_1,
    LEVEL_2,
    LINES,
    MEASURE,
    NUMBER,
    NUMBER_GAP,
    PITCH,
    TOP,
    PageStyle,
    baseline,
)
from app.typeset.pages import Bookmark, Page, PagePiece, Pages, Part, PlacedPart, PlacedPicture, Stand
from app.typeset.rules import table_rules
from app.typeset.tables import SetTable
from app.typeset.typesetter import Typesetter

CLEAR = 0.25 * PITCH  # least blank between a table and the text under it
TINY = 1e-6


@dataclass
class FlowSheet:
    """The page being filled: depth used, and where a table that ends here may be continued or noted."""

    number: int
    left: float
    pieces: list[PagePiece] = field(default_factory=list)
    pictures: list[PlacedPicture] = field(default_factory=list)
    depth: float = 0.0
    table_end: float | None = None

    @property
    def slot(self) -> int:
        """The first free line of the grid."""
        return ceil(self.depth / PITCH - TINY)


@dataclass
class Flow:
    """Fills sheet after sheet."""

    style: PageStyle
    setter: Typesetter
    sheets: list[FlowSheet] = field(default_factory=list)
    bookmarks: list[Bookmark] = field(default_factory=list)
    stands: dict[str, Stand] = field(default_factory=dict)
    waiting: list[tuple[Heading, tuple[SetLine, ...]]] = field(default_factory=list)
    below: list[tuple[int, str]] = field(default_factory=list)  # cells under a waiting heading, by its place

    def __post_init__(self) -> None:
        self.turn_page()

    @property
    def sheet(self) -> FlowSheet:
        """The page being filled."""
        return self.sheets[-1]

    @property
    def fresh(self) -> bool:
        """Nothing stands on the page yet."""
        return not self.sheet.depth

    @property
    def heading_lines(self) -> int:
        """How many lines the waiting headings take."""
        return sum(len(lines) for _, lines in self.waiting)

    def turn_page(self) -> None:
        """Go on to a new page."""
        number = len(self.sheets) + 1
        self.sheets.append(FlowSheet(number, self.style.left(number)))

    def hold(self, heading: Heading) -> None:
        """Keep a heading until what follows it has its place."""
        kind = LEVEL_1 if heading.level == 1 else LEVEL_2
        self.waiting.append((heading, self.setter.paragraph(heading.text, kind, MEASURE, INDENT * ADVANCE)))

    def release(self, following: int) -> None:
        """Print the waiting headings, on this page only if so many lines after them fit too."""
        if self.waiting and not self.fresh and self.sheet.slot + self.heading_lines + following > LINES:
            self.turn_page()
        waiting, self.waiting = self.waiting, []
        below, self.below = self.below, []
        for place, (heading, lines) in enumerate(waiting):
            self.text(lines, LEVEL_1.size, "heading", heading.leads)
            self._note(cell for number, cell in below if number == place)
            if heading.level == 1:
                top = TOP + max(0.0, self.sheet.depth - len(lines) * PITCH)
                self.bookmarks.append(Bookmark(heading.text, len(self.sheets) - 1, top))

    def stand(self, cells: Iterable[str]) -> None:
        """These cells stand here, printed or blank: with the last waiting heading, else where the page ends now."""
        if self.waiting:
            self.below += [(len(self.waiting) - 1, cell) for cell in cells]
        else:
            self._note(cells)

    def _note(self, cells: Iterable[str]) -> None:
        """Where cells stand: here; the first place counts."""
        here: Stand | None = None
        for cell in cells:
            if cell not in self.stands:
                here = here or Stand(len(self.sheets) - 1, TOP + self._end())
                self.stands[cell] = here

    def _end(self) -> float:
        """The depth at which what stands on the page ends."""
        return self.sheet.depth if self.sheet.table_end is None else self.sheet.table_end

    def text(
        self, lines: Sequence[SetLine], size: float, part: Part, cell: str = "", start: int = 0
    ) -> None:
        """Lines one to a slot, over as many pages as they need; `start` is their paragraph's place in the cell's text."""
        for line in lines:
            if self.sheet.slot >= LINES:
                self.turn_page()
            self.line(line, line.indent, size, part, cell, start)

    def line(
        self, line: SetLine, x: float, size: float, part: Part, cell: str = "", start: int = 0
    ) -> None:
        """One line in the next slot of this page, `x` from the text area's left."""
        slot = self.sheet.slot
        self.put(line, self.sheet.left + x, baseline(slot, size), part, cell, start)
        self.sheet.depth, self.sheet.table_end = (slot + 1) * PITCH, None

    def table(self, table: SetTable, depth: float) -> None:
        """A set table with its upper rule at a depth of this page."""
        left, top = self.sheet.left, TOP + depth
        key = ("rules", table.edges_x, table.edges_y, tuple(row.shape for row in table.rows))
        rules = self.setter.remembered(key, lambda: PagePiece(0.0, 0.0, rules=table_rules(table)))
        for one in (rules, *table.pieces):
            self.sheet.pieces.append(self._moved(one, left, top))
        self._note(cell.cell for row in table.rows for cell in row.cells if cell.cell)
        self.sheet.table_end = depth + table.height
        self.sheet.depth = self.sheet.table_end + CLEAR

    def _moved(self, one: PagePiece, left: float, top: float) -> PagePiece:
        return self.setter.remembered(("moved", one, left, top), lambda: replace(one, x=left, y=top))

    def put(self, line: SetLine, x: float, y: float, part: Part, cell: str = "", start: int = 0) -> None:
        """Set a line at its place and note where its cell stands first."""
        key = ("put", line, x, y, part, cell, start)
        make = partial(_alone, line, x, y, part, cell, start)
        self.sheet.pieces.append(self.setter.remembered(key, make))
        self._note([cell] if cell and part not in ("heading", "title") else ())

    def finish(self) -> Pages:
        """All pages with their numbers."""
        self.release(0)
        pages = tuple(
            Page(sheet.number, sheet.left, (*sheet.pieces, self._number(sheet)), tuple(sheet.pictures))
            for sheet in self.sheets
        )
        return Pages(pages, tuple(self.bookmarks), self.stands)

    def _number(self, sheet: FlowSheet) -> PagePiece:
        """The page number (GB/T 9704—2012, 7.5): odd right, even left, one character in; else centred."""
        line = self.setter.line(f"— {sheet.number} —", NUMBER)
        dash = self.setter.faces.glyph(NUMBER.role, "—")
        top = self.setter.faces.face(dash.face).extent(dash.number)[3] * NUMBER.size / 1000
        if not self.style.two_sided:
            x = (MEASURE - line.width) / 2
        elif sheet.number % 2:
            x = MEASURE - NUMBER.advance - line.width
        else:
            x = NUMBER.advance
        x, y = sheet.left + x, TOP + DEPTH + NUMBER_GAP + top
        return self.setter.remembered(("number", line, x, y), lambda: _alone(line, x, y, "number"))


def _alone(line: SetLine, x: float, y: float, part: Part, cell: str = "", start: int = 0) -> PagePiece:
    return PagePiece(x, y, (PlacedPart(0.0, 0.0, line, part, cell, start),))
