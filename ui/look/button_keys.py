"""Enter presses the button that has the focus, as the space bar does, in the window as in its dialogs.

Qt listens to the space bar only. An Enter that is held down presses nothing, neither that button nor, in a dialog, its first
one: else it would answer whatever question it had opened itself. The filter stands on the focused widget alone.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QPlainTextEdit,
    QPushButton,
    QTextEdit,
    QToolButton,
    QWidget,
)
from shiboken6 import isValid

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
BUTTONS = (QPushButton, QToolButton)
KEYS = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease)


class ButtonKeys(QObject):
    """Follows the focus of `app`, which owns it."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        app.focusChanged.connect(self._follow)
        self._follow(None, app.focusWidget())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter becomes the space bar, which presses and lets go."""
        if event.type() not in KEYS or not isinstance(event, QKeyEvent) or event.key() not in ENTER:
            return super().eventFilter(watched, event)
        if not isinstance(watched, BUTTONS):
            writes = isinstance(watched, QTextEdit | QPlainTextEdit) and not watched.isReadOnly()
            return event.isAutoRepeat() and not writes
        if not event.isAutoRepeat():
            space = QKeyEvent(event.type(), Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier, " ")
            QApplication.sendEvent(watched, space)
        return True

    def _follow(self, before: QWidget | None, now: QWidget | None) -> None:
        if before is not None and isValid(before):
            before.removeEventFilter(self)
        if isinstance(now, BUTTONS) or (now is not None and isinstance(now.window(), QDialog)):
            now.installEventFilter(self)
