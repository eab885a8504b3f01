"""The plain buttons of dialogs, each with words, a tool tip and what it does; rows of them; the row that closes.

A double click on a button is one deed: what its first press did may have put something else under the mouse.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QPushButton,
    QWidget,
)

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


def make_button(words: str, tip: str, do: Callable[[], object], *, often: bool = False) -> QPushButton:
    """A button that is not pressed by Enter elsewhere in the dialog. `often`: each of many quick presses counts."""
    button = QPushButton(words)
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
