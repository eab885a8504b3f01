"""No window grows beyond the screen: its buttons stay in reach, and what does not fit scrolls."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from tests.reports import FORM, full
from ui.look.dialog_size import (
    FRAME,
    Rooms,
    geometry_of,
    height_for,
    keep_in_sight,
    resize_within,
    restore_geometry,
    show_within,
)
from ui.window.main_window import FIRST_SIZE, MainWindow

SMALL = QSize(683, 384)  # points of a screen of 1366 × 768 at 200 %
MIDDLE = QSize(911, 512 - 48)  # at 150 %, without a task bar


def test_a_dialog_is_as_large_as_it_wants_where_there_is_room(qtbot) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    resize_within(dialog, (400, 300))
    assert (dialog.width(), dialog.height()) == (400, 300)


def test_a_dialog_is_no_higher_than_the_screen(qtbot) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    resize_within(dialog, (400, 5000))
    assert dialog.height() < dialog.screen().availableGeometry().height()


def test_a_dialog_may_be_as_wide_as_its_window(qtbot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(2000, 400)
    dialog = QDialog(window)
    resize_within(dialog, (5000, 300))
    assert 1900 < dialog.width() <= 2000


def test_a_part_has_what_the_others_leave(qtbot) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    assert height_for(dialog, 100) == height_for(dialog, 0) - 100
    assert height_for(dialog, 100_000) == 0


@pytest.fixture(scope="module")
def rooms(dressed) -> Iterator[Rooms]:
    made = Rooms(dressed)
    yield made
    made.deleteLater()


@pytest.fixture
def tall(qtbot) -> QDialog:
    """A dialog of many lines with a field above and a button below."""
    made = QDialog()
    qtbot.addWidget(made)
    column = QVBoxLayout(made)
    column.addWidget(QLineEdit())
    label = QLabel("\n".join("行" * 10 for _ in range(80)))
    column.addWidget(label)
    column.addWidget(QPushButton("确定"))
    return made


def free(window: QWidget) -> QRect:
    return window.screen().availableGeometry()


def test_a_window_beyond_the_screen_is_brought_into_sight_with_its_frame(qtbot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.setGeometry(5000, -300, 3000, 2000)
    window.show()
    keep_in_sight(window)
    assert free(window).contains(window.frameGeometry())


def test_a_window_that_fits_stays_where_and_as_it_is(qtbot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.setGeometry(40, 60, 300, 200)
    window.show()
    keep_in_sight(window)
    assert window.geometry() == QRect(40, 60, 300, 200)


def test_a_stored_size_of_another_screen_is_bounded_before_the_window_shows(qtbot) -> None:
    left, window = QWidget(), QWidget()
    qtbot.addWidget(left)
    qtbot.addWidget(window)
    left.setGeometry(900, 700, 2400, 1300)
    restore_geometry(window, geometry_of(left), (400, 300))
    show_within(window, (400, 300))
    assert window.windowState() == Qt.WindowState.WindowNoState
    assert free(window).contains(QRect(window.pos(), window.size() + FRAME))


@pytest.mark.parametrize("stored", [False, True])
def test_a_screen_without_room_for_the_first_size_is_filled(qtbot, stored) -> None:
    left, window = QWidget(), QWidget()
    qtbot.addWidget(left)
    qtbot.addWidget(window)
    left.setGeometry(10, 30, 300, 200)
    restore_geometry(window, geometry_of(left) if stored else "", FIRST_SIZE)
    show_within(window, FIRST_SIZE)  # the screen of the tests has 800 × 800
    assert window.isMaximized()


def test_a_dialog_that_needs_more_than_the_screen_scrolls_and_its_button_can_be_reached(qtbot, rooms, tall) -> None:
    button, field = tall.findChild(QPushButton), tall.findChild(QLineEdit)
    with qtbot.waitActive(tall):
        tall.show()
        tall.activateWindow()
    qtbot.waitUntil(lambda: free(tall).contains(tall.frameGeometry()))
    assert tall.focusWidget() is field
    button.setFocus()
    qtbot.waitUntil(lambda: not button.visibleRegion().isEmpty())


def test_a_dialog_that_grows_while_it_is_open_stays_on_the_screen(qtbot, rooms, tall) -> None:
    label = tall.findChild(QLabel)
    long = label.text()
    label.setText("短")
    with qtbot.waitActive(tall):
        tall.show()
        tall.activateWindow()
    label.setText(long)
    qtbot.waitUntil(lambda: label.height() > free(tall).height() and free(tall).contains(tall.frameGeometry()))


def test_a_dialog_at_the_lower_edge_that_grows_moves_up(qtbot, rooms) -> None:
    dialog, label = QDialog(), QLabel("短")
    qtbot.addWidget(dialog)
    QVBoxLayout(dialog).addWidget(label)
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    dialog.move(100, free(dialog).height() - dialog.frameGeometry().height())
    label.setText("\n".join("行" for _ in range(8)))
    qtbot.waitUntil(lambda: label.height() > 100 and free(dialog).contains(dialog.frameGeometry()))


@pytest.mark.parametrize("unfolded", [False, True])
@pytest.mark.parametrize("place", range(len(FORM.sections)))
def test_no_page_of_a_report_forces_the_window_beyond_a_small_screen(opened: MainWindow, place, unfolded) -> None:
    opened.resize(MIDDLE)
    workspace = opened.desk.workspace
    workspace.panels.show_findings(unfolded)
    workspace.tabs.go(place)
    least = opened.minimumSizeHint()
    assert least == least.boundedTo(SMALL - FRAME)
    needed = workspace.minimumSizeHint()
    assert needed.width() <= MIDDLE.width()


def test_pages_ask_for_the_room_of_the_one_in_front(opened: MainWindow) -> None:
    tabs = opened.desk.workspace.tabs
    needed = []
    for place in range(tabs.count()):
        tabs.go(place)
        needed.append(tabs.minimumSizeHint().width())
    assert needed[-1] < max(needed)


def test_the_preview_folds_by_itself_in_a_narrow_window_and_comes_back_with_the_room(qtbot, window, library, settings):
    settings.put("preview.visible", True)
    window.resize(1366, 700)
    window.open_report(library.create(full()))
    preview = window.desk.workspace.preview
    assert preview.isVisible()
    window.resize(MIDDLE)
    qtbot.waitUntil(preview.isHidden)
    assert not window.commands["preview"].isChecked()
    assert settings.flag("preview.visible")
    window.resize(1366, 700)
    qtbot.waitUntil(preview.isVisible)
