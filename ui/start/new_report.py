"""A new report, asked for in place: office and year, and whether last year's is the draft; the edition follows.

The same office and year a second time is refused here, with a button that opens the report that exists.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QCompleter,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSpinBox,
    QWidget,
)

from app.errors import NianbaoError, ReportExists
from app.form.form_file import Forms
from app.report import limits
from app.report.doubt import Doubt
from app.report.draft import begin
from app.report.record import one_line
from app.report.report import Report
from app.store.catalogue import twin_words
from app.store.library import Library
from ui.dialogs.name_field import NameField
from ui.look.buttons import make_button


def due_year(today: date) -> int:
    """The year that is to be reported now: reports are written at its turn, until the autumn of the last one."""
    return today.year if today.month >= 10 else today.year - 1


class NewReport(QFrame):
    """The card with the two questions. `opened` carries the key of the new, or the existing, report."""

    opened = Signal(str)
    given_up = Signal()

    def __init__(self, library: Library, forms: Forms, today: Callable[[], date]) -> None:
        super().__init__()
        self.setObjectName("card")
        self._library, self._forms, self._today = library, forms, today
        self._existing = ""
        self._offered = 0  # the year that was proposed, as long as nobody chose another
        self.office = NameField(limits.OFFICE)
        self.office.setPlaceholderText("单位全称，与公章一致")
        self.year = QSpinBox()
        self.year.setMinimumWidth(112)
        self.edition = QLabel()
        self.edition.setProperty("muted", True)
        self.draft = QCheckBox("以上年度报告为底稿(&D)")
        self.draft.setToolTip("填入上年结转，带入上年文字待改写（Alt+D）")
        self.draft.setChecked(True)
        self.message = QLabel()
        self.message.setProperty("level", "mandatory")
        self.create_button = make_button("建立", "建立这份报告（回车）", self._create, primary=True)
        self.cancel_button = make_button("取消", "不建立（Esc）", self.given_up.emit)
        self.open_button = make_button("打开它", "打开已有的报告（回车）", self._open, primary=True)
        self._arrange()
        self.office.textChanged.connect(self._offer_year)
        self.office.textChanged.connect(self._look)
        self.year.valueChanged.connect(self._look)

    def begin(self) -> None:
        """Fresh questions: the offices known so far are offered, the year is the one now to be reported."""
        entries = self._library.entries()
        offices = list(dict.fromkeys(entry.office for entry in entries))
        self.office.setCompleter(QCompleter(offices, self))
        editions = self._forms.all
        last = max((form.last_year or self._today().year + 1) for form in editions)
        self.year.setRange(editions[0].first_year, last)
        self._offered = 0
        self.office.setText(offices[0] if len(offices) == 1 else "")
        self._offered = self._due_year()
        self.year.setValue(self._offered)
        self.office.selectAll()
        self.office.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._look()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc gives up; Enter in any field makes the report, or opens the one that exists."""
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            (self._open if self._existing else self._create)()
        else:
            super().keyPressEvent(event)

    def _due_year(self) -> int:
        """The first year that is due and that this office has no report of yet."""
        due = due_year(self._today())
        office, last = self._asked()[0], self.year.maximum()
        free = (year for year in range(due, last + 1) if not (office and self._library.find(office, year)))
        return next(free, due)

    def _offer_year(self) -> None:
        """Another office may lack another year; a year that the person chose stays."""
        if self._offered and self.year.value() == self._offered:
            self._offered = self._due_year()
            self.year.setValue(self._offered)

    def _open(self) -> None:
        self.opened.emit(self._existing)

    def _arrange(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 16, 16, 16)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        widgets: tuple[tuple[str, QWidget], ...] = (
            ("单位全称(&O)", self.office),
            ("报告年度(&Y)", self.year),
        )
        for column, (words, widget) in enumerate(widgets):
            label = QLabel(words)
            label.setBuddy(widget)
            plain = words.split("(")[0]
            widget.setAccessibleName(plain)
            widget.setToolTip(f"{plain}（Alt+{words[-2]}）")
            grid.addWidget(label, 0, column)
            grid.addWidget(widget, 1, column)
        grid.addWidget(self.create_button, 1, 2)
        grid.addWidget(self.cancel_button, 1, 3)
        grid.addWidget(self.edition, 2, 0, 1, 2)
        grid.addWidget(self.draft, 2, 2, 1, 2)
        refusal = QHBoxLayout()
        refusal.setSpacing(16)
        refusal.addWidget(self.message)
        refusal.addWidget(self.open_button)
        refusal.addStretch(1)
        grid.addLayout(refusal, 3, 0, 1, 4)
        grid.setColumnStretch(0, 1)

    def _look(self) -> None:
        office, year = self._asked()
        try:
            form = self._forms.for_year(year)
            self.edition.setText(f"采用 {form.edition} 版格式（{form.basis}）")
        except NianbaoError as reason:
            self._refuse(reason.sentence)
            return
        self.draft.setVisible(bool(office and self._library.find(office, year - 1)))
        existing = self._library.find(office, year) if office else None
        if existing:
            self._refuse(self._exists(existing, office, year), existing)
        else:
            self._refuse(self.office.told)

    def _asked(self) -> tuple[str, int]:
        return one_line(self.office.text()).strip(), self.year.value()

    def _exists(self, key: str, office: str, year: int) -> str:
        return f"{twin_words(self._library.holdings[key].office, office, year)}打开它？"

    def _create(self) -> None:
        office, year = self._asked()
        if not office:
            self._refuse("请先填写单位全称。")
            self.office.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        try:
            key = self._library.create(*self._begun(self.office.value(), year))
        except ReportExists as reason:
            self._refuse(self._exists(reason.key, office, year), reason.key)
        except NianbaoError as reason:
            self._refuse(reason.sentence)
        else:
            self.opened.emit(key)

    def _begun(self, office: str, year: int) -> tuple[Report, tuple[Doubt, ...]]:
        """An empty report, or one begun from last year's with what nobody has looked at there."""
        last = self._library.find(office, year - 1)
        if last and self.draft.isChecked():
            library = self._library
            draft = begin(self._forms, library.sessions.report(last), year, library.doubted(last))
            return draft.report, draft.doubts
        return Report(office, year, self._forms.for_year(year).edition), ()

    def _refuse(self, sentence: str, existing: str = "") -> None:
        self._existing = existing
        self.message.setText(sentence)
        self.message.setVisible(bool(sentence))
        self.open_button.setVisible(bool(existing))
        self.create_button.setEnabled(not existing)
