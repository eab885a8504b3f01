"""Asks why a finding is right as it stands: the finding, a text, a name. An empty text takes an explanation back."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import (
    QCompleter,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.checks import Finding
from app.chinese.characters import clean
from app.errors import ValueRefused
from app.findings.explained import Explanation, explain, fingerprint
from app.report.limits import EXPLANATION, PERSON
from app.system.settings import Settings
from ui.dialogs.info_dialog import make_buttons
from ui.look.buttons import make_flat_button, make_row
from ui.review.reviewing import Reviewing

ROWS = 4
SHORTEST = 4  # letters; "." or "无" explains nothing
NAME = "review.name"  # the setting that remembers who explained last


class ExplainDialog(QDialog):
    """`explanation()` after it was accepted. The name is typed anew each time; `known` is only proposed while typing.

    What was said of other numbers is shown, and never given again by itself.
    """

    def __init__(
        self, finding: Finding, before: Explanation | None, known: str, today: date, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("写明说明")
        self.setMinimumWidth(560)
        self._finding, self._today = finding, today
        self._stands = before is not None and before.fingerprint == fingerprint(finding)
        self.text = QPlainTextEdit(before.text if before and self._stands else "")
        self.who = QLineEdit()
        self.who.setCompleter(QCompleter([known] if known else [], self.who))
        self.message = QLabel()
        self.again_button = make_flat_button("沿用原来的话", "把原来的说明放进来，再核对、改写", self._take_again)
        self._before = before
        self._buttons = make_buttons(self)
        self._arrange()
        self._name_deed()

    @property
    def taking_back(self) -> bool:
        """Whether accepting takes the explanation back that stands."""
        return self._stands and not self.text.toPlainText().strip()

    def explanation(self) -> Explanation:
        """What was given; without words when the former explanation is taken back."""
        return explain(self._finding, self.text.toPlainText().strip(), self.who.text().strip(), self._today)

    def accept(self) -> None:
        """Stays open while words or name are missing."""
        if sum(map(str.isalnum, self.text.toPlainText())) < SHORTEST and not self.taking_back:
            self._refuse(f"请写明实际情况和依据，至少 {SHORTEST} 个字。", self.text)
        elif not clean(self.who.text()).strip():
            self._refuse("请填写姓名，说明会印在审核表上。", self.who)
        else:
            self._judge_lengths()

    def _judge_lengths(self) -> None:
        for limit, text, field in (
            (EXPLANATION, self.text.toPlainText(), self.text),
            (PERSON, self.who.text(), self.who),
        ):
            try:
                limit.judge(clean(text).strip())
            except ValueRefused as reason:
                self._refuse(reason.sentence, field)
                return
        super().accept()

    def _refuse(self, sentence: str, field: QWidget) -> None:
        self.message.setText(sentence)
        self.message.show()
        field.setFocus()

    def _take_again(self) -> None:
        assert self._before is not None  # the button stands only beside it
        self.text.setPlainText(self._before.text)
        self.text.setFocus()

    def _name_deed(self) -> None:
        """The blue button says what Enter does."""
        for button in self._buttons.buttons():
            if self._buttons.buttonRole(button) == QDialogButtonBox.ButtonRole.AcceptRole:
                button.setText("撤回说明" if self.taking_back else "确定")

    def _arrange(self) -> None:
        told = QLabel(self._finding.sentence)
        told.setWordWrap(True)
        basis = QLabel(f"依据：{self._finding.basis}")
        basis.setWordWrap(True)
        basis.setProperty("muted", True)
        hint = "写明实际情况和依据；后面的数字变了，说明自动失效" + ("；清空即撤回说明" if self._stands else "")
        self.text.setPlaceholderText(hint)
        self.text.setToolTip(hint)
        self.text.setAccessibleName("说明")
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(self.fontMetrics().lineSpacing() * ROWS + 16)
        self.text.textChanged.connect(self._name_deed)
        self.text.textChanged.connect(self.message.hide)  # what was missing may be there now
        self.who.textChanged.connect(self.message.hide)
        self.who.setAccessibleName("姓名")
        self.who.setToolTip("写说明的人，由本人填写")
        self.message.setProperty("level", "mandatory")
        self.message.hide()
        rows = QFormLayout()
        rows.setVerticalSpacing(8)
        rows.addRow("说明", self.text)
        rows.addRow("姓名", self.who)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        for part in (told, basis, *self._former()):
            column.addWidget(part)
        if self._before is not None and not self._stands:
            column.addLayout(make_row(self.again_button, None))
        column.addLayout(rows)
        column.addWidget(self.message)
        column.addWidget(self._buttons)
        self.text.setFocus()

    def _former(self) -> tuple[QLabel, ...]:
        """Who explained it before, and where the numbers have changed since, what was said."""
        if self._before is None:
            return ()
        told = f"{self._before.day.isoformat()} {self._before.who}写的说明"
        former = QLabel(told if self._stands else f"{told}已失效，后面的数字变了：“{self._before.text}”")
        former.setWordWrap(True)
        former.setProperty("muted", True)
        return (former,)


def ask_explanation(
    finding: Finding, reviewing: Reviewing, settings: Settings, parent: QWidget
) -> Explanation | None:
    """What the person gives; None when nothing was given."""
    before = reviewing.explanation_of(finding)
    dialog = ExplainDialog(finding, before, settings.text(NAME), date.today(), parent)
    return dialog.explanation() if dialog.exec() else None
