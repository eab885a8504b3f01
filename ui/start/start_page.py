"""The first page: the reports of the library, with what can be done to one, a search through all of them, and the bin.

Nothing is lost here: deleting puts a report into the bin, with an undo in place; a final one is asked for first.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.errors import NianbaoError
from app.form.form import Form
from app.form.form_file import Forms
from app.report.draft import begin
from app.store.library import CatalogueEntry, Library
from ui.commands.means import Means
from ui.dialogs.question import bin_anyway
from ui.look.banner import DEED, Offer
from ui.look.buttons import make_button, make_flat_button
from ui.look.calendar_words import left_words
from ui.start.empty_page import EmptyPage
from ui.start.new_report import NewReport, due_year
from ui.start.report_list import ReportList
from ui.start.search_field import SearchField
from ui.start.standing_watch import StandingWatch
from ui.start.standing_words import ORDERS, ListOrder, ReportLine

if TYPE_CHECKING:
    from app.shelf.search import FoundPlace

IMPORT_TIP = "从 Word、网页、Excel、PDF 等文件读入报告（Ctrl+O）"
BLANK_TIP = "打印没有填的格式，或存为 PDF，供手工收集数字"
NOTHING_YET = "还没有报告，没有可以查找的。"
WIDEST = 1240  # pixels; longer lines are hard to follow
SEARCH_WIDE = 360  # pixels of the field for searching
ORDER = "reports.order"  # the setting that keeps how the list is ordered


def title_of(form: Form) -> str:
    """The title of the form's reports without a year."""
    return re.sub(r"\{year\}年?", "", form.title)


