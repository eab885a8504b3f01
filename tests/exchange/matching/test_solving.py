"""What the sums alone tell: values whose places were lost are found only where no other place is possible."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.exchange.matching.solving import Puzzle, Sum, solve, ways

CELLS = ("a", "b", "c", "total")
ROW = Sum(("total",), ("a", "b", "c"))


def test_a_full_row_has_one_way() -> None:
    assert ways(CELLS, [1, 2, 3, 6]) == ({"a": 1, "b": 2, "c": 3, "total": 6},)


def test_more_values_than_cells_have_no_way() -> None:
    assert ways(CELLS, [1, 2, 3, 4, 5]) == ()


def test_too_many_ways_are_not_tried() -> None:
    assert ways([str(n) for n in range(30)], [0] * 15) == ()


def test_a_lost_total_is_told_by_what_cannot_be_one() -> None:
    found = solve(Puzzle((ways(CELLS, [4, 0, 0]),), (ROW,)))
    assert found == {"a": 4, "b": 0, "c": 0, "total": 4}


def test_zeros_are_zeros_wherever_they_stand() -> None:
    assert solve(Puzzle((ways(CELLS, [0, 0, 0]),), (ROW,))) == dict.fromkeys(CELLS, 0)


def test_what_may_be_a_total_or_a_value_stays_open() -> None:
    found = solve(Puzzle((ways(CELLS, [1, 0, 1]),), (ROW,)))
    assert "c" not in found
    assert "total" not in found


def test_another_row_settles_what_one_leaves_open() -> None:
    column = Sum(("c",), ("c2",))
    found = solve(Puzzle((ways(CELLS, [1, 0, 1]), ways(("c2",), [0])), (ROW, column)))
    assert found["total"] == 1
    assert found["c"] == 0


def test_numbers_that_contradict_the_sums_tell_nothing() -> None:
    assert solve(Puzzle((ways(CELLS, [1, 1, 1, 9]),), (ROW,))) == {}


def test_a_place_that_holds_no_number_says_nothing_about_it() -> None:
    found = solve(Puzzle((ways(CELLS, [1, None, 2, 6]),), (ROW,)))
    assert found == {"a": 1, "b": 3, "c": 2, "total": 6}


def test_a_heap_of_rows_is_not_solved_at_all() -> None:
    row = ways(CELLS, [0, 0])
    assert solve(Puzzle((row,) * 1000, (ROW,))) == {}


@given(st.lists(st.integers(0, 3), min_size=3, max_size=3), st.sets(st.integers(0, 3), max_size=2))
def test_nothing_that_is_told_is_wrong(values: list[int], lost: set[int]) -> None:
    whole = [*values, sum(values)]
    kept = [value for place, value in enumerate(whole) if place not in lost]
    truth = dict(zip(CELLS, whole, strict=True))
    for name, value in solve(Puzzle((ways(CELLS, kept),), (ROW,))).items():
        assert truth[name] == value
