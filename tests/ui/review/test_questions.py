"""The local profile's questions come before the last signature, and without answers nothing becomes final."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from app.knowledge.profile import FinalQuestion
from app.review.course import STAGES, Course, Signed
from app.review.kept import KeptReview
from tests.ui.review_hands import review_dialog
from ui.review.questions_dialog import QuestionsDialog
from ui.review.review_dialog import ReviewDialog
from ui.review.reviewing import Reviewing

DAY = date(2026, 1, 10)
ASKED = FinalQuestion("counted", "没有公开的决定也计算在内了吗？")


@pytest.fixture
def reviewing(tmp_path: Path, qapp) -> Reviewing:
    made = Reviewing(KeptReview(tmp_path / "reviews" / "k.json"))
    stages = zip(STAGES[:3], ("张一", "李二", "王三"), strict=True)
    made.move(Course(tuple(Signed(stage, who, DAY) for stage, who in stages)))
    return made


def asked(qtbot, reviewing: Reviewing, answer: str | None) -> ReviewDialog:
    shown = review_dialog(qtbot, reviewing, questions=(ASKED,))
    shown.form.who.setText("赵四")

    def reply() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QuestionsDialog)
        assert box.who.text() == "赵四"
        if answer is None:
            box.reject()
        else:
            box.fields["counted"].setText(answer)
            box.accept()
            QTimer.singleShot(0, lambda: QApplication.activeModalWidget().close())  # the question whether to lock

    QTimer.singleShot(0, reply)
    shown.sign_button.click()
    return shown


def test_the_answer_is_kept_with_its_name(qtbot, reviewing: Reviewing):
    asked(qtbot, reviewing, "是，已核对")
    assert [(one.answer, one.who, one.day) for one in reviewing.answers] == [("是，已核对", "赵四", DAY)]


def test_without_an_answer_the_last_stage_is_not_signed(qtbot, reviewing: Reviewing):
    shown = asked(qtbot, reviewing, None)
    assert len(reviewing.course.signed) == 3
    assert "还有 1 个问题没有回答" in shown.message.text()
