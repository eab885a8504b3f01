"""Of every number of the prose it is said what the program makes of it; a person can say otherwise, and change that later."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QMessageBox

from app.checks.reworded import REWORDED
from app.report.claim import Claim
from app.report.report import Edit
from app.store.library import Library
from tests.reports import full
from tests.ui.pages import button, every, found, marked
from tests.ui.review_hands import ground
from ui.findings.cell_choice import CellChoice
from ui.findings.numbers_dialog import NumbersDialog
from ui.narrative.text_editor import TextEditor
from ui.narrative.text_part import TextPart
from ui.review.course_words import OVERRULED
from ui.review.review_dialog import ReviewDialog
from ui.window.main_window import MainWindow

CELL, NATURAL, TOTAL = "overview.on_request", "requests.received.natural", "requests.received.total"
SURE = "ui.findings.claiming.sure"
TEXT = "2025年收到申请12件。窗口转来的3件，接待20余人次。收到申请9件。"
WINDOW, WRONG = Claim("窗口转来的#件，接待#余人次", 0, (NATURAL,)), Claim("收到申请#件", 0, ())


@pytest.fixture
def written(window: MainWindow, library: Library) -> MainWindow:
    """A report in whose prose a number is tied, two are compared with nothing, and one contradicts the tables."""
    report = full(requests__received__natural=12, requests__granted__natural=12, requests__carried_out__business=0)
    window.open_report(library.create(replace(report, cells={**report.cells, CELL: TEXT})))
    window.activateWindow()
    window.desk.workspace.watch.run()
    return window


def editor(window: MainWindow) -> TextEditor:
    return found(window.desk.workspace.tabs.current_page(), TextPart).blocks[CELL].editor


def told(window: MainWindow, words: str) -> str:
    """What the pointer says over these words."""
    start = TEXT.index(words)
    return "\n".join(said for first, last, said in editor(window).hover if first <= start < last)


def menu_on(window: MainWindow, words: str) -> QMenu:
    """The menu that a right click on these words opens."""
    text, place = editor(window), TEXT.index(words) + 1
    spot = text.cursorRect(text.cursor_over(place, place)).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, spot, text.mapToGlobal(spot))
    QApplication.sendEvent(text.viewport(), event)
    return next(menu for menu in every(text, QMenu, "fieldMenu") if menu.isVisible())


def pick(menu: QMenu, beginning: str) -> None:
    """Takes a line of a menu, as a click does."""
    action = next(one for one in menu.actions() if beginning in one.text())
    menu.setActiveAction(action)
    QTest.keyClick(menu, Qt.Key.Key_Return)


def panel(window: MainWindow) -> QMenu:
    """The menu that asks about a number."""
    return next(menu for menu in every(window, QMenu, "claimMenu") if menu.isVisible())


def asks(window: MainWindow) -> list[str]:
    return [menu.actions()[0].text() for menu in every(window, QMenu, "claimMenu") if menu.isVisible()]


def findings(window: MainWindow) -> list[str]:
    return [one.rule for one in window.desk.workspace.findings.findings if one.rule.startswith("narrative")]


def own(window: MainWindow) -> tuple[Claim, ...]:
    return window.desk.workspace.session.claims


def test_the_pointer_tells_of_every_number_what_the_program_makes_of_it(written: MainWindow):
    assert told(written, "2025") == "年份，不与表格对照"
    assert told(written, "12件") == "＝ 本年新收政府信息公开申请数量 总计：12"
    for words in ("3件", "20余"):
        assert told(written, words) == "没有与表格对照：程序看作不涉及表格的数；若指表里某一格，点右键认领"
    assert told(written, "9件").startswith("≠ 本年新收政府信息公开申请数量 总计：12")


def test_the_line_of_findings_tells_how_many_there_are_of_each_kind(written: MainWindow):
    listing = written.desk.workspace.findings.numbers_button
    assert listing.text() == "正文 4 个数"
    assert "1 个与表一致，1 个与表不一致，2 个不涉及表格，0 个未认领" in listing.toolTip()


def test_a_number_that_was_compared_with_nothing_is_given_a_cell_by_its_menu(written: MainWindow):
    pick(menu_on(written, "3件"), "认领“3件”")
    assert asks(written) == ["“3件”是表里哪一格？"]
    assert panel(written).activeAction() is None
    pick(panel(written), "别的格")
    choice = found(written, CellChoice)
    QTest.keyClicks(choice.filter, "12")
    choice.filter.setText("新收 自然人")
    QTest.keyClick(choice.filter, Qt.Key.Key_Return)
    assert own(written) == (WINDOW,)
    assert told(written, "3件").splitlines()[0] == "≠ 本年新收政府信息公开申请数量 自然人：12"


def test_a_number_that_the_program_tied_can_be_said_to_mean_no_cell(written: MainWindow):
    pick(menu_on(written, "12件"), "认领“12件”")
    pick(panel(written), "不涉及表格")
    assert own(written) == (Claim("#年收到申请#件", 1, ()),)
    assert told(written, "12件").splitlines()[0] == "不涉及表格"


def test_a_year_has_nothing_to_claim(written: MainWindow):
    assert not [action for action in menu_on(written, "2025").actions() if "认领" in action.text()]


def test_a_share_is_no_cell_and_can_only_be_said_to_have_to_do_with_none(
    window: MainWindow, library: Library, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(SURE, lambda *_: True)
    text = "收到申请12件，其中自然人申请6件，占45%。网站访问量增长30%。"
    report = full(requests__received__natural=6, requests__received__business=6)
    window.open_report(library.create(replace(report, cells={**report.cells, CELL: text})))
    window.desk.workspace.watch.run()
    assert findings(window) == ["narrative.percent"]
    window.desk.workspace.findings.list.set_place(
        [one.rule for one in window.desk.workspace.findings.findings].index("narrative.percent")
    )
    window.desk.workspace.findings.answer_button.click()
    assert asks(window) == ["“45%”与表格有关吗？"]
    assert [one.text() for one in panel(window).actions() if one.text().startswith("&")] == ["&1　不涉及表格"]
    pick(panel(window), "不涉及表格")
    assert findings(window) == []


def test_several_cells_can_make_up_a_number(written: MainWindow):
    pick(menu_on(written, "3件"), "认领")
    pick(panel(written), "别的格")
    choice = found(written, CellChoice)
    for place in (15, 16):
        choice.list.topLevelItem(place).setSelected(True)  # as a click with Ctrl does
    button(choice, "是这 2 格之和").click()
    (claim,) = own(written)
    assert len(claim.cells) == 2


def test_f8_answers_the_finding_where_f7_went_and_undo_brings_it_back(written: MainWindow, monkeypatch: pytest.MonkeyPatch):
    while not marked(editor(written))[-1].endswith("9件"):
        written.commands["check"].trigger()
    written.commands["doubt"].trigger()
    assert asks(written) == ["“9件”是表里哪一格？"]
    assert panel(written).activeAction() is None  # Enter alone must not put a finding away
    monkeypatch.setattr(SURE, lambda *_: True)
    pick(panel(written), "不涉及表格")
    assert (own(written), findings(written)) == ((WRONG,), [])
    written.commands["undo"].trigger()
    written.desk.workspace.watch.run()
    assert (own(written), findings(written)) == ((), ["narrative.number"])


@pytest.mark.parametrize(("word", "kept"), [("取消", ()), ("仍然认领", (WRONG,))])
def test_a_contradiction_is_claimed_away_only_by_a_second_gesture(
    written: MainWindow, monkeypatch: pytest.MonkeyPatch, word: str, kept: tuple[Claim, ...]
):
    asked: list[str] = []

    def answer(box: QMessageBox) -> None:
        assert "“9件”现在是：≠ 本年新收政府信息公开申请数量 总计：12" in box.text()
        asked.append(box.defaultButton().text())
        pressed = next(one for one in box.buttons() if one.text() == word)
        pressed.setEnabled(True)  # it wakes a moment late
        pressed.click()

    monkeypatch.setattr(QMessageBox, "exec", answer)
    written.commands["doubt"].trigger()
    QTest.keyClick(panel(written), Qt.Key.Key_1)
    assert asked == ["取消"]  # what Enter would press
    assert own(written) == kept
    assert findings(written) == ([] if kept else ["narrative.number"])


def test_a_contradiction_that_was_claimed_away_is_listed_where_the_report_is_signed(written: MainWindow):
    desk = written.desk.workspace
    desk.session.claim(replace(WRONG, who="张三", at=datetime(2026, 1, 15).astimezone()))
    desk.watch.run()
    dialog = ReviewDialog(desk.reviewing, desk.session, ground(), written)
    (line,) = [one for one in dialog.pages.findings.listed if one.rule == OVERRULED]
    assert line.sentence == (
        "“收到申请9件”原为 ≠ 本年新收政府信息公开申请数量 总计：12，认作 不涉及表格（张三，2026年1月15日）"
    )
    assert TEXT[line.spans[0].start : line.spans[0].end] == "9件"


@pytest.mark.parametrize(("within", "asked"), [(0, "3件"), (1, "3件"), (2, "3件"), (3, "9件")])
def test_f8_asks_about_the_number_that_the_caret_touches(written: MainWindow, within: int, asked: str):
    place = TEXT.index("3件") + within
    editor(written).setFocus()
    editor(written).setTextCursor(editor(written).cursor_over(place, place))
    written.commands["doubt"].trigger()
    assert asks(written) == [f"“{asked}”是表里哪一格？"]


@pytest.mark.parametrize("words", ["增加3件", "3个社区", "20余"], ids=["a change", "free", "about so many"])
def test_of_a_number_that_hardly_is_a_cell_nothing_lies_ready(window: MainWindow, library: Library, words: str):
    text = "收到申请15件，比上年增加3件。走访3个社区，接待20余人次。"
    report = full(requests__received__natural=12, requests__received__business=3)
    window.open_report(library.create(replace(report, cells={**report.cells, CELL: text})))
    window.desk.workspace.watch.run()
    place = text.index(words) + len(words.rstrip("个社区件余0123456789"))
    editor(window).setFocus()
    editor(window).setTextCursor(editor(window).cursor_over(place, place))
    window.commands["doubt"].trigger()
    assert panel(window).activeAction() is None
    assert next(one.text() for one in panel(window).actions() if one.text().startswith("&1")) == "&1　不涉及表格"


def test_a_finding_about_a_number_has_a_button_to_claim_it(written: MainWindow):
    listed = written.desk.workspace.findings
    assert listed.answer_button.isHidden()
    listed.list.set_place([one.rule for one in listed.findings].index("narrative.number"))
    listed.answer_button.click()
    assert asks(written) == ["“9件”是表里哪一格？"]


def test_what_was_recorded_is_said_beside_the_next_finding_and_goes_when_it_is_undone(written: MainWindow):
    line = written.desk.workspace.findings.said
    pick(menu_on(written, "3件"), "认领")
    pick(panel(written), "不涉及表格")
    assert line.toolTip() == "已认领：3件 不涉及表格。Ctrl+Z 撤销"
    assert written.banners.standing() == ()
    written.commands["undo"].trigger()
    assert line.isHidden()


def test_that_nothing_is_left_to_claim_is_said_no_longer_than_it_is_true(
    written: MainWindow, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(SURE, lambda *_: True)
    pick(menu_on(written, "9件"), "认领")
    pick(panel(written), "不涉及表格")
    written.commands["doubt"].trigger()
    line = written.desk.workspace.findings.said
    assert line.toolTip().startswith("没有要认领的数，也没有待核对的栏目。正文 4 个数：1 个与表一致")
    written.commands["undo"].trigger()
    assert line.isHidden()


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_2], ids=["Esc", "an answer"])
def test_the_place_that_was_asked_about_is_marked_no_longer(
    written: MainWindow, key: Qt.Key, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(SURE, lambda *_: True)
    written.commands["doubt"].trigger()
    before = marked(editor(written))
    assert before[-1] == "9件"
    QTest.keyClick(panel(written), key)
    assert marked(editor(written)).count("9件") < before.count("9件")


def test_esc_in_a_text_shows_the_place_of_a_finding_no_longer(written: MainWindow):
    written.commands["check"].trigger()
    place = QApplication.focusWidget()
    assert isinstance(place, TextEditor)
    before = marked(place)
    QTest.keyClick(place, Qt.Key.Key_Escape)
    assert len(marked(place)) == len(before) - 1


def test_a_claim_tells_who_made_it_and_can_be_changed_and_taken_back(written: MainWindow):
    pick(menu_on(written, "3件"), "认领")
    pick(panel(written), "不涉及表格")
    first, second = told(written, "3件").splitlines()
    assert (first, second.startswith("认领过（")) == ("不涉及表格", True)
    pick(menu_on(written, "3件"), "改认“3件”")
    pick(panel(written), "别的格")
    choice = found(written, CellChoice)
    choice.filter.setText("新收 自然人")
    choice.take_button.click()
    assert own(written) == (WINDOW,)
    pick(menu_on(written, "3件"), "取消认领（＝ 本年新收政府信息公开申请数量 自然人）")
    assert own(written) == ()
    assert written.desk.workspace.findings.said.toolTip() == "已取消认领：3件。Ctrl+Z 撤销"


def test_a_claim_of_another_year_can_be_answered_otherwise_but_not_taken_back_here(window: MainWindow, library: Library):
    report = full()
    last = library.create(replace(report, year=2024))
    library.open_session(last).claim(replace(WINDOW, who="李四", at=datetime(2025, 1, 15).astimezone()))
    library.close_session(last)
    window.open_report(library.create(replace(report, cells={**report.cells, CELL: TEXT})))
    window.desk.workspace.watch.run()
    assert told(window, "3件").splitlines()[1] == "在本单位别的年度认领过（李四，2025年1月15日）"
    words = [action.text() for action in menu_on(window, "3件").actions()]
    assert "认领“3件”…" in words
    assert not any("取消认领" in one for one in words)


def listed(window: MainWindow) -> NumbersDialog:
    window.desk.workspace.findings.numbers_button.click()
    return next(one for one in every(window, NumbersDialog) if one.isVisible())


def lines(dialog: NumbersDialog) -> list[list[str]]:
    items = [dialog.list.topLevelItem(place) for place in range(dialog.list.topLevelItemCount())]
    return [[item.text(column) for column in (2, 3)] for item in items]


def test_all_numbers_are_listed_with_what_the_program_makes_of_them(written: MainWindow):
    told = lines(listed(written))
    assert told[1][1] == "＝ 本年新收政府信息公开申请数量 总计：12"
    assert "窗口转来的3件，接待20余人次。" in told[2][0]
    assert len(told) == 4


@pytest.mark.parametrize("road", ["menu", "button"])
def test_a_mend_of_the_table_names_the_cell_and_says_afterwards_what_it_changed(written: MainWindow, road: str):
    desk, label = written.desk.workspace, "表改成 9（本年新收政府信息公开申请数量·自然人 12→9）"
    if road == "menu":
        pick(menu_on(written, "9件"), label)
    else:
        desk.findings.list.set_place([one.rule for one in desk.findings.findings].index("narrative.number"))
        button(desk.findings, "表改成 9（…自然人 12→9）").click()
    assert desk.session.report.get(NATURAL) == 9
    desk.watch.run()
    assert desk.findings.said.toolTip() == f"已改正：{label}。Ctrl+Z 撤销"
    written.commands["undo"].trigger()
    assert desk.findings.said.isHidden()


@pytest.mark.parametrize("now", ["据统计，收到申请9件。", "我单位收到申请共9件。"], ids=["before it", "within it"])
def test_a_claim_whose_sentence_was_edited_is_told_with_its_place_and_made_anew(
    written: MainWindow, monkeypatch: pytest.MonkeyPatch, now: str
):
    monkeypatch.setattr(SURE, lambda *_: True)
    desk = written.desk.workspace
    desk.session.claim(WRONG)
    desk.session.apply(Edit({CELL: TEXT.replace("收到申请9件。", now)}))
    desk.watch.run()
    rules = [one.rule for one in desk.findings.findings]
    desk.findings.list.set_place(rules.index(REWORDED))
    told_of = desk.findings.current()
    assert told_of
    assert told_of.sentence == "认领的话改了：“收到申请…件”里的数原来认作 不涉及表格，现在是“9件”，请再认一次"
    assert desk.session.report.text(CELL)[told_of.spans[0].start : told_of.spans[0].end] == "9件"
    desk.findings.answer_button.click()
    pick(panel(written), "不涉及表格")
    assert REWORDED not in [one.rule for one in desk.findings.findings]


def test_of_a_claim_whose_sentence_was_taken_out_nothing_is_told(written: MainWindow):
    desk = written.desk.workspace
    desk.session.claim(WRONG)
    desk.session.apply(Edit({CELL: TEXT.replace("收到申请9件。", "举办培训9次。")}))
    desk.watch.run()
    assert REWORDED not in [one.rule for one in desk.findings.findings]


def test_the_list_is_among_the_commands_too(written: MainWindow):
    written.commands["numbers"].trigger()
    assert found(written, NumbersDialog).isVisible()


def test_claims_are_listed_and_taken_back_there_also_those_whose_sentence_is_gone(written: MainWindow):
    gone = Claim("早已改掉的#件", 0, ())
    written.desk.workspace.session.claim(gone)
    written.desk.workspace.session.claim(WINDOW)
    dialog = listed(written)
    dialog.filter.setCurrentIndex(dialog.filter.findText("认领过的（2）"))
    assert [words for words, _ in lines(dialog)][1] == "早已改掉的…件"
    dialog.list.setCurrentItem(dialog.list.topLevelItem(1))
    dialog.drop_button.click()
    assert own(written) == (WINDOW,)
    assert len(lines(dialog)) == 1


def test_the_list_leads_to_a_number_and_to_its_question(written: MainWindow):
    dialog = listed(written)
    dialog.list.setCurrentItem(dialog.list.topLevelItem(2))
    button(dialog, "到这个数").click()
    assert marked(editor(written))[-1] == "3件"
    dialog = listed(written)
    dialog.list.setCurrentItem(dialog.list.topLevelItem(3))
    dialog.claim_button.click()
    assert asks(written) == ["“20余人次”是表里哪一格？"]
    pick(panel(written), "不涉及表格")
    assert dialog.isVisible()
    assert dialog.list.currentItem().text(4).startswith("不涉及表格")
