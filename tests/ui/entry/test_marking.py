"""Places that the program shows are marked, and nothing that it shows is ever typed over."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QTextEdit

from app.checks import Finding, Span
from app.report.report import Edit
from tests.reports import OFFICE
from tests.ui.pages import Hands, marked, new_session, send_letter
from ui.grid.table_view import GridView
from ui.sections.find_bar import TextPlace

Key, Shift = Qt.Key, Qt.KeyboardModifier.ShiftModifier
OPEN, NOTE, SIGNED = "overview.proactive", "requests.note", "signature.office"
WORDS = {
    OPEN: "公开信息18条。又公开信息6条。",
    NOTE: "公开信息，另有说明。",
    SIGNED: OFFICE,
}


@pytest.fixture
def workspace(opened):
    opened.desk.workspace.session.apply(Edit(dict(WORDS)))
    return opened.desk.workspace


def field() -> QLineEdit | QTextEdit:
    found = QApplication.focusWidget()
    assert isinstance(found, QLineEdit | QTextEdit)
    return found


def editor() -> QTextEdit:
    found = QApplication.focusWidget()
    assert isinstance(found, QTextEdit)
    return found


def selection() -> str:
    found = field()
    return found.selectedText() if isinstance(found, QLineEdit) else found.textCursor().selectedText()


def finding(cell: str, start: int, end: int) -> Finding:
    return Finding("verify", "r", "overview", "看这里", (cell,), spans=(Span(cell, start, end),))


ROADS = {
    "finding": lambda workspace, cell: workspace.findings.chosen.emit(finding(cell, 0, 4)),
    "last year": lambda workspace, cell: workspace.last_year.bar.chosen.emit(TextPlace(cell, 0, 4)),
    "find": lambda workspace, cell: workspace.find_bar.found.emit(TextPlace(cell, 0, 4)),
    "tabs": lambda workspace, cell: workspace.tabs.go_to(cell, 0, 4),
}


@pytest.mark.parametrize("cell", [OPEN, NOTE, SIGNED])
@pytest.mark.parametrize("road", ROADS)
def test_no_road_leads_to_a_selection_that_a_key_replaces(workspace, road, cell) -> None:
    ROADS[road](workspace, cell)
    assert selection() == ""
    send_letter(field(), "甲")
    words = WORDS[cell]
    assert workspace.session.report.text(cell) == f"{words[:4]}甲{words[4:]}"


def test_undo_and_redo_leave_no_selection(workspace) -> None:
    workspace.step_back()
    workspace.step_forward()
    assert selection() == ""


def test_a_selection_of_the_person_does_not_wait_for_the_next_jump(workspace) -> None:
    workspace.tabs.go_to(OPEN)
    field().selectAll()
    workspace.tabs.go_to(NOTE)
    workspace.tabs.go_to(OPEN)
    assert selection() == ""


@pytest.mark.parametrize("reason", ["TabFocusReason", "BacktabFocusReason", "ShortcutFocusReason"])
def test_a_line_entered_by_a_key_is_not_selected(workspace, reason) -> None:
    workspace.tabs.go_to(SIGNED)
    line = field()
    line.clearFocus()
    line.setFocus(Qt.FocusReason[reason])
    assert selection() == ""


def test_the_marking_goes_with_the_next_key_and_with_the_next_place(workspace) -> None:
    workspace.tabs.go_to(OPEN, 0, 4)
    first = editor()
    assert marked(first)[-1] == "公开信息"
    workspace.tabs.go_to(NOTE, 0, 4)
    assert "公开信息" not in marked(first)
    workspace.tabs.go_to(OPEN, 0, 4)
    send_letter(first, "共")
    assert "公开信息" not in marked(first)


def test_enter_in_the_find_bar_steps_and_keeps_the_caret(qtbot, workspace, opened) -> None:
    opened.commands["find"].trigger()
    bar = workspace.find_bar
    bar.words.setText("公开信息")
    before = workspace.session.report
    for told in ("1/3", "2/3", "3/3", "1/3"):
        qtbot.keyClick(QApplication.focusWidget(), Key.Key_Return)
        assert bar.words.hasFocus()
        assert bar.result.text().startswith(told)
    assert workspace.session.report == before


def test_a_hit_in_the_table_is_shown_without_the_caret(qtbot, workspace) -> None:
    bar = workspace.find_bar
    bar.begin()
    bar.words.setText("结果维持")
    qtbot.keyClick(bar.words, Key.Key_Return)
    assert bar.words.hasFocus()
    assert workspace.tabs.currentIndex() == 3
    qtbot.keyClick(bar.words, Key.Key_Escape)
    focus = QApplication.focusWidget()
    assert isinstance(focus, GridView)
    assert focus.current_cell() == "disputes.review.upheld"


@pytest.mark.parametrize("cell", ["requests.carried_in.natural", OPEN, SIGNED])
def test_esc_closes_the_find_bar_from_anywhere(qtbot, workspace, cell) -> None:
    workspace.find_bar.begin()
    workspace.tabs.go_to(cell)
    before = QApplication.focusWidget()
    qtbot.keyClick(before, Key.Key_Escape)
    assert not workspace.find_bar.isVisible()
    assert QApplication.focusWidget() is before


def test_f3_goes_on_from_anywhere_and_takes_the_caret_along(qtbot, workspace) -> None:
    workspace.find_bar.words.setText("公开信息")
    workspace.tabs.go_to("requests.carried_in.natural")
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_F3)
    assert marked(editor())[-1] == "公开信息"
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_F3)
    assert editor().textCursor().position() == 13
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_F3, Shift)
    assert editor().textCursor().position() == 4


def test_f3_without_words_asks_for_them(qtbot, workspace) -> None:
    workspace.tabs.go_to(OPEN)
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_F3)
    assert workspace.find_bar.words.hasFocus()


def test_a_hit_that_was_mended_is_not_counted_again(qtbot, workspace) -> None:
    bar = workspace.find_bar
    bar.words.setText("公开信息")
    bar.step(1)
    workspace.session.apply(Edit({OPEN: "公布18条。又公开信息6条。"}))
    bar.step(1)
    assert bar.result.text() == "1/2"
    assert editor().textCursor().position() == len("公布18条。又公开信息")


def test_a_rare_character_moves_no_marking(qtbot) -> None:
    hands = Hands(qtbot, new_session(signature__office="𬱟镇街道办事处"), "other")
    hands.page.focus_cell(SIGNED, 1, 2)
    send_letter(field(), "乙")
    assert hands.session.report.text(SIGNED) == "𬱟镇乙街道办事处"
