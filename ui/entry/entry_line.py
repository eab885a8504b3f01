"""A line edit that belongs to a report: undo and redo pass by to the window, a composition is left alone.

What is pasted or dropped is offered to the window first, whichever way it comes. Nothing in it is ever selected but by the
person. Base of the cell's editor and of the single values.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, Qt
from PySide6.QtGui import (
    QClipboard,
    QContextMenuEvent,
    QDropEvent,
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
)
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.entry.clipboard_words import words
from ui.entry.field_menu import show_line_menu
from ui.entry.given import is_taken, take_copy
from ui.entry.grid_keys import asks_for_undo, undoes
from ui.entry.marking import mark_line
from ui.entry.offsets import units
from ui.look.grid_colours import theme_of

BY_KEY = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)


class EntryLine(QLineEdit):
    """`composing` while an input method's pre-edit text stands; then nothing is read or rewritten.

    `stays` where the line is still there after a question about what was pasted has been answered.
    """

    stays = True

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

    def paste_clipboard(self) -> None:
        """What 粘贴 does, by keys or from the menu."""
        self.take_paste(QGuiApplication.clipboard().mimeData())

    def take_paste(self, data: QMimeData) -> None:
        """Puts the words where the cursor is, unless the window takes them; without words nothing goes away."""
        text = words(data)
        if not self._offer(data, text) and text:
            self.insert(text)

    def _offer(self, data: QMimeData, text: str) -> bool:
        return is_taken(self, data, (lambda: self.insert(text)) if self.stays else None)

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
        elif event.matches(QKeySequence.StandardKey.Paste) and not self.isReadOnly():
            self.paste_clipboard()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The middle button pastes what is selected elsewhere, where a system has that."""
        clipboard = QGuiApplication.clipboard()
        middle = event.button() == Qt.MouseButton.MiddleButton and not self.isReadOnly()
        if middle and clipboard.supportsSelection():
            self.deselect()
            self.take_paste(clipboard.mimeData(QClipboard.Mode.Selection))
        else:
            super().mouseReleaseEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Dropped text is pasted text."""
        taken = self._offer(event.mimeData(), event.mimeData().text())
        if not taken:
            super().dropEvent(event)
        if taken or event.source() is None:
            take_copy(event)

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
        """The menu in the window's words, with the report's undo; its 粘贴 goes the way of the keys."""
        show_line_menu(self, event.globalPos(), self.paste_clipboard)
