"""A day and a year are the same however they are spelled, and found where they stand."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.chinese.days import (
    day_parts,
    day_words,
    moment_words,
    month_and_day_parts,
    month_and_day_words,
    plain_years,
    spelled_like,
    years,
)
from app.chinese.numerals import numeral

DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
SPELLINGS = ("2024", "２０２４", "二〇二四", "二零二四", "二○二四", "二0二四", "二０二四", "二O二四", "20２4")
IN_HAN = str.maketrans("0123456789", "〇一二三四五六七八九")


def parts(day: date) -> tuple[int, int, int]:
    return day.year, day.month, day.day


@given(DAYS, st.sampled_from(["", " ", "\u3000"]))
def test_a_day_that_was_written_is_read_as_the_same_day(day: date, blank: str) -> None:
    assert day_parts(day_words(day, blank)) == parts(day)
    assert month_and_day_parts(month_and_day_words(day, blank)) == parts(day)[1:]


@given(DAYS, st.sampled_from([".", "/", "-", "．", " . "]))
def test_a_day_in_digits_is_the_same_day(day: date, sign: str) -> None:
    assert day_parts(sign.join(map(str, parts(day)))) == day_parts(day.isoformat()) == parts(day)


@given(DAYS)
def test_a_day_in_numerals_is_the_same_day(day: date) -> None:
    assert day_parts(f"{str(day.year).translate(IN_HAN)}年{numeral(day.month)}月{numeral(day.day)}日") == parts(day)


def test_a_day_that_does_not_exist_is_still_read_as_one() -> None:
    assert day_parts("2025年2月30日") == (2025, 2, 30)


@pytest.mark.parametrize(
    "text", ["", "一月", "2025年", "2025年1月", "26-1-1", "2025年1月31日起", "于2025年1月31日", "年月日", "二百年三月一日"]
)
def test_what_is_no_day_is_none(text: str) -> None:
    assert day_parts(text) is None


def test_a_moment_is_a_day_with_its_time() -> None:
    assert moment_words(datetime(2026, 1, 5, 9, 3)) == "2026年1月5日 09:03"


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("text", ["{}年", "{} 年度", "比{}年多", "统一{}年", "“{}年”", "2023—{}年", "{}年三月", "（{}）年", "{}"])
def test_a_year_is_found_however_it_is_spelled(spelling: str, text: str) -> None:
    written = text.format(spelling)
    found = next(one for one in years(written) if one.year == 2024)
    assert written[found.start : found.end] == spelling
    assert plain_years(written) == text.format("2024")


@pytest.mark.parametrize("text", ["12024", "20240105", "第二〇二四一", "二〇二", "2150件", "１２０２４年", "三千年", "一二年"])
def test_what_is_no_year_is_not_found(text: str) -> None:
    assert list(years(text)) == []


@given(st.sampled_from(SPELLINGS), st.integers(1900, 2099))
def test_a_year_spelled_like_another_is_found_again(spelling: str, year: int) -> None:
    written = f"{spelled_like(spelling, year)}年"
    assert [one.year for one in years(written)] == [year]
    assert len(written) == len(spelling) + 1


@given(st.text(st.sampled_from("二〇零○O０0一九24年月日、件 "), max_size=40))
def test_a_text_with_plain_years_is_as_long_as_before(text: str) -> None:
    assert len(plain_years(text)) == len(text)
    assert all(text[one.start : one.end] for one in years(text))
