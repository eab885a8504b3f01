"""A grid without a window: headings over rows and columns, and the way of the cursor through typed cells."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QAbstractItemModelTester

from app.form.axis import GridForm
from app.form.form import Section
from tests.reports import FORM
from tests.ui.pages import new_session
from ui.grid.grid_model import GridModel
from ui.grid.grid_shape import GridShape
from ui.grid.step import GridPlace, step, typed

GRIDS = [(section, grid) for section in FORM.sections for grid in section.grids]


@pytest.fixture(params=GRIDS, ids=lambda pair: f"{pair[0].id}-{pair[0].grids.index(pair[1])}")
def shape(request) -> GridShape:
    section, grid = request.param
    return GridShape(section, grid)


def walk(shape: GridShape, start: GridPlace, way: str) -> list[GridPlace]:
    places, at = [], start
    while (following := step(FORM, shape, at, way)) is not None:
        places.append(following)
        at = following
    return places


def test_the_labels_of_the_last_level_cover_each_column_once(shape):
    depth = shape.grid.columns.depth
    covered = [
        n
        for label in shape.column_labels
        if label.level + label.levels == depth
        for n in (label.first, label.last)
    ]
    assert covered == [n for n in range(len(shape.columns)) for _ in range(2)]


def test_every_cell_of_the_form_has_a_place(shape):
    assert all(shape.cells[r][c] == cell for cell, (r, c) in shape.places.items())
    assert all(cell in FORM.cells for cell in shape.places)


def test_tab_visits_every_typed_cell_once_and_no_other(shape):
    everywhere = [(r, c) for r in range(len(shape.rows)) for c in range(len(shape.columns))]
    wanted = [place for place in everywhere if typed(FORM, shape, place)]
    assert [wanted[0], *walk(shape, wanted[0], "next")] == wanted
    assert [wanted[-1], *walk(shape, wanted[-1], "previous")] == wanted[::-1]


def test_enter_visits_every_typed_cell_of_a_column(shape):
    wanted = [(r, 0) for r in range(len(shape.rows)) if typed(FORM, shape, (r, 0))]
    assert [wanted[0], *walk(shape, wanted[0], "down")] == wanted
    assert [wanted[-1], *walk(shape, wanted[-1], "up")] == wanted[::-1]


def test_qt_finds_no_fault_in_the_model(shape, qtbot):
    model = GridModel(new_session(), shape)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    assert (tester.model().rowCount(), tester.model().columnCount()) == (len(shape.rows), len(shape.columns))


def test_column_widths_are_the_printed_ones():
    section = FORM.section("proactive")
    weights = [GridShape(section, grid).column_weights for grid in section.grids]
    assert weights == [(36.0, 36.0, 36.0), (108.0,), (108.0,), (108.0,)]


def test_a_grid_without_row_headings_has_no_row_labels():
    section: Section = FORM.section("disputes")
    grid: GridForm = section.grids[0]
    assert GridShape(section, grid).row_labels == ()
