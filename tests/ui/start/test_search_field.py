"""The search through all reports on the start page, by keyboard and by mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.report.report import Report
from tests.reports import OFFICE
from tests.ui.pages import send_letter
from ui.narrative.text_editor import TextEditor

TEXT = "overview.platform"
OTHER = "南坡街道办事处"


@pytest.fixture
def searched(window, library, qtbot):
    """The window with two reports in the list, active."""
    library.create(Report(OFFICE, 2025, "2021", None, {TEXT: "专栏两个，热线一条。", "requests.received.natural": 37}))
    library.create(Report(OTHER, 2024, "2021", None, {TEXT: "热线一条。"}))
    with qtbot.waitActive(window):
        window.activateWindow()
    window.go_home()
    return window


def look_for(window, qtbot, words: str) -> list[list[str]]:
    """Types the words as a person does; what is listed then."""
    window.commands["find"].trigger()
    field = window.start_page.search
    for letter in words:
        send_letter(field, letter)
    qtbot.waitUntil(lambda: not field.reading)
    items = [field.results.topLevelItem(row) for row in range(field.results.topLevelItemCount())]
    return [[item.text(column) for column in range(3)] for item in items if item]


def test_ctrl_f_on_the_list_looks_through_all_reports(searched, qtbot) -> None:
    assert searched.commands["find"].shortcut().toString() == "Ctrl+F"
    lines = look_for(searched, qtbot, "热线")
    assert {line[0] for line in lines} == {f"{OFFICE} 2025", f"{OTHER} 2024"}
    assert searched.start_page.search.results.isVisible()
    assert searched.start_page.search.told.text() == "2 份报告里有。"


def test_enter_opens_the_report_at_the_words(searched, qtbot) -> None:
    look_for(searched, qtbot, "专栏")
    qtbot.keyClick(searched.start_page.search, Qt.Key.Key_Return)
    workspace = searched.desk.workspace
    assert workspace.session.report.office == OFFICE
    editor = QApplication.focusWidget()
    assert isinstance(editor, TextEditor)
    assert editor.field.id == TEXT


def test_f3_goes_on_in_the_report_from_there(searched, library, qtbot) -> None:
    library.create(Report("新来的街道办事处", 2025, "2021", None, {TEXT: "甲乙丙。甲乙丁。"}))
    look_for(searched, qtbot, "甲乙")
    qtbot.keyClick(searched.start_page.search, Qt.Key.Key_Return)
    editor = QApplication.focusWidget()
    assert isinstance(editor, TextEditor)
    qtbot.keyClick(editor, Qt.Key.Key_F3)
    assert searched.desk.workspace.find_bar.result.text().startswith("2/")
    assert editor.place == len("甲乙丙。甲乙")


def test_a_click_on_a_figure_opens_its_cell(searched, qtbot) -> None:
    look_for(searched, qtbot, "３７")
    results = searched.start_page.search.results
    assert results.topLevelItem(0).text(1).startswith("依申请公开 · ")
    spot = results.visualItemRect(results.topLevelItem(0)).center()
    qtbot.mouseClick(results.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert searched.desk.workspace.cell == "requests.received.natural"


def test_the_arrows_choose_while_the_caret_stays(searched, qtbot) -> None:
    lines = look_for(searched, qtbot, "热线")
    field = searched.start_page.search
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert field.hasFocus()
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert f"{searched.desk.workspace.session.report.office} {searched.desk.workspace.session.report.year}" == lines[1][0]


def test_esc_is_done_with_it_and_the_list_is_back_with_the_keyboard(searched, qtbot) -> None:
    look_for(searched, qtbot, "热线")
    qtbot.keyClick(searched.start_page.search, Qt.Key.Key_Escape)
    assert searched.start_page.search.text() == ""
    assert searched.start_page.list.isVisible()
    assert searched.start_page.list.hasFocus()


def test_what_was_found_is_still_there_when_one_comes_back(searched, qtbot) -> None:
    look_for(searched, qtbot, "热线")
    qtbot.keyClick(searched.start_page.search, Qt.Key.Key_Return)
    searched.go_home()
    assert searched.start_page.search.results.isVisible()
    assert searched.start_page.search.results.hasFocus()


def test_a_report_changed_meanwhile_is_found_by_its_new_words(searched, library, qtbot) -> None:
    look_for(searched, qtbot, "热线")
    qtbot.keyClick(searched.start_page.search, Qt.Key.Key_Escape)
    library.create(Report("新来的街道办事处", 2025, "2021", None, {TEXT: "热线三条。"}))
    assert len(look_for(searched, qtbot, "热线三")) == 1


def test_where_nothing_is_found_it_is_said(searched, qtbot) -> None:
    assert look_for(searched, qtbot, "没有的词") == []
    assert searched.start_page.search.told.text().startswith("没有找到“没有的词”。")


def test_a_new_report_takes_the_place_of_what_was_found(searched, qtbot) -> None:
    look_for(searched, qtbot, "热线")
    searched.commands["new"].trigger()
    assert searched.start_page.new_panel.isVisible()
    assert searched.start_page.list.isVisible()


def test_an_empty_library_has_nothing_to_look_through(window) -> None:
    assert not window.start_page.search.isVisible()
    window.commands["find"].trigger()
    assert not window.start_page.search.hasFocus()
    assert "没有可以查找的" in window.banners.standing()[0]
