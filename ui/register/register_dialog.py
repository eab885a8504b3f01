"""「台账」: the register of the open report's requests; fills its tables of requests and disputes on demand.

What is typed is kept at once in the register's own file.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.errors import InputError, NianbaoError
from app.form.kinds import DATE
from app.register.counting import CountingFrame, count, frame_of
from app.register.register_file import RegisterBook
from app.register.request import Request
from app.register.working_days import Calendar, read_calendar
from app.report.session import Session
from app.system.paths import resource
from ui.changes.changes import NOT_WRITTEN, propose
from ui.dialogs.question import sure
from ui.look.buttons import make_button
from ui.look.dialog_size import resize_within
from ui.register.register_table import RegisterTable

SIZE = (1240, 560)
HINT = (
    "一行登记一件申请，最迟答复日期按收到之日起{term}个工作日推算（{article}），补正、征求意见的时间请另行扣除。"
    "申请人和申请内容只留在本机的台账文件里，不进入报告和任何导出文件。"
)
EMPTY = (
    "还没有登记申请",
    "点“登记一件”，逐件填写收到日期、申请人类型和答复结果，程序推算最迟答复日期。\n年末点“填入报告的表”，第三、四部分的数字由台账数出来。",
)
SAME = "报告里的数字与台账一致，没有要改的。"
FRESH = "收到日期先填了{day}，不是这一天的直接键入，如 3.3；对的按回车。什么都没填的一行，关闭时自动去掉。"
MOST_TOLD = 3


class RegisterDialog(QDialog):
    """On one session. `book` is the register as it is kept."""

    def __init__(
        self, session: Session, frame: CountingFrame, calendar: Calendar, book: RegisterBook, today: date, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("申请台账")
        resize_within(self, SIZE)
        self._session, self._frame, self._book, self._today = session, frame, book, today
        self._calendar = calendar
        self.table = RegisterTable(frame, calendar, today, session.report.year)
        self.empty, self.first_button = _empty_page(self.add)
        self.message = QLabel()
        self.message.setWordWrap(True)
        self.message.hide()
        self.add_button = make_button("登记一件", "在末尾加一行", self.add)
        self.drop_button = make_button("删去…", "删去选中的行，先问一句", self.drop)
        self.fill_button = make_button("填入报告的表", "按台账重新填写报告里的这些表，先看一遍要改什么，可以撤销", self.fill)
        self.close_button = make_button("关闭", "关闭（Esc）", self.reject)
        self._arrange()
        self._usable = self._read()
        self.table.edited.connect(self.keep)
        self.table.refused.connect(self._say)
        self.table.filled.connect(self._enable)
        self._enable()

    def add(self) -> None:
        """A new request, received today or on the last day of the report's year until another day is typed."""
        fresh = self._fresh()
        self.table.add(fresh)
        self._say(FRESH.format(day=DATE.show(fresh.received)))

    def drop(self) -> None:
        """Takes the selected rows away, once the person is sure: nothing brings them back."""
        rows = len({index.row() for index in self.table.selectedIndexes()})
        if rows and sure(self, "删去", f"要删去选中的 {rows} 行吗？删去后不能撤销。", "删去"):
            self.table.drop()

    def done(self, result: int) -> None:
        """A row that was added and left as it was is no request; one that cannot be read is not given up unasked."""
        if self._usable:
            self.table.drop_untouched(self._fresh())
            try:
                self.table.requests()
            except NianbaoError as reason:
                self._say(reason.sentence, wrong=True)
                if not sure(self, "关闭", f"{reason.sentence}现在关闭，这一行刚才的改动就丢掉了。", "关闭"):
                    return
        super().done(result)

    def keep(self) -> None:
        """Keeps what stands in the table, but rows left as they were added; what cannot be read is said and not kept."""
        try:
            fresh = self._fresh()
            self._book.write(tuple(one for one in self.table.requests() if one != fresh))
        except NianbaoError as reason:
            self._say(reason.sentence, wrong=True)
        else:
            self._say("")

    def fill(self) -> None:
        """Fills the report's tables from the register, after a look at what changes, as one step of undo."""
        try:
            found = count(self._session.form, self._frame, self.table.requests(), self._session.report.year)
            left_out = _left_out(found.left_out)
            written = propose(self._session, found.edit, "填入报告的表", self, always=True, note=left_out)
        except NianbaoError as reason:
            self._say(reason.sentence, wrong=True)
            return
        if written is None:
            self._say(NOT_WRITTEN)
            return
        done = f"已填入 {len(written.changes)} 栏，关闭后可以用 Ctrl+Z 撤销。" if written.changes else SAME
        self._say(done + left_out)

    def _fresh(self) -> Request:
        return Request(min(self._today, date(self._session.report.year, 12, 31)), channel="")

    def _read(self) -> bool:
        """Whether what is kept could be read and may be changed."""
        try:
            self.table.show_requests(self._book.read())
        except NianbaoError as reason:
            self._say(reason.sentence, wrong=True)
            return False
        return not self._session.read_only

    def _enable(self) -> None:
        rows, chosen = self.table.rowCount(), bool(self.table.selectedIndexes())
        self._pages.setCurrentIndex(0 if rows or not self._usable else 1)
        for widget in (self.table, self.add_button, self.first_button):
            widget.setEnabled(self._usable)
        self.add_button.setVisible(rows > 0)
        self.drop_button.setVisible(rows > 0)
        self.drop_button.setEnabled(self._usable and chosen)
        self.fill_button.setEnabled(self._usable and rows > 0)

    def _say(self, sentence: str, *, wrong: bool = False) -> None:
        self.message.setText(sentence)
        self.message.setProperty("level", "mandatory" if wrong else "")
        self.message.style().polish(self.message)
        self.message.setVisible(bool(sentence))

    def _arrange(self) -> None:
        self._pages = QStackedWidget()
        self._pages.addWidget(self.table)
        self._pages.addWidget(self.empty)
        hint = QLabel(HINT.format(term=self._calendar.term, article=self._calendar.article))
        hint.setProperty("muted", True)
        hint.setWordWrap(True)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.add_button, self.drop_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.fill_button.setProperty("primary", True)
        for button in (self.fill_button, self.close_button):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        column.addWidget(hint)
        column.addWidget(self._pages, 1)
        column.addWidget(self.message)
        column.addLayout(buttons)


