"""Letters measured by what is seen of them: their own height, not the line of their font.

Fonts of Chinese have lines of one to one and a half times the letters' height; a table measured by them would be half air on
one machine and tight on another. Here a line is as high as its letters and a little more, with every font.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QFont, QFontInfo, QFontMetricsF, QPainter, QTextLayout, QTextOption

SAMPLE = "国（8"  # as high and as low as letters of a table go
EVENLY = 20  # steps of a width in which lines of like length are looked for
PITCH = 1.15  # of the letters' height, from line to line


class Lettering:
    """One font in numbers. `em` is the letters' height in pixels, `pitch` that of a line among others."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        self._metrics = QFontMetricsF(font)
        self.em = QFontInfo(font).pixelSize()
        self.pitch = round(self.em * PITCH)
        ink = self._metrics.tightBoundingRect(SAMPLE)
        self._base = (self.em - ink.height()) / 2 - ink.top()  # from the top of a line's letters to their foot
        self._known: dict[str, float] = {}  # widths; tables show few different words

    def advance(self, text: str) -> float:
        """The width of one line."""
        width = self._known.get(text)
        if width is None:
            width = self._known[text] = self._metrics.horizontalAdvance(text)
        return width

    def elided(self, text: str, width: float) -> str:
        """One line, cut with … where it does not fit."""
        return self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)

    def lines(self, text: str, width: float) -> tuple[str, ...]:
        """The text broken to a width, by the rules of Chinese; a line break in it stays one."""
        return tuple(line for part in text.split("\n") for line in self._broken(part, width))

    def even_lines(self, text: str, width: float) -> tuple[str, ...]:
        """No more lines than need be, of like length: no word alone on the last one."""
        whole = self.lines(text, width)
        narrower = (self.lines(text, width * part / EVENLY) for part in range(EVENLY // 2, EVENLY))
        return next((lines for lines in narrower if len(lines) == len(whole)), whole)

    def height(self, lines: Sequence[str]) -> int:
        """How high some lines are together."""
        return (len(lines) - 1) * self.pitch + self.em if lines else 0

    def draw(self, painter: QPainter, room: QRect, lines: Sequence[str], across: Qt.AlignmentFlag) -> None:
        """Draws lines into the middle of a room, in the painter's pen: at its left, in the middle or at its right."""
        painter.setFont(self.font)
        top = room.top() + (room.height() - self.height(lines)) / 2 + self._base
        for number, line in enumerate(lines):
            left: float = room.left()
            if across != Qt.AlignmentFlag.AlignLeft:
                free = room.width() - self.advance(line)
                left += free if across == Qt.AlignmentFlag.AlignRight else free / 2
            painter.drawText(QPointF(round(left), round(top + number * self.pitch)), line)

    def _broken(self, text: str, width: float) -> tuple[str, ...]:
        if self.advance(text) <= width:
            return (text,)
        layout = QTextLayout(text, self.font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        found: list[str] = []
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(1.0, width))
            found.append(text[line.textStart() : line.textStart() + line.textLength()].strip())
        layout.endLayout()
        return tuple(found)
