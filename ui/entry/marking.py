"""How the program shows a place in a text: characters marked, and a bare caret behind them, never a selection.

What the program had selected, the next key would type over. The marking lies beside the text, in its editors and one-line
fields alike; it goes when something is typed or the caret moves. Offsets are UTF-16 units, as Qt counts them.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QInputMethodEvent, QTextCharFormat, QTextCursor, QTextFormat
from PySide6.QtWidgets import QLineEdit, QTextEdit

from ui.look.theme import Theme


def marking(theme: Theme) -> QTextCharFormat:
    """The looks of a place that is shown: a ground of its own; the lines belong to findings."""
    shape = QTextCharFormat()
    shape.setBackground(theme.colour("found"))
    return shape


def marked_in_text(cursor: QTextCursor, theme: Theme) -> QTextEdit.ExtraSelection:
    """The marking of the characters under a cursor, for an editor's extra selections."""
    mark = QTextEdit.ExtraSelection()
    mark.format = marking(theme)  # type: ignore[attr-defined]
    mark.cursor = cursor  # type: ignore[attr-defined]
    return mark


def mark_line(line: QLineEdit, start: int, end: int, theme: Theme) -> None:
    """Marks characters of a one-line field; none where `start` is `end`. A field that may only be read cannot be marked."""
    formats = [(start - line.cursorPosition(), end - start)] if end > start else []
    # The only way in which Qt lets a part of such a field look different: an input method's, with nothing to insert.
    kind = QInputMethodEvent.AttributeType.TextFormat
    shapes = [QInputMethodEvent.Attribute(kind, at, length, QTextFormat(marking(theme))) for at, length in formats]
    QCoreApplication.sendEvent(line, QInputMethodEvent("", shapes))
