"""Asking for a file or a folder: the system's own dialog, and where it has none, Qt's, in Chinese throughout.

Qt leaves the word for a folder untranslated and writes sizes and times in the system's language; a model of the same rows
says them as the window does. Each function returns None when the person gave up.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QIdentityProxyModel, QLocale, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QFileDialog, QFileSystemModel, QSplitter, QTreeView, QWidget

from ui.look.dialog_size import resize_within

FOLDER = "文件夹"
HEADINGS = ("名称", "大小", "类型", "修改日期")  # Qt's own say 体积 for the size
WIDTHS, SIDE, DIALOG = (240, 90, 140, 140), 130, (800, 500)  # pixels
SIZE, TYPE, CHANGED = 1, 2, 3  # columns of Qt's model
Index = QModelIndex | QPersistentModelIndex


class ChineseColumns(QIdentityProxyModel):
    """The rows of a file system model with kind, size and time in the language of the window."""

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """What stands over a column."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADINGS[section] if section < len(HEADINGS) else None
        return super().headerData(section, orientation, role)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What stands in a cell."""
        model = self.sourceModel()
        if role != Qt.ItemDataRole.DisplayRole or not isinstance(model, QFileSystemModel):
            return super().data(index, role)
        there = self.mapToSource(index)
        if index.column() == TYPE and model.isDir(there):
            return FOLDER
        if index.column() == SIZE and not model.isDir(there):
            return QLocale().formattedDataSize(model.size(there), 0, QLocale.DataSizeFormat.DataSizeTraditionalFormat)
        if index.column() == CHANGED:
            return QLocale().toString(model.lastModified(there), "yyyy-MM-dd HH:mm")
        return super().data(index, role)


def make_dialog(parent: QWidget | None, title: str, folder: str, patterns: str = "") -> QFileDialog:
    """A dialog at a folder, or at a file in it. `patterns` as Qt writes them: PDF (*.pdf);;…"""
    dialog = QFileDialog(parent, title, folder, patterns)
    dialog.setProxyModel(ChineseColumns(dialog))  # the system's own dialog takes no notice
    dialog.setOption(QFileDialog.Option.HideNameFilterDetails)
    _give_room(dialog)
    return dialog


def _give_room(dialog: QFileDialog) -> None:
    """Columns and window wide enough for what stands in them; the system's own dialog has no such parts."""
    tables: Iterable[QTreeView] = dialog.findChildren(QTreeView)
    splitters: Iterable[QSplitter] = dialog.findChildren(QSplitter)
    for table in tables:
        for column, width in enumerate(WIDTHS):
            table.setColumnWidth(column, width)
    for splitter in splitters:
        resize_within(dialog, DIALOG)
        splitter.setSizes([SIDE, dialog.width() - SIDE])


def ask_file(parent: QWidget | None, title: str, folder: str, patterns: str) -> Path | None:
    """A file that exists."""
    dialog = make_dialog(parent, title, folder, patterns)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return _chosen(dialog)


def ask_new_file(parent: QWidget | None, title: str, proposed: str, patterns: str, suffix: str) -> Path | None:
    """A file to write; one that exists is asked about. A name without a suffix gets `suffix`."""
    dialog = make_dialog(parent, title, str(Path(proposed).parent), patterns)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(suffix)
    dialog.selectFile(Path(proposed).name)
    return _chosen(dialog)


def ask_folder(parent: QWidget | None, title: str, folder: str) -> Path | None:
    """A folder that exists."""
    dialog = make_dialog(parent, title, folder)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return _chosen(dialog)


def _chosen(dialog: QFileDialog) -> Path | None:
    accepted = dialog.exec()
    files = dialog.selectedFiles()
    dialog.deleteLater()
    return Path(files[0]) if accepted and files else None
