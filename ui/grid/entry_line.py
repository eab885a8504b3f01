"""A line edit that belongs to a report: undo and redo pass by to the window, a composition is left alone.

Base of the cell's editor and of the single values. Nothing in it is ever selected but by the person. Leans on keys.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.field_menu import show_line_menu
from ui.grid.colours import theme_of
from ui.grid.keys import asks_for_undo, undoes
from ui.marking import mark_line
from ui.narrative.offsets import units

BY_KEY = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)


class EntryLine(QLineEdit):
    """`composing` while an input method's pre-edit text stands; then nothing is read or rewritten."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.composing = False
        self._showing = False
        self.place: tuple[int, int] | None = None  # the characters that are marked
        self.textChanged.connect(lambda _: self.unmark())
        self.cursorPositionChanged.connect(lambda *_: None if self._showing else self.unmark())

    def show_place(self, start: int, end: int) -> None:
        """Marks characters `start` to `end`, the bare caret behind them; where `start` is negative only the caret is bare."""
        self.deselect()
        if start < 0:
            return
        first, last = units(self.text(), start), units(self.text(), max(start, end))
        self._showing = True
        self.setCursorPosition(last)
        mark_line(self, first, last, theme_of(self.palette()))
        self._showing = False
        self.place = (start, end)

    def unmark(self) -> None:
        """No place is shown any more."""
        if self.place is not None:
            self.place = None
            mark_line(self, 0, 0, theme_of(self.palette()))

    def event(self, event: QEvent) -> bool:
        """Leaves undo and redo to the window: they belong to the whole report."""
        if asks_for_undo(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Undo and redo pass by; all else is typing."""
        if undoes(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Remembers whether a composition stands."""
        self.composing = bool(event.preeditString())
        if self.composing or event.commitString():
            self.place = None  # the composition's own looks take the marking's place
        super().inputMethodEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Entered with Tab, Qt would select everything, and the next letter would replace it."""
        at = self.cursorPosition()
        super().focusInEvent(event)
        if event.reason() in BY_KEY and self.hasSelectedText():
            self.setCursorPosition(at)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu in the window's words, with the report's undo."""
        show_line_menu(self, event.globalPos())
