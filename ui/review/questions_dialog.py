"""Asks what the local profile wants answered before 定稿: a line for each question, and the name of who answers."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.errors import NianbaoError
from app.knowledge.profile import FinalQuestion
from app.review.course import Course
from app.review.final_answers import FinalAnswer, answered
from ui.dialogs.info_dialog import make_buttons


class QuestionsDialog(QDialog):
    """`answers` are there once it was accepted."""

    def __init__(
        self, questions: tuple[FinalQuestion, ...], who: str, today: date, course: Course, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("定稿前的询问")
        self.setMinimumWidth(520)
        self._questions, self._today, self._course = questions, today, course
        self.answers: tuple[FinalAnswer, ...] = ()
        self.fields = {one.id: QLineEdit() for one in questions}
        self.who = QLineEdit(who)
        self.message = QLabel()
        self.message.setProperty("level", "mandatory")
        self.message.setWordWrap(True)
        self.message.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        for one in questions:
            self._add(column, one.ask, self.fields[one.id], "如：是，已核对")
        self._add(column, "回答的人", self.who, "姓名")
        column.addWidget(self.message)
        column.addWidget(make_buttons(self))

    def accept(self) -> None:
        """Takes the answers; stays open where one is missing."""
        words = {name: field.text() for name, field in self.fields.items()}
        try:
            self.answers = answered(self._questions, words, self.who.text(), self._today, self._course)
        except NianbaoError as reason:
            self.message.setText(reason.sentence)
            self.message.show()
            return
        super().accept()

    def _add(self, column: QVBoxLayout, words: str, field: QLineEdit, example: str) -> None:
        label = QLabel(words)
        label.setWordWrap(True)
        label.setBuddy(field)
        field.setPlaceholderText(example)
        field.setAccessibleName(words)
        field.setToolTip(words)
        column.addWidget(label)
        column.addWidget(field)
