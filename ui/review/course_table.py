"""The course as a table: step, opinion, name, day and time; what is to be signed next stands bold in it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QBrush, QFont, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from ui.look.grid_colours import theme_of
from ui.review.course_words import WAITS, CourseRow

COLUMNS = ("阶段", "意见", "姓名", "日期时间")
OPINION = 1
LEAST = 3  # rows that are in sight in any room
STATES = {"done": "", "over": "（不再算）", "next": "（下一步）", "later": "（还没到）"}


class CourseTable(QTableWidget):
    """Shows `rows`; nothing is typed here."""

    def __init__(self) -> None:
        super().__init__(0, len(COLUMNS))
        self.rows: tuple[CourseRow, ...] = ()
        self.setHorizontalHeaderLabels(list(COLUMNS))
        self.setAccessibleName("审核经过")
        self.setToolTip("谁在什么时候签了什么意见；退回和解锁也留在这里")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setObjectName("course")
        self.verticalHeader().setMinimumSectionSize(self.fontMetrics().height() + 8)
        self.setWordWrap(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column in range(len(COLUMNS)):
            mode = QHeaderView.ResizeMode.Stretch if column == OPINION else QHeaderView.ResizeMode.ResizeToContents
            header.setSectionResizeMode(column, mode)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_rows(self, rows: Sequence[CourseRow]) -> None:
        """Shows these lines, with the next one in sight."""
        self.rows = tuple(rows)
        self.clearContents()
        self.setRowCount(len(rows))
        quiet = QBrush(theme_of(self.palette()).colour("muted"))
        for number, row in enumerate(rows):
            for column, words in enumerate((row.step, row.opinion, row.who, row.when)):
                item = QTableWidgetItem(words)
                item.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
                if row.state == "next":
                    font = QFont(self.font())
                    font.setBold(True)
                    item.setFont(font)
                elif row.state != "done":
                    item.setForeground(quiet)
                said = f"{COLUMNS[column]}：{words}{STATES[row.state] if column == 0 else ''}"
                item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
                self.setItem(number, column, item)
        if rows:
            self.setCurrentCell(self._next(), 0)
            self.clearSelection()
            self.scrollToItem(self.item(self._next(), 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In another room the next step stays in sight."""
        super().resizeEvent(event)
        if self.rows:
            self.scrollToItem(self.item(self._next(), 0))

    def changeEvent(self, event: QEvent) -> None:
        """New colours: the quiet lines are written anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.rows:
            self.show_rows(self.rows)

    def _next(self) -> int:
        """The row to be signed; the last one where all are."""
        signs = (number for number, row in enumerate(self.rows) if row.state == "next" and row.opinion == WAITS)
        return next(signs, len(self.rows) - 1)

    def minimumSizeHint(self) -> QSize:
        """Some rows under the heading."""
        return QSize(240, self._height(LEAST))

    def sizeHint(self) -> QSize:
        """All the rows."""
        return QSize(440, self._height(max(LEAST, self.rowCount())))

    def _height(self, rows: int) -> int:
        return self.horizontalHeader().sizeHint().height() + rows * (self.fontMetrics().height() + 10) + 4
