"""What the current cell means, under its table: wrapped, or in a low room one line whose tool tip has it whole."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

LINES = 2  # that stand ready, so that the table does not change its height from cell to cell


class HelpLine(QLabel):
    """`say` tells something; `show_low` folds it to one line."""

    def __init__(self) -> None:
        super().__init__()
        self._whole, self._low = "", False
        self.setObjectName("gridHelp")
        self.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.show_low(False)

    def say(self, whole: str) -> None:
        """The words."""
        self._whole = whole
        self._show()
        # Grows with a longer text and stays so: else the table would change its height from cell to cell.
        if not self._low:
            self.setMinimumHeight(max(self.heightForWidth(self.width()), self.minimumHeight()))

    def show_low(self, low: bool) -> None:
        """One line, cut with … where it does not fit, or as many as it takes."""
        self._low = low
        self.setWordWrap(not low)
        self.setSizePolicy(QSizePolicy.Policy.Ignored if low else QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._keep_ready()
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width breaks or cuts it elsewhere."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._keep_ready()
            self._show()

    def _keep_ready(self) -> None:
        self.setMinimumHeight(0 if self._low else LINES * self.fontMetrics().lineSpacing())

    def _show(self) -> None:
        room = self.contentsRect().width() - 2 * self.margin()
        cut = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room)
        self.setText(cut if self._low else self._whole)
        self.setToolTip(self._whole if self._low else "")
