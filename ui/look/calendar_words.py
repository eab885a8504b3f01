"""Times and days in the words of the window: when something was saved, how many days are left.

Pure functions of the times they are given.
"""

from __future__ import annotations

from datetime import date, datetime

from app.chinese.days import day_words, month_and_day_words

LATE_ENOUGH = 60  # days after the deadline from which on it is no matter of today
EARLY = 400  # days before it from which on it is one


def saved_words(at: datetime | None, now: datetime) -> str:
    """已保存 10:32, with the day when it was another one."""
    if at is None:
        return ""
    local = at.astimezone()
    clock = f"{local:%H:%M}"
    same_day = local.date() == now.astimezone().date()
    return f"已保存 {clock}" if same_day else f"已保存 {month_and_day_words(local, ' ')} {clock}"


def changed_words(at: datetime, now: datetime) -> str:
    """When a report was last changed: 今天 10:32, 1 月 5 日, 2024 年 12 月 30 日."""
    local = at.astimezone()
    today = now.astimezone().date()
    if local.date() == today:
        return f"今天 {local:%H:%M}"
    return (month_and_day_words if local.year == today.year else day_words)(local, " ")


def days_left_words(due: date, today: date) -> str:
    """The same in a few letters, for where there is little room: 还有 12 天."""
    left = (due - today).days
    if not deadline_words(due, today):
        return ""
    return f"还有 {left} 天" if left > 0 else f"已过期 {-left} 天" if left else "今天截止"


def deadline_words(due: date, today: date) -> str:
    """距 1 月 31 日还有 12 天; empty when the day is long past or far away."""
    left = (due - today).days
    day = month_and_day_words(due, " ")
    if left > EARLY or left < -LATE_ENOUGH:
        return ""
    if left == 0:
        return f"今天（{day}）是报送截止日"
    return f"距 {day}还有 {left} 天" if left > 0 else f"已过报送期限 {day}，共 {-left} 天"


def left_words(due: date, today: date) -> str:
    """The same in a column of many: 还有 12 天, 今天截止, 已过 3 天."""
    left = (due - today).days
    if left > EARLY or left < -LATE_ENOUGH:
        return ""
    return "今天截止" if left == 0 else f"还有 {left} 天" if left > 0 else f"已过 {-left} 天"
