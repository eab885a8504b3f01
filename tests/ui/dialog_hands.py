"""A person at a dialog: letters and keys go where the focus is, and the next question is answered as it comes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QWidget

from tests.ui.pages import send_letter


def show(qtbot, dialog: QDialog) -> None:
    """Shown as a person has it: active, with the keyboard in it."""
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: dialog.focusWidget() is not None and dialog.focusWidget() is QApplication.focusWidget())


def write(words: str) -> None:
    """Types into the field that has the focus."""
    for letter in words:
        send_letter(focus(), letter)


def press(qtbot, key: Qt.Key) -> None:
    """A key where the focus is; Qt hands it on to the dialog, as it does for a person."""
    qtbot.keyClick(focus(), key)


def focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def answering(qtbot, do: Callable[[QMessageBox], None]) -> list[QMessageBox]:
    """Answers the next question by hand as soon as it stands; gives those that were asked."""
    asked: list[QMessageBox] = []

    def answer() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            asked.append(box)
            do(box)

    QTimer.singleShot(0, answer)
    return asked


def agree(qtbot) -> Callable[[QMessageBox], None]:
    def do(box: QMessageBox) -> None:
        yes = next(b for b in box.buttons() if box.buttonRole(b) == QMessageBox.ButtonRole.AcceptRole)
        qtbot.waitUntil(yes.isEnabled)
        qtbot.mouseClick(yes, Qt.MouseButton.LeftButton)

    return do
