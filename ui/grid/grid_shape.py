"""One grid as rows × columns of cell ids, with its headings placed over row and column numbers. No Qt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from app.form.axis import Axis, GridForm, place
from app.form.form import Section, grid_cell


@dataclass(frozen=True)
class Label:
    """A heading on the screen: `first` to `last` row or column it stands over, `level` from the outside."""

    axis: Axis
    level: int
    levels: int
    first: int
    last: int


@dataclass(frozen=True)
class GridShape:
    """A section's grid by row and column numbers."""

    section: Section
    grid: GridForm

    @cached_property
    def rows(self) -> tuple[tuple[str, Axis, tuple[Axis, ...]], ...]:
        """(key, leaf, headings above it) of each row."""
        return tuple(self.grid.rows.leaves())

    @cached_property
    def columns(self) -> tuple[tuple[str, Axis, tuple[Axis, ...]], ...]:
        """(key, leaf, headings above it) of each column."""
        return tuple(self.grid.columns.leaves())

    @cached_property
    def cells(self) -> tuple[tuple[str, ...], ...]:
        """The cell ids, row by row."""
        return tuple(
            tuple(grid_cell(self.section, r, c) for c, _, _ in self.columns) for r, _, _ in self.rows
        )

    @cached_property
    def places(self) -> dict[str, tuple[int, int]]:
        """Row and column of each cell."""
        return {cell: (r, c) for r, row in enumerate(self.cells) for c, cell in enumerate(row)}

    @cached_property
    def column_labels(self) -> tuple[Label, ...]:
        """The headings over the columns."""
        return tuple(_labels(self.grid.columns))

    @cached_property
    def row_labels(self) -> tuple[Label, ...]:
        """The headings beside the rows; none where the form prints none."""
        return tuple(_labels(self.grid.rows)) if self.grid.stub_widths else ()

    @cached_property
    def column_weights(self) -> tuple[float, ...]:
        """The printed width of each column in mm."""
        found, start = [], 0
        for _, leaf, _ in self.columns:
            found.append(sum(self.grid.widths[start : start + leaf.extent]))
            start += leaf.extent
        return tuple(found)


def _labels(axis: Axis) -> Iterator[Label]:
    # Headings are placed in printed places; a leaf may cover several of them.
    starts, start = [], 0
    for _, leaf, _ in axis.leaves():
        starts.append(start)
        start += leaf.extent
    for placed in place(axis):
        covered = [n for n, at in enumerate(starts) if placed.start <= at < placed.start + placed.extent]
        yield Label(placed.axis, placed.level, placed.levels, covered[0], covered[-1])
