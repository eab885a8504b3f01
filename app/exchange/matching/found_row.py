"""One row of the form found in a table of a file, with the head above it: do its values stand where it says?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from app.exchange.matching.column_heads import Head
from app.exchange.matching.labels import KnownGrid, Leaf
from app.exchange.source.found import Certainty
from app.exchange.source.source import Box
from app.exchange.source.values import read_value
from app.form.kinds import COUNT, Value
from app.form.units import fits, rival

# firm: each value stands under its label; moved: a table with columns, but not all of them can be believed;
# flat: text without columns, where places, those of the head included, never meant anything
Places = Literal["firm", "moved", "flat"]


@dataclass(frozen=True)
class FoundRow:
    """A row of the form, and what the file says of it. `named` tells how surely its label names it, `places` what the places
    of its `values` are worth. `inside` is the section it stands in, '' when none was met. `unit` is the one its label states,
    `caption` those that a line above the table does. `beneath` are figures that stand alone below it, perhaps the rest of
    its own: 1234 broken into 12 and 34.
    """

    grid: KnownGrid
    row: str
    named: Certainty
    values: tuple[Box, ...]
    head: Head
    place: str
    places: Places
    inside: str
    unit: str
    caption: tuple[str, ...]
    beneath: str

    def strange_unit(self, box: Box, own: str) -> str:
        """A unit stated of a value that is not its cell's `own`; '' when there is none."""
        stated = self.unit or self.head.units.get(box.column, "")
        if stated:
            return "" if fits(stated, own) else stated
        return rival(self.caption, own)


@dataclass(frozen=True)
class GroupRow(FoundRow):
    """A heading of rows with figures of its own, for the rows `members` that the file leaves out."""

    members: tuple[str, ...] = ()


class OddRow(FoundRow):
    """A row in which something stands that is no value: it only tells why its cells are asked."""


@dataclass(frozen=True)
class ValuesUnderHead:
    """The boxes behind a label, which ends at the place `reach`, and the head of their table."""

    grid: KnownGrid
    values: tuple[Box, ...]
    head: Head
    reach: int

    @property
    def fits(self) -> bool:
        """Whether the values stand exactly under the known columns, none missing and none left over."""
        ends = {column for box in self.values for column in range(box.column, box.column + box.colspan)}
        last = max(self.head.columns, default=-1)
        strange = [box for box in self.values if box.column not in {*self.head.columns, *self.head.others}]
        over = [box for box in strange if box.text.strip() or (box.column < last and not self.head.foreign)]
        return (
            bool(self.head.columns)
            and self.reach < self.head.first
            and set(self.head.columns) <= ends
            and not over
            and not self._doubled
        )

    @property
    def is_whole(self) -> bool:
        """Whether the head knows every column."""
        return self.head.complete(self.grid)

    @property
    def _doubled(self) -> bool:
        """Whether two figures stand under one label, which is wider than it should be."""
        filled = [self.head.columns.get(box.column, "") for box in self.values if box.text.strip()]
        known = [column for column in filled if column]
        return len(known) > len(set(known))

    @property
    def proven(self) -> bool:
        """Whether columns in another order than the form's, or of uneven width, can be believed.

        Every label is there, and the row's own sums come true under them. A head of one row cannot be damaged by
        lost spans and needs no sums.
        """
        if self.head.mended or not self.is_whole:
            return False
        numbers = self._numbers
        summed = [leaf for leaf in self.grid.columns if leaf.sum]
        return (self.head.level and not summed) or (
            bool(summed) and all(_comes_true(leaf, numbers) for leaf in summed)
        )

    @property
    def _numbers(self) -> dict[str, Value | None]:
        """What stands under each known column, read as a count."""
        boxes = {self.head.columns.get(box.column, ""): box for box in self.values}
        return {name: read_value(COUNT, box.text, doubt=box.doubt).value for name, box in boxes.items()}

    @property
    def _moved(self) -> bool:
        """Whether a row with an empty place contradicts its own sums: then its figures have moved aside."""
        numbers = self._numbers
        if all(isinstance(value, int) for name, value in numbers.items() if name):
            return False
        return any(_goes_over(leaf, numbers) for leaf in self.grid.columns if leaf.sum)

    @property
    def lacks_sum(self) -> bool:
        """Whether the place of a sum is empty."""
        summed = {leaf.key for leaf in self.grid.columns if leaf.sum}
        filled = {self.head.columns.get(box.column, "") for box in self.values if box.text.strip()}
        return not summed <= filled

    @property
    def trusted(self) -> bool:
        """Whether the values stand under the right labels for all that can be told."""
        summed = any(leaf.sum for leaf in self.grid.columns)
        plain = self.head.ordered(self.grid) and not (self.head.uneven and summed)
        return self.fits and (plain or self.proven) and not self._moved

    def without_beside(self) -> ValuesUnderHead:
        """These without numbers that stand under a label of their own before the first known column (行次)."""
        beside = {column for column in self.head.others if column < self.head.first}
        kept = tuple(box for box in self.values if box.column not in beside)
        narrowed = replace(self, values=kept)
        return narrowed if len(kept) < len(self.values) and narrowed.fits else self


def _comes_true(leaf: Leaf, numbers: Mapping[str, Value | None]) -> bool:
    parts = [numbers.get(name) for name in leaf.sum]
    return all(isinstance(part, int) for part in parts) and numbers.get(leaf.key) == sum(
        part for part in parts if isinstance(part, int)
    )


def _goes_over(leaf: Leaf, numbers: Mapping[str, Value | None]) -> bool:
    """Whether the parts of a sum that are known come to more than it, or to less with none missing."""
    total, parts = numbers.get(leaf.key), [numbers.get(name) for name in leaf.sum]
    known = [part for part in parts if isinstance(part, int)]
    if not isinstance(total, int):
        return False
    return sum(known) > total or (len(known) == len(parts) and sum(known) != total)


def grid_name(grid: KnownGrid) -> str:
    """A name that tells the grids of a form apart."""
    return f"{grid.section.id} {grid.section.grids.index(grid.grid)}"
