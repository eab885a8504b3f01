"""The number that a program puts before a paragraph of a list, written out: 3 as 3, 三, 叁, ③, C, iii.

The kinds are those of ECMA-376 part 1, 17.18.59 (ST_NumberFormat); those of CSS Counter Styles 3 have the same ways of writing
under other names.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

_ONES = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
LARGEST = 999  # no list of a report goes on so far; beyond it digits say the same


def written(number: int, kind: str) -> str | None:
    """The number in a way of writing of Word; None for one that is not known, '' for one that shows nothing."""
    write = _WAYS.get(kind)
    if write is None:
        return None
    return write(number) if 0 < number <= LARGEST or kind in _SILENT else str(number)


def _counted(number: int, ones: str = _ONES, tens: str = "十百", *, full: bool = False) -> str:
    """By tens and hundreds: 十二, 一百零五; with `full` the one before ten is written."""
    hundreds, rest = divmod(number, 100)
    ten, one = divmod(rest, 10)
    text = ones[hundreds] + tens[1] if hundreds else ""
    if ten:
        text += (ones[ten] if ten > 1 or hundreds or full else "") + tens[0]
    elif hundreds and one:
        text += "零"
    return text + (ones[one] if one else "")


def _one_by_one(number: int) -> str:
    return "".join(_ONES[int(digit)] for digit in str(number))


def _letters(number: int) -> str:
    """a to z, then aa to zz: the letter again and again (17.18.59, lowerLetter)."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        text += letters * count
    return text


def _circled(number: int) -> str:
    return _CIRCLED[number - 1] if number <= len(_CIRCLED) else str(number)


def _taken(signs: str) -> Callable[[int], str]:
    return lambda number: signs[(number - 1) % len(signs)]


_SILENT = frozenset(("none", "bullet"))
_WAYS: Mapping[str, Callable[[int], str]] = MappingProxyType(
    {
        "none": lambda number: "",
        "bullet": lambda number: "",
        "decimal": str,
        "decimalZero": lambda number: f"{number:02}",
        "decimalHalfWidth": str,
        "decimalFullWidth": lambda number: str(number).translate({48 + n: 0xFF10 + n for n in range(10)}),
        "decimalFullWidth2": lambda number: str(number).translate({48 + n: 0xFF10 + n for n in range(10)}),
        "numberInDash": lambda number: f"- {number} -",
        "decimalEnclosedCircle": _circled,
        "decimalEnclosedCircleChinese": _circled,
        "decimalEnclosedFullstop": lambda number: f"{number}.",
        "decimalEnclosedParen": lambda number: f"({number})",
        "ideographEnclosedCircle": lambda number: f"({_counted(number)})",
        "chineseCounting": _counted,
        "chineseCountingThousand": _counted,
        "japaneseCounting": _counted,
        "taiwaneseCounting": _counted,
        "taiwaneseCountingThousand": _counted,
        "koreanCounting": _counted,
        "japaneseDigitalTenThousand": _one_by_one,
        "ideographDigital": _one_by_one,
        "taiwaneseDigital": _one_by_one,
        "chineseLegalSimplified": lambda number: _counted(number, _FORMAL, "拾佰", full=True),
        "ideographLegalTraditional": lambda number: _counted(number, _FORMAL, "拾佰", full=True),
        "japaneseLegal": lambda number: _counted(number, _FORMAL, "拾佰", full=True),
        "ideographTraditional": _taken(_STEMS),
        "ideographZodiac": _taken(_BRANCHES),
        "lowerLetter": _letters,
        "upperLetter": lambda number: _letters(number).upper(),
        "lowerRoman": _roman,
        "upperRoman": lambda number: _roman(number).upper(),
        "ordinal": lambda number: f"{number}.",
    }
)
