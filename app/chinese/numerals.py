"""Numbers as Chinese texts write them: digits of any width, and numerals (二十一, 一百零五, 二〇二四), read and written.

Nothing here raises: what is no number, or could be two, is None.
"""

from __future__ import annotations

import re

from app.chinese.characters import without_marks

# Each is the inside of a class of a regular expression.
ZEROS = "〇零○"
DIGITS = f"{ZEROS}一二三四五六七八九"
COUNTING = "一二三四五六七八九十"  # what numbers headings and points
NUMERALS = f"{DIGITS}两十百千"
# The number before a heading or a point: （一）, 一、, 1.
NUMBERED = rf"(?:[（(][{COUNTING}\d]+[)）]|[{COUNTING}]+、|\d+[.．、])"

_LONGEST = 40  # characters of a number; what is longer counts nothing
_ONES = "零一二三四五六七八九"
_SCALES = {"十": 10, "百": 100, "千": 1000}
_GROUPS = (("亿", 10**8), ("万", 10**4))
_VALUES = {digit: n for n, digit in enumerate(_ONES)} | dict.fromkeys(ZEROS, 0)
_WIDE_DIGIT = re.compile(r"[^\D0-9]")
# Full-width ASCII and the ideographic space; nothing else, so that ² or ① never turn into digits.
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0x00A0: 0x20}


def narrow(text: str) -> str:
    """The same text with full-width letters, digits and signs made half-width, without marks, and its ends trimmed."""
    return without_marks(text).translate(_HALF_WIDTH).strip()


def plain_digits(text: str) -> str:
    """The text, as long as before, with every decimal digit of any width or script as 0–9."""
    return text if text.isascii() else _WIDE_DIGIT.sub(lambda digit: str(int(digit[0])), text)


def digits(text: str) -> str:
    """Numerals one by one as digits: 二〇 → 20. Other characters stay."""
    return "".join(str(_VALUES.get(char, char)) for char in plain_digits(text))


def number(text: str) -> int | None:
    """The whole number that `text` is, in digits or numerals.

    None for anything else, and for what may be read in two ways: 二三 is two or three, 二百五 is 205 or 250.
    """
    plain = plain_digits(text)
    if not plain or len(plain) > _LONGEST:
        return None
    if plain.isascii():
        return int(plain) if plain.isdigit() else None
    if len(plain) > 1 and all(char in _VALUES for char in plain):
        return int(digits(plain)) if len(plain) > 2 or set(plain) & set(ZEROS) else None
    return _grouped(plain)


def _grouped(text: str) -> int | None:
    """Numerals with 亿 and 万: what stands before one counts it, what stands after it is less."""
    for group, size in _GROUPS:
        before, there, after = text.rpartition(group)
        if there:
            count, rest = _grouped(before) if before else None, _grouped(after) if after else 0
            cut_short = len(after) == 1  # 三万五
            return None if count is None or rest is None or rest >= size or cut_short else count * size + rest
    return _below_ten_thousand(text)


def _below_ten_thousand(text: str) -> int | None:
    total, least, digit, zero = 0, 10_000, 0, False
    for place, char in enumerate(text):
        value, scale = 2 if char == "两" else _VALUES.get(char), _SCALES.get(char)
        if scale is not None and scale < least and (digit or place == 0 or scale == 10):
            total, least, digit, zero = total + (digit or 1) * scale, scale, 0, False
        elif value and not digit:
            digit = value
        elif value == 0 and not digit and (place == 0 or not zero):
            zero = True
        else:
            return None
    cut_short = digit and not zero and 100 <= least < 10_000  # 二百五
    return None if cut_short or (zero and not digit and len(text) > 1) else total + digit


def numeral(value: int) -> str:
    """A whole number from 0 on as a numeral: 12 → 十二, 105 → 一百零五."""
    if value < 10:
        return _ONES[value]
    for group, size in _GROUPS:
        if value >= size:
            count, rest = divmod(value, size)
            return f"{numeral(count)}{group}{_rest(rest, size)}"
    scale, size = next((name, n) for name, n in reversed(_SCALES.items()) if value >= n)
    count, rest = divmod(value, size)
    return f"{'' if 10 <= value < 20 else _ONES[count]}{scale}{_rest(rest, size)}"


def _rest(value: int, size: int) -> str:
    """What follows a scale of `size`: 零 where a place is empty, and 一十 within a number."""
    written = f"一{numeral(value)}" if 10 <= value < 20 else numeral(value)
    return "" if not value else f"零{written}" if value < size // 10 else written
