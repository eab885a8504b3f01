"""The lines of all pages of a PDF → paragraphs and headings, which may go on over a page's edge.

A new paragraph is told by its indent, by a short line before it, by letters of another size, or by a number where the line
before has ended. A short line that is numbered or set in bold, with no stop at its end, is a heading.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.chinese.numerals import COUNTING
from app.exchange.readers.pdf.page_edges import DEEPEST, OTHER_SIZE, SetText
from app.exchange.readers.pdf.page_parts import PageTable
from app.exchange.readers.pdf.pdf_lines import TextLine
from app.exchange.readers.txt_file import text_source
from app.exchange.source.source import Line, Table

LEVEL = 0.3  # sizes of a letter: lines that begin so close to each other begin at one place
_STOPS = "。！？；：!?;:”」』）)…"
_CLOSERS = "。，、；：！？）”’》】"
_PAUSES = "。；，、;,"
_NUMBER = re.compile(
    rf"[（(][{COUNTING}\d]{{1,3}}[)）]|[{COUNTING}]{{1,3}}、|第[{COUNTING}]{{1,2}}(?:部分|[章节条，、])|"
    rf"\d{{1,2}}[、.．](?!\d)|[①-⑳]|[{COUNTING}]{{1,2}}是|附件|注[:：]"
)
_HEADING = re.compile(rf"(?:[{COUNTING}]{{1,2}}、|[（(][{COUNTING}]{{1,2}}[)）])[^。；，：]{{2,30}}")


@dataclass
class _Story:
    """Blocks of all pages in order, and the paragraph that may go on."""

    layout: SetText
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
        if _HEADING.fullmatch(line.text) and self.layout.is_short(line):
            self.close()

    def _is_new(self, last: TextLine, line: TextLine) -> bool:
        layout = self.layout
        if line.text[0] in _CLOSERS:
            return False  # no line begins with one unless the last had no room for it
        if abs(last.last - line.first) > OTHER_SIZE * max(last.last, line.first):
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
        """Whether a line goes on that seems to end early, where nothing shows how long lines are: it is not indented."""
        layout = self.layout
        first = layout.begins(last) and last.left - layout.of(last).left < DEEPEST * last.size
        plain = not (_NUMBER.match(line.text) or layout.is_strong(line) or layout.of(last).sure)
        return layout.indented and first and plain and last.text[-1] not in _STOPS

    def _is_heading(self, line: TextLine) -> bool:
        """Whether a line stands for itself: numbered or strong, short, without a stop at its end."""
        told = _NUMBER.match(line.text) or self.layout.is_strong(line)
        return bool(told) and self.layout.is_short(line) and line.text[-1] not in _PAUSES


def told_story(
    pieces: Sequence[TextLine | PageTable], papers: Mapping[int, tuple[float, float]]
) -> list[Line | Table]:
    """The blocks of a file from the lines and tables of its pages, in order. `papers`: where each page begins and ends."""
    story = _Story(SetText([piece for piece in pieces if isinstance(piece, TextLine)], papers))
    for piece in pieces:
        if isinstance(piece, TextLine):
            story.add(piece)
        else:
            story.close()
            story.blocks.append(piece.table)
    story.close()
    return story.blocks
