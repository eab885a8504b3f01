"""Which sentence is meant: of a character, and of a caret."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.preview.pointing import sentence_at, sentence_of_caret
from ui.preview.spots import Spot, spot_of

TEXT = "　　第一句。第二句！\n第三句"


@pytest.mark.parametrize(("place", "words"), [(0, "第一句。"), (5, "第一句。"), (6, "第二句！"), (11, "第三句"), (99, "第三句")])
def test_the_sentence_of_a_character_is_told_without_its_blanks(place: int, words: str) -> None:
    assert TEXT[slice(*sentence_at(TEXT, place))] == words


@pytest.mark.parametrize(
    ("caret", "words"), [(0, "第一句。"), (6, "第一句。"), (7, "第二句！"), (10, "第二句！"), (11, "第三句")]
)
def test_a_caret_behind_a_full_stop_is_still_in_that_sentence(caret: int, words: str) -> None:
    assert TEXT[slice(*sentence_of_caret(TEXT, caret))] == words


@given(st.text("甲乙。！\n 　", max_size=30), st.integers(0, 40))
def test_a_sentence_is_a_part_of_its_text(text: str, place: int) -> None:
    start, end = sentence_at(text, place)
    assert 0 <= start <= end <= len(text)


def test_a_spot_comes_through_as_it_was() -> None:
    spot = Spot("text", "a.b", (1.0, 2.0, 31.0, 12.0), (1.0, 11.0, 21.0, 31.0), (4, 5, 8))
    assert spot_of(spot.data()) == spot
    assert [spot.character(x) for x in (0, 1, 12, 30.9, 99)] == [4, 4, 5, 8, 8]
    assert spot.part(5, 8) == (11.0, 2.0, 21.0, 12.0)
    assert spot.part(6, 8) is None
