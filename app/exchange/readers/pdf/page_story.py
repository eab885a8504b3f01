"""The lines of all pages of a PDF → paragraphs and headings, which may go on over a page's edge.

A new paragraph is told by its indent, by a short line before it, by letters of another size, or by a number where the line
before has ended. A short line that is numbered or set in bold, with no stop at its end, is a heading.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from app.chinese.numerals import COUNTING
from app.exchange.readers.pdf.page_edges import DEEPEST, LETTER, OTHER_SIZE, SetText
from app.exchange.readers.pdf.page_parts import PageTable
from app.exchange.readers.pdf.pdf_lines import TextLine
from app.exchange.readers.txt_file import text_source
from app.exchange.source.source import Line, Table

LEVEL = 0.3  # sizes of a letter: lines that begin so close to each other begin at one place
_STOPS = "。！？；：!?;:”」』）)…"
_CLOSERS = "。，、；：！？）”’》】"
_ENDS = "。！？!?"
_PAUSES = "。；，、;,"
_NUMBER = re.compile(
    rf"[（(][{COUNTING}\d]{{1,3}}[)）]|[{COUNTING}]{{1,3}}、|第[{COUNTING}]{{1,2}}(?:部分|[章节条，、])|"
    rf"\d{{1,2}}[、.．](?!\d)|[①-⑳]|[{COUNTING}]{{1,2}}是|附件|注[:：]"
)
_LABEL = re.compile(r"[^，。；：:\s]{2,10}[:：]")
_CLAUSE = re.compile("[，。；！？,;]")
_LONG = 16  # letters: what is longer was no heading
_FIRM = 2  # lines that stop within a sentence before the edge, which show that their writer broke them
_HEADING = re.compile(rf"(?:[{COUNTING}]{{1,2}}、|[（(][{COUNTING}]{{1,2}}[)）])[^。；，：]{{2,30}}")


@dataclass
class _Story:
    """Blocks of all pages in order, and the paragraph that may go on."""

    layout: SetText
    by_hand: bool
    blocks: list[Line | Table] = field(default_factory=list)
    open: list[TextLine] = field(default_factory=list)
    told: Counter[int] = field(default_factory=Counter)  # by page: how many places were given away

    def close(self) -> None:
        """Ends the paragraph."""
        if self.open:
            text = "".join(line.text for line in self.open)
            strong = all(map(self.layout.is_strong, self.open))
            self.blocks.append(Line(text, self._next_place(self.open[0].page), strong=strong))
            self.open = []

    def _next_place(self, page: int) -> str:
        """A place of its own for each block, so that it can be shown in the source."""
        self.told[page] += 1
        return f"第 {page} 页第 {self.told[page]} 段"

    def add(self, line: TextLine) -> None:
        """Takes the next line: into the paragraph, or as the first of another."""
        if "\t" in line.text.strip():
            self.close()
            place = self._next_place(line.page)
            self.blocks.extend(_placed(block, place) for block in text_source([line.text]).blocks)
            return
        if self.open and self._is_new(self.open[-1], line):
            self.close()
        self.open.append(line)
        if _HEADING.fullmatch(line.text) and self.layout.is_short(line):
            self.close()

    def _is_new(self, last: TextLine, line: TextLine) -> bool:
        layout = self.layout
        if line.text[0] in _CLOSERS:
            return False  # no line begins with one unless the last had no room for it
        if abs(last.last - line.first) > OTHER_SIZE * max(last.last, line.first):
            return True
        if layout.is_aside(line) or layout.is_aside(last):
            return True
        if last.text[-1] in _ENDS and _LABEL.match(line.text) and layout.is_short(last, LETTER):
            return True
        if self._is_set_in(last, line):
            return False
        if layout.begins(line) or (layout.is_short(last) and not self._hangs_on(last, line)):
            return True
        ended = last.text[-1] in _STOPS or (bool(_HEADING.fullmatch(line.text)) and not layout.of(line).sure)
        heading = self._is_heading(line)
        if layout.is_strong(line) and not layout.is_strong(last):
            return heading and ended
        return ended and bool(_NUMBER.match(line.text)) and (heading or not layout.indented)

    def _is_set_in(self, last: TextLine, line: TextLine) -> bool:
        """Whether a line goes on in a paragraph that is set in as a whole, as points of a list are."""
        ended = last.text[-1] in _STOPS or self.layout.is_short(last)
        if ended or _NUMBER.match(line.text) or self.layout.is_strong(line) != self.layout.is_strong(last):
            return False
        aside = (line.left - last.left) / line.size
        return abs(aside) < LEVEL or (bool(_NUMBER.match(self.open[0].text)) and LEVEL < aside < DEEPEST)

    def _hangs_on(self, last: TextLine, line: TextLine) -> bool:
        """Whether a line goes on that seems to end early: the next has no indent, where paragraphs begin with one."""
        layout = self.layout
        if _NUMBER.match(line.text) or layout.is_strong(line):
            return False
        if last.text[-1] not in _ENDS and not layout.has_room(last, line):
            return True
        if not _may_go_on(layout, self.open[0], line):
            return False
        if not layout.of(last).sure:
            return len(self.open) == 1 and last.text[-1] not in _STOPS
        if last.text[-1] in _STOPS:
            return self.by_hand and layout.is_near(last)
        return len(self.open) > 1 or _stops_within(last)

    def _is_heading(self, line: TextLine) -> bool:
        """Whether a line stands for itself: numbered or strong, short, without a stop at its end."""
        told = _NUMBER.match(line.text) or self.layout.is_strong(line)
        return bool(told) and self.layout.is_short(line) and line.text[-1] not in _PAUSES


def _placed(block: Line | Table, place: str) -> Line | Table:
    """A block of a single line of text, under its place in the file."""
    if isinstance(block, Line):
        return replace(block, place=place)
    boxes = tuple(replace(box, place=f"{place}第 {box.column + 1} 项") for box in block.boxes)
    return replace(block, boxes=boxes, place=place, lines=tuple(replace(line, place=place) for line in block.lines))


def _may_go_on(layout: SetText, first: TextLine, line: TextLine) -> bool:
    """Whether a paragraph begins with an indent as others do, and a line does not begin like one."""
    begun = layout.begins(first) and first.left - layout.of(first).left < DEEPEST * first.size
    return layout.indented and begun and not (layout.begins(line) or _LABEL.match(line.text))


def _stops_within(line: TextLine) -> bool:
    """Whether a line stops within a sentence."""
    return line.text[-1] not in _STOPS and (len(line.text) >= _LONG or bool(_CLAUSE.search(line.text)))


def _is_by_hand(layout: SetText, lines: Sequence[TextLine]) -> bool:
    """Whether the writer of a file broke its lines: some stop within a sentence before the edge."""
    broken = sum(
        layout.is_short(one) and _stops_within(one) and layout.has_room(one, two)
        for one, two in pairwise(lines)
        if "\t" not in one.text + two.text  # rows of a table
        and _may_go_on(layout, one, two)
        and not (_NUMBER.match(two.text) or layout.is_strong(two))
    )
    return broken >= _FIRM


def told_story(
    pieces: Sequence[TextLine | PageTable], papers: Mapping[int, tuple[float, float]]
) -> list[Line | Table]:
    """The blocks of a file from the lines and tables of its pages, in order. `papers`: where each page begins and ends."""
    lines = [piece for piece in pieces if isinstance(piece, TextLine)]
    layout = SetText(lines, papers)
    story = _Story(layout, _is_by_hand(layout, lines))
    for piece in pieces:
        if isinstance(piece, TextLine):
            story.add(piece)
        else:
            story.close()
            story.blocks.append(piece.table)
    story.close()
    return story.blocks
