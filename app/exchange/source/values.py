"""The text of a number cell in a file, read strictly: a value, a bracket note, or a reason to ask.

Blank is never 0, and neither is a stroke. What a number looks like is decided here only to tell numbers from
labels; what it is, is decided by kinds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.chinese.numerals import narrow
from app.errors import ValueRefused
from app.form.kinds import AMOUNT, TEXT, Kind, Value, split_note
from app.form.units import UNIT

LONGEST = 300  # characters of a number with its note
_STROKES = frozenset("/／\\\\-—–－―…一无、*＊×")
_ZERO = "零"  # that alone; 〇 and ○ are strokes to some, and 一 is one to all
_WHOLE = re.compile(r"([-+－—–−]?\s*\d[\d,]*)\.0+(\D*)", re.ASCII)  # 5.0 as spreadsheets write 5
_NUMBER = re.compile(rf"[-+－—–−]?\s*[¥￥]?\s*\d[\d,，.^]*\s*(?:{UNIT})?", re.ASCII)


@dataclass(frozen=True)
class ReadValue:
    """What a cell says. `problem` is why it must be asked, '' when `value` is known."""

    value: Value | None = None
    note: str | None = None
    problem: str = ""


def is_stroke(text: str) -> bool:
    """Whether a cell holds nothing but a stroke or a word for nothing."""
    plain = narrow(text)
    return bool(plain) and set(plain) <= _STROKES


def is_number(text: str) -> bool:
    """Whether a cell holds a number, perhaps with a unit and a bracket note."""
    return len(text) <= LONGEST and (text.strip() == _ZERO or bool(_NUMBER.fullmatch(narrow(split_note(text)[0]))))


def is_value(text: str) -> bool:
    """Whether a cell could stand in the body of a table: blank, a stroke or a number."""
    plain = text.strip()
    return not plain or (len(plain) <= LONGEST and (is_stroke(plain) or is_number(plain)))


def read_value(kind: Kind, text: str, unit: str = "", doubt: str = "") -> ReadValue:
    """What the text of a number cell in `unit` says; `doubt` is why a person sees something else there."""
    plain = " ".join(text.split())
    if doubt:
        return ReadValue(problem=f"原文写的是“{plain[:40]}”，{doubt}")
    if len(text) > LONGEST:
        return ReadValue(problem=f"原文此格有 {len(text)} 个字，不像是一个数")
    if not plain:
        return ReadValue(problem="原文此格空白，不知是 0 还是没有填")
    if is_stroke(plain):
        return ReadValue(problem=f"原文写的是“{plain}”，不知是 0 还是没有填")
    number, note = ("0", "") if plain == _ZERO else split_note(text)
    try:
        value = kind.read(_plain(kind, number), unit)
        kept = TEXT.read(note) if note else None
    except ValueRefused as reason:
        return ReadValue(problem=f"原文写的是“{plain[:40]}”，不能确定是多少（{reason.sentence}）")
    if value is None:
        return ReadValue(problem=f"原文写的是“{plain[:40]}”，没有数字")
    return ReadValue(value, str(kept) if kept else None)


def _plain(kind: Kind, number: str) -> str:
    plain = " ".join(number.split())
    whole = _WHOLE.fullmatch(narrow(plain)) if kind is not AMOUNT else None
    return whole[1] + whole[2] if whole else plain
