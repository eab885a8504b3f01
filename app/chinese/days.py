"""A day and a year in words, both ways: 2025年1月31日, ２０２５年, 二〇二五年一月三十一日, and where years stand in a text.

Whoever looks for a year does it here, so that 二〇二四年 and ２０２４年 are what 2024年 is. Nothing here raises.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from app.chinese.numerals import COUNTING, DIGITS, ZEROS, digits, narrow, number, plain_digits

_ZERO = f"{ZEROS}0OoＯｏ"  # a letter stands for the zero in 二O二四年, never elsewhere
_HAN_DIGIT = f"{DIGITS}0-9OoＯｏ"
_BOUND = f"{DIGITS}十百千"
_AFTER_ANOTHER = rf"(?<![{_BOUND}])"
# 统一二〇二四年: right before 年 the last four are the year, whatever numeral stands before them.
_HAN_YEAR = re.compile(
    rf"(?<![0-9])(?:(?:一[九9]|二[{_ZERO}一1])[{_HAN_DIGIT}]{{2}}(?=\s*年)"
    rf"|{_AFTER_ANOTHER}(?:一[九9]|二[{_ZERO}])[{_HAN_DIGIT}]{{2}}(?![0-9{_BOUND}]))"
)
_YEAR = re.compile(r"(?<![0-9])(?:(?:19|20)[0-9]{2}|21[0-9]{2}(?=\s*年))(?![0-9])")
_LETTERS = str.maketrans("OoＯｏ", "0000")
_NUMBER = rf"[0-9]{{1,2}}|[{ZEROS}{COUNTING}]{{1,3}}"
_DAY = re.compile(rf"([0-9]{{4}})\s*[年./-]\s*({_NUMBER})\s*[月./-]\s*({_NUMBER})\s*日?")
_SHORT = re.compile(r"([0-9]{1,2})\s*[月./-]\s*([0-9]{1,2})\s*日?")


@dataclass(frozen=True)
class WrittenYear:
    """A year that stands at characters `start` to `end` of a text, without 年."""

    start: int
    end: int
    year: int


def plain_years(text: str) -> str:
    """The text, as long as before, with every digit as 0–9 and every year in them: 二〇二四年 → 2024年."""
    plain = plain_digits(text)
    return plain if plain.isascii() else _HAN_YEAR.sub(lambda year: digits(year[0].translate(_LETTERS)), plain)


def years(text: str) -> Iterator[WrittenYear]:
    """Every number that can be a year, in order, with 年 or without; one of the 22nd century only with it."""
    for found in _YEAR.finditer(plain_years(text)):
        yield WrittenYear(found.start(), found.end(), int(found[0]))


def spelled_like(words: str, year: int) -> str:
    """A year spelled as another one is: 二〇二四 and 2025 → 二〇二五."""
    zero = next((char for char in words if char in _ZERO), "〇")
    return "".join(map(_spelled, words, str(year), zero * len(words)))


def _spelled(char: str, digit: str, zero: str) -> str:
    if char.isdecimal():
        return chr(ord(char) - int(char) + int(digit))
    return zero if digit == "0" else DIGITS[len(ZEROS) + int(digit) - 1]


def day_parts(text: str) -> tuple[int, int, int] | None:
    """Year, month and day of a day written alone, whether there is such a day or not; None for anything else."""
    parts = _parts(_DAY, text)
    return (parts[0], parts[1], parts[2]) if parts else None


def month_and_day_parts(text: str) -> tuple[int, int] | None:
    """The same of a day that lacks its year, in digits only: 3.3."""
    parts = _parts(_SHORT, text)
    return (parts[0], parts[1]) if parts else None


def _parts(pattern: re.Pattern[str], text: str) -> list[int]:
    plain = plain_years(narrow(text))
    found = pattern.fullmatch(plain)
    parts = [number(one) for one in found.groups()] if found else []
    known = [one for one in parts if one is not None]
    return known if len(known) == len(parts) else []


def day_words(day: date, blank: str = "") -> str:
    """A day as offices write it, 2026年1月15日, without leading zeros; `blank` parts words and digits."""
    return f"{day.year}{blank}年{blank}{month_and_day_words(day, blank)}"


def month_and_day_words(day: date, blank: str = "") -> str:
    """The same without its year: 1月15日."""
    return f"{day.month}{blank}月{blank}{day.day}{blank}日"


def moment_words(at: datetime) -> str:
    """A day with its time, to the minute: 2026年1月15日 09:30."""
    return f"{day_words(at)} {at:%H:%M}"
