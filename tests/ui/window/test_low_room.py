"""A low and narrow window, as on a screen of 1366 × 768 at 200 %: the form has the room, and everything is within reach."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QCursor, QPixmap, QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QStyle, QWidget

from app.report.report import Edit
from tests.reports import FORM, full
from tests.ui.pages import every, found
from ui.desk.workspace import Workspace
from ui.grid.table_head import TableHead
from ui.grid.table_part import TablePart
from ui.grid.table_view import GridView
from ui.look.dialog_size import Scrolled
from ui.window.main_window import MainWindow

SMALL = QSize(683, 372)
LARGE = QSize(1366, 728)
LEAST_ROWS = 6  # that a table shows, where it has as many


def settled(window: MainWindow, size: QSize) -> Workspace:
    window.resize(size)
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    QApplication.processEvents()
    return window.desk.workspace


@pytest.fixture
def small(window: MainWindow, library) -> Workspace:
    """A report with last year's beside it, in the small window."""
    library.create(replace(full(), year=2024))
    window.open_report(library.create(full()))
    return settled(window, SMALL)


def rows_in_sight(part: TablePart) -> int:
    """The rows of all grids that are whole within the page."""
    page = QRect(part.mapToGlobal(QPoint()), part.size())
    count = 0
    for view in part.views:
        for row in range(len(view.shape.rows)):
            seen = QRect(view.viewport().mapToGlobal(QPoint(0, view.rowViewportPosition(row))), QSize(1, view.rowHeight(row)))
            inside = view.viewport().visibleRegion().boundingRect().translated(view.viewport().mapToGlobal(QPoint()))
            count += inside.contains(seen) and page.contains(seen)
    return count


def whole(widget: QWidget, window: MainWindow) -> bool:
    return widget.isVisible() and window.rect().contains(QRect(widget.mapTo(window, QPoint()), widget.size()))


@pytest.mark.parametrize("place", range(len(FORM.sections)))
def test_nothing_is_pushed_out_of_the_window(window, small, place) -> None:
    small.tabs.go(place)
    settled(window, SMALL)
    scroll = next(one for one in every(window, Scrolled) if one.isAncestorOf(small))
    assert scroll.verticalScrollBar().maximum() == 0
    assert scroll.horizontalScrollBar().maximum() == 0
    assert whole(small.findings, window)


@pytest.mark.parametrize("place", [n for n, section in enumerate(FORM.sections) if section.grids])
def test_a_table_shows_rows_and_not_what_stands_around_it(window, small, place) -> None:
    small.tabs.go(place)
    settled(window, SMALL)
    part = found(small.tabs.current_page(), TablePart)
    rows = sum(len(view.shape.rows) for view in part.views)
    headings = len(part.views) - 1  # of further grids; they take the room of rows
    assert rows_in_sight(part) + headings >= min(rows, LEAST_ROWS)


def test_every_tab_is_in_sight_with_its_name(window, small) -> None:
    bar = small.tabs.bar
    last = bar.tabRect(bar.count() - 1)
    assert bar.rect().contains(last)
    assert all(section.tab in bar.tabText(n) for n, section in enumerate(FORM.sections))
    settled(window, QSize(480, 372))
    assert [bar.tabText(n) for n in range(3)] == ["①", "②", "③"]
    assert bar.rect().contains(bar.tabRect(bar.count() - 1))
    settled(window, LARGE)
    assert bar.tabText(0) == f"① {FORM.sections[0].tab}"


def test_the_line_of_last_year_stands_over_the_texts_alone(small) -> None:
    shown = []
    for place in range(len(FORM.sections)):
        small.tabs.go(place)
        shown.append(small.last_year.bar.isVisible())
    assert shown == [not section.grids for section in FORM.sections]


def test_a_note_is_within_reach_and_folds_when_the_table_goes_on(small) -> None:
    small.tabs.go(1)
    part = found(small.tabs.current_page(), TablePart)
    part.note_button.click()
    assert part.note.isVisible()
    assert part.note.hasFocus()
    part.views[0].put(0, 0)
    assert not part.note.isVisible()


def test_the_help_of_a_cell_is_one_line_and_whole_in_its_tip(small) -> None:
    small.tabs.go(2)
    part = found(small.tabs.current_page(), TablePart)
    assert part.help.height() < 2 * part.help.fontMetrics().lineSpacing()
    assert "条例" in part.help.toolTip()


def test_with_room_again_all_is_as_it_was(window, small) -> None:
    small.tabs.go(2)
    part = found(small.tabs.current_page(), TablePart)
    settled(window, LARGE)
    head = found(part, TableHead)
    assert head.isVisible()
    assert head.isAncestorOf(part.note_button)
    small.tabs.go(0)
    assert small.last_year.bar.isVisible()