class StartPage(QWidget):
    """Lists, makes, copies, bins and restores. `opened` carries the key of a report to work on, `found` the FoundPlace to go to.

    `importing` asks for a file to read a report from, `blank_wanted` for an empty form on paper.
    """

    opened = Signal(str)
    found = Signal(object)
    importing = Signal()
    blank_wanted = Signal()

    def __init__(self, library: Library, forms: Forms, means: Means, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.setObjectName("startPage")
        self._library, self._means, self._now = library, means, now
        self._banners, self._appearance, self._settings = means.banners, means.appearance, means.settings
        self._in_bin = False
        self.title = QLabel()
        self.title.setObjectName("pageTitle")
        self.list = ReportList(means.appearance, self._choose)
        self.search = SearchField(forms, lambda: library.holdings, means.appearance, self._go_to)
        self.new_panel = NewReport(library, forms, lambda: now().date())
        self.empty = EmptyPage(self.begin_new, self.importing.emit)
        self.watch = StandingWatch(
            *(forms, library.folder, self._rule_files, lambda: not library.read_only, self.list.say),
            parent=self,
        )
        self._make_buttons()
        self._arrange()
        self._wire()
        self.list.order_by(next((one for one in ORDERS if one.id == self._settings.text(ORDER)), ORDERS[0]))
        self.show_reports()

    def show_reports(self) -> None:
        """The list as the library has it now, outside the bin."""
        self._show(in_bin=False)

    def begin_new(self) -> None:
        """Asks for a new report's office and year."""
        self.search.clear()
        self._show(in_bin=False)
        self.empty.offer(False)
        self.new_panel.show()
        self.new_panel.begin()

    def select(self, key: str) -> None:
        """Puts the cursor on a report, the keyboard in the list; where there is none, on the first step."""
        self.list.select(key)
        self._take_keyboard()

    def find_words(self) -> None:
        """The keyboard into the field that looks through all reports; where there are none, it is said."""
        if self._in_bin:
            self._show(in_bin=False)
        if self.search.isVisibleTo(self):
            self.search.begin()
        else:
            self._banners.tell("notice", NOTHING_YET, key=DEED)

    def showEvent(self, event: QShowEvent) -> None:
        """Somebody looks: how the reports stand is counted in a moment."""
        super().showEvent(event)
        self._count()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks any more."""
        super().hideEvent(event)
        self.watch.stop()
        self.search.stop()

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
        self.blank_button = make_flat_button("空白表打印", BLANK_TIP, self.blank_wanted.emit)
        self.order_button = make_flat_button("排序", "按哪一栏排列报告", self._ask_order)

    def _turn(self) -> None:
        """To the bin or back from it, the keyboard in what is listed there."""
        self._show(in_bin=not self._in_bin)
        self._take_keyboard()

    def _arrange(self) -> None:
        self._deeds = QWidget()
        buttons = QHBoxLayout(self._deeds)
        buttons.setContentsMargins(0, 0, 0, 0)
        buttons.setSpacing(8)
        for button in (
            *(self.new_button, self.import_button, self.open_button, self.copy_button),
            *(self.bin_button, self.restore_button),
        ):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.blank_button)
        buttons.addWidget(self.order_button)
        buttons.addWidget(self.show_bin_button)
        self.search.setMaximumWidth(SEARCH_WIDE)
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.search, 2)
        self._stack = QStackedWidget()
        for listed in (self.list, self.empty, self.search.results):
            self._stack.addWidget(listed)
        body = QWidget()
        body.setMaximumWidth(WIDEST)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addLayout(head)
        column.addWidget(self._deeds)
        column.addWidget(self.new_panel)
        column.addWidget(self.search.told)
        column.addWidget(self._stack, 1)
        page = QHBoxLayout(self)
        page.setContentsMargins(16, 24, 16, 24)
        page.addStretch(1)
        page.addWidget(body, 100)
        page.addStretch(1)
        self.new_panel.hide()

    def _wire(self) -> None:
        self.list.binned.connect(lambda key: None if self._in_bin else self._bin(key))
        self.list.itemSelectionChanged.connect(self._enable)
        self.list.menu_wanted.connect(self._show_menu)
        self.list.ordered.connect(self._keep_order)
        self.watch.finished.connect(self.list.order_counted)
        self.search.searching.connect(self._show_search)
        self.search.over.connect(self._take_keyboard)
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
        self.blank_button.setIcon(icons.icon("print", "accent"))

    def _show(self, *, in_bin: bool) -> None:
        self._in_bin = in_bin
        entries, binned = self._library.entries(), self._library.binned()
        self.title.setText("回收站" if in_bin else title_of(self._library.forms.all[-1]))
        self.list.setAccessibleName("回收站" if in_bin else "报告列表")
        self.list.setToolTip("回车恢复" if in_bin else "回车打开，Delete 删除")
        lines = [ReportLine(entry) for entry in binned] if in_bin else [self._line(entry) for entry in entries]
        self.list.show_lines(lines, self._now(), in_bin=in_bin)
        self.empty.say(in_bin)
        self.show_bin_button.setText("返回报告列表" if in_bin else f"回收站（{len(binned)}）")
        self.show_bin_button.setVisible(in_bin or bool(binned))
        self.new_panel.hide()
        always = (self.new_button, self.import_button, self.open_button, self.copy_button, self.bin_button)
        for button in (*always, self.blank_button, self.order_button, self.search):
            button.setVisible(not in_bin and bool(entries))
        self.restore_button.setVisible(in_bin and bool(binned))
        self._enable()
        self.search.refresh()
        self._show_search(bool(self.search.text().strip()))

    def _line(self, entry: CatalogueEntry) -> ReportLine:
        """A report of this season has a deadline, a final one as long as it can still be kept."""
        today, due = self._now().date(), self._settings.deadline(entry.year)
        left = left_words(due, today) if entry.year == due_year(today) else ""
        return ReportLine(entry, None, left, (due - today).days if left else None)

    def _show_search(self, searching: bool) -> None:
        """What is found stands in the place of the list."""
        searching = searching and self.search.isVisibleTo(self)
        self.search.told.setVisible(searching)
        self._deeds.setVisible(not searching)
        listed = 0 if self.list.topLevelItemCount() else 1
        self._stack.setCurrentIndex(2 if searching else listed)
        (self.watch.stop if searching else self._count)()  # a search has the processor

    def _count(self) -> None:
        """How the reports stand, those at the top of the list first."""
        if self.isVisible() and not self._in_bin:
            self.watch.count(self._library.holdings, self.list.keys())

    def _rule_files(self) -> tuple[Path | None, Path | None]:
        from ui.findings.local_rules import SETTING, WORDS  # not at the start: loads what the checks know

        chosen = self._settings.text(SETTING).strip()
        return (Path(chosen) if chosen else None), self._library.folder / WORDS

    def _ask_order(self) -> None:
        """The orders of the list, the present one ticked."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        group = QActionGroup(menu)
        for order in ORDERS:
            action = menu.addAction(order.words)
            action.setCheckable(True)
            action.setChecked(order is self.list.order)
            group.addAction(action)
            action.triggered.connect(lambda _=False, order=order: self.list.order_by(order))
        menu.popup(self.order_button.mapToGlobal(self.order_button.rect().bottomLeft()))

    def _keep_order(self, name: str) -> None:
        order: ListOrder = next(one for one in ORDERS if one.id == name)
        self.order_button.setText(f"排序：{order.words}")
        self._means.remember(ORDER, name)

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

    def _choose(self, key: str) -> None:
        if self._in_bin:
            self._unbin(key)
        else:
            self.opened.emit(key)

    def _go_to(self, place: FoundPlace) -> None:
        self.found.emit(place)

    def _open_new(self, key: str) -> None:
        self.new_panel.hide()
        self.opened.emit(key)

    def _give_up(self) -> None:
        self._show(in_bin=False)
        self._take_keyboard()

    def _take_keyboard(self) -> None:
        listed = self.search.results if self._stack.currentIndex() == 2 else self.list
        there = listed if self.list.topLevelItemCount() else self._first_step()
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
