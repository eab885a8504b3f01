"""What the next person fills in: the opinion, its words, where a report goes back to, the name. All of it is empty for the next.

Which fields there are follows the opinion that is chosen; what may be signed decides app.review.course.
"""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFormLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from app.review.course import EXAMPLE, PROOFS, STAGES, WORDS, Course, Proofs, Stage, proof_due
from ui.comments.known_names import SignerField
from ui.look.buttons import make_row

Decision = Literal["agree", "remark", "back", "proof"]
OPINIONS: tuple[tuple[Decision, str, str], ...] = (
    ("agree", "同意", "没有别的意见"),
    ("remark", "同意，附意见", "通过这一步，意见印在审核表上"),
    ("back", "退回", "写明理由，退回前面的阶段；签过的都留在记录里"),
    ("proof", "", "只签校对，这一步的意见另签"),
)


class SigningForm(QWidget):
    """`chosen` when another opinion is chosen. Of a final report it asks for name and reason of the unlocking alone."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self.opinions: dict[Decision, QRadioButton] = {}
        for decision, words, tip in OPINIONS:
            one = self.opinions[decision] = QRadioButton(words)
            one.setToolTip(tip)
            self._group.addButton(one)
        self.words, self.again, self.reason, self.despite = QLineEdit(), QLineEdit(), QLineEdit(), QLineEdit()
        self.to = QComboBox()
        self.to.setAccessibleName("退回到")
        self.to.setToolTip("从这个阶段起重新签")
        self.who = SignerField()
        self._row = QWidget()
        self._rows = QFormLayout()
        self._stage: Stage | None = None
        self._arrange()
        self.opinions["agree"].setChecked(True)
        self._group.buttonToggled.connect(lambda _, now: self._turn() if now else None)

    @property
    def decision(self) -> Decision:
        """The opinion that is chosen."""
        return next(decision for decision, one in self.opinions.items() if one.isChecked())

    @property
    def back_to(self) -> Stage:
        """Where the report is sent back to."""
        stage: Stage = self.to.currentData() or STAGES[0]
        return stage

    def ask(self, course: Course, proofs: Proofs, comments: int, *, unlocking: bool) -> None:
        """Empties all fields and shows those of the next step: `comments` wait for an answer."""
        self._stage, due = course.next, proof_due(course, proofs)
        for field in (self.words, self.again, self.reason, self.despite, self.who):
            field.clear()
        self.to.clear()
        for stage in STAGES[: len(course.signed)]:
            self.to.addItem(WORDS[stage], stage)
        proof, back = self.opinions["proof"], self.opinions["back"]
        proof.setVisible(due is not None)
        proof.setText(f"{PROOFS[due]}：已校对" if due else "")
        back.setVisible(bool(course.signed))
        self.opinions["proof" if due and proofs == "must" else "agree"].setChecked(True)
        self._rows.setRowVisible(self._row, self._stage is not None)
        self._rows.setRowVisible(self.who, unlocking or self._stage is not None)
        self._rows.setRowVisible(self.again, False)
        self._rows.setRowVisible(self.reason, unlocking)
        self.wait_for(comments)

    def wait_for(self, comments: int) -> None:
        """Another number of comments waits for an answer; what was typed stays."""
        self._open = comments if self._stage == STAGES[-1] else 0
        self._turn()

    def ask_again(self, asked: bool) -> None:
        """Whether it is asked why the same person signs once more."""
        self._rows.setRowVisible(self.again, asked)

    def _turn(self) -> None:
        """The fields of the opinion that is chosen."""
        live = self._stage is not None
        decision = self.decision
        wanted = {"remark": "意见", "back": "退回的理由", "proof": "校对记要（可不填）"}.get(decision, "")
        self._rows.setRowVisible(self.words, live and bool(wanted))
        self._rows.setRowVisible(self.to, live and decision == "back")
        self._rows.setRowVisible(self.despite, live and bool(self._open) and decision in ("agree", "remark"))
        self.words.setPlaceholderText("写成一句话，起草的人照着改" if decision == "back" else "")
        label = self._rows.labelForField(self.words)
        if wanted and label is not None:
            label.setText(wanted)  # type: ignore[attr-defined]  # a label of words
            self.words.setAccessibleName(wanted)
        self.chosen.emit()

    def _arrange(self) -> None:
        self._open = 0
        self._row.setLayout(make_row(*self.opinions.values(), None))
        margins = self._row.layout()
        assert margins is not None
        margins.setContentsMargins(0, 0, 0, 0)
        self._rows.setVerticalSpacing(6)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        self._rows.addRow("意见", self._row)
        self._rows.addRow("退回到", self.to)
        for field, words, tip in (
            (self.words, "意见内容", "印在审核表上"),
            (self.despite, "不等答复的理由", "还有批注没有答复就定稿，要写明理由；印在审核表上"),
            (self.who, "姓名", "签名的人，由本人填写；按 ↓ 可选以前签过的人"),
            (self.again, "再签的理由", "为什么由同一个人再签；印在审核表上"),
            (self.reason, "解锁理由", "为什么要修改已定稿的报告"),
        ):
            field.setAccessibleName(words)
            field.setToolTip(tip)
            self._rows.addRow(words, field)
        self.again.setPlaceholderText(f"如：{EXAMPLE}")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._rows)
