"""Explanations, the local rules and the page of rules, in the real window."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.checks import Finding
from app.findings.explained import Explained, Explanation, explain
from app.report.report import Edit
from app.review.course import STAGES, Course, Signed
from app.review.kept import KeptReview, Review, review_path, write_review
from tests.reports import FORM
from tests.ui.dialog_hands import press, show, write
from tests.ui.pages import button, every
from ui.findings.local_rules import LocalRules
from ui.narrative.text_editor import TextEditor
from ui.review.explain_dialog import ExplainDialog
from ui.review.reviewing import Reviewing
from ui.review.rules_dialog import RulesDialog
from ui.window.main_window import MainWindow

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
def kept(tmp_path: Path) -> KeptReview:
    return KeptReview(tmp_path / "reviews" / "k.json")


@pytest.fixture
def reviewing(kept: KeptReview, qapp) -> Reviewing:
    return Reviewing(kept)


def test_an_explained_finding_counts_no_more(reviewing: Reviewing) -> None:
    states: list[Explained] = []
    reviewing.judged.connect(lambda state: states.append(state))
    reviewing.take((DOUBT,))
    reviewing.explain(explain(DOUBT, "上年填错", "李工", DAY))
    assert [state.open for state in states] == [(DOUBT,), ()]
    assert reviewing.explanation_of(DOUBT) is not None


def test_an_explanation_is_there_after_reopening(reviewing: Reviewing, kept: KeptReview, tmp_path: Path) -> None:
    reviewing.take((DOUBT,))
    reviewing.explain(explain(DOUBT, "上年填错", "李工", DAY))
    again = Reviewing(KeptReview(tmp_path / "reviews" / "k.json"))
    again.take((DOUBT,))
    assert [one.text for _, one in again.state.settled] == ["上年填错"]


def explaining(qtbot, before: Explanation | None = None, finding: Finding = DOUBT, known: str = "") -> ExplainDialog:
    made = ExplainDialog(finding, before, known, DAY, None)  # type: ignore[arg-type]
    qtbot.addWidget(made)
    show(qtbot, made)
    return made


def test_an_explanation_needs_words_and_a_name(qtbot) -> None:
    asking = explaining(qtbot)
    asking.accept()
    assert "请写明" in asking.message.text()
    asking.text.setPlainText("。。。无。。")
    asking.accept()
    assert "至少 4 个字" in asking.message.text()
    asking.text.setPlainText("上年填错")
    asking.accept()
    assert asking.message.text().startswith("请填写姓名")
    write("李工")
    press(qtbot, Qt.Key.Key_Return)
    assert asking.explanation().who == "李工"
    assert not asking.isVisible()


def test_nobody_s_name_stands_in_an_explanation_before_it_is_typed(qtbot) -> None:
    asking = explaining(qtbot, explain(DOUBT, "上年填错", "李工", DAY), known="李工")
    assert asking.who.text() == ""
    asking.who.setFocus()
    press(qtbot, Qt.Key.Key_Return)
    assert asking.isVisible()


def test_a_proposed_name_is_taken_by_enter_without_signing(qtbot) -> None:
    asking = explaining(qtbot, known="李工")
    asking.text.setPlainText("上年填错")
    asking.who.setFocus()
    write("李")
    names = asking.who.completer().popup()
    qtbot.waitUntil(names.isVisible)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
        qtbot.keyClick(names, key)
    assert asking.who.text() == "李工"
    assert asking.isVisible()


def test_what_was_said_of_other_numbers_is_shown_and_not_given_again(qtbot) -> None:
    asking = explaining(qtbot, explain(DOUBT, "上年填错", "李工", DAY), replace(DOUBT, values={"difference": 3}))
    assert asking.text.toPlainText() == ""
    asking.who.setFocus()
    write("李工")
    press(qtbot, Qt.Key.Key_Return)
    assert asking.isVisible()
    qtbot.mouseClick(asking.again_button, Qt.MouseButton.LeftButton)
    assert asking.text.toPlainText() == "上年填错"


def test_the_blue_button_says_that_an_explanation_is_taken_back(qtbot) -> None:
    asking = explaining(qtbot, explain(DOUBT, "上年填错", "李工", DAY))
    asking.text.clear()
    assert asking.taking_back
    assert button(asking, "撤回说明").isDefault()


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
    lines = [line for line in workspace.findings.list.lines() if line[2].startswith(found.sentence)]
    assert [line[0] for line in lines] == ["已说明"]
    assert "含上年补缴（李工，" in lines[0][2]


def test_the_words_that_speak_of_cells_are_underlined(opened: MainWindow) -> None:
    workspace = opened.desk.workspace
    workspace.session.apply(Edit({"overview.on_request": "全年收到申请3件。"}))
    workspace.watch.run()
    workspace.tabs.go_to("overview.on_request")
    editors = every(workspace.tabs.current_page(), TextEditor)
    told = [words for editor in editors for _, _, words in editor.hover]
    assert any("表里是" in words for words in told)


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


def test_an_explanation_is_kept_without_what_nobody_sees_and_within_reason(qtbot) -> None:
    dialog = explaining(qtbot)
    dialog.text.setPlainText("去年\u202e漏报两件")
    dialog.who.setText("张\u200b三")
    assert (dialog.explanation().text, dialog.explanation().who) == ("去年漏报两件", "张三")
    dialog.text.setPlainText("字" * 2001)
    dialog.accept()
    assert "说明最多 2000 个字" in dialog.message.text()
