"""Explanations, stages, the sheet and the page of rules, in the real window."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea

from app.checks import Finding
from app.checks.explained import Explained, explain
from app.report import Edit
from app.review.course import STAGES, Course, Signed
from app.review.kept import Kept, Review, review_path, write_review
from tests.reports import FORM, OFFICE
from tests.ui.pages import every, found
from ui.main_window import MainWindow
from ui.narrative.text_editor import TextEditor
from ui.review.explain_dialog import ExplainDialog
from ui.review.local_rules import LocalRules
from ui.review.review_dialog import ReviewDialog
from ui.review.reviewing import Reviewing
from ui.review.rules_dialog import RulesDialog

DAY = date(2026, 1, 10)
DOUBT = Finding(
    "verify",
    "requests.carry",
    "requests",
    "上年结转相差 2",
    ("requests.carried_in.natural",),
    {"difference": 2},
)


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return Kept(tmp_path / "reviews" / "k.json")


@pytest.fixture
def reviewing(kept: Kept, qapp) -> Reviewing:
    return Reviewing(kept)


def dialog(qtbot, reviewing: Reviewing, who: str = "张一") -> ReviewDialog:
    made = ReviewDialog(reviewing, lambda course: b"%PDF", who, DAY, None)  # type: ignore[arg-type]
    qtbot.addWidget(made)
    made.show()
    return made


def test_an_explained_finding_counts_no_more(reviewing: Reviewing) -> None:
    states: list[Explained] = []
    reviewing.judged.connect(lambda state: states.append(state))
    reviewing.take((DOUBT,))
    reviewing.explain(explain(DOUBT, "上年填错", "李工", DAY))
    assert [state.open for state in states] == [(DOUBT,), ()]
    assert reviewing.explanation_of(DOUBT) is not None


def test_an_explanation_is_there_after_reopening(reviewing: Reviewing, kept: Kept, tmp_path: Path) -> None:
    reviewing.take((DOUBT,))
    reviewing.explain(explain(DOUBT, "上年填错", "李工", DAY))
    again = Reviewing(Kept(tmp_path / "reviews" / "k.json"))
    again.take((DOUBT,))
    assert [one.text for _, one in again.state.settled] == ["上年填错"]


def test_an_explanation_needs_a_name(qtbot) -> None:
    asking = ExplainDialog(DOUBT, None, "", DAY, None)  # type: ignore[arg-type]
    qtbot.addWidget(asking)
    asking.text.setPlainText("上年填错")
    asking.accept()
    assert asking.message.text().startswith("请填写姓名")
    asking.who.setText("李工")
    asking.accept()
    assert asking.explanation().who == "李工"


def test_the_stages_are_passed_one_after_the_other(qtbot, reviewing: Reviewing) -> None:
    shown = dialog(qtbot, reviewing)
    with qtbot.waitSignal(shown.locked):
        for _ in STAGES:
            shown.sign_button.click()
    assert reviewing.course.locked
    assert not shown.sign_button.isVisible()
    assert shown.unlock_button.isVisible()


def test_an_open_finding_keeps_the_report_from_being_final(qtbot, reviewing: Reviewing) -> None:
    reviewing.take((DOUBT,))
    shown = dialog(qtbot, reviewing)
    for _ in STAGES:
        shown.sign_button.click()
    assert not reviewing.course.locked
    assert "上年结转相差 2" in shown.message.text()


def test_on_a_low_screen_the_texts_scroll_by_keyboard_too(qtbot, reviewing: Reviewing, monkeypatch) -> None:
    monkeypatch.setattr("ui.review.review_dialog.height_for", lambda *_: 40)
    reviewing.take((DOUBT,))
    shown = dialog(qtbot, reviewing)
    scroll = found(shown, QScrollArea)
    assert scroll.height() == 40
    assert scroll.focusPolicy() == Qt.FocusPolicy.StrongFocus
    assert shown.focusWidget() is shown.who


def test_unlocking_asks_for_a_reason(qtbot, reviewing: Reviewing) -> None:
    reviewing.move(Course(tuple(Signed(stage, "张", DAY) for stage in STAGES)))
    shown = dialog(qtbot, reviewing)
    shown.unlock_button.click()
    assert "理由" in shown.message.text()
    shown.reason.setText("区里要求补充")
    with qtbot.waitSignal(shown.locked):
        shown.unlock_button.click()
    assert "区里要求补充" in shown.stages.text()


def test_the_sheet_is_written_where_it_was_asked_for(qtbot, reviewing: Reviewing, tmp_path: Path) -> None:
    dialog(qtbot, reviewing).save_sheet(tmp_path / "审核表.pdf")
    assert (tmp_path / "审核表.pdf").read_bytes() == b"%PDF"


def test_a_final_report_opens_for_reading_only(window: MainWindow, library, report) -> None:
    key = library.create(report)
    final = Course(tuple(Signed(stage, "张", DAY) for stage in STAGES))
    write_review(review_path(library.folder, key), Review(course=final))
    window.open_report(key)
    assert window.desk.workspace.session.read_only
    write_review(review_path(library.folder, key), Review())
    window.open_report(key)
    assert not window.desk.workspace.session.read_only


def test_an_explanation_in_the_window_settles_the_finding(qtbot, opened: MainWindow) -> None:
    workspace = opened.desk.workspace
    workspace.session.apply(
        Edit({"proactive.fees.amount": FORM.cells["proactive.fees.amount"].kind.read("36500")})
    )
    workspace.watch.run()
    found = next(f for f in workspace.findings.findings if f.rule == "proactive.fees_unit")
    workspace.reviewing.explain(explain(found, "含上年补缴", "李工", DAY))
    assert found not in workspace.findings.findings
    assert [line[0] for line in workspace.findings.list.lines() if line[2] == found.sentence] == ["已说明"]


def test_the_words_that_speak_of_cells_are_underlined(opened: MainWindow) -> None:
    workspace = opened.desk.workspace
    workspace.session.apply(Edit({"overview.on_request": "全年收到申请60件。"}))
    workspace.watch.run()
    workspace.tabs.go_to("overview.on_request")
    editors = every(workspace.tabs.current_page(), TextEditor)
    told = [words for editor in editors for _, _, words in editor.hover]
    assert any("表里是" in words for words in told)


def test_the_sheet_is_offered_in_the_folder_of_exports_under_the_report_s_name(
    opened, settings, tmp_path, monkeypatch
) -> None:
    settings.put("export.folder", str(tmp_path))
    asked: list[str] = []

    monkeypatch.setattr("ui.review.review_dialog.ask_new_file", lambda *asking: asked.append(asking[2]))
    monkeypatch.setattr(ReviewDialog, "exec", lambda dialog: dialog.sheet_button.click())
    opened.desk.review()
    assert asked == [str(tmp_path / f"{OFFICE}2025年度报告审核表.pdf")]


def test_the_rules_are_shown_with_their_examples(qtbot) -> None:
    shown = RulesDialog(FORM, None, None)  # type: ignore[arg-type]
    qtbot.addWidget(shown)
    text = shown.page.toPlainText()
    assert "第三部分每列的勾稽关系（强制性）" in text
    assert "不通过" in text


def test_a_district_s_file_is_used_and_a_missing_one_said_once(settings, tmp_path: Path) -> None:
    settings.put("profile", str(tmp_path / "无.toml"))
    local = LocalRules(settings, tmp_path)
    with pytest.raises(Exception, match="不存在"):
        local.profile()
    assert local.profile() is None
    path = tmp_path / "区.toml"
    path.write_text('name = "某区"\n', "utf-8")
    settings.put("profile", str(path))
    profile = local.profile()
    assert profile
    assert profile.name == "某区"


def test_own_wrong_words_are_read_from_the_data_folder(settings, tmp_path: Path) -> None:
    local = LocalRules(settings, tmp_path)
    assert local.knowledge() is None
    (tmp_path / "words.toml").write_text('[[wrong]]\nword = "健康璐"\nright = "健康路"\n', "utf-8")
    knowledge = local.knowledge()
    assert knowledge
    assert knowledge.words.wrong[-1].right == "健康路"


def test_every_button_of_the_dialog_says_what_it_does(qtbot, reviewing: Reviewing) -> None:
    shown = dialog(qtbot, reviewing)
    buttons = (shown.sign_button, shown.back_button, shown.unlock_button, shown.sheet_button)
    assert [button.text() for button in buttons if not button.toolTip()] == []
