"""Finding words in the report: in the names of the cells and in the texts, one place after another; and replacing them.

Stands in place over the form and keeps the caret while Enter goes on and Shift+Enter back; F3 does so from anywhere. Esc
closes, wherever the caret is, and leaves it at the place that was shown. Case and width do not matter.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QLineEdit, QTextEdit, QVBoxLayout

from app.chinese.folding import folded, occurrences
from app.form.form import Form
from app.form.kinds import TEXT
from app.report import totals
from app.report.report import Report
from app.report.session import Session
from ui.commands.actions import keys_of
from ui.look.appearance import Appearance
from ui.look.buttons import make_icon_button
from ui.sections.replace_row import NOWHERE, WIDE, ReplaceRow, TextPlace

LONGEST = 60  # characters of a selection that is taken as what to look for

__all__ = ["FindBar", "TextPlace", "places"]


def places(form: Form, report: Report, words: str) -> Iterator[TextPlace]:
    """Every place where the words stand, in the form's order."""
    wanted = folded(words.strip())
    if not wanted:
        return
    for cell in form.cells.values():
        shown = totals.figure(form, report, cell.id) if cell.kind is not TEXT else ""
        named = bool(cell.section) and not cell.note_of
        if named and (wanted in folded(cell.label) or wanted == folded(shown)):
            yield TextPlace(cell.id)
        if cell.kind is TEXT:
            yield from (TextPlace(cell.id, *place) for place in occurrences(report.text(cell.id), wanted))


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
        self.words.setMaximumWidth(WIDE)
        self.result = QLabel()
        self.result.setProperty("muted", True)
        self.replacing = ReplaceRow(session, self._places, self._shown, self._go_on)
        self._buttons = {
            "previous": make_icon_button(f"上一处（{keys_of('find_previous')}）", lambda: self._go(-1)),
            "next": make_icon_button(f"下一处（{keys_of('find_next')}）", lambda: self._go(1)),
            "close": make_icon_button("收起查找（Esc）", self.leave),
        }
        self._arrange()
        self.words.textChanged.connect(self._begin)
        self.replacing.wrote.connect(self._count)
        for field in (self.words, self.replacing.words):
            field.installEventFilter(self)
        appearance.changed.connect(self._dress)
        self._dress()
        self.replacing.hide()
        self.hide()

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.words, 1)
        row.addWidget(self._buttons["previous"])
        row.addWidget(self._buttons["next"])
        row.addWidget(self.result, 1)
        row.addWidget(self._buttons["close"])
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 4, 8, 4)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.replacing)
        order = (self.words, *self.replacing.stops, *(self._buttons[name] for name in ("previous", "next", "close")))
        for before, after in pairwise(order):  # from what is looked for to what takes its place
            self.setTabOrder(before, after)

    def begin(self, *, replacing: bool = False) -> None:
        """Comes up with the keyboard in it, and with the words that are selected where it was; `replacing`: to replace them. What
        is to be replaced stands there already where the bar was open."""
        asked = replacing and self.isVisible() and bool(self.words.text().strip())
        selected = "" if self.has_keyboard else selected_words()
        self.show()
        self.replacing.setVisible(replacing)
        if selected:
            self.words.setText(selected)
        self._count()
        self.replacing.say()
        field = self.replacing.words if asked or (replacing and selected) else self.words
        field.selectAll()
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def take(self, words: str, place: TextPlace) -> None:
        """Words that were looked for elsewhere and found at this place: from there F3 goes on."""
        self.words.setText(words)
        self._at = place

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
        """Enter, Shift+Enter and Esc in the fields."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._enter(watched, back=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.leave()
                return True
        return super().eventFilter(watched, event)

    def _dress(self) -> None:
        for name, button in self._buttons.items():
            button.setIcon(self._appearance.icons.icon(name))

    def _enter(self, field: QObject, *, back: bool) -> None:
        if field is self.replacing.words and not back:
            self.replacing.replace_one()
        else:
            self._go(-1 if back else 1)

    def _begin(self) -> None:
        self._at = None
        self._count()
        self.replacing.say()

    def _count(self) -> None:
        """How many places there are, as long as none is shown."""
        found = self._places()
        nothing = "没有找到" if self.replacing.isHidden() else NOWHERE
        words = f"共 {len(found)} 处" if found else nothing
        self.result.setText(words if self.words.text().strip() else "")

    def _places(self) -> list[TextPlace]:
        """Every place of the words; while they are to be replaced, those in texts."""
        every = places(self._session.form, self._session.report, self.words.text())
        return [place for place in every if place.start >= 0 or self.replacing.isHidden()]

    def _shown(self) -> TextPlace | None:
        """The place that is shown, as long as the words stand there."""
        return self._at if self._at is not None and self._at in self._places() else None

    def _go_on(self, behind: TextPlace | None) -> None:
        """To the next place behind one; nowhere when there is none any more."""
        self._at = behind
        self._go(1)

    def _go(self, step: int) -> None:
        found = self._places()
        self._show(found[self._next(found, step)] if found else None)

    def _show(self, place: TextPlace | None) -> None:
        if place is None:
            self._begin()
            return
        found = self._places()
        self._at = place
        self.result.setText(f"{found.index(place) + 1}/{len(found)}")
        self.found.emit(place)
        self.replacing.say()

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


def selected_words() -> str:
    """The words that are selected in the text or field that has the keyboard, where they are a few in one line."""
    focus = QApplication.focusWidget()
    words = focus.textCursor().selectedText() if isinstance(focus, QTextEdit) else ""
    words = focus.selectedText() if isinstance(focus, QLineEdit) else words
    return words if len(words) <= LONGEST and "\u2029" not in words else ""
