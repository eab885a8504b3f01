"""What is still open when somebody signs: a mandatory finding stops every stage, one to verify is asked about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.checks import Finding
from app.findings.explained import explain
from app.findings.set_aside import put_aside
from app.review.kept import KeptReview
from tests.ui.dialog_hands import agree, answering, press, show, write
from tests.ui.review_hands import review_dialog
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
    made = review_dialog(qtbot, reviewing)
    show(qtbot, made)
    write("张一")
    return made


def signed(reviewing: Reviewing) -> list[str]:
    return [one.who for one in reviewing.course.signed]


def test_a_stage_is_not_passed_with_a_mandatory_finding(qtbot, reviewing: Reviewing) -> None:
    shown = dialog(qtbot, reviewing, WRONG, DOUBT)
    assert "强制性 1 条，改正以后才能通过起草" in shown.pages.findings.text()
    press(qtbot, Qt.Key.Key_Return)
    assert signed(reviewing) == []
    assert "有 1 处强制性问题要先改正，例如“上年结转相差 2”" in shown.message.text()
    assert shown.form.who.text() == "张一"


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


def test_what_was_explained_and_set_aside_stands_below_with_its_reason(qtbot, reviewing: Reviewing) -> None:
    reviewing.take((DOUBT, HINT))
    reviewing.explain(explain(DOUBT, "上年填错", "李工", DAY))
    reviewing.set_aside(put_aside(HINT, "王工", DAY))
    told = dialog(qtbot, reviewing, DOUBT, HINT).pages.findings
    assert "已说明 1 条：" in told.text()
    assert "上年填错（李工，2026-01-10）" in told.text()
    assert "已搁置 1 条：" in told.text()
    assert "王工，2026-01-10" in told.text()
    assert [one.level for one in told.listed] == ["verify", "hint"]
