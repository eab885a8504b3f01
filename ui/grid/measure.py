"""How wide and high the parts of a grid are at a given width of the window, in logical pixels.

Widths follow the printed millimetres, never below what a number needs; heights follow the letters themselves. A roomy grid
wraps its headings; a dense one has them on one line in the form's short words, and rows as high as the room allows.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ui.grid.grid_shape import GridShape, Label
from ui.look.lettering import Lettering

PAD = 3  # beside any text
AIR = 4  # above and below it in a roomy grid; a dense one has none
DENSE_MORE = 3  # pixels that a row has more than it must where a dense grid is wanted and there is room for more
HEAD_MORE = 6  # pixels that a line of headings takes of what the rows leave
EDGE = 2  # pixels between the letters of two rows, one of them the hairline
WIDEST = 10.0  # pixels a printed millimetre: wider tables only carry the eye astray
MOST = 16_777_215  # Qt's own limit of a widget's height
DIGITS = (5, 4, 3)  # that a column has room for
STRONG = 1.1  # how much wider strong figures are than plain ones
MANY, FEW = 12, 4  # characters on a line of a group's heading
SHORT = 12  # characters of a heading that is broken evenly
Density = Literal["auto", "roomy", "dense"]


@dataclass(frozen=True)
class Spacing:
    """How a grid is laid out: roomy, or dense with rows of `row` and lines of headings of `head` pixels."""

    dense: bool = False
    row: int = 0
    head: int = 0

    @property
    def above(self) -> int:
        """Pixels above and below a text."""
        return 0 if self.dense else AIR


ROOMY = Spacing()


@dataclass(frozen=True)
class Measure:
    """Widths of the stub levels and columns, heights of the header levels and rows."""

    stubs: tuple[int, ...]
    columns: tuple[int, ...]
    levels: tuple[int, ...]
    rows: tuple[int, ...]

    @property
    def width(self) -> int:
        """The whole grid's width."""
        return sum(self.stubs) + sum(self.columns)

    @property
    def height(self) -> int:
        """The whole grid's height."""
        return sum(self.levels) + sum(self.rows)


def least_row(letters: Lettering) -> int:
    """The lowest row that shows its letters whole."""
    return letters.em + EDGE


