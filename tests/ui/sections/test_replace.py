"""查找和替换: each place before and after, all of them ticked in a dialog, one step of undo, and never a figure."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.form.kinds import Value
from app.report.report import Report
from tests.reports import FORM, OFFICE
from ui.changes.changes_dialog import ChangesDialog
from ui.narrative.text_editor import TextEditor
from ui.sections.find_bar import places
from ui.sections.replace_row import NOWHERE, TextPlace, replacement
from ui.window.main_window import MainWindow

Key, Shift = Qt.Key, Qt.KeyboardModifier.ShiftModifier
FIRST, SECOND, NOTE, TABLE_NOTE, SIGNED = (
    *("overview.preface", "overview.proactive", "requests.received.natural.note", "requests.note"),
    "signature.contact",
)
CELLS: dict[str, Value] = {
    FIRST: "街道办开会。街道办公示。",
    SECOND: "各街道办落实。",
    NOTE: "其中街道办转来1件",
    TABLE_NOTE: "注：街道办口径。",
    SIGNED: "街道办电话",
    "requests.received.natural": 3,
}


@pytest.fixture
def opened(window: MainWindow, library, qtbot) -> MainWindow:
    window.open_report(library.create(Report(OFFICE, 2025, FORM.edition, None, CELLS)))
    with qtbot.waitActive(window):
        window.activateWindow()
    window.desk.workspace.tabs.go_to(FIRST)
    return window


def bar_of(window: MainWindow, old: str, new: str = ""):
    """The bar as Ctrl+H brings it, both fields filled in."""
    QTest.keySequence(QApplication.focusWidget(), QKeySequence("Ctrl+H"))
    bar = window.desk.workspace.find_bar
    bar.words.setText(old)
    if new:
        bar.replacing.words.setFocus()
        bar.replacing.words.setText(new)
    return bar


def text(window: MainWindow, cell: str) -> str:
    return window.desk.workspace.session.report.text(cell)


def plain(bar) -> str:
    return re.sub("<[^>]*>", "|", bar.replacing.shown.text())


def answer(do) -> list[ChangesDialog]:
    """Does something in the dialog that comes."""
    seen: list[ChangesDialog] = []

    def act() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ChangesDialog)
        seen.append(dialog)
        do(dialog)

    QTimer.singleShot(0, act)
    return seen


def test_ctrl_h_asks_for_both_words_and_ctrl_f_for_one(opened) -> None:
    bar = bar_of(opened, "街道办")
    assert bar.isVisible()
    assert bar.replacing.isVisible()
    QTest.keySequence(bar.words, QKeySequence("Ctrl+F"))
    assert bar.isVisible()
    assert not bar.replacing.isVisible()


def test_a_place_is_shown_before_and_after_and_nothing_is_replaced_unseen(opened, qtbot) -> None:
    bar = bar_of(opened, "街道办", "办事处")
    qtbot.keyClick(bar.replacing.words, Key.Key_Return)
    assert text(opened, FIRST) == CELLS[FIRST]
    assert plain(bar).startswith("这一处：|街道办||办事处|开会")
    qtbot.keyClick(bar.replacing.words, Key.Key_Return)
    assert text(opened, FIRST) == "办事处开会。街道办公示。"
    assert bar.replacing.words.hasFocus()


def test_enter_goes_through_texts_and_notes_one_by_one(opened, qtbot) -> None:
    bar = bar_of(opened, "街道办", "办事处")
    for _ in range(7):
        qtbot.keyClick(bar.replacing.words, Key.Key_Return)
    assert [text(opened, cell) for cell in (FIRST, SECOND, NOTE, TABLE_NOTE, SIGNED)] == [
        *("办事处开会。办事处公示。", "各办事处落实。", "其中办事处转来1件", "注：办事处口径。", "办事处电话")
    ]


def test_each_place_is_a_step_of_undo(opened, qtbot) -> None:
    bar = bar_of(opened, "街道办", "办事处")
    for _ in range(3):
        qtbot.keyClick(bar.replacing.words, Key.Key_Return)
    opened.commands["undo"].trigger()
    assert text(opened, FIRST) == "办事处开会。街道办公示。"


def test_words_that_hold_the_old_ones_are_not_replaced_again_at_once(opened, qtbot) -> None:
    bar = bar_of(opened, "街道办", "街道办事处")
    for _ in range(3):
        qtbot.keyClick(bar.replacing.words, Key.Key_Return)
    assert text(opened, FIRST) == "街道办事处开会。街道办事处公示。"


def test_all_are_listed_first_each_with_a_tick_and_are_one_step(opened) -> None:
    bar = bar_of(opened, "街道办", "办事处")
    untick = answer(lambda dialog: (dialog.list.topLevelItem(0).setCheckState(0, Qt.CheckState.Unchecked), dialog.write()))
    bar.replacing.all_button.click()
    assert len(untick) == 1
    assert text(opened, SECOND) == "各办事处落实。"
    assert text(opened, FIRST) == CELLS[FIRST]
    assert "已替换 4 处" in plain(bar)
    opened.commands["undo"].trigger()
    assert {cell: text(opened, cell) for cell in (SECOND, NOTE, SIGNED)} == {cell: CELLS[cell] for cell in (SECOND, NOTE, SIGNED)}


def test_giving_up_the_list_changes_nothing(opened) -> None:
    bar = bar_of(opened, "街道办", "办事处")
    answer(lambda dialog: dialog.reject())
    before = opened.desk.workspace.session.report
    bar.replacing.all_button.click()
    assert opened.desk.workspace.session.report == before
    assert plain(bar) == "没有替换。"


def test_a_figure_is_found_and_never_replaced(opened, qtbot) -> None:
    opened.commands["find"].trigger()
    bar = opened.desk.workspace.find_bar
    bar.words.setText("3")
    assert bar.result.text() == "共 2 处"  # the cell and its sum
    bar_of(opened, "3", "4")
    assert bar.result.text() == NOWHERE
    assert not bar.replacing.all_button.isEnabled()
    qtbot.keyClick(bar.replacing.words, Key.Key_Return)
    assert opened.desk.workspace.session.report.cells["requests.received.natural"] == 3


def test_a_report_that_may_only_be_read_refuses_with_a_sentence(opened) -> None:
    opened.desk.workspace.session.read_only = True
    opened.commands["replace"].trigger()
    assert not opened.desk.workspace.find_bar.isVisible()
    assert "只能查看" in opened.banners.standing()[0]


def test_esc_in_the_second_field_leaves_the_caret_behind_the_place(opened, qtbot) -> None:
    bar = bar_of(opened, "街道办", "办事处")
    qtbot.keyClick(bar.words, Key.Key_Return)
    qtbot.keyClick(bar.words, Key.Key_Return)
    qtbot.keyClick(bar.replacing.words, Key.Key_Escape)
    assert not bar.isVisible()
    editor = QApplication.focusWidget()
    assert isinstance(editor, TextEditor)
    assert (editor.field.id, editor.place) == (FIRST, len("街道办开会。街道办"))


def test_selected_words_are_what_is_looked_for(opened) -> None:
    editor = QApplication.focusWidget()
    assert isinstance(editor, TextEditor)
    editor.setTextCursor(editor.cursor_over(0, 3))
    QTest.keySequence(editor, QKeySequence("Ctrl+F"))
    assert opened.desk.workspace.find_bar.words.text() == "街道办"


def test_ctrl_h_in_an_open_bar_goes_to_the_second_field(opened) -> None:
    bar = bar_of(opened, "街道办")
    bar.words.setFocus()
    QTest.keySequence(bar.words, QKeySequence("Ctrl+H"))
    assert bar.replacing.words.hasFocus()


def test_width_makes_no_difference_and_the_place_is_the_one_in_the_text() -> None:
    report = Report(OFFICE, 2025, FORM.edition, None, {FIRST: "共…ＡＢ２个"})
    assert list(places(FORM, report, "ab2")) == [TextPlace(FIRST, 2, 5)]


def test_a_text_of_which_nothing_is_left_becomes_blank() -> None:
    report = Report(OFFICE, 2025, FORM.edition, None, {FIRST: "公开公开"})
    both = TextPlace(FIRST, 0, 2), TextPlace(FIRST, 2, 4)
    edit = replacement(report, (*both, TextPlace("requests.received.natural")), "", "替换")
    assert edit.changes == {FIRST: None}


def test_tab_leads_from_what_is_looked_for_to_what_takes_its_place(opened) -> None:
    bar = bar_of(opened, "街道办")
    bar.words.setFocus()
    QTest.keyClick(bar.words, Key.Key_Tab)
    assert QApplication.focusWidget() is bar.replacing.words
