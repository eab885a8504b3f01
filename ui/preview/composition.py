"""A composed report as the window knows it: its pages, where each cell stands, and what lies where on each page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from ui.preview.spots import Spot, spot_of


@dataclass(frozen=True)
class Composition:
    """(width, height) of each page in points, and the page (from 0) of each cell, blank or not.

    `notices`: a sentence for each chosen face that this machine does not have any more. `depths`: how far down its page each
    cell stands. `marks`: one for each page, another where the page looks otherwise; `spots`: what lies there, by mark.
    """

    sizes: tuple[tuple[float, float], ...]
    cells: Mapping[str, int]
    notices: tuple[str, ...] = ()
    depths: Mapping[str, float] = field(default_factory=dict)
    marks: tuple[str, ...] = ()
    spots: Mapping[str, tuple[Spot, ...]] = field(default_factory=dict)

    def on(self, page: int) -> tuple[Spot, ...]:
        """What lies on a page, in reading order."""
        return self.spots[self.marks[page]] if page < len(self.marks) else ()

    @cached_property
    def by_cell(self) -> Mapping[str, tuple[tuple[int, Spot], ...]]:
        """The spots that lead to each cell, with their pages."""
        found: dict[str, list[tuple[int, Spot]]] = {}
        for page in range(len(self.marks)):
            for spot in self.on(page):
                found.setdefault(spot.cell, []).append((page, spot))
        return {cell: tuple(spots) for cell, spots in found.items()}


NOTHING = Composition((), {})


def composition_of(head: Mapping[str, Any], before: Composition) -> Composition:
    """What the printing process told; of pages that look as before it sends no spots again."""
    spots = {mark: before.spots[mark] for mark in head["marks"] if mark in before.spots}
    spots |= {mark: tuple(map(spot_of, found)) for mark, found in head["spots"].items()}
    return Composition(
        tuple((float(width), float(height)) for width, height in head["sizes"]),
        {cell: page for cell, (page, _) in head["cells"].items()},
        tuple(head["notices"]),
        {cell: depth for cell, (_, depth) in head["cells"].items()},
        tuple(head["marks"]),
        spots,
    )
