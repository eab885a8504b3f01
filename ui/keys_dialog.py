"""The page of keys (F1): every command with its keys, made from the table of commands, and the keys of the tables."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ui.actions import COMMANDS
from ui.buttons import closing_box
from ui.room import resize_within

IN_TABLES = (
    ("Alt+1、Alt+2 ……", "到第一部分、第二部分……"),
    ("回车 / Shift+回车", "表格：到下一格 / 上一格（竖向）"),
    ("Tab / Shift+Tab", "表格：到右边 / 左边一格"),
    ("数字", "表格：直接替换这一格"),
    ("F2", "表格：修改这一格"),
    ("Ctrl+回车 / Ctrl+Shift+回车", "整行 / 整表已核对；在文字里，这一段已核对"),
    ("Esc", "表格：放弃这一格的修改"),
    ("Delete", "表格：清空选中的格"),
    ("Ctrl+C / Ctrl+V", "复制 / 粘贴，可与电子表格整块往来"),
    ("Ctrl+= / Ctrl+- / Ctrl+0", "预览：放大 / 缩小 / 适合宽度"),
    ("Alt+M", "更多命令"),
)


class KeysDialog(QDialog):
    """A list to read; Esc closes it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("快捷键")
        resize_within(self, (560, 640))
        self.list = QTreeWidget()
        self.list.setObjectName("keys")
        self.list.setAccessibleName("快捷键")
        self.list.setToolTip("全部快捷键")
        self.list.setRootIsDecorated(False)
        self.list.setHeaderLabels(["按键", "作用"])
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        for keys, words in key_lines():
            QTreeWidgetItem(self.list, [keys, words])
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.addWidget(self.list)
        column.addWidget(closing_box(self))


def key_lines() -> Iterator[tuple[str, str]]:
    """Keys and what they do: first the commands, then the tables and the preview."""
    for command in COMMANDS:
        if command.keys:
            yield command.keys, command.tip
    yield from IN_TABLES
