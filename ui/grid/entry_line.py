"""A line edit that belongs to a report: undo and redo pass by to the window, a composition is left alone.

What is pasted or dropped is offered to the window first, whichever way it comes. Base of the cell's editor and of the
single values. Leans on keys and given.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, Qt
from PySide6.QtGui import (
    QClipboard,
    QContextMenuEvent,
    QDropEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
)
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.grid.keys import asks_for_undo, undoes
from ui.importing.given import is_taken, take_copy

PASTING = "edit-paste"  # Qt's name for the line of the menu


class EntryLine(QLineEdit):
    """`composing` while an input method's pre-edit text stands; then nothing is read or rewritten.

    `stays` where the line is still there after a question about what was pasted has been answered.
    """

    stays = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.composing = False

    def paste_clipboard(self) -> None:
        """What 粘贴 does, by keys or from the menu."""
        self.take_paste(QGuiApplication.clipboard().mimeData())

    def take_paste(self, data: QMimeData) -> None:
        """Puts the text where the cursor is, unless the window takes it."""
        text = data.text()
        if not self._offer(data, text):
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

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu's 粘贴 goes the way of the keys."""
        menu = self.createStandardContextMenu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for action in menu.actions():
            if action.objectName() == PASTING:
                action.triggered.disconnect()
                action.triggered.connect(lambda: self.paste_clipboard())
        menu.popup(event.globalPos())

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
        super().inputMethodEvent(event)
