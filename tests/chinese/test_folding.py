"""Text as it is looked for: width and case make no difference, and each find has its place in the text itself."""

from __future__ import annotations

import pytest

from app.chinese.folding import folded, is_number, is_whole, occurrences


def test_width_and_case_make_no_difference() -> None:
    assert folded("ＡＢｃ１２３") == folded("abC123") == "abc123"


def test_a_find_has_its_place_in_the_text_itself() -> None:
    text = "共…２０２５年"  # … folds to three points
    assert [text[start:end] for start, end in occurrences(text, folded("2025"))] == ["２０２５"]


def test_half_of_a_character_is_no_find() -> None:
    assert list(occurrences("共…年", ".")) == []
    assert list(occurrences("共…年", "...")) == [(1, 2)]


def test_finds_do_not_overlap() -> None:
    assert list(occurrences("公公公", "公公")) == [(0, 2)]


@pytest.mark.parametrize(
    ("text", "whole"), [("共12件", True), ("2012年", False), ("12.5元", False), ("（12）。", True), ("第12.", True)]
)
def test_a_number_is_whole_where_no_digit_goes_on(text: str, whole: bool) -> None:
    start = text.index("12")
    assert is_whole(text, start, start + 2) is whole


@pytest.mark.parametrize(("words", "number"), [("12", True), ("1,234.5", True), ("12件", False), ("", False), (".", False)])
def test_what_a_number_is(words: str, number: bool) -> None:
    assert is_number(words) is number