def _empty_page(add: Callable[[], None]) -> tuple[QFrame, QPushButton]:
    """What stands where nothing is registered yet, and the first step."""
    card = QFrame()
    card.setObjectName("card")
    column = QVBoxLayout(card)
    column.setSpacing(16)
    column.addStretch(2)
    for name, words in zip(("pageTitle", ""), EMPTY, strict=True):
        label = QLabel(words)
        label.setObjectName(name)
        label.setProperty("muted", not name)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(label)
    button = make_button("登记一件", "登记第一件申请", add)
    button.setProperty("primary", True)
    column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
    column.addStretch(3)
    return card, button


def show_register(session: Session, book: RegisterBook, today: date, parent: QWidget) -> RegisterDialog:
    """Shows the register of a report over its window. Raises NianbaoError when its form has no table of requests."""
    frame = frame_of(session.form)
    if frame is None:
        raise InputError(f"{session.form.edition} 版格式没有依申请公开的表，不能用台账填写。")
    calendar = read_calendar(resource("register", "holidays.toml"))
    dialog = RegisterDialog(session, frame, calendar, book, today, parent)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def _left_out(lines: Sequence[str]) -> str:
    """The lines of the register that are in no sum, the first few by name; '' where there are none."""
    more = f"等 {len(lines)} 行" if len(lines) > MOST_TOLD else ""
    return f"{'；'.join(lines[:MOST_TOLD])}{more}。" if lines else ""
