"""The sentence at a cell that says why an entry was not taken. In place, never in the way, heard by screen readers.

One whose page goes away before it can be read is handed to the window, which says it where the person is now.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent, QHideEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget

WIDEST, NARROWEST = 420, 120  # pixels
EDGE = 16  # pixels kept free at the right, where the scroll bar stands
GAP = 2
SHOWN = 15_000  # milliseconds
UNREAD = QEvent.Type(QEvent.registerEventType())


class Unread(QEvent):
    """For the window: an entry was not taken, and the sentence that says why is out of sight."""

    def __init__(self, sentence: str) -> None:
        super().__init__(UNREAD)
        self.sentence = sentence


class RefusalLine(QLabel):
    """A sentence that says why an entry was not taken. Hidden with its page, it is handed to the window."""

    def hideEvent(self, event: QHideEvent) -> None:
        """Hidden by itself it has been read, or is over; hidden with its page it has not."""
        super().hideEvent(event)
        if not self.isHidden() and self.text() and not event.spontaneous():
            self.hand_over()

    def hand_over(self) -> None:
        """Leaves it to the window to say it."""
        QApplication.postEvent(self.window(), Unread(self.text()))


class Refusal(RefusalLine):
    """A small label over `parent`, beside a place: below it, above it, or at its side where the parent is low."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("refusal")
        self.setWordWrap(True)
        self.setContentsMargins(8, 4, 8, 4)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def say(self, sentence: str, place: QRect) -> None:
        """Shows the sentence at `place` (in the parent's coordinates), which it never covers."""
        self.setText(sentence)
        self.setAccessibleName(sentence)
        self.ensurePolished()
        self.setGeometry(self._beside(place))
        self.show()
        if not self.isVisible():  # the entry was read because its page is left, and that has gone
            self.hide()
            self.hand_over()
            return
        self.raise_()
        self._timer.start(SHOWN)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _beside(self, place: QRect) -> QRect:
        """The first of the four sides that has room for the sentence; where none has, the one with the most room."""
        room = self.parentWidget().rect().adjusted(0, 0, -EDGE, 0)
        below = QRect(room.left(), place.bottom() + GAP, room.width(), room.bottom() - place.bottom() - GAP)
        above = QRect(room.left(), room.top(), room.width(), place.top() - GAP - room.top())
        right = QRect(place.right() + GAP, room.top(), room.right() - place.right() - GAP, room.height())
        left = QRect(room.left(), room.top(), place.left() - GAP - room.left(), room.height())
        sides = [side for side in (below, above, right, left) if side.width() >= NARROWEST and side.height() > 0]
        fits = [side for side in sides if self._size(side)[1] <= side.height()]
        side = (fits or sorted(sides, key=lambda one: -one.width() * one.height()) or [room])[0]
        wide, high = self._size(side)
        x = max(side.left(), min(place.left(), side.right() - wide))
        y = side.bottom() - high if side is above else max(side.top(), min(place.top(), side.bottom() - high))
        return QRect(x, y if side is not below else side.top(), wide, high)

    def _size(self, side: QRect) -> tuple[int, int]:
        wide = min(WIDEST, side.width(), self.fontMetrics().horizontalAdvance(self.text()) + 48)
        return wide, self.heightForWidth(wide)
