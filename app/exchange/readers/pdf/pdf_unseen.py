"""Digits of a PDF page that a person does not count as part of a number: struck through, or white on white paper.

They are marked like digits that are not set alike, so that their number is asked for and never taken.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from app.exchange.readers.pdf.pdf_drawing import Drawing, Ground, colour_at
from app.exchange.readers.pdf.pdf_letters import PALEST, Letter
from app.exchange.readers.pdf.pdf_lines import ODD

LOWEST, HIGHEST = (
    0.15,
    0.6,
)  # sizes of a letter above the line of writing, between which a stroke strikes it through
LONGER = (
    1.0  # sizes of a letter by which a stroke may be longer than what it strikes; a line of a table is longer
)
LEVEL = 1.0  # points: a stroke is level
MOST_COMPARED = 200_000  # pairs of a digit and a stroke or a ground on one page


def doubted(letters: Sequence[Letter], drawing: Drawing) -> Iterator[Letter]:
    """The letters, the digits that are struck or not seen with a mark before them."""
    digits = sorted((one for one in letters if one.text.isdigit()), key=lambda one: one.base)
    bases = [one.base for one in digits]
    tallest = max((one.size for one in digits), default=0.0)
    struck: set[Letter] = set()
    compared = 0
    for (x0, y0), (x1, y1) in drawing.strokes:
        if abs(y0 - y1) <= LEVEL and compared <= MOST_COMPARED:
            near = digits[bisect_left(bases, y0 - tallest * HIGHEST) : bisect_right(bases, y0)]
            compared += len(near)
            struck.update(_struck(near, min(x0, x1), max(x0, x1), y0))
    grounds = drawing.grounds if len(drawing.grounds) * len(digits) <= MOST_COMPARED else []
    for letter in letters:
        hidden = letter in struck or (letter.pale and letter.text.isdigit() and _is_on_paper(letter, grounds))
        yield letter._replace(text=ODD + letter.text) if hidden else letter


def _struck(digits: Sequence[Letter], left: float, right: float, y: float) -> list[Letter]:
    """The digits that a stroke goes through, if it goes through nothing else."""
    found = [
        one
        for one in digits
        if left <= one.middle[0] <= right and LOWEST <= (y - one.base) / one.size <= HIGHEST and not one.turn
    ]
    if not found:
        return []
    over = right - left - (max(one.right for one in found) - min(one.left for one in found))
    return found if over <= LONGER * found[0].size else []


def _is_on_paper(letter: Letter, grounds: Sequence[Ground]) -> bool:
    return min(colour_at(*letter.middle, grounds)) >= PALEST
