"""A line edit bound to one text or date cell of the report: a table's note line, a part of the closing block.

Every readable state is an edit of the session; what cannot be read is refused by a sentence and the old value stays.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from app.errors import ValueRefused
from app.form import Cell
from app.report import Edit
from app.session import Change, Session

UNDOING = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


class ValueEdit(QLineEdit):
    """Types in one cell. `refused` says why an entry was not taken, '' when all is well again."""

    refused = Signal(str)
    visited = Signal(str)

    def __init__(self, session: Session, cell: Cell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.cell = cell
        self._composing = False
        self.setReadOnly(session.read_only)
        self.setAccessibleName(cell.label)
        self.textEdited.connect(self._typed)
        self.returnPressed.connect(self._judge)
        self._show()

    def follow(self, change: Change) -> None:
        """The session's listener: shows the cell when it changed and is not what stands here."""
        if self.cell.id in change.cells and not self._composing:
            try:
                same = self.cell.kind.read(self.text()) == change.after.cells.get(self.cell.id)
            except ValueRefused:
                same = False
            if not same:
                self._show()

    def settle(self) -> None:
        """Ends the typing: what cannot be read gives way to the old value, and is told."""
        if self._judge():
            self._session.settle()
        else:
            self._show()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Nothing is read while a composition stands."""
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tells the page where the person is."""
        super().focusInEvent(event)
        self.visited.emit(self.cell.id)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The typing here is over."""
        super().focusOutEvent(event)
        self.settle()

    def event(self, event: QEvent) -> bool:
        """Leaves undo and redo to the window: they belong to the whole report."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _undoes(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Undo and redo pass by."""
        if _undoes(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _typed(self, text: str) -> None:
        self.refused.emit("")
        if self._composing:
            return
        try:
            value = self.cell.kind.read(text)
        except ValueRefused:
            return  # not finished yet; leaving the field judges it
        self._session.apply(Edit({self.cell.id: value}, f"填写{self.cell.label}", f"cell:{self.cell.id}"))

    def _judge(self) -> bool:
        try:
            value = self.cell.kind.read(self.text())
        except ValueRefused as reason:
            self.setAccessibleDescription(reason.sentence)
            self.refused.emit(reason.sentence)
            return False
        self.setAccessibleDescription("")
        if value == self._session.report.cells.get(self.cell.id):
            self._show()  # in the kind's own spelling
        return True

    def _show(self) -> None:
        value = self._session.report.cells.get(self.cell.id)
        shown = "" if value is None else self.cell.kind.show(value)
        if shown != self.text():
            self.setText(shown)


def _undoes(event: QKeyEvent) -> bool:
    return any(event.matches(key) for key in UNDOING)
