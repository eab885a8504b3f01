"""The list of all cells of the tables, to choose the one that a number of the prose means, or several that make it up together.

What is typed narrows the list; Enter takes the line that is chosen.
"""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.checks.narrative import Candidate, ReadNumber
from ui.look.buttons import make_button, make_row
from ui.look.dialog_size import resize_within

SIZE = (560, 520)
FILTER = "找栏目或数，如：自然人 新收"
SEVERAL = "几格合起来的，按住 Ctrl 逐个点。"
CELL = Qt.ItemDataRole.UserRole
MOVES = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


class CellChoice(QDialog):
    """Of `cells`, for one number. `chosen` carries the cells and their year."""

    chosen = Signal(tuple, str)

    def __init__(self, one: ReadNumber, cells: tuple[Candidate, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("cellChoice")
        self.setWindowTitle(f"“{one.words}”是表里哪一格")
        resize_within(self, SIZE)
        self._number = one
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(FILTER)
        self.filter.setToolTip(FILTER)
        self.filter.setAccessibleName(FILTER)
        self.filter.textChanged.connect(self._narrow)
        self.list = QTreeWidget()
        self._prepare_list(cells)
        self._sum = QLabel(SEVERAL)
        self._sum.setWordWrap(True)
        self.take_button = make_button("就是这一格", "这个数指选中的格（回车）", self._take, primary=True)
        self.take_button.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(self.filter)
        column.addWidget(self.list, 1)
        column.addWidget(self._sum)
        column.addLayout(make_row(None, self.take_button, make_button("取消", "不认领（Esc）", self.reject)))
        self._say()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """From the line the arrows go into the list."""
        if event.key() in MOVES and self.filter.hasFocus():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def _prepare_list(self, cells: tuple[Candidate, ...]) -> None:
        self.list.setAccessibleName("表里的格")
        self.list.setToolTip("单击选一格，双击就用这一格")
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setHeaderLabels(["栏目", "表里的数"])
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        for cell in cells:
            item = QTreeWidgetItem(self.list, [cell.title, "未填" if cell.value is None else f"{cell.value:f}"])
            item.setData(0, CELL, cell)
        self.list.itemSelectionChanged.connect(self._say)
        self.list.itemActivated.connect(lambda *_: self._take())

    def _narrow(self, text: str) -> None:
        """Shows the lines that hold every word; a number is looked for as a whole."""
        wanted = text.split()
        first = None
        for place in range(self.list.topLevelItemCount()):
            item = self.list.topLevelItem(place)
            assert item is not None
            fits = all(word == item.text(1) if word.isdigit() else word in item.text(0) for word in wanted)
            item.setHidden(not fits)
            item.setSelected(False)
            first = first or (item if fits else None)
        if wanted and first is not None:
            self.list.setCurrentItem(first)

    def _picked(self) -> list[Candidate]:
        return [item.data(0, CELL) for item in self.list.selectedItems() if not item.isHidden()]

    def _say(self) -> None:
        """What the chosen cells come to, and whether they can be taken."""
        picked = self._picked()
        mixed = len({one.period for one in picked}) > 1
        self.take_button.setEnabled(bool(picked) and not mixed)
        self.take_button.setText("就是这一格" if len(picked) < 2 else f"是这 {len(picked)} 格之和")
        values = [one.value for one in picked if one.value is not None]
        if mixed:
            self._sum.setText("今年的格与上年的格不能合在一起。")
        elif not picked:
            self._sum.setText(SEVERAL)
        elif len(values) < len(picked):
            self._sum.setText("选中的格还没有填，填了再比。")
        else:
            total = sum(values, Decimal(0))
            same = "与正文相同" if total == self._number.value else f"正文写的是 {self._number.words}"
            self._sum.setText(f"选中的是 {total:f}，{same}。{SEVERAL if len(picked) < 2 else ''}")

    def _take(self) -> None:
        picked = self._picked()
        if self.isVisible() and self.take_button.isEnabled() and picked:  # the list and the button both hear Enter
            self.accept()
            self.chosen.emit(tuple(cell for one in picked for cell in one.cells), picked[0].period)
