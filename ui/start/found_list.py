"""What a search over all reports found: report, place in it, and the line with the found words marked.

A click or Enter goes there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any  # PySide's stubs do not know the members of a style option

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from app.chinese.characters import harmless
from ui.look.appearance import Appearance

if TYPE_CHECKING:
    from app.shelf.search import FoundPlace

HEADINGS = ("报告", "位置", "内容")
HEAD = "单位和年度"
PLACE = Qt.ItemDataRole.UserRole
PARTS = Qt.ItemDataRole.UserRole + 1  # before the words, the words, behind them
EDGE = 8  # as the style sheet leaves it beside the words of a cell
REPORT_WIDE, PLACE_WIDE = 17, 15  # letters of the first columns that are always in sight
Index = QModelIndex | QPersistentModelIndex


class MarkedCells(QStyledItemDelegate):
    """Draws a line with the found words on the ground that marks a find, and a rule under them."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance = appearance

    def initStyleOption(self, option: Any, index: Index) -> None:
        """The words are drawn here, not by the style."""
        super().initStyleOption(option, index)
        option.text = ""

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        """The ground as for any cell, then the line."""
        super().paint(painter, option, index)
        theme, metrics = self._appearance.theme, option.fontMetrics
        left, end = option.rect.left() + EDGE, option.rect.right() - EDGE
        painter.save()
        painter.setPen(theme.colour("text"))
        for part, words in enumerate(index.data(PARTS) or ()):
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(end - left, 0))
            wide = min(metrics.horizontalAdvance(shown), max(end - left, 0))
            room = QRect(left, option.rect.top(), wide, option.rect.height())
            if part == 1:
                high = metrics.height() + 2
                ground = QRect(left, option.rect.center().y() - high // 2, wide, high)
                painter.fillRect(ground, theme.colour("found"))
                painter.drawLine(ground.bottomLeft(), ground.bottomRight())
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
            left += wide
        painter.restore()

    def sizeHint(self, option: Any, index: Index) -> QSize:
        """As high as any line; the width is what the list has."""
        return QSize(0, super().sizeHint(option, index).height())


class FoundList(QTreeWidget):
    """`go_to` is done with the chosen place; `left` when the keyboard leaves it upwards, or by Esc."""

    left = Signal(bool)  # whether the search is over

    def __init__(self, appearance: Appearance, go_to: Callable[[FoundPlace], None]) -> None:
        super().__init__()
        self._go_to = go_to
        self._shown: tuple[FoundPlace, ...] = ()
        self.setObjectName("found")
        self.setAccessibleName("查找结果")
        self.setToolTip("单击或回车，打开报告到这一处；Esc 回到报告列表")
        self.setColumnCount(len(HEADINGS))
        self.setHeaderLabels(HEADINGS)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setItemDelegateForColumn(2, MarkedCells(appearance, self))
        header, letter = self.header(), self.fontMetrics().horizontalAdvance("宽")
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.resizeSection(0, letter * REPORT_WIDE)
        header.resizeSection(1, letter * PLACE_WIDE)
        self.itemClicked.connect(lambda item: self._go_to(item.data(0, PLACE)))

    def show_places(self, places: Sequence[FoundPlace]) -> None:
        """Replaces all lines, and the first is the current one; what is shown already stays as it is."""
        if tuple(places) == self._shown:
            return
        self._shown = tuple(places)
        self.clear()
        before = ""
        for place in places:
            item = QTreeWidgetItem(self)
            report = f"{harmless(place.office)} {place.year}"
            label = place.label or HEAD
            text = place.shown
            parts = [harmless(part) for part in (text[: place.mark], text[place.mark : place.mark_end], text[place.mark_end :])]
            item.setText(0, report if place.key != before else "〃")
            item.setText(1, label)
            item.setText(2, "".join(parts))
            item.setToolTip(0, report)
            item.setToolTip(1, label)
            item.setData(0, PLACE, place)
            item.setData(2, PARTS, parts)
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{report}，{label}，{''.join(parts)}")
            before = place.key
        self.setCurrentItem(self.topLevelItem(0))

    def current(self) -> FoundPlace | None:
        """The place of the current line."""
        item = self.currentItem()
        found: FoundPlace | None = item.data(0, PLACE) if item is not None else None
        return found

    def step(self, step: int) -> None:
        """To the next (1) or previous (-1) line, as far as there is one."""
        row = self.indexOfTopLevelItem(self.currentItem()) + step if self.currentItem() is not None else 0
        if 0 <= row < self.topLevelItemCount():
            self.setCurrentItem(self.topLevelItem(row))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes there, Esc ends the search, the upper arrow on the first line goes back to the words."""
        place, first = self.current(), self.currentItem() is self.topLevelItem(0)
        if place is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go_to(place)
        elif event.key() == Qt.Key.Key_Escape or (event.key() == Qt.Key.Key_Up and first):
            self.left.emit(event.key() == Qt.Key.Key_Escape)
        else:
            super().keyPressEvent(event)
