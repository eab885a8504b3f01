"""Copy, paste, clear and fill in the tables on the screen; each deed is one step of undo."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from app.form.form import Form
from app.report.report import Report
from app.report.session import Session
from tests.reports import FORM, OFFICE
from tests.ui.looks import give_up, looking, press, write
from tests.ui.pages import Hands, button, every, found, new_session

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
RECEIVED = "requests.received.natural"


@pytest.fixture
def hands(qtbot) -> Hands:
    return Hands(qtbot, new_session(), "requests")


def zeros(form: Form, section: str) -> list[object]:
    typed = [c for c in form.cells.values() if c.section == section and not c.derived and not c.note_of]
    return [c.id for c in typed]


def test_a_block_is_pasted_at_the_current_cell_in_one_step(hands):
    hands.go(RECEIVED)
    hands.clipboard("１\t2\r\n3\t4\r\n")
    hands.press(Key.Key_V, CTRL)
    assert hands.value("requests.received.total") == 3
    assert hands.value("requests.carried_in.total") == 7
    hands.session.undo()
    assert hands.session.report.cells == {}


def test_the_page_tells_that_a_pasted_sum_differs(hands):
    hands.go(RECEIVED)
    hands.clipboard("1\t1\t1\t1\t1\t1\t7")
    hands.press(Key.Key_V, CTRL)
    assert "自动相加是 6" in hands.table.notice.sentence
    assert hands.table.notice.isVisible()


def test_a_block_with_rubbish_changes_nothing_and_says_where(hands):
    hands.go(RECEIVED)
    hands.clipboard("1\t2\n3\t四")
    hands.press(Key.Key_V, CTRL)
    assert hands.session.report.cells == {}
    assert "第 2 行第 2 列" in found(hands.view, QLabel, "refusal").text()


def test_a_paste_that_is_taken_ends_what_was_said_of_one_that_was_not(hands):
    hands.go(RECEIVED)
    for block in ("1\t四", "1\t2"):
        hands.clipboard(block)
        hands.press(Key.Key_V, CTRL)
    assert hands.value(RECEIVED) == 1
    assert not found(hands.view, QLabel, "refusal").isVisible()


def test_of_a_single_number_nothing_is_told(hands):
    hands.go(RECEIVED)
    hands.clipboard("7")
    hands.press(Key.Key_V, CTRL)
    assert (hands.value(RECEIVED), hands.table.notice.isVisible()) == (7, False)


def test_a_single_number_at_a_sum_is_compared_all_the_same(hands):
    hands.go("requests.received.total")
    hands.clipboard("7")
    hands.press(Key.Key_V, CTRL)
    assert hands.table.notice.isVisible()


def test_what_is_told_moves_no_cell_and_goes_with_the_next_edit(hands):
    hands.go(RECEIVED)
    before = hands.view.mapToGlobal(hands.view.rect().topLeft())
    hands.clipboard("1\t2")
    hands.press(Key.Key_V, CTRL)
    assert hands.table.notice.isVisible()
    QApplication.processEvents()
    assert hands.view.mapToGlobal(hands.view.rect().topLeft()) == before
    hands.type("3")
    assert not hands.table.notice.isVisible()


def test_what_is_told_goes_by_itself(hands):
    hands.table.notice.tell("已粘贴。", 20)
    hands.qtbot.waitUntil(lambda: not hands.table.notice.isVisible())


def test_one_number_fills_a_selection(hands):
    hands.go(RECEIVED)
    hands.press(Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    hands.clipboard("0")
    hands.press(Key.Key_V, CTRL)
    assert hands.value(RECEIVED) == hands.value("requests.carried_in.natural") == 0


def test_a_selection_is_copied_as_a_spreadsheet_wants_it(qtbot):
    hands = Hands(
        qtbot, new_session(requests__received__natural=3, requests__received__business=0), "requests"
    )
    hands.go(RECEIVED)
    last = hands.view.model_of_cells.index(1, 2)
    hands.view.selectionModel().select(last, QItemSelectionModel.SelectionFlag.Select)
    hands.press(Key.Key_C, CTRL)
    assert QApplication.clipboard().text() == "3\t0\t\n\t\t"


def test_cut_copies_and_clears(qtbot):
    hands = Hands(qtbot, new_session(requests__received__natural=3), "requests")
    hands.go(RECEIVED)
    hands.press(Key.Key_X, CTRL)
    assert (QApplication.clipboard().text(), hands.value(RECEIVED)) == ("3", None)


def fill_all(hands: Hands) -> None:
    """By the menu beside 空白填 0."""
    menu = every(hands.page, QPushButton, "moreFills")[0].menu()
    next(action for action in menu.actions() if action.text().startswith("全部填 0")).trigger()


def test_all_of_an_empty_table_is_filled_with_0_in_one_step(hands):
    fill_all(hands)
    assert all(
        hands.value(name) == 0 for name in zeros(hands.session.form, "requests") if name != "requests.note"
    )
    assert len(hands.session.past) == 1
    hands.session.undo()
    assert hands.session.report.cells == {}


def test_filling_over_numbers_shows_them_first(qtbot):
    hands = Hands(qtbot, new_session(requests__received__natural=3), "requests")
    with looking(write) as seen:
        fill_all(hands)
    assert seen[0][0] == ("改写", "3", "0")
    assert hands.value(RECEIVED) == 0


def test_filling_over_numbers_can_be_given_up(qtbot):
    hands = Hands(qtbot, new_session(requests__received__natural=3), "requests")
    with looking(give_up):
        hands.table.fill_all()
    assert dict(hands.session.report.cells) == {RECEIVED: 3}


def test_a_block_over_filled_cells_shows_them_first(qtbot):
    hands = Hands(qtbot, new_session(requests__received__natural=3), "requests")
    hands.go(RECEIVED)
    hands.clipboard("1\t2")
    with looking(give_up) as seen:
        hands.press(Key.Key_V, CTRL)
    assert seen == [[("改写", "3", "1"), ("新填", "（空白）", "2")]]
    assert dict(hands.session.report.cells) == {RECEIVED: 3}
    with looking(write):
        hands.press(Key.Key_V, CTRL)
    assert (hands.value(RECEIVED), hands.value("requests.received.business")) == (1, 2)


def test_one_value_over_a_selection_that_is_filled_shows_it_first_and_over_one_cell_does_not(qtbot):
    hands = Hands(qtbot, new_session(requests__received__natural=3), "requests")
    hands.go(RECEIVED)
    hands.clipboard("0")
    with looking(give_up) as seen:
        hands.press(Key.Key_V, CTRL)
        assert (hands.value(RECEIVED), seen) == (0, [])
        hands.session.undo()
        hands.press(Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
        hands.press(Key.Key_V, CTRL)
    assert (len(seen), hands.value(RECEIVED)) == (1, 3)


def test_a_block_pasted_from_an_open_cell_can_be_given_up_and_typing_goes_on(qtbot):
    hands = Hands(qtbot, new_session(requests__received__natural=3), "requests")
    hands.go(RECEIVED)
    hands.type("9")
    hands.clipboard("1\t2")
    with looking(give_up) as seen:
        hands.press(Key.Key_V, CTRL)
    assert seen == [[("改写", "9", "1"), ("新填", "（空白）", "2")]]
    assert dict(hands.session.report.cells) == {RECEIVED: 9}  # what was typed is not lost with the block
    hands.type("7")
    assert hands.value(RECEIVED) == 7


def test_what_was_left_out_of_a_block_is_told(qtbot):
    hands = Hands(qtbot, new_session(requests__received__natural=3), "requests")
    hands.go(RECEIVED)
    hands.clipboard("1\t2")
    with looking(press(Key.Key_Space, Key.Key_Return)):
        hands.press(Key.Key_V, CTRL)
    assert (hands.value(RECEIVED), hands.value("requests.received.business")) == (3, 2)
    assert "已粘贴 1 栏" in hands.table.notice.sentence


def test_only_blanks_are_filled_with_0(qtbot):
    hands = Hands(qtbot, new_session(requests__received__natural=3), "requests")
    QTest.mouseClick(button(hands.page, "空白填 0"), Qt.MouseButton.LeftButton)
    assert (hands.value(RECEIVED), hands.value("requests.received.total")) == (3, 3)
    assert hands.value("requests.carried_out.other") == 0


def test_filling_an_amount_gives_an_amount(qtbot):
    hands = Hands(qtbot, new_session(), "proactive")
    hands.table.fill_all()
    assert (
        hands.session.form.cells["proactive.fees.amount"].kind.show(hands.value("proactive.fees.amount"))
        == "0"
    )


def test_a_read_only_page_offers_no_deeds(qtbot):
    session = Session(FORM, Report(OFFICE, 2025, "2021"), read_only=True)
    hands = Hands(qtbot, session, "requests")
    assert not button(hands.page, "空白填 0").isEnabled()


def test_a_block_pasted_into_an_open_cell_goes_over_the_cells(hands):
    hands.go(RECEIVED)
    hands.type("9")
    hands.clipboard("1\t2")
    with looking(write):
        hands.press(Key.Key_V, CTRL)
    assert (hands.value(RECEIVED), hands.value("requests.received.business")) == (1, 2)
    assert hands.view.editor is None


def test_what_was_told_is_over_with_the_next_change(hands):
    hands.go(RECEIVED)
    hands.clipboard("1\t2")
    hands.press(Key.Key_V, CTRL)
    assert hands.table.notice.isVisible()
    hands.type("3")
    assert not hands.table.notice.isVisible()
