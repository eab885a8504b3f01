"""The file that is being imported, with the place of the current cell marked in it: the very characters, the very box.

Shows what the reader saw, not what Word or a browser would.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import reduce

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QTextCursor
from PySide6.QtWidgets import QTextEdit

from app.exchange.source.source import Source
from ui.entry.marking import marked_in_text
from ui.importing.source_text import SourceSpan, SourceText
from ui.look.grid_colours import theme_of

AROUND = 2  # pixels between characters and the line around them
ABOVE = 2  # lines that stay in sight over what is scrolled to


class SourceView(QTextEdit):
    """Shows a source; `mark` brings places into view. `painted` hears that something of it has come on the screen."""

    def __init__(self, source: Source | None, painted: Callable[[], None] = lambda: None) -> None:
        super().__init__()
        self._source, self._painted = source, painted
        self._places: tuple[str, ...] = ()
        self._text: SourceText | None = None
        self._looks = ""  # font and theme in which it is written
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setAccessibleName("原文")
        self.setToolTip("读到的原文，当前的一格或一段在其中标出")
        self._write()

    @property
    def marked(self) -> tuple[str, ...]:
        """The characters that are marked, of each place."""
        return tuple(self._cursor(span).selectedText().replace("\u2029", "\n") for span in self._marks)

    def mark(self, places: Collection[str]) -> None:
        """Marks what stands at these places, and scrolls there where it is not in sight; an unknown place marks nothing."""
        self._places = tuple(places)
        theme = theme_of(self.palette())
        self.setExtraSelections([marked_in_text(self._cursor(span), theme) for span in self._marks])
        self.viewport().update()
        if self._marks and not self.shows(places):
            self.bring(places)

    def bring(self, places: Collection[str]) -> None:
        """Scrolls the first of these places to the top, with a little of what stands before it."""
        rects = [self._rect(span) for span in self._known(places)]
        if not rects:
            return
        across, along = self.horizontalScrollBar(), self.verticalScrollBar()
        line = self.fontMetrics().lineSpacing()
        above = max(AROUND, min(ABOVE * line, self.viewport().height() - 2 * line))  # in a low view the place itself is in sight
        along.setValue(along.value() + min(rect.top() for rect in rects) - above)
        right = max(rect.right() for rect in rects) - self.viewport().width() + 2 * AROUND
        left = min(rect.left() for rect in rects) - 2 * AROUND
        across.setValue(across.value() + (left if left < 0 else max(0, right)))

    def knows(self, places: Collection[str]) -> bool:
        """Whether one of these places can be shown."""
        return bool(self._known(places))

    def shows(self, places: Collection[str]) -> bool:
        """Whether all of these places are in sight now, as far as they are known; of a paragraph its beginning counts, and of
        places too far from one another any."""
        room = self.viewport().visibleRegion().boundingRect()
        spans = self._known(places)
        shown = [room.contains(self._beginning(span)) for span in spans]
        apart = reduce(QRect.united, map(self._rect, spans)) if len(spans) > 1 else QRect()
        return any(shown) if apart.width() > room.width() or apart.height() > room.height() else all(shown)

    def changeEvent(self, event: QEvent) -> None:
        """New colours or letters: written anew."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._write()
            self.mark(self._places)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A line around what is marked: not by colour alone."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme_of(self.palette()).colour("verify"), 1.5))
        for span in self._marks:
            painter.drawRoundedRect(self._rect(span).adjusted(-AROUND, -AROUND, AROUND, AROUND), 2, 2)
        painter.end()
        self._painted()

    @property
    def _marks(self) -> tuple[SourceSpan, ...]:
        return self._known(self._places)

    def _known(self, places: Collection[str]) -> tuple[SourceSpan, ...]:
        spans = self._text.spans if self._text is not None else {}
        return tuple(spans[place] for place in places if place in spans)

    def _write(self) -> None:
        """Once for each font and theme."""
        theme = theme_of(self.palette())
        looks = f"{self.font().toString()} {theme.name}"
        if self._source is None or looks == self._looks:
            return
        self._looks = looks
        self.document().clear()
        self.document().setDefaultFont(self.font())
        self._text = SourceText(self._source, self.document(), theme)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _cursor(self, span: SourceSpan) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(span.start)
        cursor.setPosition(span.end, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _beginning(self, span: SourceSpan) -> QRect:
        rect = self._rect(span)
        rect.setHeight(min(rect.height(), self.fontMetrics().height()))
        return rect.intersected(QRect(0, rect.top(), self.viewport().width(), rect.height()))

    def _rect(self, span: SourceSpan) -> QRect:
        """What a span covers, in the viewport."""
        if not span.whole:
            first, last = self._caret(span.start), self._caret(span.end)
            return first.united(last) if first.top() == last.top() else self._caret_lines(first, last)
        layout, block = self.document().documentLayout(), self.document().findBlock(span.start)
        rect = layout.blockBoundingRect(block)
        while block.next().isValid() and block.next().position() <= span.end:
            block = block.next()
            rect = rect.united(layout.blockBoundingRect(block))
        bars = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        return rect.translated(-bars[0], -bars[1]).toAlignedRect()

    def _caret(self, place: int) -> QRect:
        cursor = QTextCursor(self.document())
        cursor.setPosition(place)
        rect = self.cursorRect(cursor)
        rect.setWidth(1)
        return rect

    def _caret_lines(self, first: QRect, last: QRect) -> QRect:
        """Characters that go over the end of a line: the lines they stand in."""
        return QRect(0, first.top(), self.viewport().width() - 1, last.bottom() - first.top())
