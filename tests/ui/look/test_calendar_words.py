"""Times and days in the window's words."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest

from ui.look.calendar_words import changed_words, days_left_words, deadline_words, saved_words

ZONE = timezone(timedelta(hours=8))
NOW = datetime(2026, 1, 19, 10, 32, tzinfo=ZONE).astimezone()
DUE = date(2026, 1, 31)


def test_saved_today_has_only_its_time() -> None:
    assert saved_words(NOW - timedelta(minutes=2), NOW) == f"已保存 {NOW - timedelta(minutes=2):%H:%M}"


def test_saved_on_another_day_has_its_day() -> None:
    before = NOW - timedelta(days=3)
    assert saved_words(before, NOW) == f"已保存 {before.month} 月 {before.day} 日 {before:%H:%M}"


def test_nothing_saved_yet_says_nothing() -> None:
    assert saved_words(None, NOW) == ""


@pytest.mark.parametrize(("days", "start"), [(0, "今天 "), (7, f"{(NOW - timedelta(days=7)).month} 月"), (400, "2024 年 ")])
def test_a_change_is_told_the_shorter_the_nearer_it_is(days: int, start: str) -> None:
    assert changed_words(NOW - timedelta(days=days), NOW).startswith(start)


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2026, 1, 19), "距 1 月 31 日还有 12 天"),
        (date(2026, 1, 31), "今天（1 月 31 日）是报送截止日"),
        (date(2026, 2, 2), "已过报送期限 1 月 31 日，共 2 天"),
        (date(2026, 6, 1), ""),
        (date(2024, 6, 1), ""),
    ],
)
def test_the_deadline_is_told_while_it_matters(today: date, words: str) -> None:
    assert deadline_words(DUE, today) == words


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2026, 1, 19), "还有 12 天"),
        (date(2026, 1, 31), "今天截止"),
        (date(2026, 2, 2), "已过期 2 天"),
        (date(2026, 6, 1), ""),
    ],
)
def test_the_days_that_are_left_are_told_in_a_few_letters_as_long_as_they_matter(today: date, words: str) -> None:
    assert days_left_words(DUE, today) == words
