"""The first step of the road, 取上年: last year's report from a file, or from the library; or it is said that there is none.

One that is in the library is taken by itself: this year's is held against it from the start.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from app.errors import NianbaoError
from app.report.draft import begin
from app.store.library import Library
from ui.changes.changes import propose
from ui.commands.actions import keys_of
from ui.commands.means import Means
from ui.desk.report_desk import ReportDesk
from ui.look.banner import Offer
from ui.taking.asking import Asking

NONE = "没有上年的报告"
NOT_YET = "上年的报告还没有取来。有文件就导入它，结转数和文字不用再填；单位今年是第一次编报告，就按“没有上年的报告”。"
FROM_FILE, FROM_LIBRARY = "导入上年的报告…", "带入上年的结转数和文字…"
NOTHING_LEFT = "{year} 年度的报告已在报告列表里，没有还要带入的；有出入的地方，检查结果会列出来。"
BROUGHT = "已从上年报告带入 {count} 栏，可以用 {keys} 撤销。"


class LastYearStep:
    """For the report that is open at the desk."""

    def __init__(self, window: QWidget, library: Library, desk: ReportDesk, means: Means) -> None:
        self._window, self._library, self._desk, self._means = window, library, desk, means
        self._asking = Asking(means.banners, window)

    @property
    def settled(self) -> bool:
        """Whether last year's report is in the library, or it was said that there is none."""
        return bool(self._key()) or self._desk.trails.of(self._desk.key).none_before

    def take(self) -> None:
        """Takes it: from the library where it lies there, else from a file; where none was chosen, another way is offered."""
        if self._key():
            self._bring()
            return
        self._desk.import_file()
        if self._desk.busy and not self.settled and QApplication.activeModalWidget() is None:
            place = QApplication.focusWidget() or self._desk.workspace.tabs.current_page()
            self._asking.ask(NOT_YET, [Offer(NONE, self._say_none)], place)

    def ask(self, place: QPoint) -> None:
        """The ways there are, as a menu."""
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self._key():
            menu.addAction(FROM_LIBRARY).triggered.connect(self._bring)
        menu.addAction(f"{FROM_FILE}\t{keys_of('import')}").triggered.connect(self._desk.import_file)
        if not self._key():
            none = menu.addAction(NONE)
            none.setCheckable(True)
            none.setChecked(self.settled)
            none.triggered.connect(self._say_none)
        menu.setActiveAction(menu.actions()[0])
        menu.popup(place)

    def _key(self) -> str | None:
        report = self._desk.workspace.session.report
        return self._library.find(report.office, report.year - 1)

    def _say_none(self, none: bool = True) -> None:
        self._desk.trails.say_none_before(self._desk.key, none)
        self._desk.workspace.watch.wake()

    def _bring(self) -> None:
        """What last year's report carries and this one lacks, shown before it is written."""
        key, session = self._key(), self._desk.workspace.session
        assert key is not None  # asked just before
        previous = self._library.sessions.report(key)
        try:
            draft = begin(self._library.forms, previous, session.report.year, self._library.doubted(key))
            edit = draft.edit(session.report)
            if not edit.changes:
                self._means.tell(NOTHING_LEFT.format(year=previous.year))
                return
            written = propose(session, edit, "从上年报告带入", self._window, always=True)
        except NianbaoError as reason:
            self._means.refuse(reason.sentence)
            return
        if written is not None:
            self._means.tell(BROUGHT.format(count=len(written.changes), keys=keys_of("undo")))
