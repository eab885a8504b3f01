"""「从备份恢复」: the backups with their dates, what each has otherwise than the library, and restoring from it.

Restoring is a change like any other: it can be undone, and the present is backed up first. The folder for a
second set of backups is chosen here too.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHeaderView,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.errors import NianbaoError
from app.review.kept import read_review, review_path
from app.settings import Setting
from app.store.backups import Backup
from app.store.library import Library
from app.store.past import Past, ReportDifference
from ui.buttons import make_button, make_row
from ui.changes import ask
from ui.file_dialog import ask_folder
from ui.history import SECOND
from ui.history.restoring import BackupProposal
from ui.history.text_sides import one_line
from ui.room import resize_within

SIZE = (900, 560)
STATES = {"changed": "内容不同", "binned": "现在在回收站", "missing": "现在没有这份报告"}
FINAL = "已定稿，要恢复请先解锁"
NOTHING = "这份备份与现在的内容没有不同。备份之后新建的报告不受影响。"
HINT = "左边选一份备份，右边勾选要恢复的报告。恢复之前会先备份现在的内容，恢复之后可以撤销。"
NO_SECOND = "没有另存。建议选一个 U 盘或共享文件夹，电脑坏了也不怕。"


class BackupDialog(QDialog):
    """`chosen` carries the second folder's path, '' for none."""

    chosen = Signal(str)

    def __init__(self, library: Library, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("备份与恢复")
        resize_within(self, SIZE)
        self._library, self._past = library, Past(library)
        self._backups: tuple[Backup, ...] = ()
        self.list = QListWidget()
        self.list.setAccessibleName("备份")
        self.list.setToolTip("全部备份，最近的在前")
        self.reports = QTreeWidget()
        self.reports.setAccessibleName("与现在不同的报告")
        self.reports.setToolTip("勾选要恢复的报告；展开可以看到不同的栏目")
        self.reports.setHeaderLabels(["报告和栏目", "备份里", "现在"])
        self.reports.header().setStretchLastSection(False)
        self.reports.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.message = QLabel(HINT)
        self.message.setWordWrap(True)
        self.second = QLabel()
        self.second.setWordWrap(True)
        self.second_button = make_button("选择文件夹…", "选一个文件夹，备份再存一份", self._choose_second)
        self.none_button = make_button("不再另存", "备份只存在本机", lambda: self.use_second(""))
        self.restore_button = make_button("恢复勾选的报告", "先看一遍要改什么，再用备份里的内容替换", self.restore)
        self.close_button = make_button("关闭", "关闭（Esc）", self.reject)
        self._arrange()
        self.list.currentRowChanged.connect(self._show)
        self.reports.itemChanged.connect(lambda *_: self._enable())
        self._read()

    def restore(self) -> None:
        """Restores the ticked reports, after a look at what changes in them."""
        proposal = BackupProposal(self._past, self._backups[self.list.currentRow()], self._ticked())
        try:
            written = ask(proposal, "从备份恢复", self)
        except NianbaoError as reason:
            self.message.setText(reason.sentence)
            return
        if written:
            self._read()
            told = f"已恢复 {proposal.restored} 份报告。恢复前的内容也在备份里，打开报告后可以撤销。"
            self.message.setText(told)

    def use_second(self, folder: str) -> None:
        """Backups go into this folder too from now on; '' for none."""
        self._library.backups.second = Path(folder) if folder else None
        self.chosen.emit(folder)
        self._library.sync("timed")
        self._read()

    def _choose_second(self) -> None:
        folder = ask_folder(self, "另存备份的文件夹", str(Path.home()))
        if folder is not None:
            self.use_second(str(folder))

    def _read(self) -> None:
        self._backups = self._past.backups()
        self.list.clear()
        for one in self._backups:
            place = f"（另存，{one.other}）" if one.other else "（另存）" if one.elsewhere else ""
            QListWidgetItem(one.words + place, self.list)
        second = self._library.backups.second
        self.second.setText(f"备份同时存在：{second}" if second else NO_SECOND)
        self.none_button.setEnabled(second is not None)
        self.list.setCurrentRow(0 if self._backups else -1)
        self._show()

    def _show(self) -> None:
        self.reports.clear()
        found: tuple[ReportDifference, ...] = ()
        if 0 <= self.list.currentRow() < len(self._backups):
            try:
                found = self._past.differences(self._backups[self.list.currentRow()])
                self.message.setText(HINT if found else NOTHING)
            except NianbaoError as reason:
                self.message.setText(reason.sentence)
        for one in found:
            self._add(one)
        self._enable()

    def _add(self, one: ReportDifference) -> None:
        item = QTreeWidgetItem(self.reports, [f"{one.office} {one.year} 年度", STATES[one.state], ""])
        item.setData(0, Qt.ItemDataRole.UserRole, one.key)
        item.setCheckState(0, Qt.CheckState.Unchecked)
        if self._final(one.key):
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
            item.setText(2, FINAL)
        for cell in one.cells:
            texts = (one_line(cell.theirs), one_line(cell.mine))
            child = QTreeWidgetItem(item, [cell.place, *texts])
            child.setToolTip(1, cell.theirs)
            child.setToolTip(2, cell.mine)

    def _final(self, key: str) -> bool:
        try:
            return read_review(review_path(self._library.folder, key)).course.locked
        except NianbaoError as reason:
            self.message.setText(reason.sentence)
            return True  # whether it is final is not known, so it stays as it is

    def _ticked(self) -> list[str]:
        items = (self.reports.topLevelItem(row) for row in range(self.reports.topLevelItemCount()))
        return [
            item.data(0, Qt.ItemDataRole.UserRole)
            for item in items
            if item is not None and item.checkState(0) == Qt.CheckState.Checked
        ]

    def _enable(self) -> None:
        self.restore_button.setEnabled(bool(self._ticked()) and not self._library.read_only)

    def _arrange(self) -> None:
        both = QSplitter(Qt.Orientation.Horizontal)
        both.addWidget(self.list)
        both.addWidget(self.reports)
        both.setStretchFactor(1, 1)
        both.setSizes([280, SIZE[0] - 280])
        self.second.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        page = QVBoxLayout(self)
        page.setContentsMargins(16, 16, 16, 16)
        page.setSpacing(8)
        page.addWidget(self.message)
        page.addWidget(both, 1)
        page.addLayout(make_row(self.second, self.second_button, self.none_button))
        page.addLayout(make_row(self.restore_button, None, self.close_button))


def ask_backups(library: Library, remember: Callable[[str, Setting], None], parent: QWidget) -> None:
    """Shows the dialog until it is closed; the second folder is kept with `remember`."""
    dialog = BackupDialog(library, parent)
    dialog.chosen.connect(lambda folder: remember(SECOND, folder))
    dialog.exec()
