"""The closing block of the report: who signs, when, how to reach them. All of it may stay empty."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QWidget

from app.checks import LEVEL_WORDS, Finding
from app.form.form import Field
from app.report.comment import CommentMark
from app.report.report import Edit
from app.report.session import Change, Session
from ui.entry.refusal import RefusalLine
from ui.entry.value_edit import ValueEdit
from ui.look.buttons import make_button, make_flat_button, make_row

EXAMPLES = {"date": "如 2026年1月15日", "office": "单位全称", "contact": "地址、电话、邮编"}


class Closing(QWidget):
    """A line for each closing field of the form. `visit` hears in which of them the person is."""

    def __init__(self, session: Session, fields: tuple[Field, ...], visit: Callable[[str], None]) -> None:
        super().__init__()
        self._session, self._visit = session, visit
        self.edits: dict[str, ValueEdit] = {}
        self._errors: dict[str, QLabel] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 16, 0, 0)
        self._grid.setColumnStretch(1, 1)
        title = QLabel("落款（可不填）")
        title.setObjectName("sectionTitle")
        self._grid.addWidget(title, 0, 0, 1, 3)
        self._doubts: dict[str, tuple[QLabel, QPushButton]] = {}
        self._comments: dict[str, str] = {}
        self._commented: dict[str, QLabel] = {}
        self._findings: tuple[Finding, ...] = ()
        for number, field in enumerate(fields):
            self._add(field, 3 * number + 1)
        self._say_doubts()

    def _add(self, field: Field, row: int) -> None:
        edit = ValueEdit(self._session, self._session.form.cells[field.id], self._visit)
        edit.setPlaceholderText(field.hint or EXAMPLES.get(field.part, ""))
        label = QLabel(field.label)
        label.setBuddy(edit)
        error = RefusalLine()
        error.setObjectName("refusalLine")
        error.setProperty("level", "mandatory")
        error.setWordWrap(True)
        error.hide()
        edit.refused.connect(lambda sentence: self._say(error, sentence))
        self._grid.addWidget(label, row, 0)
        self._grid.addWidget(edit, row, 1)
        self._grid.addWidget(error, row + 1, 1, 1, 2)
        self._grid.addLayout(self._doubt_row(field), row + 2, 1, 1, 2)
        if field.part == "office":
            fill = make_button("填入本单位", "把本单位的全称填入落款单位", lambda: self._fill(field), often=True)
            fill.setEnabled(not self._session.read_only)
            self._grid.addWidget(fill, row, 2)
        self.edits[field.id] = edit
        self._errors[field.id] = error

    def follow(self, change: Change) -> None:
        """The session's listener."""
        for edit in self.edits.values():
            edit.follow(change)
        self._say_doubts()

    def settle(self) -> str:
        """Ends the typing; why what was typed was not taken, '' where it was."""
        return "".join([edit.settle() for edit in self.edits.values()])

    def go_to(self, cell_id: str, start: int, end: int, *, keyboard: bool = True) -> None:
        """Shows a field and its characters, and takes the keyboard there where that is wanted."""
        edit = self.edits[cell_id]
        if keyboard:
            edit.setFocus(Qt.FocusReason.OtherFocusReason)
        edit.show_place(start, end)

    def unmark(self) -> None:
        """No place is shown any more."""
        for edit in self.edits.values():
            edit.unmark()

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """Findings about the closing fields as tool tips."""
        self._findings = findings
        self._say_tips()

    def show_comments(self, marks: tuple[CommentMark, ...]) -> None:
        """How many comments each closing field has, with their words as tool tips."""
        here = {cell: [one.words for one in marks if one.cell == cell] for cell in self.edits}
        self._comments = {cell: "\n".join(words) for cell, words in here.items()}
        for cell, words in here.items():
            self._commented[cell].setText(f"批注 {len(words)}" if words else "")
            self._commented[cell].setToolTip(self._comments[cell])
            self._commented[cell].setVisible(bool(words))
        self._say_tips()

    def _say_tips(self) -> None:
        for cell, edit in self.edits.items():
            told = [f"{LEVEL_WORDS[f.level]}：{f.sentence}" for f in self._findings if cell in f.cells]
            told += filter(None, [self._comments.get(cell, "")])
            edit.setToolTip("\n".join(told) or edit.tip)

    def _doubt_row(self, field: Field) -> QHBoxLayout:
        """Comments, what is known of a value that waits to be looked at, and the button that says that somebody has."""
        label = QLabel()
        label.setProperty("level", "verify")
        label.setWordWrap(True)
        seen = make_flat_button("已核对", "对照原文看过了", lambda: self._session.look((field.id,)))
        seen.setEnabled(not self._session.read_only)
        self._doubts[field.id] = (label, seen)
        commented = self._commented[field.id] = QLabel()
        commented.setProperty("level", "hint")
        commented.hide()
        return make_row(commented, label, None, seen)

    def _say_doubts(self) -> None:
        for cell, (label, seen) in self._doubts.items():
            doubt = self._session.doubted.get(cell)
            label.setText(f"待核对：{doubt.words}" if doubt else "")
            for part in (label, seen):
                part.setVisible(doubt is not None)

    def _fill(self, field: Field) -> None:
        self._session.settle()
        self._session.apply(Edit({field.id: self._session.report.office}, f"填写{field.label}"))

    def _say(self, error: QLabel, sentence: str) -> None:
        error.setText(sentence)
        error.setVisible(bool(sentence))
