"""What the current cell, or the whole section, means: one line, whose tool tip has it whole where it is cut."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy


class HelpLine(QLabel):
    """`say` tells something; `name` is its name in the style sheet."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.whole = ""
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def say(self, whole: str) -> None:
        """The words. They are told anew with each key: the same ones are not measured again."""
        if whole == self.whole:
            return
        self.whole = whole
        self.setAccessibleName(whole)
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width cuts it elsewhere."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._show()

    def _show(self) -> None:
        room = self.contentsRect().width() - 2 * self.margin()
        shown = self.fontMetrics().elidedText(self.whole, Qt.TextElideMode.ElideRight, room)
        self.setText(shown)
        self.setToolTip(self.whole if shown != self.whole else "")
