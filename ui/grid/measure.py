"""How wide and high the parts of a grid are at a given width of the window, in logical pixels.

Widths follow the printed millimetres, never below what a number needs; heights follow the wrapped headings.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics

from ui.grid.grid_shape import GridShape, Label

PAD = 3  # beside and above any text
DENSE = 0  # above and below it in a low room
WIDEST = 10.0  # pixels a printed millimetre: wider tables only carry the eye astray
MOST = 16_777_215  # Qt's own limit of a widget's height
SHORT = 12  # characters of a heading that is broken evenly
WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignCenter


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


def fitted(shape: GridShape, metrics: QFontMetrics, wide: int, high: int, bar: int, above: int = PAD) -> Measure:
    """The grid fitted into a window of `wide` × `high`; one that is too high leaves room for a scroll bar."""
    found = measure(shape, metrics, wide, above)
    return measure(shape, metrics, wide - bar, above) if found.height > high else found


def measure(shape: GridShape, metrics: QFontMetrics, available: int, above: int = PAD) -> Measure:
    """The grid fitted into `available` pixels; wider than that only where numbers would not fit.

    `above` pixels stand over and under each text.
    """
    weights = (*shape.grid.stub_widths, *shape.column_weights)
    stubs = len(shape.grid.stub_widths)
    em = metrics.height()
    least = [_least_stub(level, stubs, em) for level in range(stubs)]
    least += [max(metrics.horizontalAdvance("00000") + 2 * PAD, em * 2 + 2 * PAD)] * len(shape.columns)
    widths = share(min(available, round(sum(weights) * WIDEST)), weights, least)
    columns = widths[stubs:]
    level_heights = _heights(shape.column_labels, shape.grid.columns.depth, columns, metrics, above)
    corner = wrapped_height(metrics, shape.grid.corner, sum(widths[:stubs]) - 4 * PAD, above) if stubs else 0
    level_heights = _grown(level_heights, corner)
    return Measure(widths[:stubs], columns, level_heights, _row_heights(shape, widths[:stubs], metrics, above))


def _least_stub(level: int, levels: int, em: int) -> int:
    return em * 8 if level == levels - 1 else em * 3


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


def wrapped_height(metrics: QFontMetrics, text: str, width: int, above: int) -> int:
    """The height of a text wrapped into a cell of `width`, with its padding."""
    if not text.strip():
        return 0
    room = QRect(0, 0, max(1, width - 2 * PAD), 10_000)
    shown = balanced(metrics, text, room.width())
    return metrics.boundingRect(room, int(WRAPPED), shown).height() + 2 * above


def balanced(metrics: QFontMetrics, text: str, width: int) -> str:
    """A short heading broken into lines of like length: 商业 / 企业 rather than 商业企 / 业."""
    lines = math.ceil(metrics.horizontalAdvance(text) / max(1, width))
    number, bracket, rest = text.partition("）")
    if lines > 1 and len(text) <= SHORT and text.startswith("（") and rest:
        return f"{number}{bracket}\n{rest}"
    if lines < 2 or len(text) > SHORT or not text.replace("、", "").isalpha():
        return text
    each = math.ceil(len(text) / lines)
    return "\n".join(text[n : n + each] for n in range(0, len(text), each))


def _heights(
    labels: tuple[Label, ...], depth: int, columns: tuple[int, ...], metrics: QFontMetrics, above: int
) -> tuple[int, ...]:
    heights = [metrics.height() + 2 * above] * depth
    for label in sorted(labels, key=lambda one: one.levels):
        wanted = wrapped_height(metrics, label.axis.label, sum(columns[label.first : label.last + 1]), above)
        covered = sum(heights[label.level : label.level + label.levels])
        heights[label.level + label.levels - 1] += max(0, wanted - covered)
    return tuple(heights)


def _grown(heights: tuple[int, ...], wanted: int) -> tuple[int, ...]:
    return (*heights[:-1], heights[-1] + max(0, wanted - sum(heights)))


def _row_heights(shape: GridShape, stubs: tuple[int, ...], metrics: QFontMetrics, above: int) -> tuple[int, ...]:
    heights = [metrics.height() + 2 * above] * len(shape.rows)
    for label in sorted(shape.row_labels, key=lambda one: one.last - one.first):
        wanted = wrapped_height(
            metrics, label.axis.label, sum(stubs[label.level : label.level + label.levels]), above
        )
        covered = sum(heights[label.first : label.last + 1])
        heights[label.last] += max(0, wanted - covered)
    return tuple(heights)
