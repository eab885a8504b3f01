"""What typing into a table does: values, refusal, undo, sums, and the way of the cursor."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLabel

from app.form.form_file import Forms
from tests.ui.pages import Hands, button, found, new_session

Key = Qt.Key
SECRET = "requests.denied_secret.natural"
LAW = "requests.denied_law.natural"


@pytest.fixture
def hands(qtbot) -> Hands:
    return Hands(qtbot, new_session(), "requests")


@pytest.mark.parametrize(
    ("typed", "value"), [("12", 12), ("１２", 12), ("1,234", 1234), ("３件", 3), ("0", 0), (" 7 ", 7)]
)
def test_numbers_are_understood_as_people_type_them(hands, typed, value):
    hands.go(SECRET)
    hands.type(typed)
    hands.press(Key.Key_Return)
    assert hands.value(SECRET) == value


def test_a_number_counts_while_it_is_typed(hands):
    hands.go(SECRET)
    hands.type("12")
    assert hands.value("requests.total.total") == 12
    assert hands.view.editor is not None


def test_enter_goes_down_and_tab_goes_right(hands):
    hands.go(SECRET)
    hands.type("1")
    hands.press(Key.Key_Return)
    assert hands.view.current_cell() == LAW
    hands.type("2")
    hands.press(Key.Key_Tab)
    assert hands.view.current_cell() == "requests.denied_law.business"


def test_tab_passes_the_sum_and_wraps_to_the_next_row(hands):
    hands.go("requests.received.other")
    hands.press(Key.Key_Tab)
    assert hands.view.current_cell() == "requests.carried_in.natural"


def test_enter_passes_the_row_of_sums(hands):
    hands.go("requests.closed_other.natural")
    hands.press(Key.Key_Return)
    assert hands.view.current_cell() == "requests.carried_out.natural"


def test_enter_at_the_foot_goes_on_at_the_top_of_the_next_column(hands):
    hands.go("requests.carried_out.natural")
    hands.press(Key.Key_Return)
    assert hands.view.current_cell() == "requests.received.business"


def test_shift_and_enter_goes_up(hands):
    hands.go(LAW)
    hands.type("3")
    hands.press(Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert hands.view.current_cell() == SECRET


def test_arrows_reach_the_sums(hands):
    hands.go("requests.received.other")
    hands.press(Key.Key_Right)
    assert hands.view.current_cell() == "requests.received.total"


def test_a_typed_number_is_left_by_an_arrow(hands):
    hands.go(SECRET)
    hands.type("4")
    hands.press(Key.Key_Right)
    assert (hands.view.current_cell(), hands.value(SECRET)) == ("requests.denied_secret.business", 4)


def test_a_digit_replaces_and_f2_edits(hands):
    hands.go(SECRET)
    hands.type("12")
    hands.press(Key.Key_Return)
    hands.go(SECRET)
    hands.press(Key.Key_F2)
    hands.type("3")
    hands.press(Key.Key_Return)
    assert hands.value(SECRET) == 123
    hands.go(SECRET)
    hands.type("5")
    hands.press(Key.Key_Return)
    assert hands.value(SECRET) == 5


@pytest.mark.parametrize("rubbish", ["abc", "-1", "1.5", "12x", "1234567890"])
def test_rubbish_is_refused_in_place_and_the_old_value_stays(qtbot, rubbish):
    hands = Hands(qtbot, new_session(requests__denied_secret__natural=5), "requests")
    hands.go(SECRET)
    hands.type(rubbish)
    hands.press(Key.Key_Return)
    told = found(hands.view, QLabel, "refusal")
    assert hands.value(SECRET) == 5
    assert hands.view.current_cell() == SECRET
    assert hands.view.editor is not None
    assert told.isVisible()
    assert rubbish in told.text()
    assert hands.view.editor.accessibleDescription() == told.text()


def test_rubbish_left_by_a_click_elsewhere_leaves_the_old_value(qtbot):
    hands = Hands(qtbot, new_session(requests__denied_secret__natural=5), "requests")
    hands.go(SECRET)
    hands.type("7x")
    hands.page.settle()
    assert (hands.value(SECRET), hands.view.editor, len(hands.session.past)) == (5, None, 0)


def test_esc_undoes_the_edit_of_the_cell(qtbot):
    hands = Hands(qtbot, new_session(requests__denied_secret__natural=5), "requests")
    hands.go(SECRET)
    hands.type("12")
    hands.press(Key.Key_Escape)
    assert (hands.value(SECRET), hands.view.editor, hands.session.past) == (5, None, ())


def test_the_typing_of_a_number_is_one_step_of_undo(hands):
    hands.go(SECRET)
    hands.type("123")
    hands.press(Key.Key_Return)
    assert len(hands.session.past) == 1
    hands.session.undo()
    assert hands.value(SECRET) is None


def test_undo_while_a_cell_is_open_shows_in_its_editor(hands):
    hands.go(SECRET)
    hands.type("12")
    hands.session.undo()
    assert hands.view.editor.text() == ""


def test_a_bracket_note_is_kept_beside_its_number(hands):
    hands.go(SECRET)
    hands.type("22（其中修订16件）")
    hands.press(Key.Key_Return)
    assert hands.value(SECRET) == 22
    assert hands.session.report.text(f"{SECRET}.note") == "其中修订16件"
    assert hands.view.model_of_cells.index_of(SECRET).data() == "22（其中修订16件）"


def test_a_note_is_added_by_its_key(qtbot):
    hands = Hands(qtbot, new_session(requests__denied_secret__natural=22), "requests")
    hands.go(SECRET)
    hands.press(Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    hands.type("修订")
    assert hands.value(SECRET) == 22
    hands.press(Key.Key_Return)
    assert hands.session.report.text(f"{SECRET}.note") == "修订"


def test_a_composition_is_never_read_nor_rewritten(hands):
    hands.go(SECRET)
    hands.type("1")
    editor = hands.view.editor
    QApplication.sendEvent(editor, QInputMethodEvent("ling", []))
    hands.session.undo()
    assert editor.text() == "1"
    commit = QInputMethodEvent("", [])
    commit.setCommitString("２")
    QApplication.sendEvent(editor, commit)
    assert hands.value(SECRET) == 12


def test_delete_clears_the_selected_cells_in_one_step(qtbot):
    hands = Hands(
        qtbot, new_session(requests__denied_secret__natural=1, requests__denied_law__natural=2), "requests"
    )
    hands.go(SECRET)
    hands.press(Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    hands.press(Key.Key_Delete)
    assert (hands.value(SECRET), hands.value(LAW), len(hands.session.past)) == (None, None, 1)


def test_a_sum_cannot_be_typed_and_says_why(hands):
    hands.go("requests.received.total")
    hands.type("5")
    assert hands.view.editor is None
    assert "自动相加" in found(hands.view, QLabel, "refusal").text()


def test_a_report_that_may_only_be_read_opens_no_editor(qtbot, monkeypatch):
    session = new_session()
    session.read_only = True
    hands = Hands(qtbot, session, "requests")
    hands.go(SECRET)
    hands.type("5")
    hands.press(Key.Key_Delete)
    assert (hands.view.editor, hands.value(SECRET)) == (None, None)


def test_a_form_of_three_cells_is_filled_in_like_any_other(qtbot, root):
    hands = Hands(qtbot, new_session(Forms(root / "tests" / "forms").edition("three")), "trees")
    hands.go("trees.planted.apple")
    hands.type("7")
    hands.press(Key.Key_Tab)
    hands.type("５")
    hands.press(Key.Key_Return)
    assert hands.value("trees.planted.all") == 12


def test_enter_walks_through_stacked_grids(qtbot):
    hands = Hands(qtbot, new_session(), "proactive")
    hands.go("proactive.normative.issued")
    hands.type("1")
    hands.press(Key.Key_Return)
    assert hands.view.current_cell() == "proactive.licences.decisions"
    hands.press(Key.Key_Up)
    assert hands.view.current_cell() == "proactive.normative.issued"


def test_fees_take_decimals_and_their_unit(qtbot):
    hands = Hands(qtbot, new_session(), "proactive")
    hands.go("proactive.fees.amount")
    hands.type("59237.2449万元")
    hands.press(Key.Key_Return)
    assert str(hands.value("proactive.fees.amount")) == "59237.2449"


def test_tab_after_the_last_cell_leaves_the_table(hands):
    hands.go("requests.carried_out.other")
    hands.press(Key.Key_Tab)
    assert hands.table.tell_button.hasFocus()


def test_tab_before_the_first_cell_leaves_the_table_backwards(hands):
    hands.go("requests.received.natural")
    hands.press(Key.Key_Backtab)
    assert button(hands.page, "表注").hasFocus()


def test_an_input_method_opens_the_cell_and_commits_into_it(hands):
    hands.go(SECRET)
    QApplication.sendEvent(hands.view, QInputMethodEvent("1", []))
    assert hands.value(SECRET) is None
    commit = QInputMethodEvent("", [])
    commit.setCommitString("１２")
    QApplication.sendEvent(hands.view.editor, commit)
    assert hands.value(SECRET) == 12


def test_esc_after_an_undo_from_the_window_takes_back_nothing_older(hands):
    hands.go(SECRET)
    hands.type("1")
    hands.press(Key.Key_Return)
    hands.go(SECRET)
    hands.type("2")
    hands.session.undo()
    hands.press(Key.Key_Escape)
    assert hands.value(SECRET) == 1
