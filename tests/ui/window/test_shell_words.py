"""Times and days in the window's words, and messages in place."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest
from PySide6.QtWidgets import QPushButton

from ui.look.banner import Banners, Offer
from ui.look.calendar_words import changed_words, deadline_words, saved_words

ZONE = timezone(timedelta(hours=8))
NOW = datetime(2026, 1, 19, 10, 32, tzinfo=ZONE).astimezone()
DUE = date(2026, 1, 31)


@pytest.fixture
def banners(qtbot, appearance) -> Banners:
    made = Banners(appearance)
    qtbot.addWidget(made)
    made.show()
    return made


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


def test_a_message_gives_way_to_a_newer_one_of_its_kind(banners) -> None:
    banners.tell("notice", "正在准备打印……", key="print")
    banners.tell("notice", "已送往打印机。", key="print")
    banners.tell("warning", "另一件事。")
    assert banners.standing() == ("已送往打印机。", "另一件事。")


def test_taking_an_offer_puts_the_message_away(qtbot, banners) -> None:
    taken: list[str] = []
    banner = banners.tell("notice", "已移入回收站。", Offer("撤销删除", lambda: taken.append("x")))
    banner.findChild(QPushButton).click()
    assert taken == ["x"]
    assert banners.standing() == ()


def test_an_offer_that_stays_leaves_the_message(banners) -> None:
    banner = banners.tell("error", "没有保存。", Offer("重试", lambda: None, stays=True), key="saving")
    banner.findChild(QPushButton).click()
    assert banners.standing() == ("没有保存。",)
    banner.close_button.click()
    assert banners.standing() == ()


def test_withdrawing_what_does_not_stand_does_nothing(banners) -> None:
    banners.withdraw("nothing")
    assert banners.standing() == ()
