"""What an import inferred stays doubted in the report: through undo, whatever value stands there, until a person looks."""

from __future__ import annotations

import pytest

from app.report.doubt import Doubt, counted
from app.report.draft import begin
from app.report.report import Edit
from app.report.session import Session
from tests.reports import FORM, FORMS, empty, full

CELL, OTHER = "requests.received.natural", "requests.received.business"
DOUBT = Doubt(CELL, 3, "inferred", "第 2 个表第 4 行", "3")


@pytest.fixture
def session() -> Session:
    """A report into which a 3 was imported that only the sums tell."""
    made = Session(FORM, empty())
    made.apply(Edit({CELL: 3, OTHER: 1}, "导入", doubts=(DOUBT,)))
    return made


def test_an_import_leaves_its_doubts_in_the_report(session: Session) -> None:
    assert session.doubts == (DOUBT,)


def test_undo_takes_the_doubt_with_the_value_and_redo_brings_both_back(session: Session) -> None:
    session.undo()
    assert not session.doubts
    session.redo()
    assert session.doubts == (DOUBT,)


def test_another_value_is_not_doubted_and_the_doubted_one_is_when_undo_brings_it_back(session: Session) -> None:
    session.apply(Edit({CELL: 4}))
    assert not session.doubts
    session.undo()
    assert session.doubts == (DOUBT,)


def test_an_earlier_state_that_is_restored_is_doubted_again(session: Session) -> None:
    session.apply(Edit({CELL: None}))
    session.apply(Edit({CELL: 3}, "取回历史版本"))
    assert session.doubts == (DOUBT,)


def test_whoever_has_looked_is_asked_no_more_and_everybody_hears_of_it(session: Session) -> None:
    heard: list[tuple[str, frozenset[str]]] = []
    session.subscribe(lambda change: heard.append((change.deed, change.cells)))
    session.look((CELL, OTHER))
    assert (session.doubts, heard) == ((), [("look", frozenset({CELL}))])


def test_nothing_is_done_again_over_what_was_looked_at(session: Session) -> None:
    session.apply(Edit({CELL: None}, "清除"))
    session.undo()
    session.look((CELL,))
    session.redo()
    assert session.report.cells[CELL] == DOUBT.value


def test_undo_takes_a_look_back_in_its_turn(session: Session) -> None:
    session.look((CELL,))
    session.apply(Edit({OTHER: 2}, "填写"))
    session.undo()
    assert not session.doubts
    session.undo()
    assert session.doubts == (DOUBT,)
    session.undo()
    assert session.report == empty()


def test_the_same_import_once_more_is_doubted_once_more(session: Session) -> None:
    session.look((CELL,))
    session.apply(Edit({CELL: 4}))
    session.apply(Edit({CELL: 3}, "导入", doubts=(DOUBT,)))
    assert session.doubts == (DOUBT,)


def test_what_a_person_had_typed_is_not_doubted_when_an_import_says_the_same() -> None:
    session = Session(FORM, full(requests__received__natural=3))
    session.apply(Edit({CELL: 3, OTHER: 1}, "导入", doubts=(DOUBT, Doubt(OTHER, 1, "likely"))))
    assert [one.cell for one in session.doubts] == [OTHER]


def test_a_report_that_may_only_be_read_keeps_its_doubts() -> None:
    session = Session(FORM, full(requests__received__natural=3), read_only=True, doubts=(DOUBT,))
    assert session.look((CELL,)) == frozenset()
    assert session.doubts == (DOUBT,)


def test_what_was_not_looked_at_last_year_is_doubted_where_it_is_carried_to() -> None:
    source = "requests.carried_out.natural"
    last = full(year=2024, requests__carried_out__natural=2)
    draft = begin(FORMS, last, doubts=(Doubt(source, 2, "inferred", text="2"),))
    (one,) = draft.doubts
    assert (one.cell, one.value, one.why) == ("requests.carried_in.natural", 2, "carried")
    assert draft.edit(empty()).doubts == (one,)


def test_the_reasons_are_counted_in_words() -> None:
    assert counted([DOUBT, DOUBT, Doubt(OTHER, 1, "likely")]) == "推算得出 2，读得不确定 1"
