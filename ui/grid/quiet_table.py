"""A table of Qt that paints no more than what changed, so that typing never waits for the screen.

Qt paints view and headings anew whenever the focus comes or goes, thus with each editor that opens or closes, and again with
each step of scrolling.
"""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

ScrollHint = QAbstractItemView.ScrollHint


class QuietTable(QTableView):
    """Without grid lines and corner; scrolls by pixels. Its delegate shows the focus in the current cell alone."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        # Nothing behind it is painted, and scrolling moves what stands.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def make_current(self, index: QModelIndex) -> None:
        """Makes a cell current and brings it into sight."""
        # What an editor left behind comes first: Qt does not move what is not whole, but paints all of it anew.
        self.viewport().repaint(self.visualRect(self.currentIndex()))
        # Said outright: with Ctrl held, as by Ctrl+Z, Qt would leave selected what was, and Delete would reach it.
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)

    def scrollTo(self, index: QModelIndex | QPersistentModelIndex, hint: ScrollHint = ScrollHint.EnsureVisible) -> None:
        """Brings a cell into sight, and leaves no other row half under the headings."""
        super().scrollTo(index, hint)
        rows, bar = self.verticalHeader(), self.verticalScrollBar()
        top = rows.logicalIndexAt(0)
        cut = rows.sectionViewportPosition(top) if 0 <= top != index.row() else 0
        if cut < 0:
            bar.setValue(bar.value() + cut + rows.sectionSize(top))

    def updateGeometries(self) -> None:  # noqa: N802  # Qt's name
        """Scrolls so far that at its end, too, a whole row stands under the headings."""
        super().updateGeometries()
        rows, bar = self.verticalHeader(), self.verticalScrollBar()
        top = rows.logicalIndexAt(bar.maximum() - rows.offset()) if bar.maximum() else -1
        if top >= 0 and rows.sectionPosition(top) < bar.maximum():
            bar.setMaximum(rows.sectionPosition(top) + rows.sectionSize(top))

    def focusInEvent(self, _: QFocusEvent) -> None:
        """A table entered for the first time has its first cell current."""
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self.model().index(0, 0))
        editable = self.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, bool(editable))
        self.update(self.currentIndex())

    def focusOutEvent(self, _: QFocusEvent) -> None:
        """Only the current cell tells the focus."""
        self.update(self.currentIndex())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The cells, and the ground where there are none."""
        super().paintEvent(event)
        columns, rows = self.horizontalHeader(), self.verticalHeader()
        cells = QRegion(-columns.offset(), -rows.offset(), columns.length(), rows.length())
        around = event.region() - cells
        if not around.isEmpty():
            painter = QPainter(self.viewport())
            painter.setClipRegion(around)
            painter.fillRect(around.boundingRect(), self.palette().base())
            painter.end()
