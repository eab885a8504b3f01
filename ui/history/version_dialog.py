"""「历史版本」: the versions of the open report, what each has otherwise than the present or than another version.

One cell or all can be taken back, as a step of undo; the present can be kept under a name or as final.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from app.errors import NianbaoError
from app.report import limits
from app.report.comparing import compared, taken
from app.report.report import Report
from app.report.session import Session
from app.store.copies.versions import Version
from app.store.library import Library
from app.store.past import Past
from ui.changes.changes import NOT_WRITTEN, propose
from ui.dialogs.name_field import NameField
from ui.history.difference_view import DifferenceView
from ui.history.log_dialog import LogDialog
from ui.look.appearance import Appearance
from ui.look.buttons import make_button, make_row
from ui.look.dialog_size import resize_within

NOW = "现在的内容"
LABEL = "取回历史版本"
SIZE = (980, 620)
HINT = "左边选一个版本，右边列出它与另一边的不同。取回后可以撤销。"


class VersionDialog(QDialog):
    """On one session of the library. Changes go through the session."""

    def __init__(
        self, library: Library, key: str, session: Session, appearance: Appearance, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("历史版本")
        resize_within(self, SIZE)
        self._library, self._key, self._session = library, key, session
        self._past = Past(library)
        self._versions: tuple[Version, ...] = ()
        self.list = QListWidget()
        self.list.setAccessibleName("历史版本")
        self.list.setToolTip("这份报告的历史版本，最近的在前")
        self.against = QComboBox()
        self.against.setAccessibleName("与哪一个比较")
        self.against.setToolTip("与哪一个比较")
        self.view = DifferenceView(appearance)
        self.message = QLabel(HINT)
        self.message.setWordWrap(True)
        self.name = NameField(limits.VERSION)
        self.name.setPlaceholderText("版本名称，如：送领导审阅稿")
        self.name.setAccessibleName("版本名称")
        self.name.setToolTip("给现在的内容起一个名称")
        self.keep_button = make_button("保存版本", "把现在的内容存为一个版本（在名称里按回车）", self.keep)
        self.log_button = make_button("修改记录…", "谁在什么时候改了哪一栏", self._show_log)
        self.some_button = make_button(
            "取回选中的栏目", "只取回选中的栏目", lambda: self.take_back(self.view.cells)
        )
        self.all_button = make_button("全部取回", "让报告回到这个版本，先看一遍要改什么", lambda: self.take_back(None))
        self.close_button = make_button("关闭", "关闭（Esc）", self.reject)
        self._arrange()
        self.name.returnPressed.connect(self.keep)
        self.list.currentRowChanged.connect(self._compare)
        self.against.currentIndexChanged.connect(self._compare)
        self.view.chosen.connect(self._enable)
        self._read()
        self.list.setFocus()

    def keep(self) -> None:
        """Keeps the present as a version under the name that was typed."""
        try:
            name = self.name.value()
            if not name:
                self._say("请先给这个版本起一个名称。")
                self.name.setFocus()
                return
            self._library.save_version(self._key, name)
        except NianbaoError as reason:
            self._say(reason.sentence)
            return
        self.name.clear()
        self._read()
        self._say(f"已保存：{name}")

    def take_back(self, cells: tuple[str, ...] | None) -> None:
        """Gives the report the chosen version's values, in these cells or in all; a single one is in sight already."""
        try:
            earlier = self._past.report(self._chosen().record)
            edit = taken(self._session.report, earlier, LABEL, cells)
            written = propose(self._session, edit, LABEL, self, always=cells is None or len(cells) > 1)
        except NianbaoError as reason:
            self._say(reason.sentence)
            return
        self._compare()
        self._say(f"已取回 {len(written.changes)} 栏。关闭后可以用 Ctrl+Z 撤销。" if written else NOT_WRITTEN)

    def _show_log(self) -> None:
        dialog = LogDialog(self._past.log(self._key), self)
        dialog.exec()
        dialog.deleteLater()

    def _read(self) -> None:
        try:
            found = self._past.versions(self._key)
        except NianbaoError as reason:
            self._say(reason.sentence)
            return
        self._versions = found.all
        if found.damaged:
            self._say(f"有 {found.damaged} 个历史版本已损坏，没有列出。")
        self.list.clear()
        self.against.clear()
        self.against.addItem(NOW, -1)
        for place, version in reversed(tuple(enumerate(self._versions))):
            item = QListWidgetItem(version.words)
            item.setData(Qt.ItemDataRole.UserRole, place)
            self.list.addItem(item)
            self.against.addItem(version.words, place)
        self.list.setCurrentRow(0)
        self._compare()

    def _chosen(self) -> Version:
        place: int = self.list.currentItem().data(Qt.ItemDataRole.UserRole)
        return self._versions[place]

    def _compare(self) -> None:
        if self.list.currentItem() is not None and self.against.count():
            try:
                self.view.show_differences(compared(self._session.form, *self._sides()))
            except NianbaoError as reason:
                self.view.show_differences(())
                self._say(reason.sentence)
        self._enable()

    def _sides(self) -> tuple[Report, Report]:
        place = self.against.currentData()
        other = self._session.report if place < 0 else self._past.report(self._versions[place].record)
        return self._past.report(self._chosen().record), other

    def _enable(self) -> None:
        with_now = self.against.currentData() == -1 and self.view.list.topLevelItemCount() > 0
        may = with_now and not self._session.read_only
        self.all_button.setEnabled(may)
        self.some_button.setEnabled(may and bool(self.view.cells))
        self.keep_button.setEnabled(not self._session.read_only)

    def _say(self, sentence: str) -> None:
        self.message.setText(sentence)

    def _arrange(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 8, 0)
        column.addWidget(self.list, 1)
        column.addWidget(self.name)
        column.addLayout(make_row(self.keep_button, None, self.log_button))
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(8, 0, 0, 0)
        column.addLayout(make_row(QLabel("左边的版本与这一个比较："), self.against))
        column.addWidget(self.view, 1)
        both = QSplitter(Qt.Orientation.Horizontal)
        both.addWidget(left)
        both.addWidget(right)
        both.setStretchFactor(1, 1)
        both.setSizes([300, SIZE[0] - 300])
        page = QVBoxLayout(self)
        page.setContentsMargins(16, 16, 16, 16)
        page.setSpacing(8)
        page.addWidget(self.message)
        page.addWidget(both, 1)
        page.addLayout(make_row(self.some_button, self.all_button, None, self.close_button))
