"""The first page: the reports of the library, with what can be done to one, and the bin.

Nothing is lost here: deleting puts a report into the bin, with an undo in place; a final one is asked for first.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.errors import NianbaoError
from app.form.form import Form
from app.form.form_file import Forms
from app.report.draft import begin
from app.store.library import CatalogueEntry, Library
from ui.dialogs.question import bin_anyway
from ui.look.appearance import Appearance
from ui.look.banner import DEED, Banners, Offer
from ui.look.buttons import make_button, make_flat_button
from ui.start.empty_page import EmptyPage
from ui.start.new_report import NewReport
from ui.start.report_list import ReportList

IMPORT_TIP = "从 Word、网页、Excel、PDF 等文件读入报告（Ctrl+O）"
WIDEST = 1080  # pixels; longer lines are hard to follow


def title_of(form: Form) -> str:
    """The title of the form's reports without a year."""
    return re.sub(r"\{year\}年?", "", form.title)


class StartPage(QWidget):
    """Lists, makes, copies, bins and restores. `opened` carries the key of a report to work on.

    `importing` asks for a file to read a report from.
    """

    opened = Signal(str)
    importing = Signal()

    def __init__(
        self,
        library: Library,
        forms: Forms,
        banners: Banners,
        appearance: Appearance,
        now: Callable[[], datetime],
    ) -> None:
        super().__init__()
        self.setObjectName("startPage")
        self._library, self._banners, self._appearance, self._now = library, banners, appearance, now
        self._in_bin = False
        self.title = QLabel()
        self.title.setObjectName("pageTitle")
        self.list = ReportList()
        self.new_panel = NewReport(library, forms, lambda: now().date())
        self.empty = EmptyPage(self.begin_new, self.importing.emit)
        self._make_buttons()
        self._arrange()
        self._wire()
        self.show_reports()

    def show_reports(self) -> None:
        """The list as the library has it now, outside the bin."""
        self._show(in_bin=False)

    def begin_new(self) -> None:
        """Asks for a new report's office and year."""
        self._show(in_bin=False)
        self.empty.offer(False)
        self.new_panel.show()
        self.new_panel.begin()

    def select(self, key: str) -> None:
        """Puts the cursor on a report, the keyboard in the list; where there is none, on the first step."""
        self.list.select(key)
        self._take_keyboard()

    def _make_buttons(self) -> None:
        self.new_button = make_button("新建报告", "新建一个年度的报告（Ctrl+N）", self.begin_new, primary=True)
        self.import_button = make_button("导入", IMPORT_TIP, self.importing.emit)
        self.open_button = make_button("打开", "打开选中的报告（回车）", lambda: self._with_current(self.opened.emit))
        self.copy_button = make_button(
            "复制为下一年",
            "以选中的报告为底稿建立下一年度的：填入上年结转，文字带入待改写",
            lambda: self._with_current(self._duplicate),
        )
        self.bin_button = make_button("删除", "移入回收站（Delete）", lambda: self._with_current(self._bin))
        self.restore_button = make_button(
            "恢复", "从回收站恢复选中的报告（回车）", lambda: self._with_current(self._unbin), primary=True
        )
        self.show_bin_button = make_flat_button("回收站", "查看已删除的报告", self._turn)

    def _turn(self) -> None:
        """To the bin or back from it, the keyboard in what is listed there."""
        self._show(in_bin=not self._in_bin)
        self._take_keyboard()

    def _arrange(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (
            *(self.new_button, self.import_button, self.open_button, self.copy_button),
            *(self.bin_button, self.restore_button),
        ):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.show_bin_button)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.empty)
        body = QWidget()
        body.setMaximumWidth(WIDEST)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.title)
        column.addLayout(buttons)
        column.addWidget(self.new_panel)
        column.addWidget(self._stack, 1)
        page = QHBoxLayout(self)
        page.setContentsMargins(32, 24, 32, 32)
        page.addStretch(1)
        page.addWidget(body, 100)
        page.addStretch(1)
        self.new_panel.hide()

    def _wire(self) -> None:
        self.list.chosen.connect(lambda key: self._unbin(key) if self._in_bin else self.opened.emit(key))
        self.list.binned.connect(lambda key: None if self._in_bin else self._bin(key))
        self.list.current_changed.connect(self._enable)
        self.list.menu_wanted.connect(self._show_menu)
        self.new_panel.opened.connect(self._open_new)
        self.new_panel.given_up.connect(self._give_up)
        self._appearance.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        icons = self._appearance.icons
        self.new_button.setIcon(icons.icon("new", "on_accent"))
        self.import_button.setIcon(icons.icon("import"))
        self.open_button.setIcon(icons.icon("open"))
        self.copy_button.setIcon(icons.icon("duplicate"))
        self.bin_button.setIcon(icons.icon("delete"))
        self.restore_button.setIcon(icons.icon("restore", "on_accent"))
        self.show_bin_button.setIcon(icons.icon("bin", "accent"))

    def _show(self, *, in_bin: bool) -> None:
        self._in_bin = in_bin
        entries, binned = self._library.entries(), self._library.binned()
        self.title.setText("回收站" if in_bin else title_of(self._library.forms.all[-1]))
        self.list.setAccessibleName("回收站" if in_bin else "报告列表")
        self.list.setToolTip("回车恢复" if in_bin else "回车打开，Delete 删除")
        self.list.show_entries(binned if in_bin else entries, self._now())
        self.empty.say(in_bin)
        self._stack.setCurrentIndex(0 if (binned if in_bin else entries) else 1)
        self.show_bin_button.setText("返回报告列表" if in_bin else f"回收站（{len(binned)}）")
        self.show_bin_button.setVisible(in_bin or bool(binned))
        self.new_panel.hide()
        always = (self.new_button, self.import_button, self.open_button, self.copy_button, self.bin_button)
        for button in always:
            button.setVisible(not in_bin and bool(entries))
        self.restore_button.setVisible(in_bin and bool(binned))
        self._enable()

    def _enable(self) -> None:
        chosen, writable = self.list.current_key() is not None, not self._library.read_only
        self.open_button.setEnabled(chosen)
        for button in (self.copy_button, self.bin_button, self.restore_button):
            button.setEnabled(chosen and writable)
        for button in (self.new_button, self.empty.new_button, self.import_button, self.empty.import_button):
            button.setEnabled(writable)

    def _show_menu(self, place: QPoint) -> None:
        """The deeds of the buttons over the list, those of them that are for one report."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for button in (self.open_button, self.copy_button, self.bin_button, self.restore_button):
            if button.isVisibleTo(self):
                deed = QAction(button.icon(), button.text(), menu)
                deed.setEnabled(button.isEnabled())
                deed.triggered.connect(button.click)
                menu.addAction(deed)
        menu.popup(place)

    def _with_current(self, do: Callable[[str], object]) -> None:
        key = self.list.current_key()
        if key is not None:
            do(key)

    def _try(self, do: Callable[[], object]) -> bool:
        """Whether the library did it; else its sentence stands in a banner."""
        try:
            do()
        except NianbaoError as reason:
            self._banners.tell("error", reason.sentence, key=DEED)
            return False
        return True

    def _open_new(self, key: str) -> None:
        self.new_panel.hide()
        self.opened.emit(key)

    def _give_up(self) -> None:
        self._show(in_bin=False)
        self._take_keyboard()

    def _take_keyboard(self) -> None:
        there = self.list if self.list.topLevelItemCount() else self._first_step()
        there.setFocus(Qt.FocusReason.OtherFocusReason)

    def _first_step(self) -> QPushButton:
        return self.show_bin_button if self._in_bin else self.empty.new_button

    def _duplicate(self, key: str) -> None:
        made: list[tuple[str, str]] = []
        if self._try(lambda: made.append(self._begin_next(key))):
            self._tell(*made[0])

    def _begin_next(self, key: str) -> tuple[str, str]:
        """The key of the new report, and what is to be said of it: what came along, and nothing that did not."""
        library = self._library
        draft = begin(library.forms, library.sessions.report(key), doubts=library.doubted(key))
        carried = any(cell in draft.report.cells for cell in draft.taken)
        words = any(cell not in draft.taken for cell in draft.report.cells)
        came = (carried, "上年结转已填入"), (words, "文字沿用上年、逐句待改写，年份请核对")
        told = "，".join(part for there, part in came if there) or "上年的报告里没有可以带过来的，都是空白"
        return library.create(draft.report, draft.doubts), f"已建立{{}}：{told}。"

    def _bin(self, key: str) -> None:
        final = self._final(key)
        if final and not bin_anyway(self, final):
            self._take_keyboard()
        elif self._try(lambda: self._library.bin(key)):
            self._tell(key, "{}已移入回收站。", Offer("撤销删除", lambda: self._unbin(key)))

    def _final(self, key: str) -> str:
        """Says that a report is final, or that nobody can tell; '' when it is not."""
        from app.review.kept import read_review, review_path  # loads the checks

        try:
            locked = read_review(review_path(self._library.folder, key)).course.locked
        except NianbaoError as reason:
            return f"{self._named(key)}是否已定稿，现在看不出来：{reason.sentence}"
        return f"{self._named(key)}已定稿。" if locked else ""

    def _unbin(self, key: str) -> None:
        if self._try(lambda: self._library.unbin(key)):
            self._tell(key, "已恢复{}。")

    def _tell(self, key: str, words: str, *offers: Offer) -> None:
        self._show(in_bin=False)
        self.select(key)
        self._banners.tell("notice", words.format(self._named(key)), *offers, key=DEED)

    def _named(self, key: str) -> str:
        every: tuple[CatalogueEntry, ...] = (*self._library.entries(), *self._library.binned())
        found = next(entry for entry in every if entry.key == key)
        return f"“{found.office} {found.year} 年度报告”"
