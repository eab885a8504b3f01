"""Row and column headings of an official grid: one recursive type, and the walk that places them.

The spans found here serve the window's header and every writer alike. Leans on kinds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.form.kinds import Kind

_NUMBERING = re.compile(r"^(?:[（(][一二三四五六七八九十\d]+[)）]|[一二三四五六七八九十]+、|\d+[.．、])\s*")


@dataclass(frozen=True)
class Axis:
    """A row or column heading with those under it. Only leaves carry cells.

    `id` may be empty: then the heading is no part of its cells' ids. `group` names the rows under a heading
    together, for texts that speak of all of them (不予公开3件); it is no part of an id either. `sum` names the
    leaves (by key) that a derived leaf adds up. `extent` is the number of printed columns a leaf column covers.
    """

    id: str
    label: str
    children: tuple[Axis, ...] = ()
    sum: tuple[str, ...] = ()
    kind: Kind | None = None
    unit: str = ""
    extent: int = 1
    help: str = ""
    article: str = ""
    short: str = ""
    group: str = ""

    @property
    def name(self) -> str:
        """The heading without its official numbering, for accessible names and sentences."""
        return self.short or _NUMBERING.sub("", self.label)

    def leaves(self, prefix: str = "") -> Iterator[tuple[str, Axis, tuple[Axis, ...]]]:
        """Every leaf as (key, leaf, headings above it), in printed order."""
        yield from _leaves(self, prefix, ())

    @property
    def depth(self) -> int:
        """How many levels of headings stand under this one."""
        return 1 + max(child.depth for child in self.children) if self.children else 0

    @property
    def width(self) -> int:
        """How many printed places the leaves under this heading cover."""
        return sum(child.width for child in self.children) if self.children else self.extent


def _leaves(axis: Axis, prefix: str, above: tuple[Axis, ...]) -> Iterator[tuple[str, Axis, tuple[Axis, ...]]]:
    for child in axis.children:
        key = ".".join(part for part in (prefix, child.id) if part)
        if child.children:
            yield from _leaves(child, key, (*above, child))
        else:
            yield key, child, above


@dataclass(frozen=True)
class Placed:
    """A heading on the page: `level` from the outside, `start` place, `extent` places, `levels` it covers."""

    axis: Axis
    level: int
    start: int
    extent: int
    levels: int


def place(axis: Axis) -> tuple[Placed, ...]:
    """Where each heading under `axis` stands; a leaf above the deepest level covers the rest (its `levels`)."""
    return tuple(_place(axis, 0, 0, axis.depth))


def _place(axis: Axis, level: int, start: int, depth: int) -> Iterator[Placed]:
    for child in axis.children:
        levels = 1 if child.children else depth - level
        yield Placed(child, level, start, child.width, levels)
        yield from _place(child, level + 1, start, depth)
        start += child.width


@dataclass(frozen=True)
class GridForm:
    """One official grid. `header` is a line across the whole grid, `corner` the top left cell.

    `stub_widths` and `widths` are mm: one for each level of row headings, one for each printed column.
    """

    rows: Axis
    columns: Axis
    corner: str = ""
    header: str = ""
    stub_widths: tuple[float, ...] = ()
    widths: tuple[float, ...] = ()
    keep: bool = False
