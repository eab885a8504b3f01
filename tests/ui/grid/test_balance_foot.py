"""The foot under a table: what the form's rule demands of each column, always in sight."""

from __future__ import annotations

import pytest

from app.report.balance import weigh
from app.report.report import Edit
from app.report.session import Session
from tests.reports import FORM, full
from tests.ui.pages import Hands, new_session
from ui.grid.balance_foot import BalanceFoot

RECEIVED, OUT = "requests.received.natural", "requests.carried_out.natural"
NATURAL = 0


def foot(hands: Hands) -> BalanceFoot:
    return hands.table.stage.feet[0]


@pytest.fixture
def hands(qtbot) -> Hands:
    """Table three filled in, and even."""
    return Hands(qtbot, Session(FORM, full()), "requests")


def state(hands: Hands, column: int = NATURAL) -> str:
    found = foot(hands).balance(column)
    return found.state if found else ""


def test_every_column_is_weighed_by_the_rule_of_the_form(hands):
    assert [state(hands, column) for column in range(7)] == ["even"] * 7
    assert foot(hands).sentence(NATURAL).startswith("自然人：一＋二 ")
    assert " ＝ 三（七）＋四 " in foot(hands).sentence(NATURAL)


def test_a_column_that_is_off_says_both_sides_and_the_difference(hands):
    before = hands.value(RECEIVED)
    hands.session.apply(Edit({RECEIVED: before + 2}))
    assert (state(hands), state(hands, 1), state(hands, 6)) == ("off", "even", "off")
    assert " ≠ 三（七）＋四 " in foot(hands).sentence(NATURAL)
    assert foot(hands).sentence(NATURAL).endswith("，相差 2")


def test_while_blanks_could_make_it_even_a_column_is_open(hands):
    hands.session.apply(Edit({OUT: None, RECEIVED: hands.value(RECEIVED) + 2}))
    assert state(hands) == "open"
    assert foot(hands).sentence(NATURAL).endswith("还有 1 格未填")


def test_blanks_that_cannot_make_it_even_any_more_hide_nothing(hands):
    hands.session.apply(Edit({OUT: hands.value(OUT) + 5, "requests.granted.natural": None}))
    assert state(hands) == "off"


def test_an_empty_table_is_open_everywhere_and_nothing_is_off(qtbot):
    hands = Hands(qtbot, new_session(), "requests")
    assert [state(hands, column) for column in range(7)] == ["open"] * 7


def test_it_is_told_to_those_who_do_not_see_it(hands):
    hands.session.apply(Edit({RECEIVED: hands.value(RECEIVED) + 1}))
    assert foot(hands).accessibleName() == "第三部分每列的勾稽关系"
    assert foot(hands).accessibleDescription().startswith(foot(hands).sentence(NATURAL))


def test_it_stays_while_the_rows_scroll_and_follows_the_columns(hands):
    hands.page.resize(780, 360)
    hands.go(OUT)
    assert hands.view.verticalScrollBar().value() > 0
    assert foot(hands).isVisible()
    assert foot(hands).y() == hands.view.geometry().bottom() + 1


@pytest.mark.parametrize("section", [one.id for one in FORM.sections if one.grids and one.id != "requests"])
def test_where_no_rule_holds_in_the_columns_there_is_no_foot(qtbot, section):
    assert Hands(qtbot, new_session(), section).table.stage.feet == ()


def test_a_key_weighs_its_own_column_alone(hands, monkeypatch):
    weighed = []

    def noted(form, report, equation):
        weighed.append(equation.column)
        return weigh(form, report, equation)

    monkeypatch.setattr("ui.grid.balance_foot.weigh", noted)
    hands.go(RECEIVED)
    hands.type("7")
    assert set(weighed) == {"自然人", "总计"}
