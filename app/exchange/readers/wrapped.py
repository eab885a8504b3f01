"""Paragraphs that were broken at the right edge, put together again: one rule for every format.

The lines of the whole file are looked at first. Where many stop within a sentence at one width, that is the edge; a line that
reaches it goes on in the next, unless that begins like a paragraph. What could be read either way stays apart and is asked
about once.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise

from app.chinese.numerals import COUNTING
from app.exchange.source.source import Line, Table, as_seen

SHORTEST = 16  # letters: a shorter line was not broken at the edge
WIDEST = 80  # letters; no page has longer lines
FULL = 0.85  # of the edge: what is shorter ended by itself
BRIM = 0.92  # of the edge: what has no mark in it is a title unless it is as long as this
FEWEST = 2  # lines at the edge that show that there is one
LONGEST_HEADING = 45
_RAGGED = (
    3  # letters by which lines at one edge differ: marks that begin no line, figures that are not parted
)
_USUAL = 0.9  # of all lines; an indent that so many have marks no paragraph
_STOPS = "。！？；：!?;:”」』）)"
_PAUSES = "，、,"
_CLAUSE = re.compile("[，。；！？,;]")
_MARK = re.compile("[，。；！？,;：、]")  # behind a number: （四）公开平台，在社区书院、
_RUN_IN = re.compile(r"\S{3,}(?:[：:]|\s+)\S{6,}")  # a heading with the beginning of its text
_OPENING = re.compile(
    rf"\s*(?:[（(]?[{COUNTING}\d]{{1,2}}[)）、.．]|[{COUNTING}]{{1,2}}是|第[{COUNTING}]{{1,3}}(?:[，、：:\s]|部分|章|节)|附件|注[:：]|[①-⑳●■◆※▪•·－—-]"
    r"|[^，。；：（(\s]{2,8}[:：])"
)
NUMBERED = re.compile(
    rf"\s*(?:[{COUNTING}]{{1,3}}\s*[、.．，]|[（(][{COUNTING}]{{1,3}}[)）]|第[{COUNTING}]{{1,3}}(?:部分|章|节))"
)
_INDENTS = ("\u3000", " ", "\t", "\u00a0")
_MOST_SHOWN = 16  # letters of a line in a sentence


@dataclass(frozen=True)
class PrintedLine:
    """A line as it stands in a file. `soft` when only a break within its paragraph parts it from the one before; `apart` when
    an empty line does; `indented` when its look is so, not its text; `setting` tells lines that are set otherwise (centred,
    bold) from their neighbours. In a `printed` file every end of line is a break, as in plain text."""

    line: Line
    soft: bool = False
    apart: bool = False
    indented: bool = False
    setting: str = ""
    printed: bool = False

    @cached_property
    def text(self) -> str:
        """As it is seen, without blanks at its ends."""
        return as_seen(self.line.text).strip()

    @cached_property
    def width(self) -> float:
        """In letters of full width, with the usual indent of two where it has one."""
        indent = 2.0 if self.indented or self.line.text[:1] in _INDENTS else 0.0
        return indent + sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in self.text)

    @property
    def is_open(self) -> bool:
        """Whether it stops within a sentence."""
        return self.text[-1:] not in _STOPS

    @property
    def is_indented(self) -> bool:
        """Whether it begins a paragraph by an indent."""
        return self.apart or self.indented or self.line.text[:1] in _INDENTS


Piece = PrintedLine | Table


@dataclass
class Rejoined:
    """The blocks with whole paragraphs, and the sentences on what nobody can tell."""

    blocks: list[Line | Table] = field(default_factory=list)
    asks: tuple[str, ...] = ()


def rejoined(pieces: Iterable[Piece]) -> Rejoined:
    """The blocks with broken paragraphs joined, and marked as mended."""
    found = list(_whole_headings(_without_usual_indent(list(pieces))))
    edge = _edge(found)
    told = Rejoined()
    doubts: list[str] = []
    held: list[PrintedLine] = []
    for piece in found:
        if held and isinstance(piece, PrintedLine):
            verdict = edge.verdict(held, piece)
            doubts += [held[-1].text] if verdict == "doubt" else []
            if verdict == "on":
                held.append(piece)
                continue
        told.blocks += _joined(held)
        held = [piece] if isinstance(piece, PrintedLine) else []
        told.blocks += [piece] if isinstance(piece, Table) else []
    told.blocks += _joined(held)
    told.asks = _asked(doubts)
    return told


def _without_usual_indent(pieces: list[Piece]) -> list[Piece]:
    """The pieces; an indent that nearly every line has, as a style gives it, marks none of them."""
    lines = [one for one in pieces if isinstance(one, PrintedLine) and one.width >= SHORTEST]
    if sum(one.indented for one in lines) < max(len(lines) * _USUAL, 1):
        return pieces
    return [replace(one, indented=False) if isinstance(one, PrintedLine) else one for one in pieces]


def _joined(held: Sequence[PrintedLine]) -> list[Line]:
    if len(held) < 2:
        return [one.line for one in held]
    text = held[0].line.text.rstrip() + "".join(_glued(one, two) for one, two in pairwise(held))
    return [replace(held[0].line, text=text, mended=True)]


def _glued(before: PrintedLine, after: PrintedLine) -> str:
    """What goes on behind `before`; two words of Latin letters keep a blank between them."""
    text = after.line.text.strip()
    latin = all(char.isascii() and char.isalpha() for char in (before.text[-1:], text[:1]) if char)
    return f" {text}" if latin else text


def _asked(doubts: Sequence[str]) -> tuple[str, ...]:
    if not doubts:
        return ()
    shown = "、".join(f"“…{text[-_MOST_SHOWN:]}”" for text in doubts[:2])
    more = "等" if len(doubts) > 2 else ""
    return (
        f"文字：原文有的段落在行末断开，能接的已接上；有 {len(doubts)} 处看不出是否另起一段，没有接（{shown}{more}之后），"
        "请对照原文核对分段",
    )


@dataclass(frozen=True)
class _Edge:
    """Where the lines of a file end. `width` is 0 when they have no common edge; `firm` when enough of them show it, `sole`
    when no paragraph goes beyond it."""

    width: float
    firm: bool
    sole: bool

    def verdict(self, held: Sequence[PrintedLine], following: PrintedLine) -> str:
        """Whether a paragraph goes `on`, is `over`, or nobody can tell (`doubt`)."""
        last = held[-1]
        if not _may_go_on(last, following):
            return "over"
        if last.is_open:
            broken = self._breaks(held, following)
            return "on" if broken else "doubt" if self._may_break(last, following) else "over"
        full = last.width >= self.width * FULL
        if not (self.width and full and last.width >= SHORTEST) or last.width > self.width + 1:
            return "over"
        words = not following.is_open or _CLAUSE.search(following.text)  # and no office that signs
        if held[0].is_indented and words and (self.firm or last.printed):
            return "on"
        return "doubt" if self.firm and not following.soft and last.width >= self.width * BRIM else "over"

    def _breaks(self, held: Sequence[PrintedLine], following: PrintedLine) -> bool:
        """Whether the last line, which stops within a sentence, was broken off."""
        last = held[-1]
        marked = len(held) > 1 or _MARK.search(last.text, 4) is not None
        if following.soft and marked and last.width >= SHORTEST / 2:
            return True
        if last.width < SHORTEST or not self.width or last.width > self.width + 1:
            return False
        # Where paragraphs begin with an indent, what stops within a sentence has nowhere else to go on; figures make it narrow.
        point = marked or not NUMBERED.match(last.text)
        if self.firm and point and held[0].is_indented and last.width >= self.width / 2:
            return True
        alone = last.printed and self.sole
        if alone and (marked or held[0].is_indented):
            return last.width >= self.width * FULL / 2
        rest = not following.is_open and following.width < SHORTEST / 2  # no paragraph is so short
        return (self.firm or rest or last.text[-1:] in _PAUSES) and last.width >= self.width * (
            FULL if marked else BRIM
        )

    def _may_break(self, last: PrintedLine, following: PrintedLine) -> bool:
        """Whether a sentence without its end may have been broken off all the same."""
        whole = not following.is_open or _CLAUSE.search(following.text) is not None
        near = SHORTEST <= last.width <= self.width + 1 and last.width >= self.width * FULL
        return near and whole and _CLAUSE.search(last.text) is not None


def _edge(pieces: Sequence[Piece]) -> _Edge:
    """The edge of the lines that stop within a sentence; the width at which most of them end."""
    lines = [one for one in pieces if isinstance(one, PrintedLine)]
    broken = [
        one.width
        for one, two in pairwise(pieces)
        if isinstance(one, PrintedLine) and isinstance(two, PrintedLine)
        if SHORTEST <= one.width <= WIDEST
        and one.is_open
        and _CLAUSE.search(one.text)
        and _may_go_on(one, two)
    ]
    if not broken:
        longest = max((one.width for one in lines if one.printed), default=0.0)
        return _Edge(longest if longest <= WIDEST else 0.0, firm=False, sole=True)
    near = {width: sum(width - _RAGGED <= other <= width for other in broken) for width in set(broken)}
    width = max(near, key=lambda one: (near[one], one))
    whole = sum(one.width > width + 2 and not one.is_open for one in lines)  # paragraphs that nobody broke
    return _Edge(max((width, *_reaching(lines, width))), firm=near[width] >= max(FEWEST, whole), sole=not whole)


def _reaching(lines: Sequence[PrintedLine], width: float) -> Iterator[float]:
    """The widths of lines about as long as those that were broken: a stop may hang over the edge."""
    yield from (one.width for one in lines if width < one.width <= width + 1 and not one.is_open)


def _may_go_on(last: PrintedLine, following: PrintedLine) -> bool:
    """Whether nothing that is seen parts two lines."""
    if last.line.part or following.line.part or last.line.heading or following.line.heading:
        return False
    if last.setting != following.setting or not last.text:
        return False
    return not (following.is_indented or _OPENING.match(following.text))


def _whole_headings(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces with headings whole that a break within their paragraph parted; what follows a heading there is text."""
    at = 0
    while at < len(pieces):
        first, end = pieces[at], at + 1
        while end < len(pieces) and _is_soft(pieces[end]):
            end += 1
        if isinstance(first, PrintedLine) and end > at + 1:
            yield from _parted(first, [one for one in pieces[at + 1 : end] if isinstance(one, PrintedLine)])
        else:
            yield first
        at = end


