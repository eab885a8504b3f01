"""The file as it was read, written into a text document: lines as lines, tables as tables, each thing at a place that is known.

A table whose columns nobody can trust (flattened text) stays the lines it was; of its boxes the very characters are known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from PySide6.QtGui import (
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
    QTextTableCellFormat,
    QTextTableFormat,
)

from app.chinese.characters import harmless
from app.exchange.source.source import Box, Line, Source, Table
from ui.entry.offsets import units
from ui.look.grid_colours import hairline
from ui.look.lettering import Lettering
from ui.look.theme import Theme

LONGEST = 2000  # characters shown of one paragraph
MOST_PLACES = 20_000  # of a table that is drawn as one
PADDING, BETWEEN = 3, 4  # pixels in a cell, and between paragraphs
LEAST, MOST = 3, 14  # characters of a cell by which its column is wide
TAB = 1.3  # ems from one figure of flattened text to the next
BETWEEN_LINES = 5  # pixels from the letters of one line to those of the next, so that a table is in sight as a whole


@dataclass(frozen=True)
class SourceSpan:
    """Characters `start` to `end` of the document; `whole` when they are all of a paragraph or of a cell."""

    start: int
    end: int
    whole: bool


class SourceText:
    """A document of one source. `spans` tells where each place of it is."""

    def __init__(self, source: Source, document: QTextDocument, theme: Theme) -> None:
        self._document, self._theme = document, theme
        self._em = Lettering(document.defaultFont()).em
        self._cursor = QTextCursor(document)
        self._spans: dict[str, SourceSpan] = {}
        self._begun = False
        option = document.defaultTextOption()
        option.setTabStopDistance(TAB * self._em)
        document.setDefaultTextOption(option)
        for block in source.blocks:
            self._write(block)

    @property
    def spans(self) -> Mapping[str, SourceSpan]:
        """Where each place stands."""
        return self._spans

    def _write(self, block: Line | Table) -> None:
        if isinstance(block, Line):
            if block.text.strip():
                self._line(block)
        elif block.loose and block.lines:
            self._flat(block)
        elif _size(block) <= MOST_PLACES:
            self._table(block)
        else:
            for row in block.rows:
                self._line(Line("\t".join(_shown(box.text) for box in row), row[0].place if row else block.place))

    def _line(self, line: Line) -> None:
        start = self._paragraph(BETWEEN)
        self._cursor.insertText(_shown(line.text))
        self._spans.setdefault(line.place, SourceSpan(start, self._cursor.position(), True))

    def _paragraph(self, above: int, hanging: float = 0) -> int:
        shape = QTextBlockFormat()
        shape.setTopMargin(above)
        shape.setLeftMargin(hanging)
        shape.setTextIndent(-hanging)
        self._tighten(shape)
        if self._begun:
            self._cursor.insertBlock(shape, QTextCharFormat())
        else:
            self._cursor.setBlockFormat(shape)
        self._begun = True
        return self._cursor.position()

    def _tighten(self, shape: QTextBlockFormat) -> None:
        shape.setLineHeight(self._em + BETWEEN_LINES, QTextBlockFormat.LineHeightTypes.FixedHeight.value)

    def _flat(self, table: Table) -> None:
        """The lines, and in them the boxes one after the other, as they were cut out of them."""
        # A figure never stands right behind the words before it.
        lines = [harmless(line.text.rstrip()[:LONGEST]).replace("\t", " \t") for line in table.lines]
        text = "\n".join(lines)
        hanging = 2 * self._document.defaultTextOption().tabStopDistance()
        begin = self._paragraph(BETWEEN, hanging)
        for number, line in enumerate(lines):
            start = self._paragraph(0, hanging) if number else begin
            self._cursor.insertText(line)
            self._spans.setdefault(table.lines[number].place, SourceSpan(start, self._cursor.position(), True))
        at = 0
        for box in _in_order(table.boxes):
            words = harmless(box.text.strip())
            found = text.find(words, at) if words else -1
            if found >= 0:
                at = found + len(words)
                self._spans.setdefault(box.place, SourceSpan(begin + units(text, found), begin + units(text, at), False))

    def _table(self, table: Table) -> None:
        rows, wide = len(table.rows), max((box.column + box.colspan for box in table.boxes), default=0)
        if not rows or not wide:
            return
        self._cursor.movePosition(QTextCursor.MoveOperation.End)
        made = self._cursor.insertTable(rows, wide, self._format(table, wide))
        for box in _in_order(table.boxes):
            if box.rowspan * box.colspan > 1:
                made.mergeCells(box.row, box.column, box.rowspan, box.colspan)
        grid = QTextTableCellFormat()
        grid.setBorder(1)
        grid.setBorderBrush(hairline(self._theme))
        grid.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        grid.setPadding(PADDING)
        for box in _in_order(table.boxes):
            self._box(made, box, grid)
        self._spans.setdefault(table.place, SourceSpan(made.firstPosition(), made.lastPosition(), True))
        self._cursor.movePosition(QTextCursor.MoveOperation.End)
        self._begun = False  # Qt leaves an empty paragraph behind a table

    def _box(self, made: QTextTable, box: Box, grid: QTextTableCellFormat) -> None:
        cell = made.cellAt(box.row, box.column)
        cell.setFormat(grid)
        cursor = cell.firstCursorPosition()
        shape = QTextBlockFormat()
        self._tighten(shape)
        cursor.setBlockFormat(shape)
        start = cursor.position()
        cursor.insertText(_shown(box.text))
        self._spans.setdefault(box.place, SourceSpan(start, cursor.position(), True))

    def _format(self, table: Table, wide: int) -> QTextTableFormat:
        """As wide as the view; each column by what is longest in it: labels have room, figures what they need."""
        shape = QTextTableFormat()
        shape.setCellSpacing(0)
        shape.setBorder(0)
        shape.setBorderCollapse(True)
        shape.setTopMargin(BETWEEN)
        shape.setBottomMargin(BETWEEN)
        longest = [LEAST] * wide
        for box in table.boxes:
            if box.colspan == 1:
                longest[box.column] = max(longest[box.column], min(len(box.text.strip()), MOST))
        percent = QTextLength.Type.PercentageLength
        shape.setWidth(QTextLength(percent, 99))  # with its lines it is a little wider
        shape.setColumnWidthConstraints([QTextLength(percent, 100 * size / sum(longest)) for size in longest])
        return shape


def _in_order(boxes: Iterable[Box]) -> Iterator[Box]:
    yield from sorted(boxes, key=lambda box: (box.row, box.column))


def _size(table: Table) -> int:
    return len(table.rows) * max((box.column + box.colspan for box in table.boxes), default=0)


def _shown(text: str) -> str:
    return harmless(text.strip()[:LONGEST])
