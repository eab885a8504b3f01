"""A line edit bound to one text or date cell of the report: a table's note line, a part of the closing block.

Every readable state is an edit of the session; what cannot be read is refused by a sentence and the old value stays.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent

from app.errors import ValueRefused
from app.form.form import Cell
from app.report.session import Change, Session
from ui.entry.entry_line import EntryLine
from ui.entry.keying import Keying


class ValueEdit(EntryLine):
    """Types in one cell. `refused` says why an entry was not taken, '' when all is well again; `visit` hears of the person."""

    refused = Signal(str)

    def __init__(self, session: Session, cell: Cell, visit: Callable[[str], None]) -> None:
        super().__init__()
        self._session, self._visit = session, visit
        self.cell = cell
        self._keying: Keying | None = None
        self.setReadOnly(session.read_only)
        self.setAccessibleName(cell.label)
        self.tip = f"{cell.label}（回车确定）"
        self.setToolTip(self.tip)
        self.textEdited.connect(self._typed)
        self.returnPressed.connect(self._judge)
        self._show()

    def follow(self, change: Change) -> None:
        """The session's listener: shows what somebody else changed, such as undo."""
        ours = self._keying is not None and self._keying.busy
        if self.cell.id in change.cells and not ours and not self.composing:
            self._keying = None
            self._show()

    def settle(self) -> str:
        """Ends the typing: what cannot be read gives way to the old value; says why, '' where all is well."""
        typed = self._keying is not None
        self._judge()
        self._keying = None
        self._show()
        return self.accessibleDescription() if typed else ""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tells the page where the person is."""
        super().focusInEvent(event)
        self._visit(self.cell.id)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The typing here is over."""
        super().focusOutEvent(event)
        self.settle()

    def _typed(self, text: str) -> None:
        self._tell("")
        if not self.composing:
            self._keying = self._keying or Keying(self._session, self.cell)
            self._keying.type(text)

    def _judge(self) -> None:
        if self._keying is None:
            return
        try:
            self._keying.finish(self.text())
        except ValueRefused as reason:
            self._tell(reason.sentence)
        else:
            self._keying.look()

    def _tell(self, sentence: str) -> None:
        self.setAccessibleDescription(sentence)
        self.refused.emit(sentence)

    def _show(self) -> None:
        value = self._session.report.cells.get(self.cell.id)
        shown = "" if value is None else self.cell.kind.show(value)
        if shown != self.text():
            self.setText(shown)
