"""Breaking a paragraph into lines and justifying them to the measure, the whole paragraph at once.

The breaks with the least sum of badness win: punctuation is squeezed first, then tracking opens or closes;
forbidden marks and held runs yield only where nothing else fits. Lengths are points.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from app.typeset.galley import Galley
from app.typeset.line_units import FORBIDDEN
from app.typeset.marks import SPACES

LOOSE = 0.05  # ems of tracking that count as 100
VISIBLE = 0.085  # ems of tracking at which a PDF reader begins to see spaces
TIGHT = 0.03  # ems of tracking that may close at most
USUAL = 0.87  # of the measure: shorter lines are not weighed at first
SHORTEST = 0.62  # of the measure: shorter lines are weighed only when nothing else is left
CONTENT = 300.0  # a paragraph of this cost needs no second look
TINY = 1e-6
NEVER = float("inf")


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs of one face in a row: `x` from the line's left edge, `advances` from each glyph to the next."""

    face: str
    size: float
    x: float
    text: str
    glyphs: tuple[int, ...]
    advances: tuple[float, ...]


@dataclass(frozen=True, slots=True, eq=False)
class SetLine:
    """A set line: its runs, text and width; `indent` is the blank before it, `last` ends a paragraph.

    `start` is its first character in the text that was set. Compared by being the same, so that what was made of it is found
    without looking into it.
    """

    text: str
    runs: tuple[Run, ...]
    width: float
    indent: float = 0.0
    last: bool = False
    start: int = 0


@dataclass(frozen=True, slots=True)
class Fit:
    """How a line is brought to its measure: share of the squeeze used, tracking in points, mark at the end cut."""

    cost: float
    squeeze: float = 0.0
    tracking: float = 0.0
    end_cut: float = 0.0
    letters: bool = False


def fit(galley: Galley, start: int, end: int, measure: float) -> Fit:
    """The least bad way to set start..end on exactly the measure; cost is infinite when it cannot be."""
    natural, give = galley.natural(start, end), galley.squeezable(start, end)
    slots, letters = galley.slots(start, end), False
    if not slots:
        slots, letters = end - start - 1, True
    em = galley.kind.advance
    whole = _fit(measure - natural, give, slots, em, 0.0)
    cut = galley.end_cut(end)
    if cut and whole.cost > 1.0:
        trimmed = _fit(measure - natural + cut, give, slots, em, cut)
        whole = min(whole, trimmed, key=lambda found: found.cost)
    if letters:
        return Fit(whole.cost + 5_000, whole.squeeze, whole.tracking, whole.end_cut, letters)
    return whole


def _fit(room: float, give: float, slots: int, em: float, cut: float) -> Fit:
    """`room` is the measure less the natural width: to fill when positive, to give when negative."""
    base = 4.0 if cut else 0.0
    if abs(room) < TINY:
        return Fit(base, end_cut=cut)
    if room > 0:
        if not slots:
            return Fit(10 * FORBIDDEN, end_cut=cut)
        opened = room / slots
        return Fit(
            base + 100 * (opened / em / LOOSE) ** 2 + (1_000 if opened > VISIBLE * em else 0),
            0.0,
            opened,
            cut,
        )
    if -room <= give:
        return Fit(base + 20 * (room / give) ** 2, -room / give, 0.0, cut)
    closed = (-room - give) / slots if slots else NEVER
    if closed > TIGHT * em:
        return Fit(NEVER)
    return Fit(base + 40 + 200 * (closed / em / TIGHT) ** 2, 1.0 if give else 0.0, -closed, cut)


def trimmed(galley: Galley, start: int, end: int) -> int:
    """The end of the line start..end without the spaces that hang over it."""
    while end > start + 1 and galley.text[end - 1] in SPACES:
        end -= 1
    return end


def break_lines(galley: Galley, measure: float, indent: float = 0.0) -> tuple[SetLine, ...]:
    """Set the galley as a paragraph of `measure`, its first line indented; an empty text gives no line."""
    count = len(galley.text)
    if not count:
        return ()
    cost, chain = _best_breaks(galley, measure, indent, USUAL)
    if cost > CONTENT:
        _, chain = _best_breaks(galley, measure, indent, SHORTEST)
    return tuple(
        built(galley, start, trimmed(galley, start, end), found, indent if start == 0 else 0.0, end == count)
        for start, end, found in chain
    )


