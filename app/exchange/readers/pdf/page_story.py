"""The lines of all pages of a PDF → paragraphs and headings, which may go on over a page's edge.

A new paragraph is told by its indent, by a short line before it, by letters of another size, or by a number where the line
before has ended. A short line that is numbered or set in bold, with no stop at its end, is a heading.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from app.chinese.numerals import COUNTING
from app.exchange.readers.pdf.page_parts import PageTable, body_size
from app.exchange.readers.pdf.pdf_lines import TextLine
from app.exchange.readers.txt_file import text_source
from app.exchange.source.source import Line, Table

INDENTED, SHORT = 0.8, 2.0  # sizes of a letter
LARGER, OTHER_SIZE = 1.15, 0.1  # of the size of the text
FEWEST = 4  # lines that show where the text of a size ends
_STOPS = "。！？；：!?;:”」』）)…"
_PAUSES = "。；，、;,"
_NUMBER = re.compile(
    rf"[（(][{COUNTING}\d]{{1,3}}[)）]|[{COUNTING}]{{1,3}}、|第[{COUNTING}]{{1,2}}(?:部分|[章节条，、])|"
    rf"\d{{1,2}}[、.．](?!\d)|[①-⑳]|[{COUNTING}]{{1,2}}是|附件|注[:：]"
)
_HEADING = re.compile(rf"(?:[{COUNTING}]{{1,2}}、|[（(][{COUNTING}]{{1,2}}[)）])[^。；，：]{{2,30}}")


class Edges(NamedTuple):
    """Where the text begins and ends across the page; `sure` when several lines end there."""

    left: float
    right: float
    sure: bool = False


@dataclass
class _Layout:
    """How the text of a file is set: its edges by size and page, its size, whether its first lines are indented."""

    lines: list[TextLine]
    size: float = 0.0
    bold: bool = False
    indented: bool = False
    edges: dict[tuple[int, int, int], Edges] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.size = body_size(self.lines)
        letters = sum(len(line.text) for line in self.lines)
        self.bold = sum(len(line.text) for line in self.lines if line.bold) * 2 > letters
        for column in {line.column for line in self.lines}:
            self._measure([line for line in self.lines if line.column == column])
        inside = [
            line
            for line in self.lines
            if self._is_body(line) and INDENTED < (line.left - self.of(line).left) / line.size < 3
        ]
        self.indented = len(inside) > 1

    def _measure(self, lines: Sequence[TextLine]) -> None:
        """Finds the edges of the lines of one column, for each size of letters and page."""
        whole = _edges([line for line in lines if self._is_body(line)] or lines)
        for size in {round(line.size) for line in lines}:
            same = [line for line in lines if round(line.size) == size]
            own = _edges(same) if len(same) >= FEWEST else whole
            for page in {line.page for line in same}:
                self.edges[_key(same[0], page)] = _of_page([line for line in same if line.page == page], own)

    def _is_body(self, line: TextLine) -> bool:
        return abs(line.size - self.size) <= self.size * OTHER_SIZE

    def of(self, line: TextLine) -> Edges:
        """The edges of the text where a line stands."""
        return self.edges[_key(line, line.page)]

    def is_strong(self, line: TextLine) -> bool:
        """Whether all of a line is heavier or clearly larger than the text."""
        return (line.bold and not self.bold) or line.size >= self.size * LARGER

    def is_short(self, line: TextLine, other: TextLine) -> bool:
        """Whether a line ends before the edge, in the measure of another that follows it."""
        edges = self.of(other if other.column == line.column else line)
        return line.right < edges.right - line.size * SHORT

    def begins(self, line: TextLine) -> bool:
        """Whether a line is indented, as the first of a paragraph is."""
        return line.left > self.of(line).left + line.size * INDENTED

    def is_heading(self, line: TextLine) -> bool:
        """Whether a line stands for itself: numbered or strong, short, without a stop at its end."""
        told = _NUMBER.match(line.text) or self.is_strong(line)
        return bool(told) and self.is_short(line, line) and line.text[-1] not in _PAUSES


def _key(line: TextLine, page: int) -> tuple[int, int, int]:
    return round(line.size), line.column, page


def _edges(lines: Sequence[TextLine]) -> Edges:
    """The left edge, and the right one that several lines reach; one line may hang over it."""
    plain = [line for line in lines if "\t" not in line.text] or list(lines)
    ends = sorted((line.right for line in plain if line.right < math.inf), reverse=True)
    enough = max(2, len(ends) // 20)
    reached = (
        end
        for n, end in enumerate(ends)
        if n + enough <= len(ends) and ends[n + enough - 1] > end - lines[0].size
    )
    edge = next(reached, None)
    return Edges(min(line.left for line in plain), edge or (ends[0] if ends else 0.0), edge is not None)


def _of_page(lines: Sequence[TextLine], whole: Edges) -> Edges:
    """The edges of one page, where its lines stand aside as a whole: left and right pages have other margins."""
    own = _edges(lines)
    if abs((own.right - own.left) - (whole.right - whole.left)) <= lines[0].size / 2:
        return own._replace(sure=whole.sure)
    return whole


@dataclass
class _Story:
    """Blocks of all pages in order, and the paragraph that may go on."""

    layout: _Layout
    blocks: list[Line | Table] = field(default_factory=list)
    open: list[TextLine] = field(default_factory=list)

    def close(self) -> None:
        """Ends the paragraph."""
        if self.open:
            text = "".join(line.text for line in self.open)
            strong = all(map(self.layout.is_strong, self.open))
            self.blocks.append(Line(text, f"第 {self.open[0].page} 页", strong=strong))
            self.open = []

    def add(self, line: TextLine) -> None:
        """Takes the next line: into the paragraph, or as the first of another."""
        if "\t" in line.text.strip():
            self.close()
            self.blocks.extend(text_source([line.text]).blocks)
            return
        if self.open and self._is_new(self.open[-1], line):
            self.close()
        self.open.append(line)
        if _HEADING.fullmatch(line.text) and self.layout.is_short(line, line):
            self.close()

    def _is_new(self, last: TextLine, line: TextLine) -> bool:
        layout = self.layout
        if layout.begins(line) or layout.is_short(last, line):
            return True
        if abs(last.last - line.first) > OTHER_SIZE * max(last.last, line.first):
            return True
        ended = last.text[-1] in _STOPS or (bool(_HEADING.fullmatch(line.text)) and not layout.of(line).sure)
        heading = layout.is_heading(line)
        if layout.is_strong(line) and not layout.is_strong(last):
            return heading and ended
        return ended and bool(_NUMBER.match(line.text)) and (heading or not layout.indented)


def told_story(pieces: Sequence[TextLine | PageTable]) -> list[Line | Table]:
    """The blocks of a file from the lines and tables of its pages, in order."""
    story = _Story(_Layout([piece for piece in pieces if isinstance(piece, TextLine)]))
    for piece in pieces:
        if isinstance(piece, TextLine):
            story.add(piece)
        else:
            story.close()
            story.blocks.append(piece.table)
    story.close()
    return story.blocks
