"""Letters of a PDF page → lines of text from the top, and the text of a cell.

A wide gap within a line becomes a tab. A digit that is raised, lowered or smaller than the one before it gets a mark, so that
no number is made of the two.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.chinese.numerals import NUMBERED
from app.exchange.readers.pdf.pdf_letters import MIDDLE, Letter, upright

WIDE_GAP = 1.6  # in sizes of a letter: further apart they are different fields
SET_OFF = 0.8  # in sizes of a letter: so far apart a blank stands between two, which many set behind a heading
MOST_SET_OFF = 2  # such blanks in a line; one with more is letter-spaced
FIRST_PARTS = 48  # letters and what stands between them, in which a heading ends
OFF_LINE, SMALLER = (
    0.12,
    0.82,
)  # in sizes of a letter: a digit that stands or is set so is of no number beside it
ODD = "^"  # stands between two digits that are not set alike
MOST_COMPARED = 300_000  # pairs of digits on one page
LEVEL = 0.58  # in sizes of the smaller letter: further below it stands in another line
NARROWEST = 0.2  # widths of a letter per size; narrower is no letter as printed
_ENDS = 3  # letters that tell how a line is set where it meets another
_MARK = re.compile(rf"{NUMBERED}|[①-⑳●•·■◆-]|第[^\s]{{1,3}}[章节条]")


@dataclass(frozen=True)
class TextLine:
    """A line of letters with its ends; `top` orders it on the page. `bold` when all of it is; `first` and `last` are the
    sizes of its letters where it begins and ends; `column` names the one that it stands in, 0 where the text has none."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    page: int
    bold: bool = False
    first: float = 0.0
    last: float = 0.0
    column: int = 0


def text_lines(letters: Sequence[Letter], page: int, rows: Iterable[list[Letter]] = ()) -> list[TextLine]:
    """The lines of letters, from the top; those that are turned against the others behind them. `rows` are the letters of
    the others line by line, if they are known."""
    found = [_line(row, page) for row in rows]
    for turn in sorted({letter.turn for letter in letters}):
        same = [letter for letter in letters if letter.turn == turn]
        lines = list(_lines(upright(same) if turn else same, page))
        found += (_placed(line, same) for line in lines) if turn else lines
    return found


def _placed(line: TextLine, letters: Sequence[Letter]) -> TextLine:
    """A turned line where its letters stand on the page."""
    top, bottom = max(one.top for one in letters), min(one.bottom for one in letters)
    left = min(one.left for one in letters)
    return TextLine(
        line.text, left, math.inf, top, bottom, line.size, line.page, line.bold, line.first, line.last
    )


def _lines(letters: Sequence[Letter], page: int) -> Iterator[TextLine]:
    return (_line(row, page) for row in letter_rows(letters))


def letter_rows(letters: Sequence[Letter]) -> Iterator[list[Letter]]:
    """The letters that stand in one line, for each line from the top."""
    hung = _hung(letters)
    beside: dict[Letter, list[Letter]] = {}
    for small, host in hung.items():
        beside.setdefault(hung.get(host, host), []).append(small)
    free = [letter for letter in letters if letter not in hung] if hung else letters
    line: list[Letter] = []
    above, size = 0.0, 0.0
    for middle, _, letter in sorted((-one.base - one.size * MIDDLE, one.left, one) for one in free):
        if line and middle - above > min(size, letter.size) * LEVEL:
            yield line
            line = []
        if not line:
            above, size = middle, letter.size
        line.append(letter)
        line += beside.get(letter, ()) if beside else ()
    if line:
        yield line


def _hung(letters: Sequence[Letter]) -> dict[Letter, Letter]:
    """The raised or lowered small digits, each with the digit that it, or the one beside it, hangs on."""
    digits = [letter for letter in letters if letter.text.isdigit()]
    tallest = max((one.size for one in digits), default=0.0)
    small = sorted(
        (one for one in digits if one.size < tallest * SMALLER),
        key=lambda one: (-one.size, one.base, one.left),
    )
    if len(small) * len(digits) > MOST_COMPARED:
        return {}
    found: dict[Letter, Letter] = {}
    for cluster in _clusters(small):
        host = next((other for one in cluster for other in digits if _hangs(one, other)), None)
        if host is not None:
            found |= dict.fromkeys(cluster, host)
    return found


