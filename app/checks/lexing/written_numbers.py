"""The numbers of a text: digits of any width, Chinese numerals, 两 and 零, with the unit that follows, or without one.

Ordinals (第三十六条), years, dates, spans of time, document numbers and telephone numbers are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from app.chinese.numerals import DIGITS, NUMERALS, digits, number, plain_digits

_ARABIC = r"[0-9]{1,3}(?:[,，][0-9]{3})+(?![0-9])|[0-9]{1,15}"
_UNITS = (
    "元|[%％]|个百分点|人次|件次|件|例(?!如)|条(?!例)|个(?!工作日|月|季度|小时|当日|百分点)|次(?!序|数|年)|份(?!额)|宗|起(?!草|来|步)|项(?!目|合占|皆|均|都|全|合计|共计|相加|总计|工作|内容|制度|机制|举措|措施)|"
    "笔(?!试)|期(?!间|限)|场|篇(?!章)|名|人(?!民)|家|位|户|处(?!理|罚|级)|批(?!准|复)|页|倍|部(?!门|分)|本(?!年|机|单|级)|只|块|张|幅|类(?!内部|过程|合计|共计|相加|总计)|种|组|支"
)
_NUMBER = re.compile(
    rf"(?<![第0-9.．A-Za-z])(?<!第[{NUMERALS}])(?<!第[{NUMERALS}][{NUMERALS}])(?P<percent>百分之)?"
    rf"(?:(?P<arabic>(?:{_ARABIC})(?:[.．][0-9]+)?)|(?P<chinese>[{NUMERALS}]{{1,12}}(?:点[{DIGITS}]+)?))"
    rf"\s*(?P<scale>[万亿])?(?P<more>余|多(?=[件条次个份项])|几|来(?=[件条次个份]))?\s*(?P<scale_after>[万亿])?\s*(?P<unit>{_UNITS})?"
)
_TIME = re.compile(
    r"\s*(?:个?(?:工作日|月|季度|小时|当日)|天|日(?!报)|小时|分钟|秒|周年?|年|月|岁|周|级|分(?!别)|号|点|时|年度|届|期)"
)
_PLACE = r"[（(]?[一二三四五六七八九十0-9]{1,3}[)）]?"
_OF_AN_ARTICLE = re.compile(rf"第{_PLACE}(?:[、和及或至]{_PLACE})*[、和及或至][（(]?$")
_ROUGH = re.compile(r"(?:突破|超过?|逾|近|约|不足|将近)\s*$")
_LAWFUL = re.compile(r"\s*(?:[，。；、：:,;（）()）\n]|$)")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_WORDS_BEFORE = re.compile(r"[为是计共有达数量：:零]\s*$")


@dataclass(frozen=True)
class WrittenNumber:
    """A number at characters `start` to `end`, its unit included. `rough` for 300余条; the unit is "" where none is written."""

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
    """Every number that counts something, in order; amounts in 万元 or 元, percentages as %."""
    plain = plain_digits(text)
    for found in _NUMBER.finditer(plain):
        unit = _unit(found)
        if _part_of_a_word(plain, found, unit):
            continue
        value = _arabic(found["arabic"]) if found["arabic"] else _chinese(found["chinese"])
        if value is None:
            continue
        value, unit = _scaled(value, found["scale"] or found["scale_after"], unit)
        rough = bool(found["more"]) or bool(_ROUGH.search(plain, max(0, found.start() - 3), found.start()))
        yield WrittenNumber(found.start(), found.end(), value, unit, rough)


def _unit(found: re.Match[str]) -> str:
    if found["percent"]:
        return "%"
    unit = found["unit"] or ""
    if not unit and _HAN.match(found.string, found.end()):
        return found.string[found.end()]  # 14册: whatever the word is, it is the unit
    return {"％": "%", "件次": "件"}.get(unit, unit)


def _part_of_a_word(text: str, found: re.Match[str], unit: str) -> bool:
    """三审三校, 一件一件 and 12345热线 are words; so is a numeral that another numeral or 第 precedes, and 一 without a unit."""
    before = text[found.start() - 1 : found.start()] if found.start() else ""
    if not found["unit"] and _TIME.match(text, found.end()):
        return True
    if _OF_AN_ARTICLE.search(text, max(0, found.start() - 14), found.start()):
        return True  # 第三十六条第一、二项
    if found["chinese"]:
        if before and before in f"第每逐两同这那哪统唯无{DIGITS}":
            return True
        if found["chinese"] == "一" and unit == "次":
            return True  # 公司一次补正: an adverb more often than a count
        alone = not found["unit"] and not found["scale"] and not found["percent"]
        return alone and not _stands_alone(text, found)
    if unit:
        return False
    long = len(found["arabic"]) >= 5 and "," not in found["arabic"] and "，" not in found["arabic"]
    return long or not _LAWFUL.match(text, found.end()) or before in "/-—－+=_@."


def _stands_alone(text: str, found: re.Match[str]) -> bool:
    """申请数量为零， 网络申请：十二；"""
    follows = text[found.end() : found.end() + 1]
    ends = not follows or follows in "，。；、,;）)\n"
    return ends and bool(_WORDS_BEFORE.search(text, max(0, found.start() - 2), found.start()))


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
