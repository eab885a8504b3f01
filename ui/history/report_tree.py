"""What a backup or a branch has otherwise than the library, as a tree: the reports with a tick each, below them their cells.

Of a branch three states stand beside one another, and what both have changed is marked and comes first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem

from app.report.comparing import CellDifference
from app.store.past import ReportDifference
from ui.changes.text_sides import one_line

PLACE = "报告和栏目"
OF_BACKUP = (PLACE, "备份里", "现在")
OF_BRANCH = (PLACE, "原来", "这里", "另一处")
WIDE, NARROW = 100, 60  # pixels of a column at least; the first takes what is left, also on a screen of 683 points
SHARE = 6  # a column of values takes the sixth part of the width
STATES = {"changed": "内容不同", "binned": "现在在回收站", "missing": "现在没有这份报告"}
BESIDE = {"changed": "", "binned": "（这里在回收站）", "missing": "（这里没有）"}
FINAL = "已定稿，要恢复请先解锁"
LOCKED = "（已定稿，请先解锁）"
BOTH = "两边都改了，请选择"
KEY = Qt.ItemDataRole.UserRole


class ReportTree(QTreeWidget):
    """`ticked_anew` when another report was ticked or one less."""

    ticked_anew = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("与现在不同的报告")
        self.setToolTip("勾选要恢复的报告；展开可以看到不同的栏目")
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # row and column both tell a cell
        self.itemChanged.connect(lambda *_: self.ticked_anew.emit())

    @property
    def ticked(self) -> list[str]:
        """The keys of the ticked reports."""
        items = (self.topLevelItem(row) for row in range(self.topLevelItemCount()))
        return [
            item.data(0, KEY) for item in items if item is not None and item.checkState(0) == Qt.CheckState.Checked
        ]

    def show_differences(
        self, found: Sequence[ReportDifference], final: Callable[[str], bool], *, branch: bool
    ) -> None:
        """Shows them; a report that is final cannot be ticked. Those of a branch are ticked and their cells in sight."""
        self.clear()
        self._head(OF_BRANCH if branch else OF_BACKUP)
        for one in found:
            item = self._of_branch(one, final(one.key)) if branch else self._of_backup(one, final(one.key))
            item.setData(0, KEY, one.key)
            item.setExpanded(branch)

    def _head(self, names: Sequence[str]) -> None:
        self.setColumnCount(len(names))
        self.setHeaderLabels(list(names))
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._share_width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A wider window shows more of the values."""
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        least = NARROW if self.columnCount() > len(OF_BACKUP) else WIDE
        for column in range(1, self.columnCount()):
            self.setColumnWidth(column, max(least, self.viewport().width() // SHARE))

    def _of_backup(self, one: ReportDifference, final: bool) -> QTreeWidgetItem:
        item = self._report(one, [STATES[one.state], FINAL if final else ""], final, ticked=False)
        for cell in one.cells:
            _add(item, cell.place, (cell.theirs, cell.mine))
        return item

    def _of_branch(self, one: ReportDifference, final: bool) -> QTreeWidgetItem:
        state = LOCKED if final else BESIDE[one.state]
        item = self._report(one, [], final, ticked=not final)
        item.setText(0, item.text(0) + state)
        item.setToolTip(0, item.text(0))
        for cell in sorted(one.cells, key=lambda cell: cell.side != "both"):
            child = _add(item, cell.place, (cell.base, cell.mine, cell.theirs))
            _mark(child, cell)
        return item

    def _report(
        self, one: ReportDifference, words: Sequence[str], final: bool, *, ticked: bool
    ) -> QTreeWidgetItem:
        item = QTreeWidgetItem(self, [f"{one.office} {one.year} 年度", *words])
        item.setToolTip(0, item.text(0))
        item.setCheckState(0, Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        if final:
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
        return item


def _add(item: QTreeWidgetItem, place: str, sides: Sequence[str]) -> QTreeWidgetItem:
    child = QTreeWidgetItem(item, [place, *map(one_line, sides)])
    child.setToolTip(0, place)
    for column, text in enumerate(sides, 1):
        child.setToolTip(column, text)
    return child


def _mark(child: QTreeWidgetItem, cell: CellDifference) -> None:
    """Of a cell that both changed, in a line of its own: it is in sight however narrow the window is."""
    if cell.side == "both":
        child.setText(0, f"{cell.place}\n{BOTH}")
        font = child.font(0)
        font.setBold(True)
        child.setFont(0, font)
