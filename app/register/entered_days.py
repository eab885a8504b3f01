"""Days of the register as people write them: in full, or month and day alone where the year is known. No Qt.

`3.3` is a day of the report's year when a request came, and the first such day since it came when it was answered. What
could be read in two ways (25.3, 3.3.5) is refused.
"""

from __future__ import annotations

from datetime import date

from app.chinese.days import month_and_day_parts
from app.errors import ValueRefused
from app.form.kinds import DATE


def day_in(text: str, year: int) -> date | None:
    """A day that may lack its year, then one of `year`; None for blank. Raises ValueRefused."""
    short = month_and_day_parts(text)
    return _full(f"{year}.{short[0]}.{short[1]}" if short else text, text)


def day_since(text: str, start: date) -> date | None:
    """A day that may lack its year, then the first one from `start` on; None for blank. Raises ValueRefused."""
    short = month_and_day_parts(text)
    if short is None:
        return _full(text, text)
    return day_in(text, start.year + (short < (start.month, start.day)))


def _full(whole: str, typed: str) -> date | None:
    try:
        found = DATE.read(whole)
    except ValueRefused as reason:
        if whole == typed:
            raise
        raise ValueRefused(
            f"“{typed.strip()}”这一天不存在，请按 月.日（如 3.3）或 2025年3月3日 的样子填写。"
        ) from reason
    return found if isinstance(found, date) else None
