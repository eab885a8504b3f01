"""Dialogs never grow beyond the screen: their buttons stay in reach, and what does not fit scrolls."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QWidget

from ui.room import height_for, resize_within


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
