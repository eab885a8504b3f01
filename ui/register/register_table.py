"""The register as a table: one request a row, read strictly; a date that is none is marked, and nothing is lost.

A day may lack its year, which is then shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from app.errors import ValueRefused
from app.form.kinds import DATE
from app.register.counting import CountingFrame
from app.register.entered_days import day_in, day_since
from app.register.request import CHANNELS, Request
from app.register.working_days import Calendar
from app.report import limits
from app.report.record import one_line
from ui.register.choices import ENTER, KEY, ChoiceBox, ChoiceDelegate

COLUMNS = (
    "收到日期",
    "申请人类型",
    "渠道",
    "答复结果",
    "答复日期",
    "最迟答复",
    "复议诉讼",
    "申请人",
    "申请内容",
)
Hint = QAbstractItemDelegate.EndEditHint
WIDTHS = (128, 96, 56, 168, 128, 180, 124, 80, 160)
LEAST_SUBJECT = 200  # pixels: a dozen characters of what was asked for
RECEIVED, APPLICANT, CHANNEL, ANSWER, ANSWERED, DUE, DISPUTE, WHO, SUBJECT = range(len(COLUMNS))
RECKONED = "最迟答复日期由程序推算，不用填；收到日期改了，它跟着改。"
LIMITS = {WHO: limits.APPLICANT, SUBJECT: limits.SUBJECT}
CHOICES = (APPLICANT, CHANNEL, ANSWER, DISPUTE)
WRONG, HOW = "日期有误", "不是日期，请按 2025年1月15日 或 1.15 的样子填写"


class RegisterTable(QTableWidget):
    """`edited` after each change that a person made, `filled` whenever there may be other rows or another selection.

    `refused` carries why what was typed had no taker.
    """

    edited = Signal()
    filled = Signal()
    refused = Signal(str)

    def __init__(self, frame: CountingFrame, calendar: Calendar, today: date, year: int) -> None:
        super().__init__(0, len(COLUMNS))
        self._frame, self._calendar, self._today, self._year = frame, calendar, today, year
        self._words = {"": "", **dict(frame.applicants), **dict(frame.answers), **dict(frame.disputes)}
        self.setHorizontalHeaderLabels(COLUMNS)
        self.setAccessibleName("申请台账")
        self.setToolTip("一行是一件申请。申请人和申请内容只留在本机，不进入任何导出文件")
        self.setObjectName("register")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        channels = tuple((name, name) for name in CHANNELS)
        offered = (
            (APPLICANT, frame.applicants),
            (CHANNEL, channels),
            (ANSWER, frame.answers),
            (DISPUTE, frame.disputes),
        )
        for column, choices in offered:
            self.setItemDelegateForColumn(column, ChoiceDelegate(choices, self))
        for column, width in enumerate(WIDTHS):
            self.setColumnWidth(column, width)
        self.horizontalHeader().setHighlightSections(False)
        self.verticalHeader().setHighlightSections(False)
        self.setWordWrap(False)
        self.itemChanged.connect(self._hear)
        self.itemSelectionChanged.connect(self.filled)

    def show_requests(self, requests: Sequence[Request]) -> None:
        """Shows these requests instead of what stood there."""
        self.blockSignals(True)
        self.setRowCount(0)
        for request in requests:
            self._append(request)
        self.blockSignals(False)
        self.filled.emit()

    def add(self, request: Request) -> None:
        """A new last row, and the cursor on its day."""
        self.blockSignals(True)
        self._append(request)
        self.blockSignals(False)
        self.setCurrentCell(self.rowCount() - 1, RECEIVED)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()
        self.filled.emit()

    def drop_untouched(self, fresh: Request) -> None:
        """Takes the rows away that are still as they were added."""
        untouched = [row for row in range(self.rowCount()) if self._is(row, fresh)]
        for row in reversed(untouched):
            self.removeRow(row)
        if untouched:
            self.edited.emit()
            self.filled.emit()

    def drop(self) -> None:
        """Takes the selected rows away."""
        for row in sorted({index.row() for index in self.selectedIndexes()}, reverse=True):
            self.removeRow(row)
        self.edited.emit()
        self.filled.emit()

    def closeEditor(self, editor: QWidget, hint: Hint) -> None:
        """Enter ends a field and goes to the next one."""
        super().closeEditor(editor, hint)
        if hint == Hint.SubmitModelCache:
            self._go_on()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens a list, and goes on where nothing is to be chosen. One that an editor left over is its own end."""
        if event.key() not in (*ENTER, Qt.Key.Key_F2) or self.currentRow() < 0:
            super().keyPressEvent(event)
        elif self.state() == QAbstractItemView.State.EditingState:
            return
        elif self.currentColumn() in CHOICES:
            self._open_list()
        elif event.key() in ENTER:
            self._go_on()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """What is typed where nothing can be typed does not carry the cursor off to another line."""
        self.refused.emit(RECKONED)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Words of an input method open a list as letters do, once they are composed."""
        if self.currentColumn() not in CHOICES:
            super().inputMethodEvent(event)
        elif event.commitString():
            self._open_list(event.commitString())

    def _open_list(self, words: str = "") -> None:
        self.editItem(self.currentItem())
        box = self.indexWidget(self.currentIndex())
        if isinstance(box, ChoiceBox):
            box.look_for(words)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes through the fields, and past the last or first one out of the table."""
        ends = (0, self.rowCount() * len(COLUMNS) - 1)
        place = self.currentRow() * len(COLUMNS) + self.currentColumn()
        if self.rowCount() and self.currentRow() >= 0 and place != ends[forward]:
            return super().focusNextPrevChild(forward)
        return QWidget.focusNextPrevChild(self, forward)

    def _go_on(self) -> None:
        """To the next field of the line, past what is reckoned; after the last one to the next line, where there is one."""
        place = self.currentRow() * len(COLUMNS) + self.currentColumn() + 1
        place += place % len(COLUMNS) == DUE
        if place < self.rowCount() * len(COLUMNS):
            self.setCurrentCell(*divmod(place, len(COLUMNS)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What was asked for has the room that the other columns leave, and never too little to be read."""
        super().resizeEvent(event)
        others = sum(self.columnWidth(column) for column in range(len(COLUMNS)) if column != SUBJECT)
        self.setColumnWidth(SUBJECT, max(self.viewport().width() - others, LEAST_SUBJECT))

    def requests(self) -> tuple[Request, ...]:
        """The requests as they stand. Raises ValueRefused for a row whose dates cannot be read."""
        return tuple(self._request(row) for row in range(self.rowCount()))

    def _is(self, row: int, request: Request) -> bool:
        try:
            return self._request(row) == request
        except ValueRefused:
            return False  # what cannot be read was typed

    def _request(self, row: int) -> Request:
        received, answered = self._day(row, RECEIVED), self._day(row, ANSWERED)
        if received is None:
            raise ValueRefused(f"第 {row + 1} 行没有收到日期，请填写。")
        dispute = self._key(row, DISPUTE)
        return Request(
            received=received,
            applicant=self._key(row, APPLICANT),
            channel=self._key(row, CHANNEL),
            answer=self._key(row, ANSWER),
            answered=answered,
            disputes=tuple(dispute.split()) if dispute else (),
            who=self._text(row, WHO),
            subject=self._text(row, SUBJECT),
        )

    def _day(self, row: int, column: int) -> date | None:
        text, came = self._text(row, column), None
        if column == ANSWERED:
            came = self._day(row, RECEIVED)
        try:
            return day_since(text, came) if came else day_in(text, self._year)
        except ValueRefused as reason:
            raise ValueRefused(f"第 {row + 1} 行{COLUMNS[column]}：{reason.sentence}") from reason

    def _append(self, request: Request) -> None:
        row = self.rowCount()
        self.insertRow(row)
        for column, day in ((RECEIVED, request.received), (ANSWERED, request.answered)):
            self.setItem(row, column, QTableWidgetItem(DATE.show(day) if day else ""))
        single = ((APPLICANT, request.applicant), (ANSWER, request.answer), (CHANNEL, request.channel))
        for column, keys in (*((c, (key,)) for c, key in single), (DISPUTE, request.disputes)):
            item = QTableWidgetItem("、".join(self._words.get(key, key) for key in keys))
            item.setData(KEY, " ".join(keys))
            self.setItem(row, column, item)
        for column, text in ((WHO, request.who), (SUBJECT, request.subject)):
            item = QTableWidgetItem(text)
            item.setData(KEY, text)
            self.setItem(row, column, item)
        due = QTableWidgetItem()
        due.setFlags(due.flags() & ~Qt.ItemFlag.ItemIsEditable)
        self.setItem(row, DUE, due)
        self._say_due(row)

    def _say_due(self, row: int) -> None:
        item = self.item(row, DUE)
        try:
            received, answered = self._day(row, RECEIVED), self._day(row, ANSWERED)
        except ValueRefused:
            item.setText(WRONG)
            item.setToolTip(HOW)
            return
        if received is None:
            item.setText("")
            return
        due = self._calendar.due(received)
        late = (answered or self._today) > due.day
        told = "（未计节假日）" if not due.certain else "（逾期）" if late else ""
        item.setText(DATE.show(due.day) + told)
        item.setToolTip(f"{item.text()}：收到之日起{self._calendar.term}个工作日内答复（{self._calendar.article}）")

    def _hear(self, item: QTableWidgetItem) -> None:
        self.blockSignals(True)
        refused = self._judge_words(item)
        self._say_days(item.row())
        self._say_due(item.row())
        self.blockSignals(False)
        if refused:
            self.refused.emit(refused)
        else:
            self.edited.emit()

    def _judge_words(self, item: QTableWidgetItem) -> str:
        """Keeps what was typed without what nobody sees; what is too long is not taken, and said."""
        limit = LIMITS.get(item.column())
        if limit is None or item.text() == item.data(KEY):
            return ""
        try:
            typed = one_line(item.text()).strip()
            limit.judge(typed)
        except ValueRefused as reason:
            item.setText(str(item.data(KEY) or ""))
            return f"{reason.sentence}刚才填的没有放进来。"
        item.setText(typed)
        item.setData(KEY, typed)
        return ""

    def _say_days(self, row: int) -> None:
        """Days that can be read are shown in full, so that nobody has to guess their year."""
        for column in (RECEIVED, ANSWERED):
            try:
                day = self._day(row, column)
            except ValueRefused:
                continue
            if day is not None:
                self.item(row, column).setText(DATE.show(day))

    def _text(self, row: int, column: int) -> str:
        item = self.item(row, column)
        return item.text().strip() if item is not None else ""

    def _key(self, row: int, column: int) -> str:
        return str(self.item(row, column).data(KEY) or "")
