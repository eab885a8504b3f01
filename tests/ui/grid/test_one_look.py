"""Table three at one look: the sizes of the window's brief, in the real window, with whatever letters this machine has."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, QSize
from PySide6.QtWidgets import QApplication

from app.report.report import Edit
from tests.reports import FORM, full
from tests.ui.pages import found
from ui.grid.table_part import TablePart
from ui.window.main_window import MainWindow

TABLES = [place for place, section in enumerate(FORM.sections) if section.grids]
THREE = next(place for place, section in enumerate(FORM.sections) if section.id == "requests")
HEAD, AIRY = 66, 22  # pixels: of headings at most, of a row with air at least


@pytest.fixture
def filled(window: MainWindow, library) -> MainWindow:
    """A report with last year's beside it, its preview shown and its findings folded to one line."""
    library.create(replace(full(), year=2024))
    window.open_report(library.create(full()))
    window.desk.workspace.panels.show_preview(True)
    window.desk.workspace.panels.show_findings(False)
    return window


def part_at(window: MainWindow, size: tuple[int, int], place: int = THREE) -> TablePart:
    window.resize(*size)
    window.desk.workspace.tabs.go(place)
    for _ in range(3):
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        QApplication.processEvents()
    assert window.size() == QSize(*size)
    return found(window.desk.workspace.tabs.current_page(), TablePart)


def in_sight(part: TablePart) -> tuple[int, int]:
    """How many rows and columns of all grids are whole within the page."""
    page = QRect(part.mapToGlobal(QPoint()), part.size())
    rows = columns = 0
    for view in part.views:
        corner = view.viewport().mapToGlobal(QPoint())
        room = page.intersected(view.viewport().visibleRegion().boundingRect().translated(corner))
        for n in range(len(view.shape.rows)):
            rows += room.contains(QRect(corner + QPoint(0, view.rowViewportPosition(n)), QSize(1, view.rowHeight(n))))
        for n in range(len(view.shape.columns)):
            place = QRect(corner + QPoint(view.columnViewportPosition(n), 0), QSize(view.columnWidth(n), 1))
            columns += room.contains(place)
    return rows, columns


def test_the_whole_table_is_in_sight_beside_its_preview(filled) -> None:
    part = part_at(filled, (1366, 700))
    assert filled.desk.workspace.preview.isVisible()
    assert in_sight(part) == (25, 7)
    assert part.views[0].horizontalHeader().height() <= HEAD
    assert part.stage.feet[0].isVisible()


def test_at_125_percent_eighteen_rows_are_in_sight(filled) -> None:
    rows, columns = in_sight(part_at(filled, (1093, 560)))
    assert rows >= 18
    assert columns == 7


def test_on_a_screen_of_1024_all_columns_are_in_sight(filled) -> None:
    assert in_sight(part_at(filled, (1024, 700)))[1] == 7


@pytest.mark.parametrize("place", [place for place in TABLES if place != THREE])
@pytest.mark.parametrize("size", [(1366, 700), (1093, 560)])
def test_the_small_tables_stay_airy_and_whole(filled, place, size) -> None:
    part = part_at(filled, size, place)
    assert all(view.rowHeight(row) >= AIRY for view in part.views for row in range(len(view.shape.rows)))
    assert in_sight(part)[0] == sum(len(view.shape.rows) for view in part.views)


def test_the_table_is_roomy_where_it_fits_and_dense_again_where_it_does_not(filled) -> None:
    for size, dense in (((1600, 1000), False), ((1366, 700), True), ((1600, 1000), False)):
        assert part_at(filled, size).stage.spacing.dense is dense


@pytest.mark.parametrize(("wanted", "dense"), [("dense", True), ("roomy", False)])
def test_a_person_may_want_it_otherwise(filled, settings, wanted, dense) -> None:
    settings.put("grid.density", wanted)
    filled.desk.use_settings()
    for size in ((1600, 1000), (1366, 700)):
        assert part_at(filled, size).stage.spacing.dense is dense


def test_dense_rows_are_as_high_as_their_letters_whatever_the_font(filled) -> None:
    view = part_at(filled, (1366, 700)).views[0]
    assert 16 <= view.rowHeight(0) <= 19
    assert len({view.rowHeight(row) for row in range(25)}) == 1


def test_a_note_takes_room_only_while_it_is_wanted(qtbot, filled) -> None:
    part = part_at(filled, (1366, 700))
    assert not part.note.isVisible()
    part.note_button.click()
    assert part.note.hasFocus()
    qtbot.keyClicks(part.note, "abc\r")
    assert not part.note.isVisible()
    assert part.views[0].hasFocus()
    assert part.note_button.text() == "表注（已写）"


def test_the_line_about_last_year_s_sentences_takes_no_room_from_a_table(filled) -> None:
    part_at(filled, (1366, 700))
    assert not filled.desk.workspace.last_year.bar.isVisible()


def test_last_year_s_figures_are_switched_off_at_the_table_and_stay_so(filled, settings) -> None:
    part = part_at(filled, (1366, 700))
    session, model = filled.desk.workspace.session, part.views[0].model_of_cells
    session.apply(Edit({"requests.received.natural": None}))
    cell = "requests.received.natural"
    assert model.figure(cell)
    next(one for one in part.views[0].actions() if one.text() == "格内显示上年数").trigger()
    assert not model.figure(cell)
    assert model.beside(cell).startswith("上年 ")
    assert not settings.flag("grid.last_year")
