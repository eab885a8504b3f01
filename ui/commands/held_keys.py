"""A key that is held down counts as such everywhere: its repeats are told from presses by the hand.

X servers send each repeat as a release and a press of the same moment, and Qt takes some of them for the hand's. Stands
before the windows, where events bear the server's time.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow


class HeldKeys(QObject):
    """Follows the windows of `app`, which owns it."""

    def __init__(self, app: QGuiApplication) -> None:
        super().__init__(app)
        self._released = (0, 0)  # the key that was let go last, and when (milliseconds of the server)
        app.focusWindowChanged.connect(self._follow)
        self._follow(app.focusWindow())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Sends a repeat that does not say so once more, as one that does."""
        kind = event.type()
        if kind not in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease) or not isinstance(event, QKeyEvent):
            return False
        if kind == QEvent.Type.KeyRelease:
            self._released = (event.key(), event.timestamp())
        elif not event.isAutoRepeat() and event.timestamp() and self._released == (event.key(), event.timestamp()):
            QCoreApplication.sendEvent(watched, _repeat(event))
            return True
        return False

    def _follow(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)  # once more is no second time


def _repeat(event: QKeyEvent) -> QKeyEvent:
    codes = (event.nativeScanCode(), event.nativeVirtualKey(), event.nativeModifiers())
    repeat = QKeyEvent(event.type(), event.key(), event.modifiers(), *codes, event.text(), True, event.count())
    repeat.setTimestamp(event.timestamp())
    return repeat
