"""「台账」: the register of the open report's requests; fills its tables of requests and disputes on demand.

What is typed is kept at once in the register's own file. Leans on app.register and the session.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.errors import InputError, NianbaoError
from app.paths import resource
from app.register.book import read_register, write_register
from app.register.counting import Frame, count, frame_of
from app.register.request import Request
from app.register.working_days import Calendar, read_calendar
from app.session import Session
from ui.buttons import make_button
from ui.register.register_table import RegisterTable

SIZE = (1180, 560)
HINT = (
    "一行登记一件申请，最迟答复日期按收到之日起{term}个工作日推算（{article}），补正、征求意见的时间请另行扣除。"
    "申请人和申请内容只留在本机的台账文件里，不进入报告和任何导出文件。"
)
MOST_TOLD = 3


class RegisterDialog(QDialog):
    """On one session. `path` is the register's file."""

    def __init__(
        self, session: Session, frame: Frame, calendar: Calendar, path: Path, today: date, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("申请台账")
        self.resize(*SIZE)
        self._session, self._frame, self._path, self._today = session, frame, path, today
        self._calendar = calendar
        self.table = RegisterTable(frame, calendar, today)
        self.message = QLabel()
        self.message.setWordWrap(True)
        self.add_button = make_button("登记一件", "在末尾加一行", self.add)
        self.drop_button = make_button("删去", "删去选中的行", self.table.drop)
        self.fill_button = make_button("填入报告的表", "按台账重新填写报告里的这些表，可以撤销", self.fill)
        self.close_button = make_button("关闭", "关闭（Esc）", self.reject)
        self._arrange()
        self._read()
        self.table.edited.connect(self.keep)

    def add(self) -> None:
        """A new request, received today or on the last day of the report's year."""
        year = self._session.report.year
        self.table.add(Request(min(self._today, date(year, 12, 31)), channel=""))

    def keep(self) -> None:
        """Keeps what stands in the table; what cannot be read is said and not kept."""
        try:
            write_register(self._path, self.table.requests())
        except NianbaoError as reason:
            self._say(reason.sentence)
        else:
            self._say("")

    def fill(self) -> None:
        """Fills the report's tables from the register, as one step of undo."""
        try:
            found = count(self._session.form, self._frame, self.table.requests(), self._session.report.year)
            self._session.settle()
            self._session.apply(found.edit)
        except NianbaoError as reason:
            self._say(reason.sentence)
            return
        told = "；".join(found.left_out[:MOST_TOLD])
        more = f"等 {len(found.left_out)} 行" if len(found.left_out) > MOST_TOLD else ""
        self._say("已填入报告，关闭后可以用 Ctrl+Z 撤销。" + (f"{told}{more}。" if told else ""))

    def _read(self) -> None:
        try:
            self.table.show_requests(read_register(self._path))
        except NianbaoError as reason:
            self._say(reason.sentence)
            for widget in (self.table, self.add_button, self.drop_button, self.fill_button):
                widget.setEnabled(False)
            return
        for widget in (self.table, self.add_button, self.drop_button, self.fill_button):
            widget.setEnabled(not self._session.read_only)

    def _say(self, sentence: str) -> None:
        self.message.setText(sentence)
        self.message.setVisible(bool(sentence))

    def _arrange(self) -> None:
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
        column.addWidget(self.table, 1)
        column.addWidget(self.message)
        column.addLayout(buttons)


def show_register(session: Session, path: Path, today: date, parent: QWidget) -> RegisterDialog:
    """Shows the register of a report over its window. Raises NianbaoError when its form has no table of requests."""
    frame = frame_of(session.form)
    if frame is None:
        raise InputError(f"{session.form.edition} 版格式没有依申请公开的表，不能用台账填写。")
    calendar = read_calendar(resource("register", "holidays.toml"))
    dialog = RegisterDialog(session, frame, calendar, path, today, parent)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
