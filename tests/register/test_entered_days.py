"""Days that lack their year: read where the year is known, refused where a reader would have to guess."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import ValueRefused
from app.form.kinds import DATE
from app.register.entered_days import day_in, day_since

DAYS = st.dates(date(2008, 5, 1), date(2099, 12, 31))
SIGNS = st.sampled_from([".", "-", "/", "月", "．", " . "])


@given(day=DAYS, sign=SIGNS, end=st.sampled_from(["", "日"]))
def test_month_and_day_are_a_day_of_the_year_that_is_known(day: date, sign: str, end: str) -> None:
    assert day_in(f"{day.month}{sign}{day.day}{end}", day.year) == day


@given(start=DAYS, later=st.integers(0, 364), sign=SIGNS)
def test_an_answer_is_the_first_such_day_since_the_request_came(start: date, later: int, sign: str) -> None:
    day = start + timedelta(days=later)
    assert day_since(f"{day.month}{sign}{day.day}", start) == day


@given(day=DAYS, year=st.integers(2000, 2100), start=DAYS)
def test_a_year_that_was_written_is_kept(day: date, year: int, start: date) -> None:
    assert day_in(DATE.show(day), year) == day_since(DATE.show(day), start) == day


@given(text=st.text("0123456789./-月日 ", max_size=12), start=DAYS)
def test_a_day_without_a_year_is_never_before_the_request_nor_a_year_after_it(text: str, start: date) -> None:
    try:
        day = day_since(text, start)
    except ValueRefused:
        return
    written = re.search(r"\d{4}", text)
    assert day is None or written or start <= day < start.replace(year=start.year + 1, day=1) + timedelta(days=31)


@pytest.mark.parametrize("text", ["25.3", "13.3", "3.32", "2.30", "3.3.5", "25.3.3", "33", "3", "2025.3", "3.3.2025", "三月三日"])
def test_what_would_have_to_be_guessed_is_refused(text: str) -> None:
    for read in (lambda: day_in(text, 2025), lambda: day_since(text, date(2025, 1, 1))):
        with pytest.raises(ValueRefused):
            read()


def test_the_leap_day_exists_in_leap_years_only() -> None:
    assert day_in("2.29", 2024) == date(2024, 2, 29)
    with pytest.raises(ValueRefused):
        day_in("2.29", 2025)
