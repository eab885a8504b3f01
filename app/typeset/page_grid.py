"""The page of GB/T 9704—2012: paper, margins, the 22 × 28 grid, the kinds of type and where they stand.

All numbers of the page's form live here, in millimetres and points, with their clause.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.typeset.galley import Type

MM = 72 / 25.4

PAPER = (210 * MM, 297 * MM)  # 5.1: A4
TOP = 37 * MM  # 5.2.1
BINDING, OUTER = 28 * MM, 26 * MM
MEASURE = 156 * MM
DEPTH = 225 * MM
LINES, CHARACTERS = 22, 28  # 5.2.3
PITCH = DEPTH / LINES
BODY_SIZE = 16.0  # 3号
# 28 em boxes of 16 pt are wider than the measure: 27 advances and the last box fill it exactly (15.79 pt each).
ADVANCE = (MEASURE - BODY_SIZE) / (CHARACTERS - 1)
INDENT = 2  # characters
ASCENT = 0.88  # of the size: where the em box ends above the baseline

BODY = Type("fang", BODY_SIZE, ADVANCE)  # 3号
LEVEL_1 = Type("hei", BODY_SIZE, ADVANCE)
LEVEL_2 = Type("kai", BODY_SIZE, ADVANCE)
TITLE = Type("title", 22, 22)  # 2号
NUMBER = Type("song", 14, 14)  # 4号
NUMBER_GAP = 7 * MM  # 7.5: from the text area's lower edge to the dash
RULE = 0.5  # width of table rules in points


def table_type(size: float) -> Type:
    """The type of table text at a size."""
    return Type("song", size, size)


@dataclass(frozen=True)
class PageStyle:
    """What a user may choose of the page. `two_sided`: mirrored margins, page number at the outer edge; else centred."""

    two_sided: bool = True

    def left(self, number: int) -> float:
        """The left margin of a page by its number (from 1), in points."""
        return OUTER if self.two_sided and number % 2 == 0 else BINDING


def slot_top(slot: float) -> float:
    """Distance from the paper's top to the top of a line slot."""
    return TOP + slot * PITCH


def baseline(slot: float, size: float) -> float:
    """Distance from the paper's top to the baseline of type standing in the middle of a slot."""
    return slot_top(slot) + (PITCH - size) / 2 + ASCENT * size
