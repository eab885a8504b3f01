"""The numbers of a text: digits of any width, Chinese numerals, 两 and 零, with the unit that follows.

Ordinals (第三十六条), years, dates and numbers without a counting unit are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from app.chinese.numerals import DIGITS, NUMERALS, digits, number, plain_digits

_ARABIC = r"[0-9]{1,3}(?:[,，][0-9]{3})+(?![0-9])|[0-9]+"
_NUMBER = re.compile(
    rf"(?<![第0-9.．])(?P<percent>百分之)?"
    rf"(?:(?P<arabic>(?:{_ARABIC})(?:[.．][0-9]+)?)|(?P<chinese>[{NUMERALS}]+(?:点[{DIGITS}]+)?))"
    r"\s*(?P<scale>[万亿])?(?P<more>余|多|几|来)?\s*(?P<scale_after>[万亿])?"
    r"(?P<unit>元|[%％]|人次|件(?!次)|例(?!如)|条(?!例)|个(?!工作日|月|季度)|次(?!序|数)|份(?!额)|宗|起(?!草|来|步)|项(?!目)|笔|期|场|篇|名|人|家|处|批|页)?"
)  # fmt: skip


@dataclass(frozen=True)
class WrittenNumber:
    """A number at characters `start` to `end`, its unit included. `rough` for 300余条."""

    start: int
    end: int
    value: Decimal
    unit: str
    rough: bool = False

    @property
    def decimals(self) -> int:
        """How many decimal places it is written with."""
        exponent = self.value.as_tuple().exponent
        return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def numbers(text: str) -> Iterator[WrittenNumber]:
    """Every number that carries a unit, in order; amounts in 万元 or 元, percentages as %."""
    for found in _NUMBER.finditer(plain_digits(text)):
        unit = _unit(found)
        if not unit or _part_of_a_word(text, found):
            continue
        value = _arabic(found["arabic"]) if found["arabic"] else _chinese(found["chinese"])
        if value is None:
            continue
        value, unit = _scaled(value, found["scale"] or found["scale_after"], unit)
        yield WrittenNumber(found.start(), found.end(), value, unit, bool(found["more"]))


def _unit(found: re.Match[str]) -> str:
    if found["percent"]:
        return "%"
    unit = found["unit"] or ""
    return "%" if unit == "％" else unit


def _part_of_a_word(text: str, found: re.Match[str]) -> bool:
    """三审三校 and 一件一件 are words; so is a numeral that another numeral or 第 precedes."""
    before = text[found.start() - 1 : found.start()]
    return bool(found["chinese"] and before) and before in f"第每逐两{DIGITS}"


def _arabic(text: str) -> Decimal:
    return Decimal(re.sub("[,，]", "", text).replace("．", "."))


def _chinese(text: str) -> Decimal | None:
    """The value of a numeral with or without decimals (一百零五, 三点五), None when it is none."""
    whole, _, decimals = text.partition("点")
    value = number(whole)
    return None if value is None else Decimal(f"{value}.{digits(decimals)}")


def _scaled(value: Decimal, scale: str | None, unit: str) -> tuple[Decimal, str]:
    if unit == "元":
        if scale == "万":
            return value, "万元"
        return (value * 10000, "万元") if scale == "亿" else (value, "元")
    factor = {"万": 10**4, "亿": 10**8}.get(scale or "", 1)
    return value * factor, unit
