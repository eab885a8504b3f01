"""Where the cursor of a grid goes next: Enter down, Tab right, both past the sums. No Qt.

`None` says that the way leads out of this grid; the table's page knows what comes then.
"""

from __future__ import annotations

from app.form.form import Form
from ui.grid.grid_shape import GridShape

GridPlace = tuple[int, int]


def step(form: Form, shape: GridShape, at: GridPlace, way: str) -> GridPlace | None:
    """The next place for `down`, `up`, `next`, `previous` (typed cells) or `arrow_…` (any cell)."""
    row, column = at
    high, wide = len(shape.rows), len(shape.columns)
    if way.startswith("arrow_"):
        return _neighbour(shape, at, way.removeprefix("arrow_"))
    lines = {
        "down": [(r, column) for r in range(row + 1, high)],
        "up": [(r, column) for r in range(row - 1, -1, -1)],
        "next": [(n // wide, n % wide) for n in range(row * wide + column + 1, high * wide)],
        "previous": [(n // wide, n % wide) for n in range(row * wide + column - 1, -1, -1)],
    }
    return next((place for place in lines[way] if typed(form, shape, place)), None)


def enter(form: Form, shape: GridShape, column: int, *, last: bool = False) -> GridPlace | None:
    """The first (or last) typed place of a column; None where the column has none."""
    rows = range(len(shape.rows))
    places = [(r, column) for r in (reversed(rows) if last else rows)]
    return next((place for place in places if typed(form, shape, place)), None)


def typed(form: Form, shape: GridShape, place: GridPlace) -> bool:
    """Whether a person types there."""
    return not form.cells[shape.cells[place[0]][place[1]]].derived


def _neighbour(shape: GridShape, at: GridPlace, way: str) -> GridPlace | None:
    down, right = {"up": (-1, 0), "down": (1, 0), "left": (0, -1), "right": (0, 1)}[way]
    row, column = at[0] + down, at[1] + right
    inside = 0 <= row < len(shape.rows) and 0 <= column < len(shape.columns)
    return (row, column) if inside else None
