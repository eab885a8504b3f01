"""The findings of a report in one cell of the list: for each level its sign and how many there are, with its word.

Words and sign, so that nothing is said by colour alone.
"""

from __future__ import annotations

from typing import Any  # PySide's stubs do not know the members of a style option

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QWidget

from ui.look.appearance import Appearance
from ui.start.standing_words import LEVELS

COUNTS = Qt.ItemDataRole.UserRole + 1  # the levels with how many, ((level, count), …)
ICON, GAP, ROOM = 16, 3, 10  # pixels: a sign, after it, after the words
RULE = 1  # pixel under each line of the list
EDGE = 8  # as the style sheet leaves it beside the words of a cell
Index = QModelIndex | QPersistentModelIndex


class LevelCells(QStyledItemDelegate):
    """Draws a cell that has levels; any other one as it is."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance = appearance

    def initStyleOption(self, option: Any, index: Index) -> None:
        """The words are drawn here, not by the style."""
        super().initStyleOption(option, index)
        if index.data(COUNTS):
            option.text = ""

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        """The ground as for any cell, then sign and words of each level."""
        super().paint(painter, option, index)
        theme, icons = self._appearance.theme, self._appearance.icons
        left, metrics = option.rect.left() + EDGE, option.fontMetrics
        painter.save()
        for level, words in _told(index):
            drawn = icons.pixmap(level, level, ICON, option.widget.devicePixelRatioF())
            painter.drawPixmap(left, option.rect.center().y() - ICON // 2 - RULE, drawn)
            left += ICON + GAP
            wide = metrics.horizontalAdvance(words)
            painter.setPen(theme.colour("text"))
            room = QRect(left, option.rect.top(), wide, option.rect.height() - 2 * RULE)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
            left += wide + ROOM
        painter.restore()

    def sizeHint(self, option: Any, index: Index) -> QSize:
        """Wide enough for all of it."""
        size, told = super().sizeHint(option, index), _told(index)
        if told:
            wide = sum(ICON + GAP + ROOM + option.fontMetrics.horizontalAdvance(words) for _, words in told)
            size.setWidth(wide - ROOM + 2 * EDGE)
        return size


def _told(index: Index) -> list[tuple[str, str]]:
    names = dict(LEVELS)
    return [(level, f"{names[level]} {count}") for level, count in index.data(COUNTS) or ()]
