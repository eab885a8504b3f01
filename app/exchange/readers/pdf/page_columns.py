"""Columns of text that stand side by side on a PDF page, parted so that no line of one runs on in the other.

A gutter parts columns only where text runs on both sides of it. The columns of a table without ruling lines are left alone:
they hold figures, or their lines stand level with one another and are short.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from app.chinese.characters import IDEOGRAPHS
from app.chinese.numerals import COUNTING
from app.exchange.readers.pdf.pdf_letters import Letter
from app.exchange.readers.pdf.pdf_lines import WIDE_GAP, TextLine, letter_rows, text_lines
from app.exchange.source.values import is_value

FEWEST = 4  # lines on each side of a gutter
NARROWEST = 1.0  # sizes of a letter: a gutter is at least so wide
MOST_TRIED = 6  # gutters
INDENT = 2.5  # sizes of a letter
NARROW = 0.5  # of the text beside it: no wider is a column of links
DEEPEST = 3  # columns within columns
SHORTEST = 8  # letters of a line of running text
MOST_FIGURES, MOST_FIELDS = 0.15, 0.3  # shares of pieces and of rows that a column of text may hold
SAME_LEVEL = 0.15  # sizes of a letter
LEVEL = 0.6  # from which share of its lines on a column stands level with the other
EQUAL = 0.4  # from which share of the letters on a column is as much of the text as the other
_WORDS = re.compile(f"[{IDEOGRAPHS}]{{2}}")
_HEADING = re.compile(rf"(?:[{COUNTING}]{{1,2}}、|[（(][{COUNTING}]{{1,2}}[)）]).*")


@dataclass(frozen=True)
class _Piece:
    """Letters of a line that stand close together; `row` counts the lines."""

    row: int
    left: float
    right: float
    middle: float
    size: float
    letters: tuple[Letter, ...]

    @property
    def text(self) -> str:
        """Its letters."""
        return "".join(letter.text for letter in self.letters)


@dataclass(frozen=True)
class _Gutter:
    """A gap between columns, and the pieces on either side as far as both reach."""

    left: tuple[_Piece, ...]
    right: tuple[_Piece, ...]

    @property
    def sides(self) -> tuple[tuple[_Piece, ...], tuple[_Piece, ...]]:
        """The pieces of both columns."""
        return self.left, self.right


def in_columns(letters: Sequence[Letter], page: int, depth: int = 0) -> tuple[list[TextLine], list[TextLine]]:
    """The lines of a page in the order in which a person reads them, and those of columns beside the text."""
    rows = list(letter_rows([letter for letter in letters if not letter.turn]))
    turned = [letter for letter in letters if letter.turn]
    pieces = list(_pieces(rows))
    gutter = _best_gutter(pieces) if depth < DEEPEST else None
    if gutter is None:
        return text_lines(turned, page, rows), []
    inside = {piece for side in gutter.sides for piece in side}
    rest = [letter for piece in pieces if piece not in inside for letter in piece.letters]
    others, aside = in_columns([*rest, *turned], page, depth + 1)
    sides = [_letters(side) for side in gutter.sides]
    read = [in_columns(side, page, depth + 1) for side in sides]
    aside += [line for _, beyond in read for line in beyond]
    columns = [_marked(lines, side) for (lines, _), side in zip(read, sides, strict=True)]
    small, large = sorted(columns, key=lambda lines: sum(len(line.text) for line in lines))
    if min(map(len, sides)) >= EQUAL * max(map(len, sides)):
        text = [*columns[0], *columns[1]]
    elif any(_HEADING.match(line.text) for line in small):
        text = sorted([*small, *large], key=lambda line: (-line.top, line.left))
    else:
        text, aside = large, [*small, *aside]
    lowest = min(line.bottom for line in text)
    above = [line for line in others if line.bottom >= lowest]
    return [*above, *text, *(line for line in others if line.bottom < lowest)], aside


def _letters(pieces: Sequence[_Piece]) -> list[Letter]:
    return [letter for piece in pieces for letter in piece.letters]


def _marked(lines: Sequence[TextLine], letters: Sequence[Letter]) -> list[TextLine]:
    """The lines as those of a column, which is named by where it begins."""
    left = round(min(letter.left for letter in letters))
    return [replace(line, column=line.column or left) for line in lines]


def _pieces(rows: Sequence[Sequence[Letter]]) -> Iterator[_Piece]:
    for row, line in enumerate(rows):
        ordered = sorted(line, key=lambda one: one.left)
        size = sorted(one.size for one in ordered)[len(ordered) // 2]
        cuts = [n for n, (a, b) in enumerate(pairwise(ordered), 1) if b.left - a.right > size * WIDE_GAP]
        for start, end in pairwise([0, *cuts, len(ordered)]):
            part = tuple(ordered[start:end])
            yield _Piece(row, part[0].left, part[-1].right, part[0].middle[1], size, part)


def _best_gutter(pieces: Sequence[_Piece]) -> _Gutter | None:
    """The gutter with most text on its sides; None where there are no columns, or where they are those of a table."""
    found = (_gutter(pieces, at) for at in _lefts(pieces)[:MOST_TRIED])
    whole = (_with_tail(one, pieces) for one in found if one is not None)
    real = [one for one in whole if _parts_text(one)]
    return max(real, key=lambda one: len(_letters(one.left)) + len(_letters(one.right)), default=None)


def _lefts(pieces: Sequence[_Piece]) -> list[int]:
    """Where pieces often begin; then where few do, but many behind it by no more than an indent: short paragraphs."""
    counted: dict[int, int] = {}
    for piece in pieces:
        counted[round(piece.left)] = counted.get(round(piece.left), 0) + 1
    if not counted:
        return []
    deep = sorted(piece.size for piece in pieces)[len(pieces) // 2] * INDENT
    after = {at: sum(n for other, n in counted.items() if at <= other <= at + deep) for at in counted}
    found = [at for at in counted if counted[at] > 1 and after[at] >= FEWEST and at > min(counted) + SHORTEST]
    return sorted(found, key=lambda at: (counted[at] < FEWEST, -counted[at], -after[at]))


def _gutter(pieces: Sequence[_Piece], at: int) -> _Gutter | None:
    """The longest stretch of the page in which nothing crosses the gap to the left of `at`."""
    stretches: list[list[_Piece]] = [[]]
    for piece in pieces:
        if piece.left < at - 1.5 and piece.right > at - piece.size * NARROWEST:
            stretches.append([])
        else:
            stretches[-1].append(piece)
    best: _Gutter | None = None
    for stretch in stretches:
        left, right = [p for p in stretch if p.left < at - 1.5], [p for p in stretch if p.left >= at - 1.5]
        if min(len(left), len(right)) < FEWEST:
            continue
        top = min(left[0].middle, right[0].middle) + left[0].size
        bottom = max(left[-1].middle, right[-1].middle) - left[-1].size
        own = _Gutter(*(tuple(p for p in side if bottom <= p.middle <= top) for side in (left, right)))
        if min(map(len, own.sides)) >= FEWEST and (best is None or len(own.left) > len(best.left)):
            best = own
    return best


def _with_tail(gutter: _Gutter, pieces: Sequence[_Piece]) -> _Gutter:
    """The same with the text that goes on below a narrow column to its left, as far as it begins no further left."""
    left, right = gutter.sides
    narrow, wide = (max(p.right for p in side) - min(p.left for p in side) for side in (left, right))
    if narrow > wide * NARROW:
        return gutter
    at, lowest = min(p.left for p in right), max(left[-1].row, right[-1].row)
    below = (piece for piece in pieces if piece.row > lowest)
    tail = takewhile(lambda piece: piece.left >= at - 1.5, below)
    return _Gutter(left, (*right, *tail))


def _parts_text(gutter: _Gutter) -> bool:
    """Whether both sides are text rather than columns of a table."""
    both = [*gutter.left, *gutter.right]
    rows: dict[int, int] = {}
    for piece in both:
        rows[piece.row] = rows.get(piece.row, 0) + 1
    figures = sum(is_value(piece.text) for piece in both)
    fields = sum(count > 2 for count in rows.values())
    if figures > MOST_FIGURES * len(both) or fields > MOST_FIELDS * len(rows):
        return False
    if any(sum(bool(_WORDS.search(one.text)) for one in side) < 0.6 * len(side) for side in gutter.sides):
        return False
    runs = [_runs(side) for side in gutter.sides]
    return all(runs) if _is_level(*sorted(gutter.sides, key=len)) else any(runs)


def _is_level(small: Sequence[_Piece], large: Sequence[_Piece]) -> bool:
    """Whether most lines of a column stand level with one of the other, and are not the headings of what stands there."""
    if all(_HEADING.match(piece.text) for piece in small):
        return False
    bases = sorted(piece.letters[0].base for piece in large)
    level = 0
    for piece in small:
        at = bisect_left(bases, piece.letters[0].base - piece.size * SAME_LEVEL)
        level += at < len(bases) and bases[at] <= piece.letters[0].base + piece.size * SAME_LEVEL
    return level >= LEVEL * len(small)


def _runs(side: Sequence[_Piece]) -> bool:
    """Whether a column holds running text: most of its lines reach its right edge."""
    edge = sorted(piece.right for piece in side)[-max(len(side) // 4, 1)]
    full = [
        piece for piece in side if piece.right >= edge - 2 * piece.size and len(piece.letters) >= SHORTEST
    ]
    return len(full) * 2 >= len(side)
