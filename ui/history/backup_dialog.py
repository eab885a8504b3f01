"""「备份与恢复」: what other writers wrote beside the library, its backups, what each has otherwise, and taking it.

Restoring and merging are changes like any other: they can be undone, and the present is backed up first. The folder for a
second set of backups is chosen here too.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from app.errors import NianbaoError
from app.review.kept import read_review, review_path
from app.store.journal.chain import Branch
from app.store.library import Library
from app.store.opening import branch_words
from app.store.past import Past, PastSource, ReportDifference
from app.system.settings import SettingValue
from ui.changes.changes import ask
from ui.dialogs.file_dialog import ask_folder
from ui.dialogs.question import sure
from ui.history import SECOND
from ui.history.report_tree import ReportTree
from ui.history.restoring import BackupProposal
from ui.look.buttons import make_button, make_row
from ui.look.dialog_size import resize_within

SIZE = (900, 560)
LEFT = 230  # pixels of the list
NOTHING = "这份备份与现在的内容没有不同。备份之后新建的报告不受影响。"
HINT = "左边选一份备份，右边勾选要恢复的报告。恢复之前会先备份现在的内容，恢复之后可以撤销。"
NO_SECOND = "没有另存。建议选一个 U 盘或共享文件夹，电脑坏了也不怕。"
BRANCH = "另一处的修改：{words}"
FOREIGN = "（这里没有的内容）"
MERGE = "右边是另一处的修改。勾选报告，点“采用勾选的修改”，先看一遍，再逐栏决定；两边都改了的由您选择。采用之后可以撤销。"
MERGED_ALREADY = "另一处的修改这里都有了，没有不同。点“都不采用”，以后不再提示。"
RESTORE = ("恢复勾选的报告", "先看一遍要改什么，再用备份里的内容替换")
TAKE = ("采用勾选的修改", "先看一遍要改什么，再逐栏决定")
NONE = "都不采用"
LEAVE = "没有勾选的保留这里的内容，以后不再提示；另一处写的仍保存着。{final}"
FINAL_LEFT = "已定稿的报告不改：要采用其中的修改，请先取消，解锁以后再来。"
SURE_BRANCH = "{words}。\n\n都不采用，报告保持这里的内容，以后不再提示。另一处写的仍保存在报告库里，不会删除。"
SURE_FOREIGN = "{words}的备份里有这里没有的内容。\n\n都不采用，报告保持这里的内容，以后不再提示。备份不会因此删除。"
SETTLED = "都没有采用，报告没有变化，以后不再提示。"


class BackupDialog(QDialog):
    """`chosen` carries the second folder's path, '' for none. `at` is the entry to begin with."""

    chosen = Signal(str)

    def __init__(self, library: Library, parent: QWidget, at: PastSource | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("备份与恢复")
        resize_within(self, SIZE)
        self._library, self._past = library, Past(library)
        self._sources: tuple[PastSource, ...] = ()
        self._found: tuple[ReportDifference, ...] = ()
        self.list = QListWidget()
        self.list.setAccessibleName("另一处的修改和备份")
        self.list.setToolTip("另一处的修改，然后是全部备份，最近的在前")
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.reports = ReportTree()
        self.message = QLabel(HINT)
        self.message.setWordWrap(True)
        self.second = QLabel()
        self.second.setWordWrap(True)
        self.second_button = make_button("选择文件夹…", "选一个文件夹，备份再存一份", self._choose_second)
        self.none_button = make_button("不再另存", "备份只存在本机", lambda: self.use_second(""))
        self.restore_button = make_button(*RESTORE, self.restore)
        self.leave_button = make_button(NONE, "保持这里的内容，以后不再提示", self.leave)
        self.close_button = make_button("关闭", "关闭（Esc）", self.reject)
        self._arrange()
        self.list.currentRowChanged.connect(self._show)
        self.reports.ticked_anew.connect(self._enable)
        self._read(at)

    def restore(self) -> None:
        """Takes what the ticked reports have otherwise, after a look at it."""
        source = self._sources[self.list.currentRow()]
        branch = isinstance(source, Branch)
        proposal = BackupProposal(self._past, source, self.reports.ticked)
        try:
            written = ask(proposal, "采用另一处的修改" if branch else "从备份恢复", self, self._note(source))
        except NianbaoError as reason:
            self.message.setText(reason.sentence)
            return
        if written:
            self._read()
            done = f"已采用 {proposal.taken} 栏" if branch else f"已恢复 {proposal.restored} 份报告"
            before = "采用前" if branch else "恢复前"
            self.message.setText(f"{done}。{before}的内容也在备份里，打开报告后可以撤销。")

    def leave(self) -> None:
        """Takes nothing of a branch or of a copy of another line, once the person has said so: it is told no more."""
        source = self._sources[self.list.currentRow()]
        words = SURE_BRANCH if isinstance(source, Branch) else SURE_FOREIGN
        if not sure(self, NONE, words.format(words=_named(source)), NONE):
            return
        try:
            self._past.settle(source)
        except NianbaoError as reason:
            self.message.setText(reason.sentence)
            return
        self._read()
        self.message.setText(SETTLED)

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

    def _read(self, at: PastSource | None = None) -> None:
        branches, backups = self._past.branches(), self._past.backups()
        self._sources = (*branches, *backups)
        self.list.clear()
        for one in self._sources:
            words = BRANCH if isinstance(one, Branch) else f"{{words}}{FOREIGN if one == self._library.foreign else ''}"
            item = QListWidgetItem(words.format(words=_named(one)), self.list)
            item.setToolTip(item.text())
        second = self._library.backups.second
        self.second.setText(f"备份同时存在：{second}" if second else NO_SECOND)
        self.none_button.setEnabled(second is not None)
        first = 0 if self._sources else -1
        self.list.setCurrentRow(self._sources.index(at) if at in self._sources else first)
        self._show()

    def _show(self) -> None:
        self._found = ()
        branch = False
        if 0 <= self.list.currentRow() < len(self._sources):
            source = self._sources[self.list.currentRow()]
            branch = isinstance(source, Branch)
            try:
                self._found = self._past.differences(source)
                hint, nothing = (MERGE, MERGED_ALREADY) if branch else (HINT, NOTHING)
                self.message.setText(hint if self._found else nothing)
            except NianbaoError as reason:
                self.message.setText(reason.sentence)
        words, tip = TAKE if branch else RESTORE
        self.restore_button.setText(words)
        self.restore_button.setToolTip(tip)
        self.reports.show_differences(self._found, self._final, branch=branch)
        self._enable()

    def _note(self, source: PastSource) -> str:
        """What is to be known before something of a branch or of a copy of another line is taken."""
        if not self._beside(source):
            return ""
        final = any(self._final(one.key) for one in self._found)
        return LEAVE.format(final=FINAL_LEFT if final else "")

    def _beside(self, source: PastSource) -> bool:
        """Whether it is told until somebody has looked through it."""
        return isinstance(source, Branch) or source == self._library.foreign

    def _final(self, key: str) -> bool:
        try:
            return read_review(review_path(self._library.folder, key)).course.locked
        except NianbaoError as reason:
            self.message.setText(reason.sentence)
            return True  # whether it is final is not known, so it stays as it is

    def _enable(self) -> None:
        row, may = self.list.currentRow(), not self._library.read_only
        self.restore_button.setEnabled(bool(self.reports.ticked) and may)
        beside = 0 <= row < len(self._sources) and self._beside(self._sources[row])
        self.leave_button.setVisible(beside)
        self.leave_button.setEnabled(may)

    def _arrange(self) -> None:
        both = QSplitter(Qt.Orientation.Horizontal)
        both.addWidget(self.list)
        both.addWidget(self.reports)
        both.setStretchFactor(1, 1)
        both.setSizes([LEFT, SIZE[0] - LEFT])
        self.second.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        page = QVBoxLayout(self)
        page.setContentsMargins(16, 16, 16, 16)
        page.setSpacing(8)
        page.addWidget(self.message)
        page.addWidget(both, 1)
        page.addLayout(make_row(self.second, self.second_button, self.none_button))
        page.addLayout(make_row(self.restore_button, self.leave_button, None, self.close_button))


def _named(source: PastSource) -> str:
    if isinstance(source, Branch):
        return branch_words(source)
    place = f"（另存，{source.other}）" if source.other else "（另存）" if source.elsewhere else ""
    return source.words + place


def ask_backups(
    library: Library, remember: Callable[[str, SettingValue], None], parent: QWidget, at: PastSource | None = None
) -> None:
    """Shows the dialog until it is closed, `at` an entry first; the second folder is kept with `remember`."""
    dialog = BackupDialog(library, parent, at)
    dialog.chosen.connect(lambda folder: remember(SECOND, folder))
    dialog.exec()
