"""A line in the page that tells or asks something in place, instead of a box in the way.

It lies over the head of its page, so that no cell moves under the hand. What is told goes by itself.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

SHOWN = 8_000  # milliseconds that something told stands


class Notice(QFrame):
    """A sentence with a button to close it, and with one more for the deed when it asks. Lies over `head`, or over the top of
    the page where that is folded away.

    `left` when it goes while it has the keyboard.
    """

    left = Signal()

    def __init__(self, head: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("banner", "notice")
        self._head = head
        self._deed: Callable[[], None] | None = None
        self._text = QLabel(self)
        self._text.setWordWrap(True)
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.yes = QPushButton(self)
        self.no = QPushButton(self)
        self.yes.clicked.connect(self._do)
        self.no.clicked.connect(self.put_away)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.put_away)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 8, 4)
        row.addWidget(self._text, 1)
        row.addWidget(self.yes)
        row.addWidget(self.no)
        for widget in (head, parent):
            widget.installEventFilter(self)
        self.hide()

    @property
    def sentence(self) -> str:
        """What is told now."""
        return self._text.text()

    def tell(self, sentence: str, shown: int = SHOWN) -> None:
        """Tells something, for `shown` milliseconds."""
        self._deed = None
        self._show(sentence, "", "知道了")
        self._timer.start(shown)

    def ask(self, sentence: str, yes: str, no: str, deed: Callable[[], None]) -> None:
        """Asks; `deed` is done when the answer is yes. The keyboard is on no: nobody says yes by the next Enter."""
        self._deed = deed
        self._timer.stop()
        self._show(sentence, yes, no)
        self.no.setFocus(Qt.FocusReason.OtherFocusReason)

    def put_away(self) -> None:
        """Goes."""
        focus = QApplication.focusWidget()
        had_keyboard = focus is not None and self.isAncestorOf(focus)
        self._timer.stop()
        self.hide()
        if had_keyboard:
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc is no."""
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """As wide as the head, whatever becomes of that."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._lie()
        return super().eventFilter(watched, event)

    def _show(self, sentence: str, yes: str, no: str) -> None:
        self._text.setText(sentence)
        self.setAccessibleName(sentence)
        self.yes.setText(yes)
        self.yes.setVisible(bool(yes))
        self.no.setText(no)
        self.show()
        self._lie()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _lie(self) -> None:
        page, folded = self.parentWidget(), self._head.isHidden()
        corner = QPoint(0, 0) if folded else self._head.mapTo(page, QPoint(0, 0))
        width, least = (page.width(), 0) if folded else (self._head.width(), self._head.height())
        self.setGeometry(QRect(corner, QSize(width, max(least, self.heightForWidth(width)))))
        self.raise_()

    def _do(self) -> None:
        self.put_away()
        if self._deed is not None:
            self._deed()
