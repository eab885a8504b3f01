"""What is still open when somebody signs: a mandatory finding stops every stage, one to verify is asked about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea

from app.checks import Finding
from app.report.session import Session
from app.review.kept import KeptReview
from tests.reports import FORM, full
from tests.ui.dialog_hands import agree, answering, press, show, write
from tests.ui.pages import found
from ui.review.review_dialog import ReviewDialog
from ui.review.reviewing import Reviewing

DAY = date(2026, 1, 10)
DOUBT = Finding("verify", "requests.carry", "requests", "上年结转相差 2", ("requests.carried_in.natural",))
WRONG = replace(DOUBT, level="mandatory")
HINT = replace(DOUBT, level="hint")


@pytest.fixture
def reviewing(tmp_path: Path, qapp) -> Reviewing:
    return Reviewing(KeptReview(tmp_path / "reviews" / "k.json"))


def dialog(qtbot, reviewing: Reviewing, *findings: Finding) -> ReviewDialog:
    reviewing.take(findings)
    made = ReviewDialog(reviewing, Session(FORM, full()), lambda course: b"%PDF", DAY, None)  # type: ignore[arg-type]
    qtbot.addWidget(made)
    show(qtbot, made)
    write("张一")
    return made


def signed(reviewing: Reviewing) -> list[str]:
    return [one.who for one in reviewing.course.signed]


def test_a_stage_is_not_passed_with_a_mandatory_finding(qtbot, reviewing: Reviewing) -> None:
    shown = dialog(qtbot, reviewing, WRONG, DOUBT)
    assert "强制性 1 条，改正以后才能通过起草" in shown.findings.text()
    press(qtbot, Qt.Key.Key_Return)
    assert signed(reviewing) == []
    assert "有 1 处强制性问题要先改正，例如“上年结转相差 2”" in shown.message.text()
    assert shown.who.text() == "张一"


def test_with_findings_to_verify_a_stage_asks_with_their_number_and_grade(qtbot, reviewing: Reviewing) -> None:
    shown = dialog(qtbot, reviewing, DOUBT, DOUBT, HINT)
    asked = answering(qtbot, lambda box: qtbot.keyClick(box, Qt.Key.Key_Return))
    press(qtbot, Qt.Key.Key_Return)
    assert "核实性 2 条、提示 1 条" in asked[0].text()
    assert signed(reviewing) == []
    answering(qtbot, agree(qtbot))
    qtbot.mouseClick(shown.sign_button, Qt.MouseButton.LeftButton)
    assert signed(reviewing) == ["张一"]


def test_hints_alone_are_not_asked_about(qtbot, reviewing: Reviewing) -> None:
    dialog(qtbot, reviewing, HINT)
    asked = answering(qtbot, lambda box: box.reject())
    press(qtbot, Qt.Key.Key_Return)
    assert asked == []
    assert signed(reviewing) == ["张一"]


def test_on_a_low_screen_the_findings_have_the_room(qtbot, reviewing: Reviewing, monkeypatch) -> None:
    monkeypatch.setattr("ui.review.review_dialog.height_for", lambda _, others: max(0, 336 - others))
    shown = dialog(qtbot, reviewing, *(replace(WRONG, sentence=f"第 {n} 处") for n in range(12)))
    line = shown.findings.fontMetrics().lineSpacing()
    assert found(shown, QScrollArea).height() >= 8 * line
    assert shown.height() <= 336
