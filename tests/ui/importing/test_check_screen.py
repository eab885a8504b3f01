"""The check screen of an import is the official grid: doubts amber, the source beside it, a key for a cell, a row, a table."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.exchange import read
from app.exchange.source.found import Question
from tests.corpus.build import FILES
from tests.few_columns import DOUBTS, NAME, few_columns
from tests.reports import FORMS
from tests.ui.importing.checking import ENTER, ROW, TABLE, Checker

FOUND = read(FORMS, few_columns().encode(), NAME)
SUMS = read(FORMS, (FILES / "wrong-total.html").read_bytes(), "2024 wrong-total.html")
FIRST, SECOND = "proactive.regulations.issued", "proactive.regulations.repealed"
RECEIVED = "requests.received.natural"
MOST_KEYS = 12


@pytest.fixture
def checker(qtbot) -> Checker:
    """Before the text with a column less."""
    return Checker(qtbot, FOUND)


def test_all_doubts_of_a_page_with_a_column_less_take_no_more_than_twelve_keys_and_none_is_unseen(checker: Checker) -> None:
    doubtful = {name: one.certainty for name, one in FOUND.evidence.items() if one.why}
    assert Counter(doubtful.values()) == DOUBTS
    checker.press_until(TABLE, lambda: not checker.doubted)
    assert checker.sight >= doubtful.keys()
    checker.press(ENTER)
    assert checker.keys <= MOST_KEYS
    assert checker.taken[0].doubts == ()
    assert checker.taken[0].report.cells == FOUND.report.cells


def test_the_whole_table_is_not_right_before_all_of_it_was_on_the_screen(qtbot) -> None:
    checker = Checker(qtbot, FOUND, QSize(1100, 420))
    checker.dialog.check.bar.setCurrentIndex(2)
    checker.dialog.check.page.enter()
    QApplication.processEvents()
    table = {name for name in checker.doubted if name.startswith("requests.")}
    checker.press(TABLE)
    assert table <= checker.doubted
    assert "栏没有显示过" in checker.dialog.check.help.whole
    checker.press_until(TABLE, lambda: not table & checker.doubted)
    assert checker.sight >= table


def test_what_was_scrolled_past_in_the_form_alone_has_not_been_seen_with_its_source(checker: Checker) -> None:
    checker.dialog.check.bar.setCurrentIndex(2)
    view = checker.dialog.check.page.views[0]
    checker.dialog.source.verticalScrollBar().setValue(0)
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    QApplication.processEvents()
    assert checker.dialog.review.unseen(["requests.carried_out.natural"])


def test_enter_is_right_and_goes_on_to_the_next_doubt(checker: Checker) -> None:
    assert checker.cell == FIRST
    checker.press(ENTER)
    assert FIRST not in checker.doubted
    assert checker.cell == SECOND


def test_enter_that_is_held_down_looks_at_one_cell(checker: Checker) -> None:
    checker.press(ENTER)
    checker.held(Qt.Key.Key_Return)
    assert SECOND in checker.doubted


def test_enter_on_a_cell_that_was_scrolled_away_brings_it_back_first(qtbot) -> None:
    checker = Checker(qtbot, FOUND, QSize(1100, 420))
    checker.dialog.check.bar.setCurrentIndex(2)
    view = checker.dialog.check.page.views[0]
    view.make_current(view.model_of_cells.index_of("requests.carried_out.natural"))
    view.verticalScrollBar().setValue(0)
    view.setFocus()
    checker.press(ENTER)
    assert "requests.carried_out.natural" in checker.doubted
    checker.press(ENTER)
    assert "requests.carried_out.natural" not in checker.doubted


def test_a_digit_mends_the_cell_and_enter_goes_on(checker: Checker) -> None:
    checker.press("7")
    checker.press(ENTER)
    assert checker.cell == SECOND
    assert FIRST not in checker.doubted
    assert checker.dialog.chosen.report.cells[FIRST] == 7


def test_of_several_grids_one_shows_where_the_person_is(checker: Checker) -> None:
    checker.press(ENTER, 7)
    views = checker.dialog.check.page.views
    assert checker.cell == "proactive.penalties.decisions"
    assert [view.selectionModel().hasSelection() for view in views] == [view.hasFocus() for view in views]


def test_what_cannot_be_read_is_said_before_anything_is_taken(checker: Checker) -> None:
    checker.press("7")
    editor = checker.dialog.check.page.views[0].editor
    assert editor is not None
    editor.setText("七八")
    checker.dialog.take()
    assert checker.taken == []
    assert checker.dialog.message.text()


def test_ctrl_enter_takes_the_row(checker: Checker) -> None:
    checker.press(ROW)
    assert {FIRST, SECOND, "proactive.regulations.in_force"} & checker.doubted == set()
    assert checker.cell == "proactive.normative.issued"


def test_f8_goes_through_the_doubts_and_back_and_looks_at_none(checker: Checker) -> None:
    checker.press("F8")
    assert checker.cell == SECOND
    checker.press("Shift+F8", 2)
    assert checker.cell == "disputes.suit_after_review.pending"
    assert len(checker.doubted) == sum(DOUBTS.values())


def test_delete_leaves_a_cell_out_and_undo_brings_it_back_with_its_doubt(checker: Checker) -> None:
    checker.press("Delete")
    assert FIRST not in checker.dialog.chosen.report.cells
    checker.press("Ctrl+Z")
    assert FIRST in checker.dialog.chosen.report.cells
    assert FIRST in checker.doubted


def test_it_can_be_taken_with_doubts_left_that_stay_in_the_report(checker: Checker) -> None:
    checker.press(ENTER)
    assert checker.dialog.take_button.text().startswith("导入（165 处仍待核对）")
    checker.dialog.take()
    assert {one.cell for one in checker.taken[0].doubts} == set(FOUND.report.cells) & checker.doubted


def test_the_reason_stands_once_over_its_table(checker: Checker) -> None:
    reasons = [page.reason.text() for page in checker.dialog.check.pages]
    assert reasons[1] == "原文没有列线，按先后对上（10 栏）。"
    assert reasons[2] == "原文少两列，五个数对七个栏（114 栏）；原文少一列，六个数对七个栏（30 栏）。"
    assert reasons[0] == "没有要核对的。"
    checker.press(TABLE)
    assert checker.dialog.check.pages[1].reason.text() == "已全部核对。"


def test_the_very_number_of_the_current_cell_is_marked_in_the_source(checker: Checker) -> None:
    checker.dialog.check.go_to(checker.dialog.review.stops_in("requests")[0])
    assert checker.cell == RECEIVED
    assert checker.dialog.source.marked == ("1",)
    spans = checker.dialog.source._marks
    line = checker.dialog.source.document().findBlock(spans[0].start).text()
    assert line.split() == ["一、本年新收政府信息公开申请数量", "1", "0", "0", "0", "0", "0"]
    assert checker.dialog.source.shows(checker.dialog.review.marks(RECEIVED))


def test_the_line_under_the_form_tells_the_doubt_of_the_current_cell(checker: Checker) -> None:
    checker.dialog.check.go_to(checker.dialog.review.stops_in("requests")[0])
    assert "待核对，原文少一列，六个数对七个栏，原文“1 0 0 0 0 0”" in checker.dialog.check.help.whole


def test_the_first_line_says_what_to_do_and_how_much_is_left(checker: Checker) -> None:
    assert "回车＝对，输入数字＝改" in checker.dialog.first_line.text()
    assert checker.dialog.first_line.text().endswith("还有 166 处。")


def test_a_sum_that_the_file_states_otherwise_waits_at_its_cell_with_its_number_marked(qtbot) -> None:
    checker = Checker(qtbot, SUMS)
    assert checker.cell == "requests.received.total"
    assert checker.dialog.source.marked == ("9",)
    assert "原文写 9，各格相加是 8" in checker.dialog.check.help.whole
    checker.press(ENTER)
    assert checker.dialog.take_button.hasFocus()


def test_a_cell_that_nobody_could_read_waits_blank_and_is_answered_by_a_figure(qtbot) -> None:
    asked = (Question(RECEIVED, "自然人：原文两行写着“1 2”，不知是不是一个数"),)
    cells = {name: value for name, value in SUMS.report.cells.items() if name != RECEIVED}
    checker = Checker(qtbot, replace(SUMS, report=replace(SUMS.report, cells=cells), questions=asked, remarks=()))
    assert checker.cell == RECEIVED
    checker.press("5")
    checker.press(ENTER)
    assert checker.dialog.take_button.hasFocus()
    assert checker.dialog.chosen.report.cells[RECEIVED] == 5


def test_the_keys_for_a_row_and_a_table_certify_no_blank(qtbot) -> None:
    asked = (Question(RECEIVED, "自然人：原文写着“4l”，不知是不是一个数"),)
    cells = {name: value for name, value in FOUND.report.cells.items() if name != RECEIVED}
    checker = Checker(qtbot, replace(FOUND, report=replace(FOUND.report, cells=cells), questions=asked))
    checker.press(TABLE, 3)
    checker.press(ROW)
    assert [one.cell for one in checker.dialog.review.stops_in("requests")] == [RECEIVED]
    checker.press(ENTER)
    assert checker.dialog.review.stops_in("requests") == ()


def test_a_click_for_a_whole_table_turns_no_page_under_the_mouse(checker: Checker) -> None:
    screen = checker.dialog.check
    place = screen.bar.currentIndex()
    QTest.mouseClick(screen.table_button, Qt.MouseButton.LeftButton)
    assert screen.bar.currentIndex() == place
    assert not screen.table_button.isEnabled()
    assert "接着看" in screen.help.whole


def test_a_question_about_the_whole_file_stands_over_the_form(qtbot) -> None:
    asked = (Question("", "年度：文件里没有写年份，按 2024 年读取，请核对"),)
    assert Checker(qtbot, replace(FOUND, questions=asked)).dialog.asks.text() == f"{asked[0].sentence}。"


def leave(checker: Checker, answer: str, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Esc; gives what was asked."""
    told: list[str] = []

    def sure(_: object, __: str, words: str, deed: str) -> bool:
        told.append(words)
        return answer == deed

    monkeypatch.setattr("ui.importing.import_dialog.sure", sure)
    checker.press("Esc")
    return told


def test_esc_leaves_at_once_where_nothing_was_done(checker: Checker, monkeypatch: pytest.MonkeyPatch) -> None:
    assert leave(checker, "不导入", monkeypatch) == []
    assert not checker.dialog.isVisible()


@pytest.mark.parametrize(("answer", "stays"), [("不导入", False), ("", True)])
def test_esc_asks_where_looks_would_be_lost(checker: Checker, monkeypatch: pytest.MonkeyPatch, answer, stays) -> None:
    checker.press(ENTER)
    assert len(leave(checker, answer, monkeypatch)) == 1
    assert checker.dialog.isVisible() is stays
    assert checker.taken == []


@pytest.mark.parametrize("size", [QSize(895, 464), QSize(1366, 700)])
def test_nothing_is_cut_off_down_to_a_small_screen(qtbot, size: QSize) -> None:
    dialog = Checker(qtbot, FOUND, size).dialog
    assert dialog.size() == size
    for part in (dialog.take_button, dialog.close_button, dialog.check.table_button, dialog.source):
        assert dialog.rect().contains(part.rect().translated(part.mapTo(dialog, part.rect().topLeft())))
    assert dialog.check.page.views[0].height() >= 40
