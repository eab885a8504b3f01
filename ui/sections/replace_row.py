"""Replacing what was found: the place as it is and as it would be, then this one, or all of them after they were shown.

Texts and notes only; a figure or a name of the form is never replaced. One place, or all together, is one step of undo.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QWidget

from app.errors import NianbaoError
from app.report.report import Edit, Report
from app.report.session import Session
from ui.changes.changes import propose
from ui.commands.actions import keys_of
from ui.look.buttons import make_button
from ui.look.grid_colours import theme_of

AROUND = 12  # characters shown on both sides of a place
WIDE = 360  # pixels of a field
LABEL = "替换“{words}”"
HERE, NOWHERE = "这一处", "没有可以替换的：只替换文字和括注，栏目名称和表里的数不替换。"
DONE, NOTHING = "已替换 {count} 处，{undo} 撤销。", "没有替换。"


@dataclass(frozen=True)
class TextPlace:
    """A cell, and characters of its text, or -1 when the words stand in the cell's name or number."""

    cell: str
    start: int = -1
    end: int = -1


def replacement(report: Report, places: Iterable[TextPlace], words: str, label: str) -> Edit:
    """The edit that puts other words at places of texts; a text of which nothing is left becomes blank."""
    texts: dict[str, str] = {}
    for place in sorted(places, key=lambda place: place.start, reverse=True):
        if place.start >= 0:
            text = texts.get(place.cell, report.text(place.cell))
            texts[place.cell] = text[: place.start] + words + text[place.end :]
    return Edit({cell: text if text.strip() else None for cell, text in texts.items()}, label)


class ReplaceRow(QWidget):
    """Stands under the words that are looked for. `places` gives where they stand in texts now, `current` the place that is
    shown, `step` goes on to the next one behind a place. `wrote` when something was replaced."""

    wrote = Signal()

    def __init__(
        self,
        session: Session,
        places: Callable[[], Sequence[TextPlace]],
        current: Callable[[], TextPlace | None],
        step: Callable[[TextPlace | None], None],
    ) -> None:
        super().__init__()
        self._session, self._places, self._current, self._step = session, places, current, step
        self.words = QLineEdit()
        self.words.setPlaceholderText("替换为")
        self.words.setAccessibleName("替换为")
        self.words.setToolTip("回车替换这一处，到下一处；Esc 收起")
        self.words.setMaximumWidth(WIDE)
        self.one_button = make_button("替换", "替换这一处，到下一处（回车）", self.replace_one, often=True)
        self.all_button = make_button("全部替换…", "先列出每一栏改前改后，勾选后写入", self.replace_all)
        self.shown = QLabel()
        self.shown.setTextFormat(Qt.TextFormat.RichText)
        self.shown.setAccessibleName("替换前后")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.words, 1)
        row.addWidget(self.one_button)
        row.addWidget(self.all_button)
        row.addStretch(1)
        grid.addLayout(row, 0, 0)
        grid.addWidget(self.shown, 1, 0)
        self.words.textChanged.connect(lambda _: self.say())

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab meets, in order."""
        return self.words, self.one_button, self.all_button

    def say(self, sentence: str = "") -> None:
        """Shows the current place before and after, or a sentence instead."""
        place, there = self._current(), bool(self._places())
        self.one_button.setEnabled(there)
        self.all_button.setEnabled(there)
        told = html.escape(sentence)
        self.shown.setText(told if told or place is None else self._before_and_after(place))

    def replace_one(self) -> None:
        """Replaces the place that is shown and goes on; where none is shown, goes to the next."""
        place = self._current()
        if not self._places():
            self.say(NOWHERE)
        elif place is None:
            self._step(None)
        else:
            new = self._new()
            edit = replacement(self._session.report, [place], new, self._label(place))
            if self._write(lambda: self._session.apply(edit)):
                self.wrote.emit()
                behind = place.start + len(new)
                self._step(TextPlace(place.cell, behind, behind))

    def replace_all(self) -> None:
        """Shows every text that has the words, before and after, each with a tick, and writes what is ticked."""
        places = self._places()
        label = self._label(places[0])
        edit = replacement(self._session.report, places, self._new(), label)
        written: list[Edit | None] = []
        note = f"“{self._found(places[0])}”共 {len(places)} 处，换成“{self._new()}”。"
        if self._write(lambda: written.append(propose(self._session, edit, label, self, always=True, note=note))):
            done = written[0].changes if written[0] is not None else {}
            count = sum(place.cell in done for place in places)
            self.wrote.emit()
            self.say(DONE.format(count=count, undo=keys_of("undo")) if count else NOTHING)
        self.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def _write(self, do: Callable[[], object]) -> bool:
        try:
            self._session.settle()
            do()
        except NianbaoError as reason:
            self.say(reason.sentence)
            return False
        return True

    def _new(self) -> str:
        return self.words.text()

    def _found(self, place: TextPlace) -> str:
        return self._session.report.text(place.cell)[place.start : place.end]

    def _label(self, place: TextPlace) -> str:
        return LABEL.format(words=self._found(place))

    def _before_and_after(self, place: TextPlace) -> str:
        """The place in its line: what goes struck out, what comes underlined, besides their colours."""
        text, colours = self._session.report.text(place.cell), theme_of(self.palette()).colours
        before = text[max(place.start - AROUND, 0) : place.start].rpartition("\n")[2]
        behind = text[place.end : place.end + AROUND].partition("\n")[0]
        marks = (("line-through", "mandatory", self._found(place)), ("underline", "accent", self._new()))
        changed = "".join(
            f'<span style="text-decoration:{line};color:{colours[ink]}">{html.escape(words)}</span>' for line, ink, words in marks
        )
        return f"{HERE}：{html.escape(before)}{changed}{html.escape(behind)}"
