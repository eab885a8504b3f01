"""The session: one writer, one announcement, undo and redo over the whole report."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import ReadOnlyReport, ValueRefused
from app.report.report import Edit
from app.report.session import Change, Entry, Session
from tests.reports import FORM, empty, full

CELL = "requests.received.natural"


class Clock:
    """Seconds that pass only when told to."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def session(report=None, **options) -> Session:
    return Session(FORM, report or empty(), **options)


def test_an_edit_announces_the_cell_and_every_sum_above_it():
    heard: list[Change] = []
    one = session()
    one.subscribe(heard.append)
    one.apply(Edit({CELL: 3}))
    assert [change.cells for change in heard] == [{CELL, "requests.received.total"}]


def test_an_edit_that_changes_nothing_announces_nothing():
    heard: list[Change] = []
    one = session(full())
    one.subscribe(heard.append)
    assert one.apply(Edit({CELL: 0})) == frozenset()
    assert heard == []
    assert one.past == ()


def test_what_the_last_step_found_is_known_until_it_is_taken_back():
    one = session(full())
    one.apply(Edit({CELL: 3}))
    assert dict(one.stood) == {CELL: 0}
    one.undo()
    assert not dict(one.stood)


def test_a_listener_that_left_hears_no_more():
    heard: list[Change] = []
    one = session()
    leave = one.subscribe(heard.append)
    leave()
    one.apply(Edit({CELL: 3}))
    assert heard == []


def test_undo_takes_a_pasted_block_back_in_one_step():
    one = session(full())
    before = one.report
    one.apply(Edit({CELL: 3, "requests.granted.natural": 3}))
    one.undo()
    assert one.report == before
    one.redo()
    assert one.report.cells[CELL] == 3


def test_typing_in_one_cell_merges_into_one_step():
    clock = Clock()
    one = session(clock=clock)
    for value in (1, 12, 123):
        clock.now += 0.3
        one.apply(Edit({CELL: value}, merge=f"cell:{CELL}"))
    one.undo()
    assert CELL not in one.report.cells


def test_a_pause_or_another_cell_starts_a_new_step():
    clock = Clock()
    one = session(clock=clock)
    one.apply(Edit({CELL: 1}, merge="a"))
    clock.now += 60
    one.apply(Edit({CELL: 12}, merge="a"))
    one.apply(Edit({"requests.granted.natural": 1}, merge="b"))
    assert len(one.past) == 3


def test_typing_after_leaving_the_place_is_a_step_of_its_own():
    one = session(clock=Clock())
    one.apply(Edit({CELL: 1}, merge="a"))
    one.settle()
    one.apply(Edit({CELL: 2}, merge="a"))
    assert len(one.past) == 2


def test_a_new_edit_forgets_what_was_undone():
    one = session()
    one.apply(Edit({CELL: 1}))
    one.undo()
    one.apply(Edit({CELL: 2}))
    assert one.redo() == frozenset()
    assert one.report.cells[CELL] == 2


@pytest.mark.parametrize(
    "changes", [{"requests.received.total": 3}, {"no.such": 1}, {CELL: -1}, {CELL: "3"}, {CELL: True}]
)
def test_a_wrong_edit_is_refused_whole(changes):
    one = session(full())
    before = one.report
    with pytest.raises(ValueRefused):
        one.apply(Edit({"requests.granted.natural": 7, **changes}))
    assert one.report is before


def test_a_read_only_session_refuses_every_edit():
    with pytest.raises(ReadOnlyReport):
        session(read_only=True).apply(Edit({CELL: 1}))


EDITS = st.lists(
    st.tuples(st.sampled_from([CELL, "requests.granted.legal", "other.text"]), st.integers(0, 9))
)


@given(EDITS)
def test_undoing_everything_gives_the_first_report_and_redoing_everything_the_last(edits):
    one = session()
    first = one.report
    for number, (name, value) in enumerate(edits):
        one.apply(Edit({name: str(value) if name == "other.text" else value}, merge=str(number % 2)))
    last = one.report
    while one.past:
        one.undo()
    assert one.report == first
    while one.future:
        one.redo()
    assert one.report == last


def typed(one: Session, *values: int) -> Entry:
    entry = one.begin(FORM.cells[CELL])
    for value in values:
        entry.put({CELL: value})
    return entry


def test_an_entry_that_is_kept_is_one_step_of_undo():
    one = session(clock=Clock())
    typed(one, 1, 12, 123).keep()
    typed(one, 4).keep()
    one.undo()
    assert one.report.cells[CELL] == 123
    one.undo()
    assert CELL not in one.report.cells


def test_an_entry_that_is_dropped_leaves_the_steps_before_it_and_is_not_done_again():
    clock = Clock()
    one = session(clock=clock)
    typed(one, 7).keep()
    entry = typed(one, 1)
    clock.now += 60  # a pause: what follows is a step of its own, and goes all the same
    entry.put({CELL: 12})
    entry.drop()
    assert (one.report.cells[CELL], len(one.past), one.future) == (7, 1, ())


def test_an_entry_drops_nothing_that_was_done_elsewhere_since():
    one = session(clock=Clock())
    entry = typed(one, 1)
    one.apply(Edit({"requests.granted.natural": 3}))
    entry.drop()
    assert one.report.cells[CELL] == 1