def _best_breaks(
    galley: Galley, measure: float, indent: float, shortest: float
) -> tuple[float, list[tuple[int, int, Fit]]]:
    """The least cost of the paragraph and its lines, none but the last naturally under `shortest` of its measure."""
    count = len(galley.text)
    best = [NEVER] * (count + 1)
    best[0] = 0.0
    before: list[tuple[int, Fit]] = [(0, Fit(0.0))] * (count + 1)
    for start in range(count):
        if best[start] == NEVER:
            continue
        room = measure - indent if start == 0 else measure
        for end, found in _candidates(galley, start, room, shortest * room):
            cost = best[start] + found.cost + (galley.penalty[end] if end < count else 0.0)
            if cost < best[end]:
                best[end], before[end] = cost, (start, found)
    chain = []
    end = count
    while end:
        start, found = before[end]
        chain.append((start, end, found))
        end = start
    return best[count], chain[::-1]


def _candidates(galley: Galley, start: int, measure: float, least: float) -> Iterator[tuple[int, Fit]]:
    """Ends of a line that begins at `start`, with the way it fits; at least one is always given."""
    count = len(galley.text)
    low = _first_end(galley, start, least)
    given = False
    for end in range(low, count + 1):
        shown = trimmed(galley, start, end)
        over = galley.natural(start, shown) - measure
        if over > galley.squeezable(start, shown) + galley.end_cut(shown) + TIGHT * measure:
            break
        if end == count and over <= TINY:
            given = True
            short = over + measure < 2 * galley.kind.advance and start > 0
            yield end, Fit(60.0 if short else 0.0)
        else:
            found = fit(galley, start, shown, measure)
            if found.cost < NEVER:
                given = True
                yield end, found
    if not given:
        yield start + 1, Fit(10 * FORBIDDEN)


def _first_end(galley: Galley, start: int, least: float) -> int:
    """The first end at which the line is at least `least` wide, or the text's end."""
    sums = galley.natural_sum
    return bisect_left(sums, sums[start] + least, start + 1, len(galley.text))


def built(galley: Galley, start: int, end: int, how: Fit, indent: float = 0.0, last: bool = False) -> SetLine:
    """Place the glyphs of start..end as the fit says."""
    places: list[float] = []
    cursor = 0.0
    for place in range(start, end):
        left = galley.cut_left[place] + how.squeeze * galley.more_left[place] if place > start else 0.0
        final = place == end - 1
        right = how.end_cut if final else galley.cut_right[place] + how.squeeze * galley.more_right[place]
        places.append(cursor - left)
        cursor += galley.width[place] - left - right
        if final:
            cursor += galley.overhang(end)
        else:
            open_here = galley.slot[place] or how.letters
            cursor += galley.gap[place] + (how.tracking if open_here else 0.0)
    return SetLine(galley.text[start:end], _runs(galley, start, places, cursor), cursor, indent, last, start)


def _runs(galley: Galley, start: int, places: list[float], width: float) -> tuple[Run, ...]:
    runs: list[Run] = []
    glyphs = galley.glyphs
    first, count = 0, len(places)
    edges = [*places, width]
    for place in range(1, count + 1):
        if place == count or glyphs[start + place].face != glyphs[start + first].face:
            here = slice(start + first, start + place)
            advances = tuple(edges[i + 1] - edges[i] for i in range(first, place))
            numbers = tuple(glyph.number for glyph in glyphs[here])
            runs.append(
                Run(
                    glyphs[start + first].face,
                    galley.kind.size,
                    places[first],
                    galley.text[here],
                    numbers,
                    advances,
                )
            )
            first = place
    return tuple(runs)


def natural_line(galley: Galley, start: int, end: int) -> SetLine:
    """The text start..end on one line at its natural width."""
    return built(galley, start, end, Fit(0.0), last=True)
