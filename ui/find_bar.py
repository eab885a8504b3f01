"""Finding words in the report: in the names of the cells and in the texts, one place after another.

Stands in place over the form; Enter goes on, Shift+Enter back, Esc closes. Case and width do not matter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QToolButton

from app import totals
from app.form import Form
from app.kinds import TEXT
from app.report import Report
from app.session import Session
from ui.appearance import Appearance


@dataclass(frozen=True)
class Place:
    """A cell, and characters of its text, or -1 when the words stand in the cell's name or number."""

    cell: str
    start: int = -1
    end: int = -1


def places(form: Form, report: Report, words: str) -> Iterator[Place]:
    """Every place where the words stand, in the form's order."""
    wanted = words.strip().casefold()
    if not wanted:
        return
    for cell in form.cells.values():
        if cell.kind is TEXT:
            yield from _in_text(cell.id, report.text(cell.id).casefold(), wanted)
        if cell.note_of or not cell.section:
            continue
        shown = totals.shown(form, report, cell.id) if cell.kind is not TEXT else ""
        if wanted in cell.label.casefold() or wanted == shown.casefold():
            yield Place(cell.id)


def _in_text(cell: str, text: str, wanted: str) -> Iterator[Place]:
    start = text.find(wanted)
    while start >= 0:
        yield Place(cell, start, start + len(wanted))
        start = text.find(wanted, start + len(wanted))


class FindBar(QFrame):
    """`found` carries the place to go to; `left` when the bar is closed."""

    found = Signal(object)
    left = Signal()

    def __init__(self, session: Session, appearance: Appearance) -> None:
        super().__init__()
        self.setObjectName("findBar")
        self._session, self._appearance = session, appearance
        self._number = -1
        self.words = QLineEdit()
        self.words.setPlaceholderText("查找栏目名称、正文文字或整个数字")
        self.words.setAccessibleName("查找")
        self.words.setToolTip("回车到下一处，Shift+回车到上一处，Esc 收起")
        self.words.setMaximumWidth(360)
        self.result = QLabel()
        self.result.setProperty("muted", True)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 8, 4)
        row.addWidget(self.words, 1)
        self._buttons = {
            "previous": self._tool("上一处（Shift+回车）", lambda: self._go(-1)),
            "next": self._tool("下一处（回车）", lambda: self._go(1)),
        }
        row.addWidget(self._buttons["previous"])
        row.addWidget(self._buttons["next"])
        row.addWidget(self.result, 1)
        self._buttons["close"] = self._tool("收起查找（Esc）", self.leave)
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

    def leave(self) -> None:
        """Goes away."""
        self.hide()
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

    def _tool(self, tip: str, do: Callable[[], None]) -> QToolButton:
        button = QToolButton()
        button.setToolTip(tip)
        button.setAccessibleName(tip.split("（")[0])
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(lambda: do())
        return button

    def _dress(self) -> None:
        for name, button in self._buttons.items():
            button.setIcon(self._appearance.icons.icon(name))

    def _begin(self) -> None:
        self._number = -1
        found = self._places()
        words = f"共 {len(found)} 处" if found else "没有找到"
        self.result.setText(words if self.words.text().strip() else "")

    def _places(self) -> list[Place]:
        return list(places(self._session.form, self._session.report, self.words.text()))

    def _go(self, step: int) -> None:
        found = self._places()
        if not found:
            self._begin()
            return
        self._number = (self._number + step) % len(found) if self._number >= 0 or step > 0 else len(found) - 1
        self.result.setText(f"第 {self._number + 1} 处，共 {len(found)} 处")
        self.found.emit(found[self._number])
