"""A blank that a person sees behind a heading is one in the text; letters spaced out all along are one word."""

from __future__ import annotations

import pytest

from app.exchange.readers.pdf.pdf_letters import Letter
from app.exchange.readers.pdf.pdf_lines import text_lines

SIZE = 10.0


def read(text: str) -> str:
    """The line that letters of one size make; a blank in `text` is only room."""
    places = [(char, n * SIZE) for n, char in enumerate(text) if char != "　"]
    (line,) = text_lines([Letter(c, x, 0, x + SIZE, SIZE, 1.0, SIZE) for c, x in places], 1)
    return line.text


def test_a_blank_of_one_letter_parts_a_heading_from_its_text() -> None:
    assert read("平台建设　在社区设点") == "平台建设　在社区设点"


@pytest.mark.parametrize("word", ["目　录　情　况", "年　度　报　告"])
def test_a_word_that_is_letter_spaced_is_one_word(word: str) -> None:
    assert read(word) == word.replace("　", "")


@pytest.mark.parametrize("text", ["，　在", "１　２"])
def test_behind_marks_and_between_figures_there_is_none(text: str) -> None:
    assert "　" not in read(text)
