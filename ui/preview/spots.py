"""What lies where on a composed page: the cell boxes of tables, each line with its characters, headings with what they lead to.

Made in the printing process (`spotting`) and sent to the window as plain data. No Qt, and nothing of the typesetter, which the
window does without. Places are points from the paper's upper left corner.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["cell", "head", "text", "heading"]
Box = tuple[float, float, float, float]  # left, top, right, bottom
SpotData = list[object]  # a spot as it goes through JSON
NEAR = 4.0  # points above and below a line that still belong to it
DIGITS = 1  # behind the point, of what is sent


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of the page that leads to a place of the report.

    Of a text `edges` are the left edges of its characters and the right one of the last, `characters` their places in the
    cell's text. Of a heading `characters` holds the place of its line in it, 0 for the first.
    """

    kind: Kind
    cell: str
    box: Box
    edges: tuple[float, ...] = ()
    characters: tuple[int, ...] = ()

    def holds(self, x: float, y: float) -> bool:
        """Whether somebody who points there means this spot."""
        left, top, right, bottom = self.box
        near = NEAR if self.kind in ("text", "heading") else 0.0
        return left - near <= x <= right + near and top - near <= y <= bottom + near

    def character(self, x: float) -> int:
        """The character at a place of the line, -1 where the spot has none."""
        if self.kind != "text" or not self.characters:
            return -1
        return self.characters[min(max(bisect_right(self.edges, x) - 1, 0), len(self.characters) - 1)]

    def part(self, start: int, end: int) -> Box | None:
        """The box of those characters from `start` to `end` that stand in this line."""
        here = [n for n, place in enumerate(self.characters) if start <= place < end]
        if not here or self.kind != "text":
            return None
        return self.edges[here[0]], self.box[1], self.edges[here[-1] + 1], self.box[3]

    def data(self) -> SpotData:
        """As it goes through JSON."""
        short = [round(one, DIGITS) for one in (*self.box, *self.edges)]
        return [self.kind, self.cell, short[:4], short[4:], list(self.characters)]


def spot_of(data: Sequence[object]) -> Spot:
    """What `data` was."""
    kind, cell, box, edges, characters = data
    return Spot(kind, cell, tuple(box), tuple(edges), tuple(characters))  # type: ignore[arg-type]
