"""The composed pages: lines and rules at their places, bookmarks, and where each cell stands. Frozen data.

Places are points from the paper's upper left corner; `y` of a line is its baseline.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from app.typeset.lines import SetLine

Part = Literal["title", "heading", "paragraph", "cell", "note", "signature", "number"]


@dataclass(frozen=True, slots=True)
class PlacedPart:
    """A line on the page: its left edge, baseline and what it belongs to.

    `cell` is the id it was typed in, of a heading or a title the place that it leads to; `start` the first character of its
    paragraph there.
    """

    x: float
    y: float
    line: SetLine
    part: Part
    cell: str = ""
    start: int = 0


@dataclass(frozen=True, slots=True)
class PageRule:
    """A straight rule of a table from one point to another."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class CellBox:
    """The box of a table cell between its rules, printed or blank; a heading's has the id of the cell it leads to."""

    cell: str
    x0: float
    y0: float
    x1: float
    y1: float
    data: bool = True


@dataclass(frozen=True, eq=False)
class PagePiece:
    """What is set and drawn in one piece: lines, rules and cell boxes with their places counted from a point of the page.

    One that did not change is the very same object in the next composition; who draws it may keep what was made of it.
    """

    x: float
    y: float
    parts: tuple[PlacedPart, ...] = ()
    rules: tuple[PageRule, ...] = ()
    boxes: tuple[CellBox, ...] = ()

    def lines(self) -> Iterator[PlacedPart]:
        """Its lines at their places on the page."""
        return (replace(one, x=self.x + one.x, y=self.y + one.y) for one in self.parts)


@dataclass(frozen=True, slots=True)
class PlacedPicture:
    """A picture on the page: its upper left corner and size, and the bytes of its PNG file."""

    x: float
    y: float
    width: float
    height: float
    png: bytes
    text: str


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A heading of the first level for the reader's outline: page index (from 0) and its height on the page."""

    text: str
    page: int
    y: float


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a cell stands, or would stand were it not blank: page (from 0) and depth from the paper's top."""

    page: int
    y: float


@dataclass(frozen=True)
class Page:
    """One page: its number (from 1), left margin, pieces in reading order and pictures."""

    number: int
    left: float
    pieces: tuple[PagePiece, ...]
    pictures: tuple[PlacedPicture, ...] = ()

    @cached_property
    def lines(self) -> tuple[PlacedPart, ...]:
        """All lines in reading order."""
        return tuple(line for piece in self.pieces for line in piece.lines())

    @cached_property
    def rules(self) -> tuple[PageRule, ...]:
        """All rules."""
        return tuple(
            PageRule(one.x + r.x0, one.y + r.y0, one.x + r.x1, one.y + r.y1)
            for one in self.pieces
            for r in one.rules
        )


@dataclass(frozen=True)
class Pages:
    """A whole composed report. `stands`: the place of each cell, blank ones where they would stand."""

    pages: tuple[Page, ...]
    bookmarks: tuple[Bookmark, ...] = ()
    stands: Mapping[str, Stand] = field(default_factory=dict)

    @property
    def cells(self) -> Mapping[str, int]:
        """The page (from 0) of each cell."""
        return {cell: stand.page for cell, stand in self.stands.items()}

    def part(self, first: int, last: int) -> Pages:
        """Only the pages `first` to `last` (from 0), with their own numbers and what of the outline stands on them."""
        here = range(first, last + 1)
        marks = tuple(replace(one, page=one.page - first) for one in self.bookmarks if one.page in here)
        stands = {
            cell: replace(one, page=one.page - first) for cell, one in self.stands.items() if one.page in here
        }
        return Pages(self.pages[first : last + 1], marks, stands)