def test_the_preview_has_the_whole_width_and_gives_way_to_the_form(window, small) -> None:
    for leave in (window.hand.toggle_preview, lambda: small.tabs.go(1), window.hand.find_words, small.preview.closed.emit):
        window.hand.toggle_preview()
        QApplication.processEvents()
        assert small.preview.width() == small.width()
        assert small.preview.view.hasFocus()
        leave()
        assert small.preview.isHidden()
        assert small.tabs.isVisible()


def test_a_digit_typed_over_the_preview_is_seen_where_it_lands(window, small) -> None:
    small.session.apply(Edit({"requests.received.natural": None}))
    small.tabs.go(2)
    window.hand.toggle_preview()
    QTest.keyClick(small.preview.view, Qt.Key.Key_5)
    view = found(small.tabs.current_page(), GridView)
    assert view.isVisible()
    assert view.editor is not None
    assert view.editor.text() == "5"


def test_the_preview_of_a_narrow_room_is_no_wish_for_a_wide_one(window, small, settings) -> None:
    window.hand.toggle_preview()
    assert not settings.flag("preview.visible")
    settled(window, LARGE)
    assert small.tabs.isVisible()


def test_a_menu_that_is_higher_than_the_screen_scrolls_in_one_column(window) -> None:
    menu = window.bar.menu_button.menu()
    assert menu.style().styleHint(QStyle.StyleHint.SH_Menu_Scrollable, None, menu)


def test_what_the_list_says_of_a_report_is_never_cut(window, library) -> None:
    library.create(replace(full(), year=2023, cells=dict(list(full().cells.items())[:145])))
    window.go_home()
    settled_list = window.start_page.list
    window.resize(SMALL)
    QApplication.processEvents()
    for column in range(1, settled_list.columnCount()):
        assert settled_list.columnWidth(column) >= settled_list.sizeHintForColumn(column)


def test_the_menu_button_is_calm_again_when_its_menu_has_gone(qtbot, window, small) -> None:
    button = window.bar.menu_button
    button.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)  # as while one points at it
    QCursor.setPos(window.mapToGlobal(QPoint(40, 300)))
    button.menu().popup(window.mapToGlobal(QPoint(100, 100)))
    button.menu().hide()
    qtbot.waitUntil(lambda: not button.underMouse())
    assert button.focusPolicy() == Qt.FocusPolicy.TabFocus  # a click leaves the keyboard where it was


@pytest.mark.parametrize("width", [683, 660, 560])
def test_the_menu_is_within_reach_however_much_the_bar_has_to_say(window, small, width) -> None:
    window.bar.say_saved("已保存 12 月 31 日 10:32")
    window.bar.say_deadline("已过期 128 天", "已过报送期限 1 月 31 日，共 128 天")
    settled(window, QSize(width, 372))
    assert whole(window.bar.menu_button, window)


def test_no_deed_of_the_menu_looks_switched_on(window) -> None:
    deeds = [window.commands[name] for name in ("zeros", "all_zeros", "review")]
    assert all(action.icon().isNull() and not action.isCheckable() for action in deeds)


def test_what_is_folded_over_a_table_is_in_the_menu(window, small) -> None:
    small.tabs.go(2)
    QApplication.clipboard().setText("7")
    menus = [action.menu() for action in window.bar.menu_button.menu().actions()]
    tables = next(menu for menu in menus if menu is not None and menu.title() == "表格")
    next(action for action in tables.actions() if action.text() == "粘贴").trigger()
    assert small.session.report.cells["requests.received.natural"] == 7


def test_the_headings_of_one_cell_are_tinted_in_a_table_of_several_grids(window, small) -> None:
    small.tabs.go(1)
    first, second = found(small.tabs.current_page(), TablePart).views[:2]
    calm = [heading.grab().toImage() for heading in (second.horizontalHeader(), second.verticalHeader())]
    second.put(0, 0)
    first.put(0, 0)
    assert [heading.grab().toImage() for heading in (second.horizontalHeader(), second.verticalHeader())] == calm


def test_under_the_last_row_nothing_is_left_of_what_stood_there(window, small) -> None:
    small.tabs.go(2)
    view = found(small.tabs.current_page(), GridView)
    for more in range(8):  # so high that the rows do not end with the view
        settled(window, SMALL + QSize(0, more))
        if view.viewport().height() % view.rowHeight(0) > 3:
            break
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    rows = view.verticalHeader()
    below = QPoint(5, (rows.length() - rows.offset() + view.viewport().height()) // 2)
    assert rows.length() - rows.offset() < below.y()
    picture = QPixmap(view.viewport().size())
    picture.fill(Qt.GlobalColor.red)  # as whatever stood there before
    view.viewport().render(picture, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
    assert picture.toImage().pixelColor(below) == view.palette().base().color()
