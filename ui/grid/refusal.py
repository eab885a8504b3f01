"""The sentence at a cell that says why an entry was not taken. In place, never in the way, heard by screen readers."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QLabel, QWidget

WIDEST = 420
EDGE = 16  # pixels kept free at the right, where the scroll bar stands


class Refusal(QLabel):
    """A small label over `parent`, shown below a place or above it where there is no room."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("refusal")
        self.setWordWrap(True)
        self.setContentsMargins(8, 4, 8, 4)
        self.hide()

    def say(self, sentence: str, place: QRect) -> None:
        """Shows the sentence at `place` (in the parent's coordinates)."""
        room = self.parentWidget().rect()
        self.setText(sentence)
        self.setAccessibleName(sentence)
        wide = min(WIDEST, room.width(), self.fontMetrics().horizontalAdvance(sentence) + 48)
        self.resize(wide, self.heightForWidth(wide))
        left = max(0, min(place.left(), room.right() - wide - EDGE))
        below = place.bottom() + 2
        top = below if below + self.height() <= room.bottom() else place.top() - self.height() - 2
        self.move(left, max(0, top))
        self.show()
        self.raise_()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
