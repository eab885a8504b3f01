"""Wrapping a short text into a table cell: as few lines as fit, of about equal length, at sense units.

Lines keep their natural width; marks and held runs are respected as in the body, and yield only where a
word is wider than the cell. Lengths are points.
"""

from __future__ import annotations

from app.typeset.galley import Galley
from app.typeset.lines import NEVER, TINY, SetLine, natural_line, trimmed

SENSE_ENDS = frozenset("）)、：；，。")
SENSE_BONUS = 0.1  # of the cell's width in ems, squared: what a break after such a mark is worth in evenness
SHORT_LAST = 1.5  # ems: a last line shorter than this counts as bad as a line left half empty


def wrap(galley: Galley, measure: float, balanced: bool) -> tuple[SetLine, ...]:
    """The lines of a cell; `balanced` evens their lengths out, else each but the last is filled."""
    count = len(galley.text)
    if not count:
        return ()
    chosen = _breaks(galley, measure, balanced)
    return tuple(natural_line(galley, start, trimmed(galley, start, end)) for start, end in chosen)


def widest_held(galley: Galley) -> float:
    """Width of the longest piece that may not be divided."""
    widest, start, count = 0.0, 0, len(galley.text)
    for end in range(1, count + 1):
        if end == count or not galley.penalty[end]:
            widest = max(widest, galley.natural(start, trimmed(galley, start, end)))
            start = end
    return widest


def _breaks(galley: Galley, measure: float, balanced: bool) -> list[tuple[int, int]]:
    """Start and end of each line: fewest lines first, then the least raggedness, then penalties."""
    count, em = len(galley.text), galley.kind.advance
    if galley.natural(0, trimmed(galley, 0, count)) <= measure + TINY:
        return [(0, count)]  # a number, a short label: one line, and nothing to weigh
    best: list[tuple[float, int, float]] = [(NEVER, 0, NEVER)] * (count + 1)
    best[0] = (0.0, 0, 0.0)
    before = [0] * (count + 1)
    for start in range(count):
        if best[start][0] == NEVER:
            continue
        penalty, lines, ragged = best[start]
        for end in range(start + 1, count + 1):
            width = galley.natural(start, trimmed(galley, start, end))
            over = width > measure + TINY
            if over and end > start + 1:
                break
            last = end == count
            blank = max(0.0, measure - width) / em
            rag = _raggedness(blank, width / em, last, balanced)
            if balanced and not last and galley.text[end - 1] in SENSE_ENDS:
                rag -= SENSE_BONUS * (measure / em) ** 2
            held = 0.0 if last else galley.penalty[end]
            cost = (penalty + held, lines + 1, ragged + rag)
            if cost <= best[end]:  # of equal ways the one with the longer lines above
                best[end], before[end] = cost, start
    found, end = [], count
    while end:
        found.append((before[end], end))
        end = before[end]
    return found[::-1]


def _raggedness(blank: float, width: float, last: bool, balanced: bool) -> float:
    if balanced or not last:
        return blank * blank
    return SHORT_LAST**2 if width < SHORT_LAST else 0.0
