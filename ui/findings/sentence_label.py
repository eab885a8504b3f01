"""One line of text that is cut with … where it does not fit; the tool tip has it whole."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

LEAST_SENTENCE, PADDING = 80, 4  # pixels


class SentenceLabel(QLabel):
    """Without `whole` it asks for no room of its own, takes what is left and keeps its beginning; with it, beginning and end
    stay."""

    def __init__(self, name: str, *, whole: bool = False) -> None:
        super().__init__()
        self._whole = ""
        self._cuts = Qt.TextElideMode.ElideMiddle if whole else Qt.TextElideMode.ElideRight
        self.setAccessibleName(name)
        self.setMinimumWidth(LEAST_SENTENCE)
        wide = QSizePolicy.Policy.Preferred if whole else QSizePolicy.Policy.Ignored
        self.setSizePolicy(wide, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        """Room for all of it."""
        hint = super().sizeHint()
        hint.setWidth(self.fontMetrics().horizontalAdvance(self._whole) + 2 * PADDING)
        return hint

    def say(self, whole: str, *, muted: bool) -> None:
        """The words; muted where nothing is wrong."""
        self._whole = whole
        self.setToolTip(whole)
        self.setProperty("muted", muted)
        self.style().polish(self)
        self.updateGeometry()
        self._cut()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width cuts at another place."""
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        cut = self.fontMetrics().elidedText(self._whole, self._cuts, self.width())
        self.setText(cut)
