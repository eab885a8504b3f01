"""这一件在第几行: what the answer cites or says is typed, the rows that it leads to are listed, one of them is gone to.

加 1 counts one case into the cell, as a step of undo of its own; what stood there and what stands there now is said. Every word
comes from the form.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.errors import NianbaoError
from app.form.kinds import COUNT
from app.form.row_guide import GuideRow, guide_rows, matching_rows
from app.report.report import Edit
from app.report.session import Session
from ui.look.buttons import make_button, make_row
from ui.look.dialog_size import resize_within

SIZE = (760, 560)
ASK = "答复依据的条款，或者怎样答复的，如：36(3)、三十九条一款、信访、撤回"
NONE = "没有这样的行。换一个说法，或者只写条数，如：36。"
MOVES = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)
ROW, CELL = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole
BLANK = "未填"
LINES = 3  # of the help, that stand ready


class RowGuideDialog(QDialog):
    """On one session; `go` leads to a cell. `section` is the one from which it was asked: its rows come first."""

    def __init__(self, session: Session, section: str, go: Callable[[str], object], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("这一件在第几行")
        resize_within(self, SIZE)
        self._session, self._go = session, go
        rows = guide_rows(session.form)
        self._rows = tuple(sorted(rows, key=lambda row: row.section.id != section))
        self.words = QLineEdit()
        self.words.setPlaceholderText(ASK)
        self.words.setAccessibleName(ASK)
        self.words.setClearButtonEnabled(True)
        self.words.textChanged.connect(self._narrow)
        self.list = QTreeWidget()
        self._prepare_list()
        self.help = QLabel()
        self.help.setWordWrap(True)
        self.help.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.help.setMinimumHeight(LINES * self.fontMetrics().lineSpacing())
        self.column = QComboBox()
        self.column.setAccessibleName("哪一列")
        self.column.setToolTip("申请人是哪一类，或者哪一个数")
        self.column.currentIndexChanged.connect(lambda _: self._say_value())
        self.value = QLabel()
        self.value.setProperty("muted", True)
        self.add_button = make_button("加 1", "这一格加 1，一步可撤销（Ctrl+回车）", self._add, often=True)
        self.go_button = make_button("到这一格", "关上这个窗口，到这一格去（回车）", self._leave_to, primary=True)
        self.go_button.setDefault(True)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.add_button.click)
        self._lay_out()
        self._narrow("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """From the line the arrows go into the list."""
        if event.key() in MOVES and self.words.hasFocus():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    @property
    def row(self) -> GuideRow | None:
        """The row that is chosen."""
        item = self.list.currentItem()
        found = item.data(0, ROW) if item is not None else None
        return found if isinstance(found, GuideRow) else None

    @property
    def cell(self) -> str:
        """The cell that is chosen, '' while none is."""
        return self.column.currentData(CELL) or "" if self.row is not None else ""

    def _narrow(self, words: str) -> None:
        self.list.blockSignals(True)  # a line that is being taken away is nobody's choice
        self.list.clear()
        for row in matching_rows(self._rows, words):
            item = QTreeWidgetItem([row.label, row.article])
            item.setData(0, ROW, row)
            for place, told in enumerate((row.label, row.article)):
                item.setToolTip(place, told)
            self.list.addTopLevelItem(item)
        if self.list.topLevelItemCount():
            self.list.setCurrentItem(self.list.topLevelItem(0))
        self.list.blockSignals(False)
        self._choose()

    def _choose(self) -> None:
        row = self.row
        self.help.setText(row.help if row else NONE)
        chosen = self.column.currentText()
        self.column.blockSignals(True)
        self.column.clear()
        for heading, cell in row.cells if row else ():
            self.column.addItem(heading, cell)
        self.column.setCurrentIndex(max(self.column.findText(chosen), 0))  # of several cases of one applicant
        self.column.blockSignals(False)
        self.column.setEnabled(self.column.count() > 1)
        self._say_value()

    def _say_value(self) -> None:
        cell = self._session.form.cells.get(self.cell)
        value = self._session.report.get(cell.id) if cell else None
        shown = BLANK if cell is None or value is None else cell.kind.show(value)
        self.value.setText(f"现在：{shown}" if cell else "")
        self.go_button.setEnabled(cell is not None)
        self.add_button.setEnabled(cell is not None and cell.kind is COUNT and not self._session.read_only)

    def _add(self) -> None:
        name, row = self.cell, self.row
        if not name or row is None:
            return
        before = self._session.report.get(name)
        after = (before if isinstance(before, int) else 0) + 1
        label = f"{self._session.form.cells[name].label}加 1"
        try:
            self._session.apply(Edit({name: after}, label))
        except NianbaoError as reason:
            self.value.setText(reason.sentence)
            return
        self._say_value()
        self.value.setText(f"{self.column.currentText()} {BLANK if before is None else before} → {after}，可用 Ctrl+Z 撤销")

    def _leave_to(self) -> None:
        if name := self.cell:
            self.accept()
            self._go(name)

    def _prepare_list(self) -> None:
        self.list.setAccessibleName("表里的行")
        self.list.setToolTip("选一行；双击或回车，到这一格")
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setHeaderLabels(["行", "依据"])
        self.list.setTabKeyNavigation(False)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Interactive)
        header.resizeSection(1, SIZE[0] // 3)
        self.list.currentItemChanged.connect(lambda *_: self._choose())
        self.list.itemDoubleClicked.connect(lambda *_: self._leave_to())

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(self.words)
        column.addWidget(self.list, 1)
        column.addWidget(self.help)
        column.addLayout(make_row(QLabel("哪一列"), self.column, self.value, None))
        close = make_button("关闭", "关闭（Esc）", self.reject)
        column.addLayout(make_row(None, self.add_button, self.go_button, close))
