"""Cells of the register that offer a choice: a key in the data, words on the screen.

What is typed there opens the list: a digit goes to that line of it, words to the line that begins with them.
"""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.register.counting import Choices

Index = QModelIndex | QPersistentModelIndex
KEY = Qt.ItemDataRole.UserRole
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ChoiceBox(QComboBox):
    """The list of a cell. The first line is none, so that the digit 1 is the first choice."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.view().installEventFilter(self)

    def look_for(self, words: str) -> None:
        """Opens the list at the line that is meant; at the one that is chosen where none is."""
        if not self.view().isVisible():
            self.showPopup()
        row = int(words) if words.isdecimal() else self.findText(words, Qt.MatchFlag.MatchStartsWith) if words else -1
        if 0 <= row < self.count():
            self.view().setCurrentIndex(self.model().index(row, self.modelColumn()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What is typed opens the list; the rest is Qt's."""
        if not self._took(event):
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The same in the open list."""
        typed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._took(event)
        return typed or super().eventFilter(watched, event)

    def _took(self, event: QKeyEvent) -> bool:
        words = event.text().strip()
        took = words.isprintable() and bool(words)
        if took:
            self.look_for(words)
        return took


class ChoiceDelegate(QStyledItemDelegate):
    """Edits a cell with a list of words; keeps the key beside the words. The first choice is none."""

    def __init__(self, choices: Choices, parent: QWidget) -> None:
        super().__init__(parent)
        self.choices: Choices = (("", ""), *choices)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """The list."""
        box = ChoiceBox(parent)
        for key, words in self.choices:
            box.addItem(words, key)
        box.setAccessibleName(str(index.model().headerData(index.column(), Qt.Orientation.Horizontal)))
        box.activated.connect(lambda: self._done(box))
        return box

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter ends the choice here and now; Qt would do it later, when the cursor may be elsewhere."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in ENTER:
            assert isinstance(editor, QWidget)
            self._done(editor)
            return True
        return super().eventFilter(editor, event)

    def _done(self, editor: QWidget) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.SubmitModelCache)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Chooses what stands there."""
        assert isinstance(editor, QComboBox)
        editor.setCurrentIndex(max(editor.findData(index.data(KEY)), 0))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Puts the choice into the cell."""
        assert isinstance(editor, QComboBox)
        model.setData(index, editor.currentData(), KEY)
        model.setData(index, editor.currentText(), Qt.ItemDataRole.DisplayRole)
