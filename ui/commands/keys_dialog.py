"""The page of keys: every command with its keys, and the keys that belong to one place, made from the table of commands."""

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

from ui.commands.actions import COMMANDS, IN_PLACE
from ui.look.buttons import closing_box
from ui.look.dialog_size import resize_within


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
            yield " / ".join(filter(None, (command.keys, command.also))), command.tip
    yield from IN_PLACE
