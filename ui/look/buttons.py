"""Buttons: each with words, a tool tip and what it does; frameless ones; rows of them; the one that closes; their keys.

A double click on a button is one deed: what its first press did may have put something else under the mouse. Enter presses
the button that has the focus, as the space bar does, in the window as in its dialogs; Qt listens to the space bar only. An
Enter that is held down presses nothing, neither that button nor, in a dialog, its first one: else it would answer whatever
question it had opened itself.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
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
PRESSES = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)


class _Rest(QObject):
    """For the time of a double click: a second press on that spot of the screen goes nowhere, whatever lies there now."""

    def __init__(self, press: QMouseEvent, app: QApplication) -> None:
        super().__init__(app)
        self._spot, self._at = press.globalPosition().toPoint(), press.timestamp()
        app.installEventFilter(self)
        QTimer.singleShot(app.doubleClickInterval(), self, self.deleteLater)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Swallows the press."""
        if event.type() in PRESSES and isinstance(event, QMouseEvent):
            away = (event.globalPosition().toPoint() - self._spot).manhattanLength()
            soon = event.timestamp() - self._at <= QApplication.doubleClickInterval()
            return soon and away < QApplication.startDragDistance()
        return super().eventFilter(watched, event)


class _Once(QObject):
    """Begins the rest with a press on its button, and takes no second half of a double click that began elsewhere."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lets the first press through."""
        if event.type() in PRESSES and isinstance(event, QMouseEvent) and event.button() == Qt.MouseButton.LeftButton:
            app = QApplication.instance()
            if isinstance(app, QApplication):
                _Rest(event, app)
            return event.type() == QEvent.Type.MouseButtonDblClick
        return super().eventFilter(watched, event)


def once(button: QAbstractButton) -> None:
    """From now on a double click on the button is one deed. Not for what one presses again and again, such as 下一处."""
    button.installEventFilter(_Once(button))


def make_button(
    words: str, tip: str, do: Callable[[], object], *, often: bool = False, primary: bool = False
) -> QPushButton:
    """A button that is not pressed by Enter elsewhere in the dialog. `often`: each of many quick presses counts.

    `primary`: the step that lies nearest, in the colour for it.
    """
    button = QPushButton(words)
    button.setProperty("primary", primary)
    button.setToolTip(tip)
    button.setAutoDefault(False)
    button.clicked.connect(lambda: do())
    if not often:
        once(button)
    return button


def make_flat_button(words: str, tip: str, do: Callable[[], object], *, often: bool = False) -> QPushButton:
    """The same without a frame, for a line of words."""
    button = make_button(words, tip, do, often=often)
    button.setProperty("flat", True)
    return button


def make_icon_button(tip: str, do: Callable[[], object] | None = None) -> QToolButton:
    """A frameless button of a bar, which shows an icon; its name for ears is the tip without its keys."""
    button = QToolButton()
    button.setToolTip(tip)
    button.setAccessibleName(tip.split("（")[0])
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    if do is not None:
        button.clicked.connect(lambda: do())
    return button


def make_bar_button(name: str, tip: str, do: Callable[[], object]) -> QToolButton:
    """A frameless button of a bar, which shows words and is known to the style by its `name`. Tab leads to it; a click leaves the
    keyboard where it was, for what it does takes it somewhere."""
    button = make_icon_button(tip, do)
    button.setObjectName(name)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


def make_row(*widgets: QWidget | None) -> QHBoxLayout:
    """Widgets in a row; None is a gap that takes the room that is left."""
    row = QHBoxLayout()
    for widget in widgets:
        if widget is None:
            row.addStretch(1)
        else:
            row.addWidget(widget)
    return row


def closing_box(dialog: QDialog) -> QDialogButtonBox:
    """The button at the end of a dialog that closes it, as Esc does; Enter elsewhere in the dialog does not."""
    box = QDialogButtonBox()
    close = box.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
    close.setAutoDefault(False)
    close.setToolTip("关闭（Esc）")
    once(close)
    box.rejected.connect(dialog.reject)
    return box


class ButtonKeys(QObject):
    """Enter for all buttons of `app`, which owns it. The filter stands on the focused widget alone."""

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
