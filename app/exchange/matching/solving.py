"""What the sums of the form alone tell about numbers whose places were lost.

Each row offers one or more ways to set its values into its cells; each cell has a least and a most value.
Ways that break a sum fall away, bounds narrow, until nothing moves. Only a cell with one possible value is
known. Where the numbers contradict the sums nothing is concluded at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb

from app.form.kinds import Value

Bounds = dict[str, tuple[int, int]]
Way = Mapping[str, int]

MOST_VALUE = 10**9 - 1
MOST_WAYS = 500  # of one row; with more the row is asked for
MOST_ALTOGETHER = 2000  # ways of all rows; a table of 25 rows with three of seven values lost has 875
MOST_SWEEPS = 30


class Contradiction(Exception):
    """No way of setting the values satisfies every sum."""


@dataclass(frozen=True)
class Sum:
    """Two groups of cells with equal sums."""

    left: tuple[str, ...]
    right: tuple[str, ...]

    @property
    def cells(self) -> frozenset[str]:
        """All cells of both sides."""
        return frozenset(self.left + self.right)


@dataclass(frozen=True)
class Puzzle:
    """All rows with their ways, and the sums. A row without values has no entry."""

    rows: tuple[tuple[Way, ...], ...]
    sums: tuple[Sum, ...]


def ways(cells: Sequence[str], values: Sequence[int | None]) -> tuple[Way, ...]:
    """Every way in which fewer values than cells can stand in them in order; () when too many to try.

    A value of None takes a place and says nothing about it.
    """
    if len(values) > len(cells) or comb(len(cells), len(values)) > MOST_WAYS:
        return ()
    return tuple(
        {cells[place]: value for place, value in zip(places, values, strict=True) if value is not None}
        for places in combinations(range(len(cells)), len(values))
    )


def spots(cells: Sequence[str], values: Sequence[Value | None], known: Mapping[str, Value]) -> dict[str, tuple[int, ...]]:
    """Which of the values each cell may be, by number, when they stand in the cells in order and `known` holds."""
    if len(values) > len(cells) or comb(len(cells), len(values)) > MOST_WAYS:
        return {}
    found: dict[str, dict[int, None]] = {}
    for places in combinations(range(len(cells)), len(values)):
        if all(value is None or known.get(cells[at], value) == value for at, value in zip(places, values, strict=True)):
            for number, at in enumerate(places):
                found.setdefault(cells[at], {})[number] = None
    return {cell: tuple(numbers) for cell, numbers in found.items()}


def solve(puzzle: Puzzle) -> dict[str, int]:
    """The cells with exactly one possible value; nothing at all when the numbers contradict the sums."""
    if sum(map(len, puzzle.rows)) > MOST_ALTOGETHER:
        return {}
    names = {name for one in puzzle.sums for name in one.cells}
    names |= {name for row in puzzle.rows for way in row for name in way}
    bounds: Bounds = dict.fromkeys(names, (0, MOST_VALUE))
    rows = [(row, _own(row, puzzle.sums)) for row in puzzle.rows]
    try:
        for _ in range(MOST_SWEEPS):
            before = dict(bounds)
            for row, own in rows:
                _narrow_row(row, own, bounds)
            for one in puzzle.sums:
                _narrow(one, bounds)
            if bounds == before:
                break
    except Contradiction:
        return {}
    return {name: least for name, (least, most) in bounds.items() if least == most}


def _own(row: tuple[Way, ...], sums: tuple[Sum, ...]) -> list[Sum]:
    """The sums that lie mostly in a row: they can tell its ways apart."""
    names = {name for way in row for name in way}
    return [one for one in sums if len(names & one.cells) >= 2]


def _narrow_row(row: tuple[Way, ...], own: list[Sum], bounds: Bounds) -> None:
    """Keeps for each cell of the row what at least one possible way allows."""
    cells = {name for way in row for name in way}.union(*(one.cells for one in own))
    allowed = list(_possible(row, own, {name: bounds[name] for name in cells}))
    if row and not allowed:
        raise Contradiction
    for name in cells if allowed else ():
        bounds[name] = (min(a[name][0] for a in allowed), max(a[name][1] for a in allowed))


def _possible(row: tuple[Way, ...], own: list[Sum], bounds: Bounds) -> Iterator[Bounds]:
    for way in row:
        if any(not bounds[name][0] <= value <= bounds[name][1] for name, value in way.items()):
            continue
        tried = {**bounds, **{name: (value, value) for name, value in way.items()}}
        try:
            for one in own:
                if one.cells <= tried.keys():
                    _narrow(one, tried)
        except Contradiction:
            continue
        yield tried


def _narrow(one: Sum, bounds: Bounds) -> None:
    """Narrows each cell of a sum by what the others leave. Raises Contradiction."""
    for side, other in ((one.left, one.right), (one.right, one.left)):
        least = sum(bounds[name][0] for name in side)
        most = sum(bounds[name][1] for name in side)
        other_least = sum(bounds[name][0] for name in other)
        other_most = sum(bounds[name][1] for name in other)
        if least > other_most or most < other_least:
            raise Contradiction
        for name in side:
            low, high = bounds[name]
            bounds[name] = (max(low, other_least - (most - high)), min(high, other_most - (least - low)))
            if bounds[name][0] > bounds[name][1]:
                raise Contradiction
            least += bounds[name][0] - low
            most += bounds[name][1] - high
