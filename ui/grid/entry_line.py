"""A line edit that belongs to a report: undo and redo pass by to the window, a composition is left alone.

Base of the cell's editor and of the single values. Leans on keys.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.grid.keys import asks_for_undo, undoes


class EntryLine(QLineEdit):
    """`composing` while an input method's pre-edit text stands; then nothing is read or rewritten."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.composing = False

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
        super().inputMethodEvent(event)
