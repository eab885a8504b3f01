"""What nobody sees: every kind of it is known, nothing of Chinese text is, and what is cleaned or shown says so."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.chinese.characters import clean, harmless, plain, told_of, unseen_in, without_marks

INKED = set("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd")  # Cf that is seen
RARE = "𠮷野家㎡㎥〇々邨\U00030000\ue000﨑"


def test_every_control_and_format_character_is_known():
    left = [
        f"{code:04X}"
        for code in range(sys.maxunicode + 1)
        if unicodedata.category(chr(code)) in ("Cc", "Cf", "Cs", "Zl", "Zp") and clean(chr(code))
    ]
    assert left == ["0009", "000A", *sorted((f"{ord(one):04X}" for one in INKED), key=lambda one: int(one, 16))]


@pytest.mark.parametrize("text", [RARE, "葛\U000e0100城", "，\ufe00。", "一\n二\t三 四\u3000五", "㎡ⅨⅡ①", "A·B—“甲”"])
def test_what_chinese_text_needs_stays(text):
    assert clean(text) == text == harmless(text)


@pytest.mark.parametrize("text", ["a\U000e0100", "葛\U000e0100\U000e0101", "❤\ufe0f", "\u3164", "\U000e0041", "\ufdd0", "\u2800"])
def test_selectors_without_their_letter_and_blank_letters_go(text):
    assert len(clean(text)) == len(text) - 1


@given(st.text())
def test_cleaning_again_finds_nothing(text):
    assert clean(clean(text)) == clean(text)
    assert unseen_in(clean(text)) == ()
    assert clean(harmless(text)) == harmless(text)


def test_what_turns_the_order_round_is_shown_by_its_number():
    assert harmless("年报\u202efdp.exe") == "年报[U+202E]fdp.exe"


def test_a_figure_keeps_what_makes_the_eye_read_another_one():
    assert without_marks("\ufeff1\u200b2") == "12"
    assert without_marks("\u202e12") == "\u202e12"


def test_what_was_cleaned_is_counted_and_named():
    assert told_of(["甲\u200b\u200b", "\ufeff"], "文件里") == "文件里有 3 个看不见的字符（U+200B、U+FEFF），已经去掉。"
    assert told_of(["甲"], "文件里") == ""


def test_for_comparing_a_variant_is_its_letter():
    assert plain("葛\U000e0100城") == "葛城"
