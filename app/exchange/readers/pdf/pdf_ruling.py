"""The ruling lines of a PDF page → the cells they enclose, merged cells included.

Lines are strokes and narrow fills; big fills make a table only as a grid of cells. Coordinates are points from the lower
left of the page as it is seen.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.exchange.readers.pdf.pdf_drawing import SHORTEST, Drawing, Ground, Point, ground_grids

NEAR = 2.5  # points: lines that come so close touch
NARROWEST = 4.5  # points: lines side by side closer than this are the border of one cell and of the next
MOST_LINES = 6000  # on one page; more is a drawing
MOST_JOINED = 600  # lines on one page, pieces of one line joined
MOST_PANES = 2500  # cells of one table


@dataclass(frozen=True)
class RulingLine:
    """One straight line along an axis: at `at` on the other axis, from `start` to `end`."""

    at: float
    start: float
    end: float


@dataclass(frozen=True)
class RuledPane:
    """One cell of a ruled table: its place in the table and its rectangle on the page."""

    row: int
    column: int
    rowspan: int
    colspan: int
    left: float
    bottom: float
    right: float
    top: float


def ruled_tables(drawing: Drawing, thin: float) -> list[list[RuledPane]]:
    """Each table of a page as its cells, from the top of the page down. Cells drawn as areas stand about `thin` apart.

    What has but one column is text in a frame, not a table.
    """
    tables = _tables(drawing.strokes)
    grounds = [area for area in drawing.grounds if not any(_overlaps(area, table) for table in tables)]
    tables += _tables(list(ground_grids(grounds, thin + NEAR)))
    return sorted(tables, key=lambda panes: -max(pane.top for pane in panes))


def _tables(strokes: Iterable[tuple[Point, Point]]) -> list[list[RuledPane]]:
    across, down = _rules(strokes)
    rows, columns = _joined(across), _joined(down)
    groups = _groups(rows, columns) if len(rows) + len(columns) <= MOST_JOINED else ()
    tables = [_panes(*group) for group in groups if len(group[0]) * len(group[1]) <= MOST_PANES]
    return [panes for panes in tables if any(pane.column for pane in panes)]


def _overlaps(area: Ground, table: Sequence[RuledPane]) -> bool:
    left, right = min(pane.left for pane in table), max(pane.right for pane in table)
    bottom, top = min(pane.bottom for pane in table), max(pane.top for pane in table)
    return area.left < right and area.right > left and area.bottom < top and area.top > bottom


def _rules(strokes: Iterable[tuple[Point, Point]]) -> tuple[list[RulingLine], list[RulingLine]]:
    across: list[RulingLine] = []
    down: list[RulingLine] = []
    for (x0, y0), (x1, y1) in strokes:
        if abs(y0 - y1) <= NEAR / 2 and abs(x0 - x1) >= SHORTEST:
            across.append(RulingLine((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
        elif abs(x0 - x1) <= NEAR / 2 and abs(y0 - y1) >= SHORTEST:
            down.append(RulingLine((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
        if len(across) + len(down) > MOST_LINES:
            return [], []
    return across, down


def _joined(rules: list[RulingLine]) -> list[RulingLine]:
    """Lines at nearly the same place made one place, and pieces that touch made one line."""
    found: list[RulingLine] = []
    level: list[RulingLine] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        if level and rule.at - level[0].at > NARROWEST:
            found += _touching(level)
            level = []
        level.append(rule)
    return [*found, *_touching(level)]


def _touching(level: list[RulingLine]) -> list[RulingLine]:
    if not level:
        return []
    at = sum(rule.at for rule in level) / len(level)
    found: list[RulingLine] = []
    for rule in sorted(level, key=lambda rule: rule.start):
        if found and rule.start <= found[-1].end + NEAR:
            found[-1] = RulingLine(at, found[-1].start, max(found[-1].end, rule.end))
        else:
            found.append(RulingLine(at, rule.start, rule.end))
    return found


def _groups(
    across: list[RulingLine], down: list[RulingLine]
) -> Iterator[tuple[list[RulingLine], list[RulingLine]]]:
    """Lines that cross or touch one another, directly or through others: one group a table."""
    left = set(range(len(down)))
    rows_left = set(range(len(across)))
    while rows_left:
        rows, columns, fresh = {rows_left.pop()}, set[int](), True
        while fresh:
            new_columns = {c for c in left if any(_cross(across[r], down[c]) for r in rows)}
            columns |= new_columns
            left -= new_columns
            new_rows = {r for r in rows_left if any(_cross(across[r], down[c]) for c in columns)}
            rows |= new_rows
            rows_left -= new_rows
            fresh = bool(new_columns or new_rows)
        if len(rows) > 1 and len(columns) > 1:
            yield [across[r] for r in rows], [down[c] for c in columns]


def _cross(across: RulingLine, down: RulingLine) -> bool:
    return (
        across.start - NEAR <= down.at <= across.end + NEAR
        and down.start - NEAR <= across.at <= down.end + NEAR
    )


def _panes(across: list[RulingLine], down: list[RulingLine]) -> list[RuledPane]:
    """The cells between the lines: places without a line between them are one cell, if it is a rectangle."""
    ys = sorted({rule.at for rule in across}, reverse=True)
    xs = sorted({rule.at for rule in down})
    taken: set[tuple[int, int]] = set()
    panes: list[RuledPane] = []
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            if (row, column) in taken:
                continue
            wide, high = 1, 1
            while column + wide < len(xs) - 1 and not _blocked(down, xs[column + wide], ys[row], ys[row + 1]):
                wide += 1
            middle = xs[column], xs[column + 1]
            while row + high < len(ys) - 1 and not _blocked(across, ys[row + high], *middle):
                high += 1
            taken.update((row + r, column + c) for r in range(high) for c in range(wide))
            panes.append(
                RuledPane(row, column, high, wide, xs[column], ys[row + high], xs[column + wide], ys[row])
            )
    return panes


def _blocked(rules: list[RulingLine], at: float, one: float, other: float) -> bool:
    middle = (one + other) / 2
    return any(rule.at == at and rule.start <= middle <= rule.end for rule in rules)


class PaneFinder:
    """Finds the cell in which a point lies: a page may hold hundreds of cells and thousands of letters."""

    def __init__(self, tables: Sequence[Sequence[RuledPane]]) -> None:
        self._areas: list[tuple[list[float], list[float], dict[tuple[int, int], int]]] = []
        first = 0
        for table in tables:
            xs = sorted({edge for pane in table for edge in (pane.left, pane.right)})
            ys = sorted({edge for pane in table for edge in (pane.bottom, pane.top)})
            places = {
                (x, y): number
                for number, pane in enumerate(table, first)
                for x in range(xs.index(pane.left), xs.index(pane.right))
                for y in range(ys.index(pane.bottom), ys.index(pane.top))
            }
            self._areas.append((xs, ys, places))
            first += len(table)

    def at(self, x: float, y: float) -> int | None:
        """The number of the cell, all tables counted through; None outside of all."""
        for xs, ys, places in self._areas:
            found = places.get((bisect_right(xs, x) - 1, bisect_right(ys, y) - 1))
            if found is not None:
                return found
        return None
