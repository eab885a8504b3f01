"""How the text of a PDF is set: where its lines begin and end, in which size, whether paragraphs are indented.

Measured on all pages of one width, for each column; left and right pages may have other margins.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from app.exchange.readers.pdf.page_parts import body_size
from app.exchange.readers.pdf.pdf_lines import TextLine

INDENTED, SHORT = 0.8, 2.0  # sizes of a letter
LETTER = 1.2  # sizes of a letter: the next one had room
DEEPEST = 3.0  # sizes of a letter: what begins further in is set in the middle
ASIDE = 8.0  # sizes of a letter: what begins further in is no first line of a paragraph, but set right or in the middle
LARGER, OTHER_SIZE = 1.15, 0.1  # of the size of the text
FEWEST, SHARE = 3, 0.25  # lines, and share of them, that show where text ends which does not reach the margin
NEAR_MARGIN = 4.0  # sizes of a letter
FEWEST_OF_SIZE = 8  # lines of a size that may have edges of its own

NEARLY = 0.85  # of the width of the text
UNPARTED = re.compile(r"[!-~]{2,80}[，。；：、）]?")

Key = TypeVar("Key")
Group = tuple[int, int]  # a column, and how wide its paper is


class Edges(NamedTuple):
    """Where the text begins and ends across the page; `sure` when lines show it."""

    left: float
    right: float
    sure: bool = False


@dataclass
class SetText:
    """How the lines of a file are set. `papers` gives for each page where its paper begins and ends."""

    lines: Sequence[TextLine]
    papers: Mapping[int, tuple[float, float]]
    size: float = 0.0
    bold: bool = False
    indented: bool = False
    edges: dict[tuple[Group, int, int], Edges] = field(default_factory=dict)

    def __post_init__(self) -> None:
        plain = [line for line in self.lines if "\t" not in line.text] or self.lines
        self.size = body_size(plain)
        self.bold = sum(len(line.text) for line in plain if line.bold) * 2 > sum(
            len(line.text) for line in plain
        )
        for group, lines in _grouped(plain, self._group).items():
            self._measure(group, lines)
        inside = (line for line in plain if self.is_body(line) and self.begins(line))
        self.indented = sum(line.left - self.of(line).left < DEEPEST * line.size for line in inside) > 1

    def _group(self, line: TextLine) -> Group:
        left, right = self.papers.get(line.page, (0.0, 0.0))
        return line.column, round(right - left)

    def _measure(self, group: Group, lines: Sequence[TextLine]) -> None:
        """Finds the edges of the lines of one column, for each size of letters and page."""
        body = [line for line in lines if self.is_body(line)] or lines
        pages = {line.page for line in lines}
        self._keep(group, 0, pages, body)
        for size, same in _grouped(lines, lambda line: round(line.size)).items():
            if len(same) >= FEWEST_OF_SIZE and self._edges(same).sure:
                self._keep(group, size, {line.page for line in same}, same)

    def _keep(self, group: Group, size: int, pages: Iterable[int], lines: Sequence[TextLine]) -> None:
        """The edges of each page, from the nearest page with the usual width: left and right pages have other margins."""
        # What is set right shows where the page ends, and lines that their writer broke end before that.
        nearest = min(line.left for line in lines)
        level = [line for line in lines if line.left <= nearest + line.size * ASIDE]
        lines = level if len(level) * 2 > len(lines) else lines
        own = {
            page: self._edges(on_page) for page, on_page in _grouped(lines, lambda line: line.page).items()
        }
        widths = sorted(edges.right - edges.left for edges in own.values() if edges.sure)
        near = lines[0].size / 2
        usual = widths[len(widths) // 2] if widths else 0.0
        good = [page for page, one in own.items() if one.sure and abs(one.right - one.left - usual) <= near]
        like = {
            page: min(good, key=lambda n: ((n - page) % 2, abs(n - page)), default=page) for page in pages
        }
        over = sum(line.right > own[like[line.page]].right + line.size for line in lines) if good else 0
        whole = self._edges(lines) if not good or over > max(1, len(lines) // 30) else None
        for page in pages:
            self.edges[group, size, page] = whole or own[page if page in good else like[page]]

    def _edges(self, lines: Sequence[TextLine]) -> Edges:
        """The edges that lines show. Where none of them was broken at the right one, it is thought where the left one is."""
        size = lines[0].size
        left = min(line.left for line in lines)
        paper = self.papers.get(lines[0].page, (0.0, 0.0))
        ends = sorted((line.right for line in lines if line.right < math.inf), reverse=True) or [left]
        over = min(max(1, len(ends) // 30), len(ends) - 1)  # lines that hang over the edge
        if len(ends) >= FEWEST_OF_SIZE and ends[0] - ends[over] > size and ends[over] - ends[over + 2] < size:
            ends = ends[over:]
        agree = sum(end > ends[0] - size for end in ends)
        margin = paper[1] + paper[0] - left if paper[1] and not lines[0].column else math.inf
        near = ends[0] > margin - NEAR_MARGIN * size
        if agree > 1 and (near or agree >= max(FEWEST, SHARE * len(ends))):
            return Edges(left, ends[0], True)
        return Edges(left, max(ends[0], margin) if margin < math.inf else ends[0])

    def is_body(self, line: TextLine) -> bool:
        """Whether a line has the size of the text."""
        return abs(line.size - self.size) <= self.size * OTHER_SIZE

    def of(self, line: TextLine) -> Edges:
        """The edges of the text where a line stands."""
        group = self._group(line)
        own = self.edges.get((group, round(line.size), line.page))
        return own or self.edges[group, 0, line.page]

    def is_strong(self, line: TextLine) -> bool:
        """Whether all of a line is heavier or clearly larger than the text."""
        return (line.bold and not self.bold) or line.size >= self.size * LARGER

    def is_short(self, line: TextLine, by: float = SHORT) -> bool:
        """Whether a line ends before the edge, `by` so many sizes of a letter."""
        return line.right < self.of(line).right - line.size * by

    def is_near(self, line: TextLine) -> bool:
        """Whether a line ends so near to the edge that its writer may have broken it there: figures make a line narrow."""
        edges = self.of(line)
        return line.right >= edges.right - (edges.right - edges.left) * (1 - NEARLY)

    def has_room(self, last: TextLine, line: TextLine) -> bool:
        """Whether what cannot be parted at the start of a line, a number or an address, had room at the end of the one before."""
        whole = UNPARTED.match(line.text)
        if whole is None or line.right == math.inf:
            return True
        wide = (line.right - line.left) * _breadth(whole[0]) / _breadth(line.text)
        return last.right + wide <= self.of(last).right + line.size / 4

    def is_aside(self, line: TextLine) -> bool:
        """Whether a line is set right, or far in the middle: an office, a date."""
        edges = self.of(line)
        narrow = (line.right - line.left) * 2 < edges.right - edges.left
        return narrow and line.left > edges.left + line.size * ASIDE

    def begins(self, line: TextLine) -> bool:
        """Whether a line is indented, as the first of a paragraph is."""
        return line.left > self.of(line).left + line.size * INDENTED


def _breadth(text: str) -> float:
    """In letters of full width."""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text)


def _grouped(lines: Iterable[TextLine], key: Callable[[TextLine], Key]) -> dict[Key, list[TextLine]]:
    found: dict[Key, list[TextLine]] = {}
    for line in lines:
        found.setdefault(key(line), []).append(line)
    return found
