"""The editor of one text: the face, indent and measure of the print, as high as its content.

Committed letters go to the session; undo comes back from it. A composition of an input method is never disturbed.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QMimeData, QRect, Qt, Signal
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QContextMenuEvent,
    QDropEvent,
    QFocusEvent,
    QFont,
    QHelpEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QToolTip

from app.chinese.characters import unseen_in
from app.chinese.sentences import CLAUSE_ENDS
from app.document.layout import INDENT
from app.form.form import Field
from app.form.kinds import TEXT
from app.report.session import Change, Entry, Session
from ui.entry.clipboard_words import lines
from ui.entry.field_menu import show_text_menu
from ui.entry.given import is_taken, take_copy
from ui.entry.grid_keys import asks_for_undo, undoes
from ui.entry.marking import marked_in_text
from ui.entry.offsets import characters, splice, units
from ui.look.grid_colours import theme_of

MEASURE = 28  # characters of a printed line
MARGIN = 12  # pixels around the text
LINE_HEIGHT = 122  # per cent of the face's own line
LEAST_LINES = 2
STEP_ENDS = f"{CLAUSE_ENDS}\n"  # what is typed after these is a step of undo of its own
Verb = tuple[str, Callable[[], object]]  # its words, and what it does
NEW_LINE = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
MODIFIERS = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta)
HELD = "程序刚把光标带到这里，回车没有分段。要在这里分段，先点一下正文或按一下方向键。"


class TextEditor(QTextEdit):
    """Types in one text. `visit` hears its cell id, `moved` tells where its cursor is (viewport coordinates)."""

    moved = Signal(QRect)

    def __init__(self, session: Session, field: Field, face: QFont, visit: Callable[[str], None]) -> None:
        super().__init__()
        self._session, self._visit = session, visit
        self.field = field
        self._entry: Entry | None = None  # what is being typed, as one step of undo
        self._composing = False
        self._showing = False
        self._moving = False  # words of this window to another place in it
        self._held = False  # the program brought the caret here, and Enter may still be meant for what did so
        self._marks: tuple[QTextEdit.ExtraSelection, ...] = ()
        self._place: tuple[int, int] | None = None  # the characters that are shown, from and to
        self.hover: tuple[tuple[int, int, str], ...] = ()  # spans in UTF-16 units with what to say there
        self.offers: tuple[tuple[int, int, tuple[Verb, ...]], ...] = ()  # and with what may be done there
        self._assemble(face)
        self._show(session.report.text(field.id))
        self.textChanged.connect(self._typed)
        self.cursorPositionChanged.connect(self._move)
        self.document().documentLayout().documentSizeChanged.connect(lambda _: self._grow())

    def _assemble(self, face: QFont) -> None:
        self.setFont(face)
        self.document().setDefaultFont(face)
        self.document().setDocumentMargin(MARGIN)
        self.document().setUndoRedoEnabled(False)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDefaultTextOption(option)
        self._hint = _like(self.document(), self.field.hint)
        self._indent(self._hint)
        self.setObjectName("textEditor")
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setReadOnly(self._session.read_only)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def follow(self, change: Change) -> None:
        """The session's listener."""
        if self.field.id in change.cells:
            self.unmark()
            if not self._composing:
                self._refresh()

    def go_to(self, start: int, end: int, *, keyboard: bool = True) -> None:
        """Marks characters `start` to `end`, the bare caret behind them; where `start` is negative it stays where it was."""
        if keyboard:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        cursor = self.textCursor()
        cursor.setPosition(units(self.toPlainText(), max(start, end)) if start >= 0 else cursor.position())
        self._showing = True
        self.setTextCursor(cursor)
        self._showing = False
        if start >= 0:
            self._place = (start, end) if end > start else None
            self._paint_marks()
        self.moved.emit(self.cursorRect())

    @property
    def place(self) -> int:
        """How many characters stand before the caret."""
        return characters(self.toPlainText(), self.textCursor().position())

    @property
    def selected(self) -> tuple[int, int]:
        """From which character to which the selection goes; the caret's place twice without one."""
        text, cursor = self.toPlainText(), self.textCursor()
        return characters(text, cursor.selectionStart()), characters(text, cursor.selectionEnd())

    def hold_enter(self) -> None:
        """Enter makes no paragraph until the person has clicked, moved or typed here: it was pressed on a list a moment ago."""
        self._held = True

    def show_marks(self, marks: Sequence[QTextEdit.ExtraSelection]) -> None:
        """Paints these marks instead of the former ones; the place that is shown lies over them."""
        self._marks = tuple(marks)
        self._paint_marks()

    def unmark(self) -> None:
        """No place is shown any more."""
        if self._place is not None:
            self._place = None
            self._paint_marks()

    def cursor_over(self, start: int, end: int) -> QTextCursor:
        """A cursor over characters `start` to `end`, cut to the text."""
        text = self.toPlainText()
        cursor = QTextCursor(self.document())
        cursor.setPosition(units(text, start))
        cursor.setPosition(units(text, end), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    # Typing and showing

    def _paint_marks(self) -> None:
        place = [marked_in_text(self.cursor_over(*self._place), theme_of(self.palette()))] if self._place else []
        self.setExtraSelections([*self._marks, *place])

    def _move(self) -> None:
        """The caret was moved by the person, or by typing."""
        if not self._showing:
            self.unmark()
            self._tell_place()

    def _typed(self) -> None:
        if self._showing or self._composing:
            return
        self._clean()
        self._lay_blocks()
        value = TEXT.read(self.toPlainText())
        self._entry = self._entry or self._session.begin(self._session.form.cells[self.field.id])
        self._entry.put({self.field.id: value})

    def _end_step(self) -> None:
        """What is typed next is a step of undo of its own."""
        if self._entry is not None:
            self._entry.keep()
            self._entry = None

    def _refresh(self) -> None:
        """Makes the editor show the report, touching only what differs."""
        wanted, here = self._session.report.text(self.field.id), self.toPlainText()
        if _kept(here) == _kept(wanted):
            return
        change = splice(here, wanted)
        cursor = self.cursor_over(change.start, change.start + change.removed)
        self._showing = True
        cursor.insertText(change.text)
        self._showing = False
        self._lay_blocks()
        self.setTextCursor(cursor)

    def _clean(self) -> None:
        """Takes out what nobody sees, so that places in the editor are those in the report; the caret stays at its letter."""
        self._showing = True
        for start, end in reversed(unseen_in(self.toPlainText())):
            self.cursor_over(start, end).removeSelectedText()
        self._showing = False

    def _show(self, text: str) -> None:
        self._showing = True
        self.setPlainText(text)
        self._showing = False
        self._lay_blocks()

    def _lay_blocks(self) -> None:
        """Each paragraph as printed: two characters of indent, unless it was typed with spaces that do the same."""
        self._showing = True
        self._indent(self.document())
        self._showing = False

    def _indent(self, document: QTextDocument) -> None:
        block = document.begin()
        while block.isValid():
            wanted = 0.0 if block.text()[:1] in tuple(INDENT) else 2.0 * self.font().pixelSize()
            if block.blockFormat().textIndent() != wanted or block.blockFormat().lineHeight() != LINE_HEIGHT:
                shape = QTextBlockFormat()
                shape.setTextIndent(wanted)
                shape.setLineHeight(LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
                QTextCursor(block).mergeBlockFormat(shape)
            block = block.next()

    def _grow(self) -> None:
        hint = 0
        if self.document().isEmpty():
            self._hint.setTextWidth(self.viewport().width())
            hint = math.ceil(self._hint.size().height())
        least = max(hint, self.fontMetrics().height() * LEAST_LINES + 2 * MARGIN)
        frame = self.height() - self.viewport().height()
        height = max(least, math.ceil(self.document().size().height())) + frame
        if self.minimumHeight() != height:
            self.setFixedHeight(height)

    def _tell_place(self) -> None:
        if self.hasFocus():
            self.moved.emit(self.cursorRect())

    # Qt's own

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Takes what is pasted or dropped, unless the window takes it."""
        bare = lines(source)
        if self._moving or not is_taken(self, source, lambda: self._insert(bare)):
            self._insert(bare)

    def _insert(self, bare: str) -> None:
        """The bare text, cleaned as the report keeps it; a step of undo of its own."""
        self._end_step()
        text = TEXT.read(bare)
        if text is not None:
            self.textCursor().insertText(str(text))
            self.ensureCursorVisible()
        self._end_step()

    def dropEvent(self, event: QDropEvent) -> None:
        """What another program brings is copied from there, whatever becomes of it here; what is moved here is moved."""
        self._moving = event.source() is not None
        super().dropEvent(event)
        self._moving = False
        if event.source() is None:
            take_copy(event)

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copies the bare text."""
        data = QMimeData()
        data.setText(self.textCursor().selection().toPlainText())
        return data

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Waits for the end of a composition, then takes and shows what has come together."""
        self._held = False
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)
        if not self._composing:
            self._typed()
            self._refresh()

    def event(self, event: QEvent) -> bool:
        """Leaves undo and redo to the window: they belong to the whole report."""
        if asks_for_undo(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Types; a full stop ends the step of undo. Shift and Enter make a paragraph like Enter alone."""
        if undoes(event):
            event.ignore()
            return
        if event.key() not in (*NEW_LINE, *MODIFIERS):
            self._held = False
        if event.key() in NEW_LINE and self._held:
            QToolTip.showText(self.viewport().mapToGlobal(self.cursorRect().bottomLeft()), HELD, self)
            return
        if event.key() in NEW_LINE and not self.isReadOnly():
            self.textCursor().insertBlock()
            self.ensureCursorVisible()
            self._end_step()
            return
        super().keyPressEvent(event)
        if event.text() and event.text() in STEP_ENDS:
            self._end_step()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The person puts the caret where it is wanted."""
        self._held = False
        super().mousePressEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Over a marked place the finding's sentence is shown."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = self.cursorForPosition(event.pos()).position()
            told = [sentence for start, end, sentence in self.hover if start <= place <= end]
            QToolTip.showText(event.globalPos(), "\n".join(dict.fromkeys(told)), self)
            return True
        return super().viewportEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu in the window's words, with the report's undo and what may be done with what stands under the pointer."""
        place = self.cursorForPosition(event.pos()).position()
        here = [one for start, end, verbs in self.offers if start <= place <= end for one in verbs]
        if not self.textCursor().hasSelection():
            self.setTextCursor(self.cursorForPosition(event.pos()))  # what the menu does, it does where one pointed
        show_text_menu(self, event.globalPos(), here)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tells the page where the person is."""
        super().focusInEvent(event)
        self._visit(self.field.id)
        self._tell_place()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The step of typing ends."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self._held = False
        self._end_step()

    def paintEvent(self, event: QPaintEvent) -> None:
        """An empty text shows its hint where the words will stand, indented as they will be: Qt's own stands beside the caret."""
        super().paintEvent(event)
        if self.document().isEmpty() and not self._composing:
            painter = QPainter(self.viewport())
            grey = QAbstractTextDocumentLayout.PaintContext()
            grey.palette = self.palette()  # type: ignore[attr-defined]
            grey.palette.setColor(  # type: ignore[attr-defined]
                QPalette.ColorRole.Text, self.palette().color(QPalette.ColorRole.PlaceholderText)
            )
            self._hint.documentLayout().draw(painter, grey)
            painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A new measure makes a new height."""
        super().resizeEvent(event)
        self._grow()


def _like(document: QTextDocument, words: str) -> QTextDocument:
    """Words set as those of another document are."""
    made = QTextDocument(document)
    made.setDefaultFont(document.defaultFont())
    made.setDocumentMargin(document.documentMargin())
    made.setDefaultTextOption(document.defaultTextOption())
    made.setPlainText(words)
    return made


def _kept(text: str) -> str:
    """The text as the editor can hold it, for PySide drops a mark of byte order before it; one of blanks alone is none."""
    return text.replace("\u00a0", " ").replace("\t", " ").replace("\ufeff", "") if text.strip() else ""
