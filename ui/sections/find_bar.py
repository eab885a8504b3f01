"""Finding words in the report: in the names of the cells and in the texts, one place after another.

Stands in place over the form and keeps the caret while Enter goes on and Shift+Enter back; F3 does so from anywhere. Esc
closes, wherever the caret is. Case does not matter.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QLineEdit

from app.form.form import Form
from app.form.kinds import TEXT
from app.report import totals
from app.report.report import Report
from app.report.session import Session
from ui.commands.actions import keys_of
from ui.look.appearance import Appearance
from ui.look.buttons import make_icon_button


@dataclass(frozen=True)
class TextPlace:
    """A cell, and characters of its text, or -1 when the words stand in the cell's name or number."""

    cell: str
    start: int = -1
    end: int = -1


def places(form: Form, report: Report, words: str) -> Iterator[TextPlace]:
    """Every place where the words stand, in the form's order."""
    wanted = words.strip().casefold()
    if not wanted:
        return
    for cell in form.cells.values():
        shown = totals.shown(form, report, cell.id) if cell.kind is not TEXT else ""
        named = bool(cell.section) and not cell.note_of
        if named and (wanted in cell.label.casefold() or wanted == shown.casefold()):
            yield TextPlace(cell.id)
        if cell.kind is TEXT:
            yield from _in_text(cell.id, report.text(cell.id).casefold(), wanted)


def _in_text(cell: str, text: str, wanted: str) -> Iterator[TextPlace]:
    start = text.find(wanted)
    while start >= 0:
        yield TextPlace(cell, start, start + len(wanted))
        start = text.find(wanted, start + len(wanted))


class FindBar(QFrame):
    """`found` carries the place to show; `left` when the bar is closed while the caret is in it."""

    found = Signal(object)
    left = Signal()

    def __init__(self, session: Session, appearance: Appearance) -> None:
        super().__init__()
        self.setObjectName("findBar")
        self._session, self._appearance = session, appearance
        self._at: TextPlace | None = None  # the place that was shown last
        self.words = QLineEdit()
        self.words.setPlaceholderText("查找栏目名称、正文文字或整个数字")
        self.words.setAccessibleName("查找")
        self.words.setToolTip(f"回车（{keys_of('find_next')}）到下一处，Shift+回车到上一处，Esc 收起")
        self.words.setMaximumWidth(360)
        self.result = QLabel()
        self.result.setProperty("muted", True)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 8, 4)
        row.addWidget(self.words, 1)
        self._buttons = {
            "previous": make_icon_button(f"上一处（{keys_of('find_previous')}）", lambda: self._go(-1)),
            "next": make_icon_button(f"下一处（{keys_of('find_next')}）", lambda: self._go(1)),
        }
        row.addWidget(self._buttons["previous"])
        row.addWidget(self._buttons["next"])
        row.addWidget(self.result, 1)
        self._buttons["close"] = make_icon_button("收起查找（Esc）", self.leave)
        row.addWidget(self._buttons["close"])
        self.words.textChanged.connect(self._begin)
        self.words.installEventFilter(self)
        appearance.changed.connect(self._dress)
        self._dress()
        self.hide()

    def begin(self) -> None:
        """Comes up with the keyboard in it."""
        self.show()
        self.words.selectAll()
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def has_keyboard(self) -> bool:
        """Whether the caret stands in the bar."""
        return self.isAncestorOf(QApplication.focusWidget())

    def step(self, step: int) -> None:
        """To the next (1) or previous (-1) place, wherever the caret is; asks for words where there are none yet."""
        if not self.words.text().strip():
            self.begin()
            return
        self.show()
        self._go(step)

    def leave(self) -> None:
        """Goes away."""
        had_keyboard = self.has_keyboard
        self.hide()
        if had_keyboard:
            self.left.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter, Shift+Enter and Esc in the field."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._go(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.leave()
                return True
        return super().eventFilter(watched, event)

    def _dress(self) -> None:
        for name, button in self._buttons.items():
            button.setIcon(self._appearance.icons.icon(name))

    def _begin(self) -> None:
        self._at = None
        found = self._places()
        words = f"共 {len(found)} 处" if found else "没有找到"
        self.result.setText(words if self.words.text().strip() else "")

    def _places(self) -> list[TextPlace]:
        return list(places(self._session.form, self._session.report, self.words.text()))

    def _go(self, step: int) -> None:
        found = self._places()
        if not found:
            self._begin()
            return
        number = self._next(found, step)
        self._at = found[number]
        self.result.setText(f"第 {number + 1} 处，共 {len(found)} 处")
        self.found.emit(found[number])

    def _next(self, found: list[TextPlace], step: int) -> int:
        """The number of the place after the one shown last, or before it, around the end; that one may be gone meanwhile."""
        if self._at is None:
            return 0 if step > 0 else len(found) - 1
        order = {cell: number for number, cell in enumerate(self._session.form.cells)}
        here = (order[self._at.cell], self._at.start)
        before = sum((order[place.cell], place.start) < here for place in found)
        if step < 0:
            return (before - 1) % len(found)
        return (before + (self._at in found)) % len(found)
