"""The line edit that opens over a cell. Every committed letter goes to the session; a composition is left alone.

Keys that leave the cell are told by signals; the view decides where to go.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from app.errors import ValueRefused
from app.report.entry import is_block
from ui.entry.clipboard_words import figures, words
from ui.entry.entry_line import EntryLine
from ui.entry.grid_keys import way_of
from ui.entry.keying import Keying
from ui.grid.measure import PAD

PASTE = "paste"  # a way out of the cell: a block from the clipboard goes over it and its neighbours


class CellEditor(EntryLine):
    """Types in one cell. `left` names the way out after a good entry; `refused` says why there is none."""

    stays = False
    left = Signal(str)
    refused = Signal(str)
    given_up = Signal()

    def __init__(self, keying: Keying, parent: QWidget) -> None:
        super().__init__(parent)
        self._keying = keying
        self.replacing = True  # the old number is overwritten, so left and right leave the cell
        self.setObjectName("cellEditor")
        self.setFrame(False)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAccessibleName(keying.cell.label)
        self.setText(keying.shown)
        self.textEdited.connect(self._typed)
        self.textChanged.connect(self.grow)

    @property
    def keying(self) -> Keying:
        """The typing that this editor feeds."""
        return self._keying

    def refresh(self) -> None:
        """Shows the report's value when somebody else changed it, such as undo."""
        if self._keying.busy or not self._keying.moved:
            return  # a mark that came or went must not touch what is being typed
        self._keying.start()
        if self.composing or self._keying.says(self.text()):
            return
        self.setText(self._keying.shown)

    def grow(self) -> None:
        """Makes room for a text that is wider than its cell, as far as the table reaches."""
        room = self.parentWidget().width()
        wanted = min(room, self.fontMetrics().horizontalAdvance(self.text()) + 4 * PAD + 4)
        if wanted > self.width():
            self.setGeometry(min(self.x(), room - wanted), self.y(), wanted, self.height())

    def finish(self) -> bool:
        """Reads what stands here; False after `refused` when it cannot be read, and the old value stays."""
        try:
            self._keying.finish(self.text())
        except ValueRefused as reason:
            self._mark(reason.sentence)
            self.refused.emit(reason.sentence)
            return False
        if self.isModified():
            self._keying.look()
        return True

    def write_note(self) -> None:
        """Puts the cursor between brackets for a note, adding them where there are none."""
        self.replacing = False
        text = self.text()
        if not text.endswith("）"):
            self.setText(f"{text}（）")
        self.setCursorPosition(len(self.text()) - 1)

    def leave_by(self, event: QKeyEvent) -> bool:
        """Handles the keys that end the typing; False for all others."""
        if event.key() == Qt.Key.Key_Escape:
            self._keying.give_up()
            self.given_up.emit()
            return True
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste_clipboard()
            return True
        way = way_of(event, sideways=self.replacing)
        if not way or self.composing:
            return False
        if self.finish():
            if way in ("down", "up"):
                self._keying.look()
            self.left.emit(way)
        return True

    def paste_clipboard(self) -> None:
        """A block goes over this cell and its neighbours, once what was typed here stands; a single value into the line."""
        data = QGuiApplication.clipboard().mimeData()
        several = is_block(data.text())
        if not several and words(data):
            try:
                several = is_block(figures(data))
            except ValueRefused as reason:
                self.refused.emit(reason.sentence)
                return
        if several:
            if self.finish():
                self.left.emit(PASTE)
        else:
            super().paste_clipboard()

    def _typed(self, text: str) -> None:
        self._mark("")
        if not self.composing:
            self._keying.type(text)

    def _mark(self, sentence: str) -> None:
        self.setAccessibleDescription(sentence)
        if self.property("refused") != bool(sentence):
            self.setProperty("refused", bool(sentence))
            self.style().unpolish(self)  # the style sheet has a border for it
            self.style().polish(self)
