"""「导入」: the file on the left, what was found in it on the right, and where it is to go.

Every cell can be left out by its tick; nothing changes before 「导入」 is pressed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any  # PySide's stubs do not know the members of a style option

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QScrollArea,
    QSplitter,
    QStyledItemDelegate,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.chinese.characters import harmless
from app.errors import NianbaoError
from app.exchange import Import
from app.exchange.source.found import Unplaced
from app.form.form import Form
from app.report import limits
from app.report.report import Report
from ui.dialogs.name_field import NameField
from ui.importing.found_rows import ImportRow, found_rows, summary
from ui.importing.source_view import SourceView
from ui.look.buttons import make_button
from ui.look.dialog_size import resize_within

SIZE = (1120, 660)
SHORTEST = 8  # letters of a target that are always in sight
COLUMNS = ("栏目", "读到的", "现在的", "把握", "原文位置")
LEAST, MOST = 2, 8  # lines of what is said of a row
WORDS = {"asked": "请填写", "remark": "请核对", "doubtful": "请核对", "certain": ""}
ROW = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Target:
    """Where an import can go: its words, what brings it there, whether it needs an office's name, what to mind.

    `do` may raise NianbaoError; then the dialog says its sentence and stays.
    """

    words: str
    do: Callable[[Import], None]
    asks_office: bool = False
    onto: Report | None = None
    told: str = ""


class OneLine(QStyledItemDelegate):
    """What was read: its beginning, in one line."""

    def initStyleOption(self, option: Any, index: QModelIndex | QPersistentModelIndex) -> None:
        """The beginning of a text tells it; the middle would not."""
        super().initStyleOption(option, index)
        option.textElideMode = Qt.TextElideMode.ElideRight


class RowDetail(QScrollArea):
    """What there is to say of the chosen row, whole: two lines stand ready, a longer text takes more and then scrolls."""

    def __init__(self) -> None:
        super().__init__()
        self._label = QLabel()
        self._label.setWordWrap(True)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setProperty("muted", True)
        self._label.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setObjectName("plain")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setWidget(self._label)
        self._fit()

    def text(self) -> str:
        """What is said."""
        return self._label.text()

    def say(self, words: str) -> None:
        """Says it, from its beginning."""
        self._label.setText(words)
        self.setAccessibleName(words)
        self.verticalScrollBar().setValue(0)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width breaks it elsewhere."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        line, whole = self.fontMetrics().lineSpacing(), self._label.heightForWidth(self.viewport().width())
        self.setFixedHeight(max(LEAST * line, min(whole, MOST * line)) + 2)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if whole > MOST * line else Qt.FocusPolicy.NoFocus)


class ImportDialog(QDialog):
    """One import and its possible targets, the likeliest first."""

    def __init__(
        self, found: Import, form: Form, name: str, targets: Sequence[Target], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(harmless(f"导入 {name}"))
        resize_within(self, SIZE)
        self._found, self._form, self._targets = found, form, tuple(targets)
        self.summary = QLabel(summary(found))
        self.summary.setWordWrap(True)
        self.source = SourceView(found.source)
        self.list = QTreeWidget()
        self.target = QComboBox()
        self.office = NameField(limits.OFFICE, found.report.office)
        self.detail = RowDetail()
        self.mind = QLabel()  # what there is to mind about the chosen target
        self.mind.setProperty("level", "verify")
        self.mind.setWordWrap(True)
        self.message = QLabel()
        self.message.setProperty("level", "mandatory")
        self.message.setWordWrap(True)
        self.take_button = make_button("导入", "把勾选的栏目写入报告（回车）", self.take)
        self.close_button = make_button("取消", "不导入（Esc）", self.reject)
        self._dress()
        self._arrange()
        self.list.itemChanged.connect(lambda *_: self._count())
        self.list.currentItemChanged.connect(self._show_place)
        self.target.currentIndexChanged.connect(self._aim)
        self.office.textChanged.connect(lambda: self._say(self.office.told))
        self._aim()

    @property
    def chosen(self) -> Import:
        """What is ticked, cells and texts, under the office's name as it stands in the dialog. Raises ValueRefused."""
        report = self._found.report
        left_out = {row.cell for row in self._unticked}
        office = self.office.value()
        cells = {name: value for name, value in report.cells.items() if name not in left_out}
        return replace(self._found, report=replace(report, office=office, cells=cells), unplaced=self._wanted)

    @property
    def _wanted(self) -> tuple[Unplaced, ...]:
        """The texts without a field that come along."""
        unwanted = [row.unplaced for row in self._unticked]
        return tuple(one for one in self._found.unplaced if one not in unwanted)

    def _count(self) -> None:
        """Says anew what comes along, when a text without a field is left out or not."""
        self.summary.setText(summary(replace(self._found, unplaced=self._wanted)))

    def take(self) -> None:
        """Brings what is ticked to the chosen target; what does not go is said, and nothing has changed."""
        target = self._targets[self.target.currentIndex()]
        try:
            chosen = self.chosen
            if target.asks_office and not chosen.report.office:
                self._say("请先填写单位全称。")
                self.office.setFocus(Qt.FocusReason.OtherFocusReason)
                return
            target.do(chosen)
        except NianbaoError as reason:
            self._say(reason.sentence)
            return
        self.accept()

    def _rows(self) -> list[tuple[ImportRow, QTreeWidgetItem]]:
        items = [self.list.topLevelItem(n) for n in range(self.list.topLevelItemCount())]
        return [(item.data(0, ROW), item) for item in items if item is not None]

    @property
    def _unticked(self) -> tuple[ImportRow, ...]:
        """What is left out. A question has no tick: the cell that it speaks of may have been read, and has a row of its own."""
        return tuple(row for row, item in self._rows() if _ticks(row) and item.checkState(0) != Qt.CheckState.Checked)

    def _aim(self) -> None:
        target = self._targets[self.target.currentIndex()]
        unticked = [(row.cell, row.unplaced) for row in self._unticked]
        self.office.setEnabled(target.asks_office)
        self.list.clear()
        for row in found_rows(self._form, self._found, target.onto):
            item = _item(row)
            if _ticks(row) and (row.cell, row.unplaced) in unticked:
                item.setCheckState(0, Qt.CheckState.Unchecked)
            self.list.addTopLevelItem(item)
        self.list.setColumnHidden(2, target.onto is None)
        self.list.setCurrentItem(self.list.topLevelItem(0))
        self._say("")
        self.mind.setText(target.told)
        self.mind.setVisible(bool(target.told))

    def _show_place(self, item: QTreeWidgetItem | None) -> None:
        if item is not None:
            row: ImportRow = item.data(0, ROW)
            self.source.mark(row.place)
            self.detail.say(harmless(_told(row)))

    def _say(self, sentence: str) -> None:
        self.message.setText(sentence)
        self.message.setVisible(bool(sentence))

    def _dress(self) -> None:
        self.list.setHeaderLabels(COLUMNS)
        self.list.setObjectName("found")
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # row and column both tell a cell
        self.list.setAccessibleName("读到的栏目")
        self.list.setToolTip("去掉勾选的栏目和文字不导入；选中一行，左边标出它在原文的位置")
        self.list.setItemDelegateForColumn(1, OneLine(self.list))
        head = self.list.header()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        value = 110 if self._found.source is not None else 320  # the source's room is free then
        for column, width in ((1, value), (2, 70), (3, 120), (4, 180)):
            head.resizeSection(column, width)
        for target in self._targets:
            self.target.addItem(target.words)
        # On a small screen it leaves half of the line to the name; its list is as wide as the words.
        self.target.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.target.setMinimumContentsLength(SHORTEST)
        self.target.view().setMinimumWidth(self.target.view().sizeHintForColumn(0) + 24)
        self.target.setAccessibleName("用到哪里")
        self.target.setToolTip("用到哪里")
        self.office.setAccessibleName("单位全称")
        self.office.setToolTip("单位全称")
        self.office.setPlaceholderText("单位全称，与公章一致")
        self.take_button.setDefault(True)
        self.take_button.setProperty("primary", True)

    def _arrange(self) -> None:
        across = QSplitter(Qt.Orientation.Horizontal)
        across.addWidget(self.source)
        across.addWidget(self.list)
        across.setChildrenCollapsible(False)
        across.setSizes([400, 720])
        self.source.setVisible(self._found.source is not None)
        where = QHBoxLayout()
        where.setSpacing(8)
        for words, widget in (("用到(&T)", self.target), ("单位全称(&O)", self.office)):
            label = QLabel(words)
            label.setBuddy(widget)
            where.addWidget(label)
            where.addWidget(widget, 2)
        where.addStretch(1 if self.width() >= SIZE[0] else 0)
        where.addWidget(self.take_button)
        where.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        column.addWidget(self.summary)
        column.addWidget(across, 1)
        column.addWidget(self.detail)
        column.addWidget(self.mind)
        column.addWidget(self.message)
        column.addLayout(where)


