"""A number is read as it was written, in digits of any width and in numerals; what may be two numbers is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.chinese.numerals import digits, narrow, number, numeral, plain_digits

WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
ONE_BY_ONE = str.maketrans("0123456789", "〇一二三四五六七八九")


@given(st.integers(0, 10**12))
def test_a_numeral_that_was_written_is_read_as_the_same_number(value: int) -> None:
    assert number(numeral(value)) == value


@given(st.integers(0, 10**12))
def test_digits_of_any_width_are_the_same_number(value: int) -> None:
    assert number(str(value)) == number(str(value).translate(WIDE)) == value


@given(st.integers(100, 10**9))
def test_numerals_one_by_one_are_read_as_digits(value: int) -> None:
    written = str(value).translate(ONE_BY_ONE)
    assert number(written) == value
    assert digits(written) == str(value)


@pytest.mark.parametrize(
    ("value", "written"),
    [(0, "零"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (34, "三十四"), (105, "一百零五"), (110, "一百一十"),
     (1005, "一千零五"), (1050, "一千零五十"), (10010, "一万零一十"), (100_000_000, "一亿")],
)  # fmt: skip
def test_numerals_are_written_as_offices_write_them(value: int, written: str) -> None:
    assert numeral(value) == written


@pytest.mark.parametrize(
    ("written", "value"),
    [("两千零五", 2005), ("一百十五", 115), ("百", 100), ("二〇", 20), ("一○五", 105), ("三十万零五", 300_005), ("〇一", 1)],
)
def test_other_ways_to_write_a_number_are_read(written: str, value: int) -> None:
    assert number(written) == value


@pytest.mark.parametrize(
    "text", ["", "二三", "一两", "二三十", "二百五", "三万五", "十十", "一百一百", "一百零", "万", "亿亿", "12件", "9" * 5000]
)
def test_what_is_no_number_or_may_be_two_is_none(text: str) -> None:
    assert number(text) is None


@given(st.text())
def test_plain_digits_change_nothing_but_digits(text: str) -> None:
    plain = plain_digits(text)
    assert len(plain) == len(text)
    assert all(one == other or (one.isdecimal() and int(one) == int(other)) for one, other in zip(text, plain, strict=True))


@given(st.text("0123456789０１２３４５６７８９，．（）－ \u3000\u200b①²"))
def test_narrow_text_stays_as_it_is(text: str) -> None:
    assert narrow(narrow(text)) == narrow(text)
    assert "①" not in text or "①" in narrow(text)
