"""Sheets being filled: lines on the 22 slots of the grid, headings that wait for what follows them, the page of each cell.

The mutable middle of a composition, made and used up by `compose`. Depths are points below the text area's
top.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
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
from app.typeset.pages import Bookmark, Page, PageRule, Pages, Part, PlacedPart, PlacedPicture
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
    lines: list[PlacedPart] = field(default_factory=list)
    rules: list[PageRule] = field(default_factory=list)
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
    cells: dict[str, int] = field(default_factory=dict)
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
            self.text(lines, LEVEL_1.size, "heading")
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
        """The page of cells; the first one that they stand on counts."""
        for cell in cells:
            self.cells.setdefault(cell, len(self.sheets) - 1)

    def text(self, lines: Sequence[SetLine], size: float, part: Part, cell: str = "") -> None:
        """Lines one to a slot, over as many pages as they need."""
        for line in lines:
            if self.sheet.slot >= LINES:
                self.turn_page()
            self.line(line, line.indent, size, part, cell)

    def line(self, line: SetLine, x: float, size: float, part: Part, cell: str = "") -> None:
        """One line in the next slot of this page, `x` from the text area's left."""
        slot = self.sheet.slot
        self.put(PlacedPart(self.sheet.left + x, baseline(slot, size), line, part, cell))
        self.sheet.depth, self.sheet.table_end = (slot + 1) * PITCH, None

    def table(self, table: SetTable, depth: float) -> None:
        """A set table with its upper rule at a depth of this page."""
        left, top = self.sheet.left, TOP + depth
        for placed in table.lines:
            self.put(PlacedPart(left + placed.x, top + placed.y, placed.line, placed.part, placed.cell))
        for rule in table_rules(table):
            self.sheet.rules.append(PageRule(left + rule.x0, top + rule.y0, left + rule.x1, top + rule.y1))
        self._note(cell.cell for row in table.rows for cell in row.cells if cell.cell)
        self.sheet.table_end = depth + table.height
        self.sheet.depth = self.sheet.table_end + CLEAR

    def put(self, placed: PlacedPart) -> None:
        """Set a line at its place and note where its cell stands first."""
        self.sheet.lines.append(placed)
        self._note([placed.cell] if placed.cell else ())

    def finish(self) -> Pages:
        """All pages with their numbers."""
        self.release(0)
        pages = tuple(
            Page(
                sheet.number,
                sheet.left,
                (*sheet.lines, self._number(sheet)),
                tuple(sheet.rules),
                tuple(sheet.pictures),
            )
            for sheet in self.sheets
        )
        return Pages(pages, tuple(self.bookmarks), self.cells)

    def _number(self, sheet: FlowSheet) -> PlacedPart:
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
        return PlacedPart(sheet.left + x, TOP + DEPTH + NUMBER_GAP + top, line, "number")
