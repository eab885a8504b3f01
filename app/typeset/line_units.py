"""Where a line may break: a penalty before each character, from marks and from runs that hold together.

Held together are dashes and ellipses, Western words, numbers with their unit, dates and document numbers
(GB/T 9704—2012, 7.3.3: a number or a date is not divided).
"""

from __future__ import annotations

import re

from app.typeset.marks import NOT_AT_END, NOT_AT_START, SPACES

FREE = 0.0
LONG_WORD_AT_SIGN = 300.0
LONG_WORD = 4_000.0
HELD = 1e6
FORBIDDEN = 1e7

LONG = 16  # characters of a Western word that may break as a last resort: eight ems, a quarter of a line
WORD_SIGNS = frozenset("/.-_?&=:#%")

HAN = r"[\u3400-\u9fff\U00020000-\U0003ffff〇]"
WESTERN = r"[!-~\u00c0-\u024f\u0370-\u04ff\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]"
MEASURES = (
    "平方公里|平方米|立方米|公里|千米|厘米|毫米|公斤|千克|小时|分钟|个工作日|工作日|个百分点|百分点|人次|件次|条次|美元|元"
)  # fmt: skip
HELD_RUNS = re.compile(
    "|".join(
        (
            r"[—―]{2,}",
            r"[…⋯]{2,}",
            r"\d{2,4}年\d{1,2}月\d{1,2}日",
            r"\d{2,4}年\d{1,2}月(?!\d)",
            r"\d{1,2}月\d{1,2}日",
            r"[〔\[（(【]\d{4}[〕\]）)】] ?第?\d+号",
            rf"第?{WESTERN}+(?:(?<=\d)(?:[％‰℃°㎡㎞]|[十百千万亿]*[余多]?(?:{MEASURES}|{HAN}))|(?<=\d\.){HAN})?",
            r"[￥¥] ?\d+",
        )
    )
)
WORD = re.compile(rf"{WESTERN}+")


def penalties(text: str) -> list[float]:
    """The penalty of a line break before each character (the first entry, and one past the end, are free)."""
    found = [FREE] * (len(text) + 1)
    for run in HELD_RUNS.finditer(text):
        for place in range(run.start() + 1, run.end()):
            found[place] = HELD
    for word in WORD.finditer(text):
        if word.end() - word.start() > LONG:
            for place in range(word.start() + 1, word.end()):
                found[place] = LONG_WORD_AT_SIGN if text[place - 1] in WORD_SIGNS else LONG_WORD
    for place in range(1, len(text)):
        before, after = text[place - 1], text[place]
        if _forbidden(before, after) and found[place] not in (LONG_WORD, LONG_WORD_AT_SIGN):
            found[place] = FORBIDDEN
    return found


def _forbidden(before: str, after: str) -> bool:
    return after in NOT_AT_START or before in NOT_AT_END or after in SPACES
