"""A text of an import to be looked at: its heading, its words, what is doubtful about it. Enter = right, Delete = leave out."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.chinese.characters import harmless
from app.form.kinds import Value
from app.report.doubt import WHY_WORDS
from ui.importing.check_grid import ENTER, Looking
from ui.importing.review import ImportReview
from ui.look.buttons import make_flat_button

OUT, NONE = "（不导入）", "（文件里没有）"
PAGE = (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_Down, Qt.Key.Key_Up)


class TextCard(QFrame):
    """One text, date or line of the closing block. `scrolled` when a key asks for more of a long text (1 down, -1 up)."""

    scrolled = Signal(int)

    def __init__(self, review: ImportReview, cell: str, heading: str, looking: Looking) -> None:
        super().__init__()
        self.cell = cell
        self._review, self._looking, self._heading = review, looking, heading
        self._said: tuple[str, str, Value | None] = ("", "", None)
        self.setObjectName("textCard")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._title = QLabel(heading)
        self._title.setProperty("muted", True)
        self._why = QLabel()
        self._why.setProperty("level", "verify")
        self.words = QLabel()
        for label in (self._why, self.words):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.out_button = make_flat_button("不导入", "这一段不导入（Delete），再按一次仍然导入", self.leave_out, often=True)
        self.out_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._lay_out()
        self.refresh()

    def refresh(self) -> None:
        """Shows the session's value and what is doubtful about it."""
        kind = self._review.form.cells[self.cell].kind
        value = self._review.session.report.cells.get(self.cell)
        read = self._review.found.report.cells.get(self.cell)
        words = harmless(kind.show(value)) if value is not None else OUT if read is not None else NONE
        why = self._told()
        if (words, why, value) == self._said:
            return
        self._said = (words, why, value)
        self.words.setText(words)
        self.words.setEnabled(value is not None)
        self._why.setText(harmless(why))
        self._why.setVisible(bool(why))
        self.out_button.setText("仍然导入" if value is None else "不导入")
        self.out_button.setVisible(read is not None)
        self.setAccessibleName(f"{self._heading}：{words}")
        self.setAccessibleDescription(why)
        self._dress(bool(why))

    def leave_out(self) -> None:
        """Does not take the text along, or takes it after all."""
        if self._review.found.report.cells.get(self.cell) is not None:
            self._review.leave_out(self.cell)

    def confirm(self, step: int) -> None:
        """It is right; on to the next doubt."""
        if self._looking.take((self.cell,)):
            self._looking.step(step)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, Delete, and the keys that scroll."""
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in ENTER and plain & Qt.KeyboardModifier.ShiftModifier and plain & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        elif event.key() in ENTER:
            if not event.isAutoRepeat():
                self.confirm(-1 if plain & Qt.KeyboardModifier.ShiftModifier else 1)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.leave_out()
        elif event.key() in PAGE and not plain:
            self.scrolled.emit(1 if event.key() in PAGE[::2] else -1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tells where the person is."""
        super().focusInEvent(event)
        self.update()
        self._looking.visit(self.cell)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click comes to it."""
        super().mousePressEvent(event)
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        """What is painted has been in sight."""
        super().paintEvent(event)
        self._looking.painted()

    def changeEvent(self, event: QEvent) -> None:
        """The words wrap anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    def _told(self) -> str:
        doubt, asked = self._review.doubted(self.cell), self._review.asked(self.cell)
        evidence = self._review.evidence(self.cell)
        if doubt is not None:
            reason = evidence.why if evidence is not None and evidence.why else WHY_WORDS[doubt.why]
            return f"待核对：{reason}"
        return "；".join(one.sentence.rpartition("：")[2] for one in asked)

    def _dress(self, doubtful: bool) -> None:
        if self.property("doubtful") != doubtful:
            self.setProperty("doubtful", doubtful)
            self.style().unpolish(self)
            self.style().polish(self)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.out_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 12, 8)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._why)
        column.addWidget(self.words)


def rect_in(card: QWidget, room: QWidget) -> tuple[int, int]:
    """Top and bottom of a widget in another one around it."""
    top = card.mapTo(room, card.rect().topLeft()).y()
    return top, top + card.height()
