"""What a PDF page holds before paragraphs are made: lines of text and tables from the top, and the edges of the paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.exchange.readers.pdf.pdf_lines import TextLine
from app.exchange.source.source import Table


@dataclass(frozen=True)
class PageTable:
    """A table and where its columns end on the page, from its left edge to its right one."""

    table: Table
    edges: tuple[float, ...]
    top: float
    bottom: float
    page: int


@dataclass(frozen=True)
class PageParts:
    """The lines and tables of a page in reading order, and what stands beside the text. `paper` is left, bottom, right and top of
    the page."""

    number: int
    pieces: tuple[TextLine | PageTable, ...]
    aside: tuple[TextLine, ...]
    paper: tuple[float, float, float, float]


def lines_of(pages: Iterable[PageParts]) -> Iterator[TextLine]:
    """The lines of text outside of tables."""
    return (piece for page in pages for piece in page.pieces if isinstance(piece, TextLine))


def body_size(lines: Iterable[TextLine]) -> float:
    """The size in which most letters are set; 0 without any."""
    letters: dict[float, int] = {}
    for line in lines:
        size = round(line.size * 2) / 2
        letters[size] = letters.get(size, 0) + len(line.text)
    return max(letters, key=lambda size: letters[size], default=0.0)