def _clusters(digits: Sequence[Letter]) -> Iterator[list[Letter]]:
    """Digits of one size on one line of writing that stand side by side."""
    cluster: list[Letter] = []
    for one in digits:
        last = cluster[-1] if cluster else one
        apart = one.size != last.size or abs(one.base - last.base) > one.size * OFF_LINE
        if cluster and (apart or one.left - last.right > one.size / 2):
            yield cluster
            cluster = []
        cluster.append(one)
    if cluster:
        yield cluster


def _hangs(small: Letter, tall: Letter) -> bool:
    """Whether a digit stands beside a larger one and nearly touches it, raised or lowered."""
    if small.size >= tall.size * SMALLER:
        return False
    beside = min(abs(small.right - tall.left), abs(tall.right - small.left)) < tall.size * 0.3
    return beside and max(small.bottom - tall.top, tall.bottom - small.top) < tall.size * 0.3


def _line(letters: list[Letter], page: int) -> TextLine:
    ordered = sorted(letters, key=lambda one: one.left)
    sizes = [one.size for one in ordered]
    size = sorted(sizes)[len(ordered) // 2]
    parts = [ordered[0].text]
    spaced = sum(_is_set_off(one, two, size) for one, two in pairwise(ordered)) > MOST_SET_OFF  # 目　录 all along
    for before, letter in pairwise(ordered):
        gap = letter.left - before.right
        latin = before.text.isascii() and letter.text.isascii() and gap > size * 0.2
        odd = ODD if before.text.isdigit() and letter.text.isdigit() and _is_odd(before, letter) else ""
        wide = gap > size * WIDE_GAP and not _MARK.fullmatch("".join(parts[:12]))
        blank = not spaced and len(parts) < FIRST_PARTS and _is_set_off(before, letter, size)
        parts.append("\t" if wide else " " if latin else odd or ("\u3000" if blank else ""))
        parts.append(letter.text)
    # A replacement text (ISO 32000-1, 14.9.4) is squeezed into one box and does not say where its line ends.
    squeezed = ordered[-1].right - ordered[0].left < len(ordered) * size * NARROWEST
    right = math.inf if squeezed else ordered[-1].right
    top, bottom = max(one.top for one in ordered), min(one.bottom for one in ordered)
    bold = all(one.bold for one in [one for one in ordered if not one.text.isascii()] or ordered)
    ends = max(sizes[:_ENDS]), max(sizes[-_ENDS:])
    return TextLine("".join(parts), ordered[0].left, right, top, bottom, size, page, bold, *ends)


def _is_set_off(before: Letter, letter: Letter, size: float) -> bool:
    """Whether a blank of about one letter stands between two Chinese ones: 平台建设　在社区设……"""
    chinese = all(unicodedata.category(one.text[0]) == "Lo" for one in (before, letter))
    return chinese and size * SET_OFF < letter.left - before.right <= size * WIDE_GAP


def _is_odd(before: Letter, letter: Letter) -> bool:
    """Whether two letters of a line are not set alike: off the line of writing, or of other sizes."""
    high = max(before.size, letter.size)
    small = min(before.size, letter.size) < high * SMALLER
    return small or abs(before.base - letter.base) > high * OFF_LINE


def cell_text(letters: Sequence[Letter], page: int) -> str:
    """The lines of a cell as one text; digits that meet only where a line ends make no number."""
    most = sum(letter.turn > 0 for letter in letters) * 2 > len(letters)
    lines = text_lines(letters, page) if most else list(_lines(letters, page))
    parts = [line.text for line in lines[:1]]
    for before, line in pairwise(lines):
        meet = before.text[-1:].isdigit() and line.text[:1].isdigit()
        parts.append(ODD + line.text if meet else line.text)
    return "".join(parts)
