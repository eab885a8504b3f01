"""An entry that cannot be taken, that is given up, or that something else happens beside."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QLabel

from tests.ui.pages import Hands, every, new_session

Key = Qt.Key
SECRET = "requests.denied_secret.natural"


@pytest.fixture
def hands(qtbot) -> Hands:
    return Hands(qtbot, new_session(), "requests")


@pytest.mark.parametrize("typed", ["1,", "abc", "（"])
def test_a_mark_that_comes_while_typing_leaves_the_unfinished_entry_alone(hands, typed):
    hands.go(SECRET)
    hands.type(typed)
    place = hands.view.model_of_cells.index_of(SECRET)
    hands.view.model_of_cells.dataChanged.emit(place, place)
    assert hands.view.editor is not None
    assert hands.view.editor.text() == typed


def test_esc_after_a_mark_came_while_typing_still_gives_the_old_number_back(hands):
    hands.go(SECRET)
    hands.type("1")
    place = hands.view.model_of_cells.index_of(SECRET)
    hands.view.model_of_cells.dataChanged.emit(place, place)
    hands.type("2")
    hands.press(Key.Key_Escape)
    assert hands.value(SECRET) is None


def test_what_esc_gave_up_cannot_be_done_again(hands):
    hands.go(SECRET)
    hands.type("5")
    hands.press(Key.Key_Escape)
    hands.session.redo()
    assert hands.value(SECRET) is None


def test_a_refusal_stands_clear_of_the_right_edge(hands):
    hands.go("requests.denied_secret.other")
    hands.type("abc")
    hands.press(Key.Key_Return)
    label = hands.view.findChild(QLabel, "refusal")
    assert label.geometry().right() < hands.view.width() - 8


def test_esc_puts_a_refusal_away(hands):
    hands.go("requests.total.total")
    hands.press(Key.Key_5)
    assert hands.view.findChild(QLabel, "refusal").isVisible()
    hands.press(Key.Key_Escape)
    assert not hands.view.findChild(QLabel, "refusal").isVisible()


def test_a_number_typed_into_a_locked_report_is_answered(hands):
    hands.session.read_only = True
    hands.go(SECRET)
    hands.press(Key.Key_5)
    assert "只能查看" in hands.view.findChild(QLabel, "refusal").text()


@pytest.mark.parametrize("section", ["proactive", "requests", "disputes"])
def test_a_refusal_covers_no_cell_that_it_speaks_of(qtbot, section):
    hands = Hands(qtbot, new_session(), section)
    for view in hands.table.views:
        for row in range(view.model().rowCount()):
            for column in range(view.model().columnCount()):
                view.put(row, column)
                view.refuse("“12345678901234567890abcd……”不是数字，请填整数，如 12。没有发生请填 0，还不清楚请留空。")
                (label,) = (one for one in every(hands.page, QLabel, "refusal") if one.isVisible())
                room = label.parentWidget()
                spot = view.visualRect(view.currentIndex())
                cell = QRect(view.viewport().mapTo(room, spot.topLeft()), spot.size())
                assert not label.geometry().intersects(cell), (row, column)
                assert room.rect().contains(label.geometry()), (row, column)
