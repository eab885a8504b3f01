"""Row and column headings of an official grid: one recursive type, and the walk that places them.

The spans found here serve the window's header and every writer alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from app.chinese.numerals import NUMBERED
from app.form.kinds import KINDS, Kind
from app.system.toml_table import Id, Identifier, Key, Name, made, one_of

_NUMBERING = re.compile(rf"^{NUMBERED}\s*")


@dataclass(frozen=True)
class Axis:
    """A row or column heading with those under it. Only leaves carry cells.

    `id` may be empty: then the heading is no part of its cells' ids. `group` names the rows under a heading
    together, for texts that speak of all of them (不予公开3件); it is no part of an id either. `sum` names the
    leaves (by key) that a derived leaf adds up. `extent` is the number of printed columns a leaf column covers.
    """

    id: Id = ""
    label: Name = ""
    children: Annotated[tuple[Axis, ...], Key("child")] = ()
    sum: tuple[str, ...] = ()
    kind: Annotated[Kind | None, made(Annotated[str, one_of(tuple(KINDS))], KINDS.get)] = None
    unit: str = ""
    extent: int = 1
    help: str = ""
    article: str = ""
    short: str = ""
    group: Identifier = ""

    def defects(self) -> Iterator[tuple[str, str]]:
        """What the reader of form files refuses."""
        if self.children and (self.sum or self.kind):
            yield "child", "有下级的栏目不能再有 sum 或 kind"
        if self.group and not self.children:
            yield "group", "只能写在有下级的栏目上"

    @property
    def name(self) -> str:
        """The heading without its official numbering, for accessible names and sentences."""
        return self.short or self.full_name

    @property
    def number(self) -> str:
        """The official numbering before the heading, '' where there is none: （二）, 一、, 1."""
        found = _NUMBERING.match(self.label)
        return found[0].strip() if found else ""

    @property
    def full_name(self) -> str:
        """The whole official wording without its numbering."""
        return _NUMBERING.sub("", self.label)

    @property
    def brief(self) -> str:
        """The heading for one line where there is little room: its numbering and its short words, where it has some."""
        return f"{self.number}{self.short}" if self.short.strip() else self.label

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
        key = f"{prefix}.{child.id}" if prefix and child.id else prefix or child.id
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
