"""The list of reports: a line says of each who, when, how far, what the checks found, how long it has, when it was changed.

Holds no truth; shows what it is given. Enter or a double click opens, Delete bins, the menu key or a right click asks for a
menu. Lines stay where they are until somebody orders them anew, or what they are ordered by is counted.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem

from app.chinese.characters import harmless
from ui.look.appearance import Appearance
from ui.look.calendar_words import changed_words
from ui.start.level_cells import COUNTS, EDGE, LevelCells
from ui.start.standing_words import (
    ORDERS,
    ListOrder,
    ReportLine,
    finding_words,
    left_words,
    stage_words,
    unseen_words,
)

if TYPE_CHECKING:
    from app.shelf.report_standing import ReportStanding

HEADINGS = ("单位", "年度", "进度", "检查结果", "待核对", "期限", "最后修改")
STAGE, FINDINGS, UNSEEN, LEFT = 2, 3, 4, 5
OUTSIDE_BIN = (FINDINGS, UNSEEN, LEFT)  # columns that say what is still to be done
DOWN, UP = "↓", "↑"  # the greatest, or the smallest, first
KEY = Qt.ItemDataRole.UserRole
MEASURED = 60  # lines by whose words the columns are as wide as they are; the others say the same in other figures
OFFICE = 9  # letters of an office's name for which there is always room; where there is not, the list can be scrolled


class ReportList(QTreeWidget):
    """Reports of the library as rows. `choose` is done with the key of the one that was chosen; `ordered` carries the id of the
    order that somebody chose."""

    binned = Signal(str)
    ordered = Signal(str)
    menu_wanted = Signal(QPoint)  # a place of the screen

    def __init__(self, appearance: Appearance, choose: Callable[[str], None]) -> None:
        super().__init__()
        self._choose = choose
        self._lines: dict[str, ReportLine] = {}
        self._rows: dict[str, QTreeWidgetItem] = {}
        self._now: datetime | None = None
        self._order, self._turned = ORDERS[0], ORDERS[0].turned
        self.setObjectName("reports")
        self.setAccessibleName("报告列表")
        self.setToolTip("回车打开，Delete 删除")
        self.setColumnCount(len(HEADINGS))
        self.setHeaderLabels(HEADINGS)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setItemDelegateForColumn(FINDINGS, LevelCells(appearance, self))
        self._dress_header()
        self.itemDoubleClicked.connect(lambda item: choose(str(item.data(0, KEY))))

    def _dress_header(self) -> None:
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column in range(1, len(HEADINGS)):  # what is said of a report is never cut
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        header.setResizeContentsPrecision(MEASURED)
        header.setSectionsClickable(True)
        header.setToolTip("单击标题按这一栏排序，再单击倒过来")
        header.sectionClicked.connect(self._order_by_column)
        header.sectionResized.connect(lambda column, *_: self._fit() if column else None)

    @property
    def order(self) -> ListOrder:
        """How the lines are ordered."""
        return self._order

    def show_lines(self, lines: Sequence[ReportLine], now: datetime, *, in_bin: bool = False) -> None:
        """Replaces all rows; the selected report stays selected, else the first is. What was counted of a report that is as it
        was stands there until it is counted again."""
        before, self._now = self.current_key(), now
        known = {line.entry: line.standing for line in self._lines.values()}
        self._lines = {line.entry.key: replace(line, standing=known.get(line.entry)) for line in lines}
        for column in OUTSIDE_BIN:
            self.setColumnHidden(column, in_bin)
        self._rows = {}
        self.clear()
        for line in self._lines.values() if in_bin else self._sorted():
            item = self._rows[line.entry.key] = QTreeWidgetItem()
            item.setData(0, KEY, line.entry.key)
            self._write(item, line)
        self.addTopLevelItems(list(self._rows.values()))  # all at once: the list is laid out once
        self.header().setSectionsClickable(not in_bin)
        self._show_order(shown=not in_bin)
        self.select(before or "")

    def say(self, key: str, standing: ReportStanding) -> None:
        """How a report stands has been counted; its row stays where it is."""
        if key in self._lines:
            self._lines[key] = replace(self._lines[key], standing=standing)
            self._write(self._rows[key], self._lines[key])

    def order_by(self, order: ListOrder, turned: bool | None = None) -> None:
        """Orders the lines; `turned` else than the order has it by itself. The selected one stays selected and in sight."""
        self._order, self._turned = order, order.turned if turned is None else turned
        key = self.current_key()
        self.blockSignals(True)
        while self.topLevelItemCount():
            self.takeTopLevelItem(0)
        self.addTopLevelItems([self._rows[line.entry.key] for line in self._sorted()])
        self._show_order()
        self.select(key or "")
        self.blockSignals(False)
        self.ordered.emit(order.id)

    def order_counted(self) -> None:
        """All is counted: where the lines are ordered by that, they go to their places, once."""
        if self._order.counted:
            self.order_by(self._order, self._turned)

    def keys(self) -> list[str]:
        """The reports from the top of the list."""
        return [str(item.data(0, KEY)) for item in self._items()]

    def select(self, key: str) -> None:
        """Makes the row of that key the current one; the first row when there is none."""
        rows = self._items()
        found = [item for item in rows if item.data(0, KEY) == key] or rows
        if found:
            self.setCurrentItem(found[0])

    def current_key(self) -> str | None:
        """The key of the selected report."""
        items = self.selectedItems()
        return str(items[0].data(0, KEY)) if items else None

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """A right click means the row under the mouse, the menu key the selected one."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        item = self.currentItem() if by_key else self.itemAt(event.pos())
        if item is not None:
            self.setCurrentItem(item)
            below = self.viewport().mapToGlobal(self.visualItemRect(item).bottomLeft())
            self.menu_wanted.emit(below if by_key else event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Delete bins; the rest is Qt's."""
        key = self.current_key()
        if key and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(key)
        elif key and event.key() == Qt.Key.Key_Delete:
            self.binned.emit(key)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The offices have the room that is left."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        header, least = self.header(), self.fontMetrics().horizontalAdvance("宽" * OFFICE) + 2 * EDGE
        others = sum(header.sectionSize(column) for column in range(1, len(HEADINGS)))
        mode = QHeaderView.ResizeMode.Stretch
        if self.viewport().width() - others < least:
            mode = QHeaderView.ResizeMode.Interactive
        header.setSectionResizeMode(0, mode)
        if mode == QHeaderView.ResizeMode.Interactive:
            header.resizeSection(0, least)

    def _items(self) -> list[QTreeWidgetItem]:
        found = (self.topLevelItem(row) for row in range(self.topLevelItemCount()))
        return [item for item in found if item is not None]

    def _sorted(self) -> list[ReportLine]:
        """The lines in the chosen order; of equal ones the one changed last first."""
        recent = sorted(self._lines.values(), key=lambda line: line.entry.changed, reverse=True)
        return sorted(recent, key=self._order.key, reverse=self._turned)

    def _order_by_column(self, column: int) -> None:
        order = next(order for order in ORDERS if order.column == column)
        self.order_by(order, not self._turned if order is self._order else None)

    def _show_order(self, *, shown: bool = True) -> None:
        """An arrow at the heading by which the list is ordered; Qt's own would take its room in each of them."""
        arrow = DOWN if self._turned else UP
        at = self._order.column if shown else -1
        self.setHeaderLabels([f"{words} {arrow}" if n == at else words for n, words in enumerate(HEADINGS)])

    def _write(self, item: QTreeWidgetItem, line: ReportLine) -> None:
        assert self._now is not None  # said with the lines
        entry = line.entry
        words = (
            *(harmless(entry.office), str(entry.year), stage_words(line), finding_words(line)),
            *(unseen_words(line), left_words(line), changed_words(entry.changed, self._now)),
        )
        for column, told in enumerate(words):
            item.setText(column, told)
            shown = bool(told) and not self.isColumnHidden(column)
            spoken = f"{HEADINGS[column]} {told}" if column in OUTSIDE_BIN else told
            item.setData(column, Qt.ItemDataRole.AccessibleTextRole, spoken if shown else "")
        item.setData(FINDINGS, COUNTS, line.counts)
        item.setToolTip(0, harmless(entry.office))
        item.setToolTip(FINDINGS, line.standing.trouble if line.standing is not None else "正在检查")
        parts = [item.data(column, Qt.ItemDataRole.AccessibleTextRole) for column in range(len(words))]
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, "，".join(part for part in parts if part))