def chosen(
    shapes: Sequence[GridShape], letters: Lettering, wide: int, high: int, density: Density = "auto"
) -> tuple[Spacing, int]:
    """How grids one under the other are laid out in a room of `wide` × `high`, and the height beyond which they want no more.

    Roomy where all of them fit so, else dense with rows that share the height; a person may want one or the other.
    """
    roomy = sum(measure(shape, letters, wide).height for shape in shapes)
    if density == "roomy" or (density == "auto" and roomy <= high):
        return ROOMY, roomy
    least, rows = least_row(letters), sum(len(shape.rows) for shape in shapes)
    heads = sum(sum(measure(shape, letters, wide, Spacing(True, least, least)).levels) for shape in shapes)
    most = least + (DENSE_MORE if density == "dense" else 2 * AIR)
    row = max(least, min((high - heads) // rows, most))
    left = (high - heads - row * rows) // sum(shape.grid.columns.depth for shape in shapes)
    spacing = Spacing(True, row, least + max(0, min(left, HEAD_MORE)))
    wanted = sum(measure(shape, letters, wide, spacing).height for shape in shapes)
    return spacing, roomy if density == "auto" else wanted


def fitted(shape: GridShape, letters: Lettering, wide: int, high: int, bar: int, spacing: Spacing = ROOMY) -> Measure:
    """The grid fitted into a window of `wide` × `high`; one that is too high leaves room for a scroll bar."""
    found = measure(shape, letters, wide, spacing)
    return measure(shape, letters, wide - bar, spacing) if found.height > high else found


def measure(shape: GridShape, letters: Lettering, available: int, spacing: Spacing = ROOMY) -> Measure:
    """The grid fitted into `available` pixels; wider than that only where numbers would not fit."""
    stubs = len(shape.grid.stub_widths)
    widths = _dense_widths(shape, letters, available) if spacing.dense else ()
    widths = widths or _printed_widths(shape, letters, available)
    heads, columns = widths[:stubs], widths[stubs:]
    levels = _heights(shape.column_labels, shape.grid.columns.depth, columns, letters, spacing)
    corner = wrapped_height(letters, shape.grid.corner, sum(heads) - 4 * PAD, spacing.above) if stubs else 0
    levels = (*levels[:-1], levels[-1] + max(0, corner - sum(levels)))
    rows = (spacing.row,) * len(shape.rows) if spacing.dense else _row_heights(shape, heads, letters)
    return Measure(heads, columns, levels, rows)


def _printed_widths(shape: GridShape, letters: Lettering, available: int) -> tuple[int, ...]:
    """In proportion to the printed ones. A column has room for five digits; for fewer where else not all of them would fit."""
    weights = (*shape.grid.stub_widths, *shape.column_weights)
    whole = min(available, round(sum(weights) * WIDEST))
    stubs, em = len(shape.grid.stub_widths), letters.em + 4
    heads = [em * 8 if level == stubs - 1 else em * 3 for level in range(stubs)]
    lines = [heads + [_least_column(letters, digits)] * len(shape.columns) for digits in DIGITS]
    return share(whole, weights, next((least for least in lines if sum(least) <= whole), lines[0]))


def _least_column(letters: Lettering, digits: int = DIGITS[0]) -> int:
    return max(math.ceil(letters.advance("0" * digits) * STRONG), letters.em * 2) + 2 * PAD


def _dense_widths(shape: GridShape, letters: Lettering, available: int) -> tuple[int, ...]:
    """Each column and each level of row headings as wide as its words on one line, the rest shared; () where they do not fit.

    Where there is less room the headings of columns and of groups are broken: these have the height for it.
    """
    weights = (*shape.grid.stub_widths, *shape.column_weights)
    whole = min(available, round(sum(weights) * WIDEST))
    broken = [_least_column(letters)] * len(shape.columns)
    for columns, characters in ((_one_line_columns(shape, letters), MANY), (broken, MANY), (broken, FEW)):
        least = (*_one_line_stubs(shape, letters, characters), *columns)
        if sum(least) <= whole:
            return share(whole, weights, least)
    return ()


def _one_line_stubs(shape: GridShape, letters: Lettering, characters: int) -> list[int]:
    """Of the groups, that have several rows, up to so many characters stand on a line."""
    depth = len(shape.grid.stub_widths)
    stubs = [letters.em * 2 + 2 * PAD] * depth
    for label in shape.row_labels:
        wanted = math.ceil(letters.advance(label.axis.brief)) + 3 * PAD
        if label.level + 1 < depth:
            wanted = min(wanted, letters.em * characters + 2 * PAD)
        if label.levels == 1 and (label.level or depth == 1):
            stubs[label.level] = max(stubs[label.level], wanted)
    return stubs


def _one_line_columns(shape: GridShape, letters: Lettering) -> list[int]:
    columns = [_least_column(letters)] * len(shape.columns)
    for label in shape.column_labels:
        if label.first == label.last:
            wanted = math.ceil(letters.advance(label.axis.brief)) + 2 * PAD
            columns[label.first] = max(columns[label.first], wanted)
    return columns


def share(available: int, weights: Sequence[float], least: Sequence[int]) -> tuple[int, ...]:
    """Whole widths in proportion to `weights`, none below its least; their sum is `available` where it can be."""
    small: set[int] = set()
    while True:
        free = [n for n in range(len(weights)) if n not in small]
        room = available - sum(least[n] for n in small)
        scale = room / sum(weights[n] for n in free) if free else 0.0
        fresh = {n for n in free if weights[n] * scale < least[n]}
        if not fresh:
            break
        small |= fresh
    widths, carried = list(least), 0.0
    for n in free:
        exact = weights[n] * scale + carried
        widths[n] = int(exact + 1e-6)
        carried = exact - widths[n]
    return tuple(widths)


def wrapped_height(letters: Lettering, text: str, width: int, above: int) -> int:
    """The height of a text wrapped into a cell of `width`, with its padding."""
    if not text.strip():
        return 0
    room = max(1, width - 2 * PAD)
    return letters.height(letters.lines(balanced(letters, text, room), room)) + 2 * above + EDGE


def balanced(letters: Lettering, text: str, width: int) -> str:
    """A short heading broken into lines of like length: 商业 / 企业 rather than 商业企 / 业."""
    lines = math.ceil(letters.advance(text) / max(1, width))
    number, bracket, rest = text.partition("）")
    if lines > 1 and len(text) <= SHORT and text.startswith("（") and rest:
        return f"{number}{bracket}\n{rest}"
    if lines < 2 or len(text) > SHORT or not text.replace("、", "").isalpha():
        return text
    each = max(1, min(math.ceil(len(text) / lines), int(width // letters.em)))
    return "\n".join(text[n : n + each] for n in range(0, len(text), each))


def _heights(
    labels: tuple[Label, ...], depth: int, columns: tuple[int, ...], letters: Lettering, spacing: Spacing
) -> tuple[int, ...]:
    heights = [spacing.head or least_row(letters) + 2 * spacing.above] * depth
    for label in sorted(labels, key=lambda one: one.levels):
        words = label.axis.brief if spacing.dense else label.axis.label
        wanted = wrapped_height(letters, words, sum(columns[label.first : label.last + 1]), spacing.above)
        covered = sum(heights[label.level : label.level + label.levels])
        heights[label.level + label.levels - 1] += max(0, wanted - covered)
    return tuple(heights)


def _row_heights(shape: GridShape, stubs: tuple[int, ...], letters: Lettering) -> tuple[int, ...]:
    heights = [least_row(letters) + 2 * AIR] * len(shape.rows)
    for label in sorted(shape.row_labels, key=lambda one: one.last - one.first):
        width = sum(stubs[label.level : label.level + label.levels])
        covered = sum(heights[label.first : label.last + 1])
        heights[label.last] += max(0, wrapped_height(letters, label.axis.label, width, AIR) - covered)
    return tuple(heights)
