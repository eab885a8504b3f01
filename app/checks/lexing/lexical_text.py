"""A text as the words of the lexicon meet it, as long as before: digits as 0–9, years by what they are to the report.

2024年 in a report of 2025 becomes 上年 behind as many blanks as it was longer, 2026年 becomes 下年, any other 某年: so the
lexicon knows no year.
"""

from __future__ import annotations

import re

from app.chinese.days import plain_years

BLANK = "\x01"  # stands where a word became shorter: no word of the lexicon holds it, and it is no sign of its own
_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})\s*年(?!期)")
_ROW = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?=\s*[、和至与—\-]\s*(?:19|20)[0-9]{2}(?![0-9]))")  # 2023、2024、2025年
_LAST_OF_ROW = re.compile(r"(?<=年[、和至与—\-])((?:19|20)[0-9]{2})(?![0-9])")
_COUNT = "(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})"
_DAY = re.compile(rf"{_COUNT}\s*月(?:份)?(?:\s*{_COUNT}\s*日)?")
_SPAN = re.compile(
    rf"(?:[自从])?(?:[本某]年)?1月1日{BLANK}*(?:起|日)?(?:至|到|—|-|－|~|～)+{BLANK}*(?:[本某]年)?{BLANK}*12月31日(?:止|，)?(?:期间)?"
)
_END = re.compile(rf"截至?止?{BLANK}*(?:本年)?{BLANK}*(?:12月31日|12月底|年底|年末)")


def plain_text(text: str, year: int) -> str:
    """The text with its years named for a report of `year`, and the report's own period taken out of it."""
    plain = plain_years(text)
    for pattern in (_ROW, _LAST_OF_ROW, _YEAR):
        plain = pattern.sub(lambda found: _named(found, year), plain)
    for pattern in (_SPAN, _END):
        plain = pattern.sub(lambda found: BLANK * len(found[0]), plain)
    return _DAY.sub(_month, plain)


def _named(found: re.Match[str], year: int) -> str:
    name = {0: "本年", -1: "上年", 1: "下年"}.get(int(found[1]) - year, "某年")
    return BLANK * (len(found[0]) - len(name)) + name


def _month(found: re.Match[str]) -> str:
    """A day or month of the year is another period than the year: 3月公开1件."""
    return BLANK * (len(found[0]) - 2) + "某月"
