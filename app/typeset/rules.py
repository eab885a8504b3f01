"""The rules of a set table: every edge between two cells once, neighbouring edges joined into one rule.

Lengths are points from the table's upper left corner.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.typeset.pages import PageRule
from app.typeset.tables import SetTable


def table_rules(table: SetTable) -> tuple[PageRule, ...]:
    """All rules of a table: the level ones from above, then the upright ones from the left."""
    xs, ys = table.edges_x, table.edges_y
    owner = _owners(table)
    level = [
        PageRule(xs[start], ys[row], xs[end], ys[row])
        for row in range(len(ys))
        for start, end in _stretches([_differ(owner, row - 1, c, row, c) for c in range(len(xs) - 1)])
    ]
    upright = [
        PageRule(xs[column], ys[start], xs[column], ys[end])
        for column in range(len(xs))
        for start, end in _stretches([_differ(owner, r, column - 1, r, column) for r in range(len(ys) - 1)])
    ]
    return (*level, *upright)


def _owners(table: SetTable) -> dict[tuple[int, int], tuple[int, int]]:
    """Which cell (by its first place) covers each place."""
    return {
        (row, column): (number, cell.column)
        for number, entry in enumerate(table.rows)
        for cell in entry.cells
        for row in range(number, number + cell.rowspan)
        for column in range(cell.column, cell.column + cell.colspan)
    }


def _differ(
    owner: dict[tuple[int, int], tuple[int, int]], row: int, column: int, other_row: int, other: int
) -> bool:
    one, two = owner.get((row, column)), owner.get((other_row, other))
    return one != two or one is None


def _stretches(marks: Sequence[bool]) -> Iterator[tuple[int, int]]:
    start = None
    for place, mark in enumerate([*marks, False]):
        if mark and start is None:
            start = place
        elif not mark and start is not None:
            yield start, place
            start = None
