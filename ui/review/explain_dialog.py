"""Asks why a finding is right as it stands: the finding, a text, a name. An empty text takes an explanation back."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QDialog, QFormLayout, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from app.checks import Finding
from app.checks.explained import Explanation, explain
from app.settings import Settings
from ui.info_dialog import make_buttons
from ui.review.reviewing import Reviewing

ROWS = 4
NAME = "review.name"  # the setting that remembers who signed last


class ExplainDialog(QDialog):
    """`explanation()` after it was accepted."""

    def __init__(
        self, finding: Finding, before: Explanation | None, who: str, today: date, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("写明说明")
        self.setMinimumWidth(560)
        self._finding, self._today = finding, today
        self.text = QPlainTextEdit(before.text if before else "")
        self.who = QLineEdit(before.who if before else who)
        self.message = QLabel()
        self._arrange(can_take_back=before is not None)

    def explanation(self) -> Explanation:
        """What was given; without words when the former explanation is taken back."""
        return explain(self._finding, self.text.toPlainText().strip(), self.who.text().strip(), self._today)

    def accept(self) -> None:
        """Stays open while the name is missing."""
        if not self.who.text().strip():
            self.message.setText("请填写姓名，说明会印在审核表上。")
            self.message.show()
            return
        super().accept()

    def _arrange(self, *, can_take_back: bool) -> None:
        told = QLabel(self._finding.sentence)
        told.setWordWrap(True)
        basis = QLabel(f"依据：{self._finding.basis}")
        basis.setWordWrap(True)
        basis.setProperty("muted", True)
        hint = "写明实际情况和依据；后面的数字变了，说明自动失效" + (
            "；清空即撤回说明" if can_take_back else ""
        )
        self.text.setPlaceholderText(hint)
        self.text.setToolTip(hint)
        self.text.setAccessibleName("说明")
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(self.fontMetrics().lineSpacing() * ROWS + 16)
        self.who.setAccessibleName("姓名")
        self.who.setToolTip("写说明的人")
        self.message.setProperty("level", "mandatory")
        self.message.hide()
        rows = QFormLayout()
        rows.setVerticalSpacing(8)
        rows.addRow("说明", self.text)
        rows.addRow("姓名", self.who)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        for part in (told, basis):
            column.addWidget(part)
        column.addLayout(rows)
        column.addWidget(self.message)
        column.addWidget(make_buttons(self))
        self.text.setFocus()


def ask_explanation(
    finding: Finding, reviewing: Reviewing, settings: Settings, parent: QWidget
) -> Explanation | None:
    """What the person gives; None when nothing was given."""
    before = reviewing.explanation_of(finding)
    dialog = ExplainDialog(finding, before, settings.text(NAME), date.today(), parent)
    return dialog.explanation() if dialog.exec() else None
