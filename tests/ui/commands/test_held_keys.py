"""A press that comes at the moment of the same key's release is a repeat, whatever the system calls it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from ui.commands.held_keys import HeldKeys

PRESS, RELEASE = QEvent.Type.KeyPress, QEvent.Type.KeyRelease


class Heard(QLineEdit):
    """Notes which presses were repeats."""

    def __init__(self) -> None:
        super().__init__()
        self.repeats: list[bool] = []

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.repeats.append(event.isAutoRepeat())


@pytest.mark.parametrize(("let_go", "pressed", "repeats"), [(7, 7, True), (7, 9, False), (0, 0, False)])
def test_a_press_in_the_moment_of_its_release_is_a_repeat(qtbot, let_go: int, pressed: int, repeats: bool) -> None:
    line = Heard()
    qtbot.addWidget(line)
    line.show()
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    held = HeldKeys(app)
    for kind, at in ((RELEASE, let_go), (PRESS, pressed)):
        event = QKeyEvent(kind, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r")
        event.setTimestamp(at)
        QCoreApplication.sendEvent(line.windowHandle(), event)
    held.setParent(None)
    assert line.repeats == [repeats]
