"""The findings: found when idle, told by level, led to by click and key, folded to one line."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.checks import Finding, Span
from app.checks.narrative import ReadNumber
from app.errors import ResourceError
from app.report.report import Edit
from app.report.session import Session
from tests.reports import FORM, full
from tests.ui.pages import button
from ui.findings.findings_panel import NOTHING, FindingsPanel
from ui.findings.findings_watch import FindingsWatch

BROKEN = Finding("mandatory", "balance", "requests", "自然人列：一 + 二 = 61，相差 1", ("requests.received.natural",))
DOUBT = Finding("verify", "carried", "requests", "上年结转与上年报告不同", ("requests.carried_in.natural",))
TWICE = Edit({"other.text": "工作。"}, "删去重复的词")
WORD = Finding("hint", "words", "other", "“工作工作”重复", spans=(Span("other.text", 2, 6),), mends=(TWICE,))
TABLE_MEND = "表改成 2（本年新收政府信息公开申请数量·自然人 3→2）"


@pytest.fixture
def panel(qtbot, appearance) -> FindingsPanel:
    made = FindingsPanel(appearance, {section.id: section.tab for section in FORM.sections})
    qtbot.addWidget(made)
    made.resize(900, 180)
    made.unfold(True)
    made.show()
    return made


@pytest.fixture
def watch(qtbot) -> FindingsWatch:
    return FindingsWatch(Session(FORM, full()), lambda: None)


def lines(panel: FindingsPanel) -> list[list[str]]:
    return panel.list.lines()


def test_a_sound_report_says_so(panel) -> None:
    assert panel.sentence.toolTip() == NOTHING
    assert not panel.place_button.isVisible()


def test_each_finding_stands_with_level_section_and_sentence(panel) -> None:
    panel.show_findings((BROKEN, DOUBT, WORD))
    assert lines(panel) == [
        ["强制性", "依申请公开", BROKEN.sentence],
        ["核实性", "依申请公开", DOUBT.sentence],
        ["提示", "其他事项", WORD.sentence],
    ]


def test_the_line_tells_the_gravest_and_how_many_of_each(panel) -> None:
    panel.show_findings((BROKEN, DOUBT))
    assert panel.counted() == ("强制性 1", "核实性 1", "提示 0")
    assert panel.sentence.toolTip() == BROKEN.sentence


def test_a_click_goes_to_the_place(qtbot, panel) -> None:
    panel.show_findings((BROKEN, DOUBT))
    group = panel.list.topLevelItem(0)
    assert group
    panel.list.scrollToItem(group.child(1))
    place = panel.list.visualItemRect(group.child(1)).center()
    with qtbot.waitSignal(panel.chosen) as chosen:
        qtbot.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen.args == [DOUBT]


def test_enter_goes_to_the_place(qtbot, panel) -> None:
    panel.show_findings((BROKEN, DOUBT))
    panel.list.set_place(1)
    with qtbot.waitSignal(panel.chosen) as chosen:
        qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    assert chosen.args == [DOUBT]


def test_new_findings_may_come_while_a_group_is_the_current_line(qtbot, panel) -> None:
    panel.show_findings((BROKEN, DOUBT))
    panel.list.setFocus()
    panel.list.setCurrentItem(panel.list.topLevelItem(0))
    panel.show_findings((DOUBT, WORD))
    panel.show_findings(())
    assert panel.sentence.toolTip() == NOTHING


def test_the_button_leads_to_the_very_finding_that_the_line_tells(qtbot, panel) -> None:
    panel.show_findings((WORD, BROKEN))
    chosen: list[Finding] = []
    panel.chosen.connect(chosen.append)
    assert panel.sentence.toolTip() == BROKEN.sentence
    qtbot.mouseClick(panel.place_button, Qt.MouseButton.LeftButton)
    assert chosen == [BROKEN]


def test_steps_go_by_weight_over_the_whole_report(panel) -> None:
    late = replace(BROKEN, section="other", cells=("other.text",))
    panel.show_findings((DOUBT, WORD, late))
    seen: list[Finding] = []
    panel.chosen.connect(seen.append)
    for _ in range(3):
        panel.step(1)
    assert seen == [late, DOUBT, WORD]


def test_steps_go_around_and_back(panel) -> None:
    panel.show_findings((BROKEN, DOUBT, WORD))
    seen: list[Finding] = []
    panel.chosen.connect(lambda finding: seen.append(finding))
    for step in (1, 1, 1, 1, -1):
        panel.step(step)
    assert seen == [BROKEN, DOUBT, WORD, BROKEN, WORD]


def test_folded_a_click_on_a_count_goes_to_the_first_of_its_grade_and_the_next_click_to_the_next(qtbot, panel) -> None:
    other = replace(DOUBT, cells=("requests.granted.natural",))
    panel.unfold(False)
    panel.show_findings((BROKEN, DOUBT, other, WORD))
    gone: list[Finding] = []
    panel.chosen.connect(gone.append)
    count = button(panel, "核实性 2")
    for _ in range(3):
        qtbot.mouseClick(count, Qt.MouseButton.LeftButton)
    assert gone == [DOUBT, other, DOUBT]
    assert panel.sentence.toolTip() == DOUBT.sentence
    qtbot.mouseClick(button(panel, "提示 1"), Qt.MouseButton.LeftButton)
    assert gone[-1] == WORD


def test_unfolded_a_count_filters_the_list_and_the_steps_by_click_and_by_key(qtbot, panel) -> None:
    panel.show_findings((BROKEN, DOUBT, WORD))
    gone: list[Finding] = []
    panel.chosen.connect(gone.append)
    qtbot.mouseClick(button(panel, "核实性 1"), Qt.MouseButton.LeftButton)
    assert [line[0] for line in lines(panel)] == ["核实性"]
    panel.step(1)
    panel.step(1)
    assert gone == [DOUBT, DOUBT]
    qtbot.keyClick(button(panel, "核实性 1"), Qt.Key.Key_Space)
    assert len(lines(panel)) == 3


def test_a_filter_ends_with_the_last_of_its_grade_and_when_the_list_is_folded(panel) -> None:
    panel.show_findings((BROKEN, DOUBT))
    button(panel, "核实性 1").click()
    panel.show_findings((BROKEN,))
    assert [line[0] for line in lines(panel)] == ["强制性"]
    button(panel, "强制性 1").click()
    panel.unfold(False)
    assert panel.list.level is None
    assert not button(panel, "强制性 1").isChecked()


def test_the_count_of_a_grade_that_is_not_there_leads_nowhere(panel) -> None:
    panel.show_findings((DOUBT,))
    assert not button(panel, "强制性 0").isEnabled()
    assert button(panel, "核实性 1").isEnabled()


def test_the_current_line_stays_with_its_rule_while_numbers_change(panel) -> None:
    panel.show_findings((BROKEN, DOUBT))
    panel.step(1)
    panel.step(1)
    panel.show_findings((WORD, DOUBT))
    assert panel.current() == DOUBT


def test_a_mend_is_offered_where_there_is_one(qtbot, panel) -> None:
    panel.show_findings((BROKEN, WORD))
    panel.step(1)
    assert not any(one.isVisible() for one in panel.mend_buttons)
    panel.step(1)
    with qtbot.waitSignal(panel.mended) as mended:
        button(panel, "删去重复的词").click()
    assert mended.args == list(WORD.mends)


def test_every_mend_of_a_finding_has_its_button(qtbot, panel) -> None:
    text, table = Edit({"other.text": "3件"}, "正文改成 3"), Edit({"requests.received.natural": 2}, TABLE_MEND)
    panel.show_findings((replace(DOUBT, mends=(text, table)),))
    panel.step(1)
    with qtbot.waitSignal(panel.mended) as mended:
        button(panel, "表改成 2（…自然人 3→2）").click()
    assert button(panel, "表改成 2（…自然人 3→2）").toolTip() == TABLE_MEND
    assert button(panel, "正文改成 3").isVisible()
    assert mended.args == [table]


@pytest.mark.parametrize("width", [683, 911, 1366, 1920])
def test_the_line_shows_what_has_room_and_never_loses_its_end(qtbot, panel, width: int) -> None:
    mends = tuple(Edit({}, label) for label in ("正文改成 3", "正文 2 处都改成 3", TABLE_MEND))
    panel.show_findings((replace(DOUBT, mends=mends),))
    panel.show_numbers((ReadNumber(Span("overview.on_request", 0, 2), "5件", "unclaimed", Decimal(5)),))
    panel.show_blanks(("other.text",) * 144)
    panel.list.set_place(0)
    panel.say("已认领：5件 不涉及表格。Ctrl+Z 撤销")
    panel.resize(width, panel.height())
    QApplication.processEvents()
    end = panel.fold_button.mapTo(panel, panel.fold_button.rect().bottomRight()).x()
    assert end <= width
    shown = [part.isVisible() for part in panel.line.spare if panel.line.wants(part)]
    assert shown == sorted(shown)  # what has another road goes first, how wide the letters ever are
    assert shown[0] or width < 1920
    assert panel.mend_buttons[0].isVisible()


def test_the_number_of_numbers_goes_before_the_current_sentence_is_cut_short(panel) -> None:
    panel.show_numbers((ReadNumber(Span("overview.on_request", 0, 2), "5件", "tied", Decimal(5)),))
    panel.show_findings((replace(DOUBT, sentence="上年结转与上年报告不同，相差很多，请改正或者写明说明"),))
    panel.list.set_place(0)
    panel.resize(panel.line.layout().minimumSize().width() + 20, panel.height())
    QApplication.processEvents()
    assert panel.numbers_button.isHidden()
    assert panel.place_button.isVisible()


def test_folded_the_line_still_leads_to_the_place(qtbot, panel) -> None:
    panel.show_findings((BROKEN,))
    panel.unfold(False)
    assert not panel.list.isVisible()
    with qtbot.waitSignal(panel.chosen) as chosen:
        panel.place_button.click()
    assert chosen.args == [BROKEN]


def test_a_long_sentence_is_cut_on_the_line_and_whole_in_the_tip(panel) -> None:
    long = Finding("hint", "long", "other", "很长的一句话" * 60)
    panel.show_findings((long,))
    assert panel.sentence.text().endswith("…")
    assert panel.sentence.toolTip() == long.sentence


def test_many_changes_are_checked_once(qtbot, watch) -> None:
    runs: list[tuple[Finding, ...]] = []
    watch.found.connect(lambda found: runs.append(found))
    for _ in range(20):
        watch.wake()
    qtbot.waitUntil(lambda: bool(runs))
    assert not watch.waiting
    assert len(runs) == 1


def test_a_broken_balance_is_found_with_its_cells(qtbot, watch) -> None:
    watch.session.apply(Edit({"requests.received.natural": 61}))
    with qtbot.waitSignal(watch.found) as found:
        watch.wake()
    balance = [finding for finding in found.args[0] if finding.rule == "requests.balance"]
    assert "requests.received.natural" in balance[0].cells


def test_a_character_without_a_glyph_is_found_with_the_real_fonts(qtbot, watch) -> None:
    watch.session.apply(Edit({"other.text": "无🦄。"}))
    with qtbot.waitSignal(watch.found) as found:
        watch.wake()
    spans = [finding.spans for finding in found.args[0] if finding.rule == "print.glyph"]
    assert spans == [(Span("other.text", 1, 2),)]


def test_what_cannot_be_looked_at_is_said_and_the_rest_is_checked(qtbot) -> None:
    def previous() -> None:
        raise ResourceError("上年报告无法读取。")

    watch = FindingsWatch(Session(FORM, full()), previous)
    with qtbot.waitSignals([watch.failed, watch.found]):
        watch.wake()


def test_a_damaged_font_is_said_and_stops_nothing(qtbot, watch, monkeypatch) -> None:
    def refuse(role: str):
        def test(character: str) -> bool:
            raise ResourceError("字体文件 fang.ttf 已损坏。请重新安装本程序。")

        return test

    monkeypatch.setattr("ui.findings.findings_watch.load_faces", lambda: SimpleNamespace(coverage=refuse))
    with qtbot.waitSignal(watch.failed) as failed:
        watch.wake()
    assert failed.args == ["字体文件 fang.ttf 已损坏。请重新安装本程序。"]