def _is_soft(piece: Piece) -> bool:
    return isinstance(piece, PrintedLine) and piece.soft


def _parted(first: PrintedLine, rest: Sequence[PrintedLine]) -> Iterator[PrintedLine]:
    """A paragraph with breaks in it: a heading joined, or a heading and its text, or lines that are looked at like others."""
    marked = first.line.heading or bool(NUMBERED.match(first.text)) or first.line.strong
    if not marked or not _is_title(first):
        yield first
        yield from rest if not first.line.heading else (_as_text(one) for one in rest)
        return
    text, over = first.text, 0
    alone = all(_is_title(one) and one.setting == first.setting for one in rest) or first.line.heading
    for one in rest if alone else ():
        if (
            not _is_title(one)
            or one.apart
            or _OPENING.match(one.text)
            or len(text + one.text) > LONGEST_HEADING
        ):
            break
        text, over = text + one.text, over + 1
    yield replace(first, line=replace(first.line, text=text, mended=True)) if over else first
    yield from (_as_text(one, apart=number == 0) for number, one in enumerate(rest[over:]))


def _is_title(line: PrintedLine) -> bool:
    number = NUMBERED.match(line.text)
    words = line.text[number.end() :].strip() if number else line.text
    run_in = number is not None and _RUN_IN.search(words) is not None
    return len(line.text) <= LONGEST_HEADING and line.is_open and not (run_in or _CLAUSE.search(line.text))


def _as_text(line: PrintedLine, *, apart: bool = False) -> PrintedLine:
    """A line in the paragraph of a heading that is none itself, unless it begins like one."""
    own = line.line.heading and _OPENING.match(line.text) is not None and _is_title(line)
    return replace(line, line=replace(line.line, heading=own), apart=line.apart or apart)
