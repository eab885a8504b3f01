"""Where the keyboard stands after a dialog, a banner or a panel has gone: where the person was, never on a button."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton, QVBoxLayout

from tests.reports import empty
from tests.ui.pages import button
from ui.look.focus import FocusKeeper
from ui.window.main_window import MainWindow


@pytest.fixture(autouse=True, scope="module")
def keeper(dressed) -> Iterator[FocusKeeper]:
    made = FocusKeeper(dressed)
    yield made
    made.deleteLater()


@pytest.fixture
def active(qtbot, window: MainWindow) -> MainWindow:
    with qtbot.waitActive(window):
        window.activateWindow()
    return window


@pytest.fixture
def listed(active: MainWindow, library) -> MainWindow:
    """The start page with a report, the keyboard in the list."""
    key = library.create(empty())
    active.go_home()
    active.start_page.select(key)
    return active


@pytest.fixture
def in_cell(qtbot, active: MainWindow, library) -> MainWindow:
    """A report with the keyboard in a cell of its third part."""
    active.open_report(library.create(empty()))
    active.desk.workspace.tabs.go_to("requests.received.natural")
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    return active


def show_and_close(qtbot, window: MainWindow) -> None:
    """A dialog that somebody opens and leaves."""
    dialog, field = QDialog(window), QLineEdit()
    QVBoxLayout(dialog).addWidget(field)
    dialog.open()
    dialog.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    dialog.reject()
    with qtbot.waitActive(window):
        window.activateWindow()  # what the system does
    dialog.deleteLater()


def test_after_a_dialog_the_keyboard_is_in_the_list(qtbot, listed) -> None:
    page = listed.start_page
    page.import_button.setFocus()
    show_and_close(qtbot, listed)
    qtbot.waitUntil(page.list.hasFocus)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert listed.desk.busy
    assert page.new_panel.isHidden()


def test_after_a_dialog_the_keyboard_is_in_the_cell(qtbot, in_cell) -> None:
    cell = QApplication.focusWidget()
    in_cell.bar.menu_button.setFocus()
    show_and_close(qtbot, in_cell)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is cell)
    assert in_cell.desk.place.cell == "requests.received.natural"


def test_after_a_banner_the_keyboard_is_in_the_list(qtbot, listed) -> None:
    banner = listed.banners.tell("notice", "一条消息")
    banner.close_button.setFocus()
    qtbot.waitUntil(banner.close_button.hasFocus)
    qtbot.mouseClick(banner.close_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(listed.start_page.list.hasFocus)


def test_after_undoing_a_deletion_the_keyboard_is_in_the_list(qtbot, listed, library) -> None:
    qtbot.keyClick(listed.start_page.list, Qt.Key.Key_Delete)
    offer = button(listed.banners, "撤销删除")
    offer.setFocus()
    qtbot.mouseClick(offer, Qt.MouseButton.LeftButton)
    assert len(library.entries()) == 1
    qtbot.waitUntil(listed.start_page.list.hasFocus)


@pytest.mark.parametrize("command", ["preview", "findings"])
def test_after_a_panel_is_folded_the_keyboard_is_in_the_cell(qtbot, in_cell, command) -> None:
    cell = QApplication.focusWidget()
    in_cell.commands[command].trigger()
    workspace = in_cell.desk.workspace
    panel = workspace.preview.view if command == "preview" else workspace.findings.list
    panel.setFocus()
    qtbot.waitUntil(panel.hasFocus)
    in_cell.commands[command].trigger()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is cell)


def test_a_button_that_is_switched_off_gives_the_keyboard_back(qtbot, listed) -> None:
    page = listed.start_page
    page.copy_button.setFocus()
    qtbot.waitUntil(page.copy_button.hasFocus)
    page.copy_button.setEnabled(False)
    qtbot.waitUntil(page.list.hasFocus)


def test_what_a_dialog_asked_for_keeps_the_keyboard(qtbot, listed) -> None:
    dialog = QDialog(listed)
    dialog.accepted.connect(listed.start_page.begin_new)
    with qtbot.waitActive(dialog):
        dialog.open()
        dialog.activateWindow()
    dialog.accept()
    qtbot.waitUntil(listed.start_page.new_panel.office.hasFocus)
    dialog.deleteLater()


def test_a_window_that_stays_open_takes_no_button_s_keyboard(qtbot, listed) -> None:
    other = QDialog(listed)
    QVBoxLayout(other).addWidget(QPushButton("别的"))
    with qtbot.waitActive(other):
        other.show()
        other.activateWindow()
    listed.start_page.open_button.setFocus()
    with qtbot.waitActive(listed):
        listed.activateWindow()
    qtbot.waitUntil(listed.start_page.open_button.hasFocus)
    other.close()
    other.deleteLater()


def test_in_a_dialog_too_the_keyboard_goes_back_from_what_is_put_away(qtbot) -> None:
    dialog, field, other, gone = QDialog(), QLineEdit(), QPushButton("别的"), QPushButton("收起")
    qtbot.addWidget(dialog)
    column = QVBoxLayout(dialog)
    for widget in (field, gone, other):
        column.addWidget(widget)
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    for widget in (field, gone):
        widget.setFocus()
        qtbot.waitUntil(widget.hasFocus)
    gone.hide()
    qtbot.waitUntil(field.hasFocus)
