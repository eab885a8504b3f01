"""What differs between two states of a report: the cells in a list, and below it both texts side by side."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.report.comparing import CellDifference
from ui.changes.text_sides import TextSides, one_line
from ui.look.appearance import Appearance

SIDES = ("之前", "之后")
SAME = "两边的内容相同。"


class DifferenceView(QWidget):
    """`chosen` when other cells are selected."""

    chosen = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._differences: dict[str, CellDifference] = {}
        self.list = QTreeWidget()
        self.list.setAccessibleName("不同的栏目")
        self.list.setToolTip("不同的栏目；按住 Ctrl 可多选")
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.setHeaderLabels(["栏目", *SIDES])
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.header().setStretchLastSection(False)
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.texts = TextSides(SIDES, lambda: appearance.theme)
        self.list.itemSelectionChanged.connect(self._show_texts)
        self._arrange()

    @property
    def cells(self) -> tuple[str, ...]:
        """The selected cells."""
        return tuple(item.data(0, Qt.ItemDataRole.UserRole) for item in self.list.selectedItems())

    def show_differences(self, differences: Sequence[CellDifference]) -> None:
        """Lists them and shows the first."""
        self._differences = {one.cell: one for one in differences}
        self.list.clear()
        for one in differences:
            texts = [one.place, *(one_line(side) for side in (one.mine, one.theirs))]
            item = QTreeWidgetItem(self.list, texts)
            item.setData(0, Qt.ItemDataRole.UserRole, one.cell)
            item.setToolTip(0, one.place)
        for pane in self.texts.panes.values():
            pane.setPlaceholderText("" if differences else SAME)
        self.list.setCurrentItem(self.list.topLevelItem(0))
        self._show_texts()

    def _show_texts(self) -> None:
        found = [self._differences[cell] for cell in self.cells if cell in self._differences]
        self.texts.show_difference(found[0] if found else None)
        self.chosen.emit()

    def _arrange(self) -> None:
        both = QSplitter(Qt.Orientation.Vertical)
        both.addWidget(self.list)
        both.addWidget(self.texts)
        both.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(both)
