"""The composed pages: lines and rules at their places, bookmarks, and where each cell stands. Frozen data.

Places are points from the paper's upper left corner; `y` of a line is its baseline.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from app.typeset.lines import SetLine

Part = Literal["title", "heading", "paragraph", "cell", "note", "signature", "number"]


@dataclass(frozen=True, slots=True)
class PlacedPart:
    """A line on the page: its left edge, baseline and what it belongs to; `cell` is the id it was typed in."""

    x: float
    y: float
    line: SetLine
    part: Part
    cell: str = ""


@dataclass(frozen=True, slots=True)
class PageRule:
    """A straight rule of a table from one point to another."""

    x0: float
    y0: float
    x1: float
    y1: float


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


@dataclass(frozen=True)
class Page:
    """One page: its number (from 1), left margin, lines in reading order, rules and pictures."""

    number: int
    left: float
    lines: tuple[PlacedPart, ...]
    rules: tuple[PageRule, ...] = ()
    pictures: tuple[PlacedPicture, ...] = ()


@dataclass(frozen=True)
class Pages:
    """A whole composed report. `cells`: the page (from 0) of each cell, blank ones where they would stand."""

    pages: tuple[Page, ...]
    bookmarks: tuple[Bookmark, ...] = ()
    cells: Mapping[str, int] = field(default_factory=dict)

    def part(self, first: int, last: int) -> Pages:
        """Only the pages `first` to `last` (from 0), with their own numbers and what of the outline stands on them."""
        here = range(first, last + 1)
        marks = tuple(replace(one, page=one.page - first) for one in self.bookmarks if one.page in here)
        cells = {cell: page - first for cell, page in self.cells.items() if page in here}
        return Pages(self.pages[first : last + 1], marks, cells)
