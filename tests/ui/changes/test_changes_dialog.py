"""Whatever changes many cells shows them first: old and new, a tick for each; Esc leaves all as it was."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.report.report import Edit
from app.report.session import Session
from tests.ui.looks import give_up, looking, press, rows, write
from tests.ui.pages import new_session
from ui.changes.changes import EditProposal, propose
from ui.changes.changes_dialog import ChangesDialog
from ui.look.dialog_size import FRAME

Key = Qt.Key
TEXT = "overview.proactive"
FIRST, SECOND, THIRD = (f"requests.received.{who}" for who in ("natural", "business", "research"))
EDIT = Edit({FIRST: 7, SECOND: 0, THIRD: 2}, "粘贴")


@pytest.fixture
def session() -> Session:
    return new_session(requests__received__natural=3, requests__received__business=1)


@pytest.fixture
def dialog(qtbot, dressed, session, window) -> ChangesDialog:
    made = ChangesDialog(EditProposal(session, EDIT), "粘贴", window)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.open()
        made.activateWindow()
    return made


def test_old_stands_beside_new_and_what_is_overwritten_comes_first(qtbot, session, window) -> None:
    edit = Edit({FIRST: 7, "requests.received.other": 4, SECOND: None}, "粘贴")
    dialog = ChangesDialog(EditProposal(session, edit), "粘贴", window)
    assert rows(dialog) == [("改写", "3", "7"), ("清空", "1", "（空白）"), ("新填", "（空白）", "4")]


def test_the_changes_are_counted_in_words(dialog) -> None:
    assert dialog.count.text() == "将改动 3 栏，其中 2 栏已有数字会被改写。"


def test_where_all_is_filled_already_the_count_says_so(qtbot, session, window) -> None:
    dialog = ChangesDialog(EditProposal(session, Edit({FIRST: 7, SECOND: 0})), "粘贴", window)
    assert dialog.count.text() == "将改写 2 栏已有的数字。"


def test_enter_writes_all_as_one_step_of_undo(dialog, session) -> None:
    before = session.report
    write(dialog)
    assert [session.report.get(name) for name in (FIRST, SECOND, THIRD)] == [7, 0, 2]
    session.undo()
    assert session.report == before


def test_esc_changes_nothing(dialog, session) -> None:
    before = session.report
    give_up(dialog)
    assert session.report is before
    assert not dialog.isVisible()


def test_an_enter_held_down_since_before_writes_nothing(button_keys, dialog, session) -> None:
    dialog.list.setFocus()
    held = QKeyEvent(QEvent.Type.KeyPress, Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", autorep=True)
    QApplication.sendEvent(dialog.list, held)
    assert session.report.get(FIRST) == 3
    assert dialog.isVisible()


def test_a_row_is_left_out_by_the_space_bar_and_the_count_follows(dialog, session) -> None:
    press(Key.Key_Space)(dialog)
    assert dialog.count.text() == "将改动 2 栏，其中 1 栏已有数字会被改写。"
    write(dialog)
    assert [session.report.get(name) for name in (FIRST, SECOND, THIRD)] == [3, 0, 2]


def test_one_key_takes_all_ticks_away_and_brings_them_back(dialog, session) -> None:
    QTest.keyClick(dialog.list, Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert dialog.chosen == ()
    assert not dialog.write_button.isEnabled()
    write(dialog)
    assert dialog.isVisible()
    dialog.all_button.click()
    assert len(dialog.chosen) == 3


def test_the_sums_that_move_are_told_and_follow_the_ticks(dialog) -> None:
    assert "总计 4 → 9" in dialog.sums.text()
    dialog.turn_all()
    assert not dialog.sums.isVisible()


def test_a_text_shows_both_sides_with_what_differs_marked(qtbot, window) -> None:
    session = new_session(overview__proactive="公开信息十条。")
    edit = Edit({TEXT: "公开信息十二条。", FIRST: 1}, "导入")
    dialog = ChangesDialog(EditProposal(session, edit), "导入", window)
    assert "已有内容" in dialog.count.text()
    panes = dialog.texts.panes
    assert (panes["gone"].toPlainText(), panes["new"].toPlainText()) == ("公开信息十条。", "公开信息十二条。")
    assert "underline" in panes["new"].toHtml()


def test_a_long_text_shows_the_place_where_its_sides_part(qtbot, window) -> None:
    long = "公开信息十条。" * 400
    session = new_session(overview__proactive=long)
    dialog = ChangesDialog(EditProposal(session, Edit({TEXT: f"{long}末尾。", FIRST: 1}, "导入")), "导入", window)
    qtbot.addWidget(dialog)
    dialog.open()
    bars = [pane.verticalScrollBar() for pane in dialog.texts.panes.values()]
    qtbot.waitUntil(lambda: all(bar.value() > bar.maximum() / 2 > 0 for bar in bars))


def test_what_changed_behind_the_dialog_is_shown_again_before_anything_is_written(dialog, session) -> None:
    session.apply(Edit({FIRST: 99}))
    write(dialog)
    assert session.report.get(SECOND) == 1
    assert dialog.isVisible()
    assert rows(dialog)[0] == ("改写", "99", "7")
    write(dialog)
    assert session.report.get(FIRST) == 7


def test_a_report_that_may_only_be_read_by_now_is_said_and_stays(dialog, session) -> None:
    session.read_only = True
    write(dialog)
    assert "只能查看" in dialog.message.text()
    assert session.report.get(FIRST) == 3


def test_it_fits_a_small_screen_at_a_large_scale(dialog) -> None:
    least = dialog.minimumSizeHint()
    assert least.width() <= 910 - FRAME.width()
    assert least.height() <= 512 - FRAME.height()


@pytest.mark.parametrize(
    ("edit", "shown"),
    [
        (Edit({FIRST: 7, THIRD: 2}), True),
        (Edit({FIRST: 3, SECOND: 9}), True),  # reaches two places, though one keeps what it has
        (Edit({FIRST: None, SECOND: None}), True),
        (Edit({THIRD: 2, "requests.received.other": 0}), False),
        (Edit({FIRST: 3, THIRD: 2}), False),
        (Edit({FIRST: 7}), False),
        (Edit({FIRST: 7, f"{FIRST}.note": "其中网络1件"}), False),
    ],
)
def test_an_edit_of_many_places_is_shown_when_it_would_overwrite_one(window, session, edit, shown) -> None:
    with looking(write) as seen:
        written = propose(session, edit, "粘贴", window)
    assert bool(seen) == shown
    assert written is not None
    assert all(session.report.get(name) == value for name, value in edit.changes.items())


def test_what_was_given_up_is_no_edit_and_what_changes_nothing_is_an_empty_one(window, session) -> None:
    with looking(give_up):
        assert propose(session, EDIT, "粘贴", window) is None
    with looking(give_up) as seen:
        written = propose(session, Edit({FIRST: 3, SECOND: 1}), "粘贴", window, always=True)
    assert written is not None
    assert (written.changes, seen, session.past) == ({}, [], ())


def test_a_mend_of_many_cells_is_shown_first(opened) -> None:
    workspace = opened.desk.workspace
    before = workspace.session.report
    mend = Edit({FIRST: 1, SECOND: 2}, "按上年年报改正")
    with looking(give_up) as seen:
        workspace.findings.mended.emit(mend)
    assert seen == [[("改写", "0", "1"), ("改写", "0", "2")]]
    assert workspace.session.report is before


def test_the_focus_is_where_it_was_afterwards(qtbot, opened, session) -> None:
    opened.activateWindow()
    opened.desk.workspace.tabs.go_to(FIRST)
    qtbot.waitUntil(opened.isActiveWindow)
    before = QApplication.focusWidget()
    with looking(give_up) as seen:
        propose(session, EDIT, "粘贴", opened)
    assert seen
    qtbot.waitUntil(lambda: QApplication.focusWidget() is before)
