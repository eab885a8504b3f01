"""Asks for a comment, or for a reply to one: the words it speaks of, a text, a name. Enter in the text makes a line."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.chinese.characters import clean
from app.errors import ValueRefused
from app.form.kinds import TEXT
from app.report.comment import DEED_WORDS, Deed
from app.report.limits import COMMENT, PERSON
from app.report.record import one_line
from ui.comments.known_names import SignerField
from ui.dialogs.info_dialog import make_buttons
from ui.look.buttons import ENTER

ROWS = 4
NEW, NEEDED = "写下批注", {"answer": "请写明答复。", "reopen": "请写明为什么重新打开。"}


@dataclass(frozen=True)
class Said:
    """What was given: a text, which may be '' where something is only said to be done, and who gave it."""

    text: str
    who: str


class CommentDialog(QDialog):
    """`said` after it was accepted. `place` and `words` say of what is spoken, `deed` is what is done with a comment."""

    def __init__(
        self, place: str, words: str, names: tuple[str, ...], who: str, parent: QWidget | None, deed: Deed | None = None
    ) -> None:
        super().__init__(parent)
        self._deed = deed
        self.setWindowTitle(DEED_WORDS[deed] if deed else "批注")
        self.setMinimumWidth(30 * self.fontMetrics().horizontalAdvance("批") + 48)
        self.text, self.who, self.message = QPlainTextEdit(), SignerField(names), QLabel()
        self.who.setText(who)
        self._buttons = make_buttons(self)
        for button in self._buttons.buttons():
            if self._buttons.buttonRole(button) == QDialogButtonBox.ButtonRole.AcceptRole:
                button.setText(DEED_WORDS[deed] if deed else NEW)
        self._arrange(place, words)

    @property
    def said(self) -> Said:
        """What stands in the fields."""
        return Said(str(TEXT.read(self.text.toPlainText()) or "").strip(), one_line(self.who.text()).strip())

    def accept(self) -> None:
        """Stays open while something is missing or too long."""
        said, needed = self.said, NEEDED.get(self._deed, "") if self._deed else "请写下批注。"
        if needed and not any(map(str.isalnum, said.text)):
            self._refuse(needed, self.text)
        elif not clean(said.who).strip():
            self._refuse("请填写姓名，它和批注一起留在记录里。", self.who)
        elif self._fits(said):
            super().accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter is the blue button from the text, too; Enter in an empty name says what is missing."""
        if event.key() in ENTER:
            self.accept()
        else:
            super().keyPressEvent(event)

    def _fits(self, said: Said) -> bool:
        for limit, words, field in ((COMMENT, said.text, self.text), (PERSON, said.who, self.who)):
            try:
                limit.judge(words)
            except ValueRefused as reason:
                self._refuse(reason.sentence, field)
                return False
        return True

    def _refuse(self, sentence: str, field: QWidget) -> None:
        self.message.setText(sentence)
        self.message.show()
        field.setFocus()

    def _arrange(self, place: str, words: str) -> None:
        where, quoted = QLabel(place), QLabel(f"“{words}”")
        where.setProperty("muted", True)
        for label in (where, quoted, self.message):
            label.setWordWrap(True)
        quoted.setVisible(bool(words))
        self.message.setProperty("level", "mandatory")
        self.message.hide()
        self.text.setAccessibleName(self.windowTitle())
        self.text.setToolTip("回车换行，Ctrl+回车写下")
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(self.fontMetrics().lineSpacing() * ROWS + 16)
        self.who.setAccessibleName("姓名")
        self.who.setToolTip("写批注的人；按 ↓ 可选以前签过的人")
        rows = QFormLayout()
        rows.setVerticalSpacing(8)
        rows.addRow(self.windowTitle(), self.text)
        rows.addRow("姓名", self.who)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        for part in (where, quoted):
            column.addWidget(part)
        column.addLayout(rows)
        column.addWidget(self.message)
        column.addWidget(self._buttons)
        self.text.setFocus()
