"""「修改记录」: when, by which account, which cell of the report, from what, to what; the newest on top.

Only to read; the record itself is checked with `nianbao verify`.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.store.change_log import LogLine
from ui.buttons import make_button, make_row
from ui.history.text_sides import one_line
from ui.room import resize_within

SIZE = (900, 520)
COLUMNS = ("时间", "账户", "做了什么", "栏目", "原来", "改为")


class LogDialog(QDialog):
    """On the lines of one report, oldest first."""

    def __init__(self, lines: Sequence[LogLine], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("修改记录")
        resize_within(self, SIZE)
        self.list = QTreeWidget()
        self.list.setAccessibleName("修改记录")
        self.list.setToolTip("修改记录，最近的在前")
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setHeaderLabels(list(COLUMNS))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        for line in reversed(lines):
            self._add(line)
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(QLabel(f"共 {len(lines)} 条。修改记录不能改动或删除。"))
        column.addWidget(self.list)
        column.addLayout(make_row(None, make_button("关闭", "关闭（Esc）", self.reject)))

    def _add(self, line: LogLine) -> None:
        values = ("" if value is None else str(value) for value in (line.before, line.after))
        before, after = (one_line(value) if line.cell else "" for value in values)
        texts = [f"{line.at:%Y-%m-%d %H:%M:%S}", line.who, line.deed, line.place, before, after]
        item = QTreeWidgetItem(self.list, texts)
        for column, text in enumerate(texts):
            item.setToolTip(column, text)
