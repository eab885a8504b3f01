"""「导入」: what was read, looked at in the official form beside the file, and where it is to go.

It may be taken with doubts left: they stay 待核对 in the report. Nothing changes before 「导入」 is pressed.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.chinese.characters import harmless
from app.errors import NianbaoError
from app.exchange import Import
from app.form.form import Form
from ui.dialogs.question import sure
from ui.grid.help_line import HelpLine
from ui.importing.check_screen import CheckScreen
from ui.importing.check_words import summary, told_of_file
from ui.importing.review import ImportReview
from ui.importing.target_row import Target, TargetRow
from ui.look.dialog_size import resize_within

SIZE = (1340, 740)
HOW = "对照{source}看琥珀色的格：回车＝对，输入数字＝改，Delete＝不导入。"
BESIDE, ALONE = "右边的原文", "文件"
NOTHING, DONE = "没有要核对的，按回车导入。", "都核对过了，按回车导入。"
LEAVE = "这里核对和改过的还没有导入，现在离开就不留下了。"


class ImportDialog(QDialog):
    """One import and its possible targets, the likeliest first."""

    def __init__(
        self, found: Import, form: Form, name: str, targets: Sequence[Target], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(harmless(f"导入 {name}"))
        resize_within(self, SIZE)
        self.review = ImportReview(form, found)
        self.check = CheckScreen(self.review)
        self.source = self.check.source
        self.row = TargetRow(targets, found.report.office, self.take, self.reject)
        self.target, self.office = self.row.target, self.row.office
        self.take_button, self.close_button = self.row.take_button, self.row.close_button
        self.first_line, self.summary = QLabel(), HelpLine("sectionHint")
        self.asks, self.mind, self.message = QLabel(told_of_file(found, frozenset(form.cells))), QLabel(), QLabel()
        self._begun = False
        self._summed: object = None  # what the summary speaks of
        self._arrange()
        self.check.changed.connect(self._tell)
        self.check.finished.connect(self._offer)
        self.target.currentIndexChanged.connect(self._aim)
        self.office.textChanged.connect(lambda: self._say(self.office.told))
        self._aim()
        self._tell()

    @property
    def chosen(self) -> Import:
        """What comes along, under the office's name as it stands in the dialog. Raises ValueRefused."""
        return self.review.result(self.office.value())

    def take(self) -> None:
        """Brings it to the chosen target; what does not go is said, and nothing has changed."""
        if refused := self.check.settle():
            self._say(refused)
            return
        target = self.row.chosen
        try:
            chosen = self.chosen
            if target.asks_office and not chosen.report.office:
                self._say("请先填写单位全称。")
                self.office.setFocus(Qt.FocusReason.OtherFocusReason)
                return
            target.do(chosen)
        except NianbaoError as reason:
            self._say(reason.sentence)
            return
        self.accept()

    def reject(self) -> None:
        """Leaves, nothing changed; asks first where a person's looks and mends would be lost."""
        self.check.settle()
        if not self.review.has_work or sure(self, "不导入", LEAVE, "不导入"):
            super().reject()

    def showEvent(self, event: QShowEvent) -> None:
        """The person begins where something waits."""
        super().showEvent(event)
        if not self._begun:
            self._begun = True
            QTimer.singleShot(0, self, self.check.begin)  # once it has its size

    def _offer(self) -> None:
        self.take_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self) -> None:
        """What to do next, what comes along, how much nobody has looked at."""
        number = len(self.review.stops)
        source = BESIDE if self.review.found.source is not None else ALONE
        done = DONE if self.review.found.doubts else NOTHING
        self.first_line.setText(f"{HOW.format(source=source)}还有 {number} 处。" if number else done)
        stands = (self.review.session.report, self.review.unplaced)
        if stands != self._summed:
            self._summed = stands
            self.summary.say(harmless(summary(self.review.result(""))))
        self.row.say_left(number)

    def _aim(self) -> None:
        target = self.row.chosen
        self.office.setEnabled(target.asks_office)
        self.review.onto = target.onto.cells if target.onto is not None else {}
        self._say("")
        self.mind.setText(target.told)
        self.mind.setVisible(bool(target.told))

    def _say(self, sentence: str) -> None:
        self.message.setText(sentence)
        self.message.setVisible(bool(sentence))

    def _arrange(self) -> None:
        self.first_line.setObjectName("sectionTitle")
        self.asks.setText(harmless(self.asks.text()))
        self.asks.setVisible(bool(self.asks.text()))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(6)
        for label, level in (
            (self.asks, "verify"), (self.mind, "verify"), (self.message, "mandatory")
        ):  # fmt: skip
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setProperty("level", level)
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(self.first_line)
        top.addWidget(self.summary, 1)
        column.addLayout(top)
        column.addWidget(self.asks)
        column.addWidget(self.check, 1)
        column.addWidget(self.mind)
        column.addWidget(self.message)
        column.addWidget(self.row)
