"""Cells of the register that offer a choice: a key in the data, words on the screen."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.register.counting import Choices

Index = QModelIndex | QPersistentModelIndex
KEY = Qt.ItemDataRole.UserRole


class ChoiceDelegate(QStyledItemDelegate):
    """Edits a cell with a list of words; keeps the key beside the words. The first choice is none."""

    def __init__(self, choices: Choices, parent: QWidget) -> None:
        super().__init__(parent)
        self.choices: Choices = (("", ""), *choices)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """The list."""
        box = QComboBox(parent)
        for key, words in self.choices:
            box.addItem(words, key)
        box.setAccessibleName(str(index.model().headerData(index.column(), Qt.Orientation.Horizontal)))
        return box

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Chooses what stands there."""
        assert isinstance(editor, QComboBox)
        editor.setCurrentIndex(max(editor.findData(index.data(KEY)), 0))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Puts the choice into the cell."""
        assert isinstance(editor, QComboBox)
        model.setData(index, editor.currentData(), KEY)
        model.setData(index, editor.currentText(), Qt.ItemDataRole.DisplayRole)
