"""A line in the page that tells or asks something in place, instead of a box in the way."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget


class Notice(QFrame):
    """A sentence with a button to close it, and with one more for the deed when it asks."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("banner", "notice")
        self._deed: Callable[[], None] | None = None
        self._text = QLabel(self)
        self._text.setWordWrap(True)
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.yes = QPushButton(self)
        self.no = QPushButton(self)
        self.yes.clicked.connect(self._do)
        self.no.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 8, 4)
        row.addWidget(self._text, 1)
        row.addWidget(self.yes)
        row.addWidget(self.no)
        self.hide()

    @property
    def sentence(self) -> str:
        """What is told now."""
        return self._text.text()

    def tell(self, sentence: str) -> None:
        """Tells something."""
        self._deed = None
        self._show(sentence, "", "知道了")

    def ask(self, sentence: str, yes: str, no: str, deed: Callable[[], None]) -> None:
        """Asks; `deed` is done when the answer is yes."""
        self._deed = deed
        self._show(sentence, yes, no)
        self.yes.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc is no."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def _show(self, sentence: str, yes: str, no: str) -> None:
        self._text.setText(sentence)
        self.setAccessibleName(sentence)
        self.yes.setText(yes)
        self.yes.setVisible(bool(yes))
        self.no.setText(no)
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _do(self) -> None:
        self.hide()
        if self._deed is not None:
            self._deed()
