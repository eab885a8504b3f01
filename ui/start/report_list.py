"""The list of reports: office, year, how far filled, when last changed. Holds no truth; shows what it is given.

Enter or a double click opens, Delete bins, the menu key or a right click asks for a menu; all are only announced.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem

from app.chinese.characters import harmless
from app.store.library import CatalogueEntry
from ui.look.calendar_words import changed_words

HEADINGS = ("单位", "年度", "填写情况", "最后修改")
KEY = Qt.ItemDataRole.UserRole


def filled_words(filled: tuple[int, int], unseen: int = 0) -> str:
    """How far a report is filled in, in words and numbers; one with values that nobody has looked at is not done."""
    done, everything = filled
    if unseen and done == everything:
        return f"… 已填完，{unseen} 处待核对"
    if everything and done == everything:
        return f"✓ 已填完（{done} 项）"
    return f"… 填写中（{done}/{everything} 项）" if done else "– 未开始"


class ReportList(QTreeWidget):
    """Entries of the library as rows."""

    chosen = Signal(str)
    binned = Signal(str)
    current_changed = Signal()
    menu_wanted = Signal(QPoint)  # a place of the screen

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("reports")
        self.setAccessibleName("报告列表")
        self.setToolTip("回车打开，Delete 删除")
        self.setColumnCount(len(HEADINGS))
        self.setHeaderLabels(HEADINGS)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column in range(1, len(HEADINGS)):  # what is said of a report is never cut
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.itemDoubleClicked.connect(lambda item: self.chosen.emit(item.data(0, KEY)))
        self.itemSelectionChanged.connect(self.current_changed)

    def show_entries(self, entries: Sequence[CatalogueEntry], now: datetime) -> None:
        """Replaces all rows; the selected report stays selected, else the first is."""
        before = self.current_key()
        self.clear()
        for entry in entries:
            words = (
                harmless(entry.office),
                f"{entry.year} 年度",
                filled_words(entry.filled, entry.unseen),
                changed_words(entry.changed, now),
            )
            item = QTreeWidgetItem(self, list(words))
            item.setData(0, KEY, entry.key)
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, "，".join(words))
        self.select(before or "")

    def select(self, key: str) -> None:
        """Makes the row of that key the current one; the first row when there is none."""
        rows = [self.topLevelItem(row) for row in range(self.topLevelItemCount())]
        found = [item for item in rows if item is not None and item.data(0, KEY) == key] or rows
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
            self.chosen.emit(key)
        elif key and event.key() == Qt.Key.Key_Delete:
            self.binned.emit(key)
        else:
            super().keyPressEvent(event)