def _ticks(row: ImportRow) -> bool:
    """Whether a row brings something, which can be left out."""
    return row.kind in ("doubtful", "certain") or row.unplaced is not None


def _told(row: ImportRow) -> str:
    """The chosen row in words: which cell, what is to be judged about it, and what the source says."""
    if row.unplaced is not None:
        return f"{row.name}：{row.told}（{row.place}）\n{row.text}"
    about = f"：{row.told or WORDS[row.kind]}" if row.told or WORDS[row.kind] else ""
    source = f"　原文：{row.text}" if row.text and row.kind != "certain" else ""
    return f"{row.name}{about}{source}"


def _item(row: ImportRow) -> QTreeWidgetItem:
    source = row.text if row.unplaced is None else row.value  # the detail has the whole of it
    told = f"{row.told}" if not source or row.kind == "certain" else f"{row.told}\n原文：{source}"
    words = (row.name, row.value, row.now, row.told or WORDS[row.kind], row.place)
    item = QTreeWidgetItem([harmless(one) for one in words])
    item.setData(0, ROW, row)
    for column in range(len(COLUMNS)):
        item.setToolTip(column, harmless(told) if column in (1, 3) else item.text(column))
    if _ticks(row):
        item.setCheckState(0, Qt.CheckState.Checked)
    return item
