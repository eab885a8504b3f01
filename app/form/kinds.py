"""The kinds of value a cell can hold: count, delta, amount, text, date. Each reads, shows, judges and encodes its own.

Nobody else turns typed text into a number or a number into text. `read(show(v)) == v` for every judged
value; `None` is blank, which is never the same as 0. What nobody sees in a text is not read, and judged to be no
fault: it may be stored already.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from app.chinese.characters import clean
from app.chinese.days import day_parts, day_words
from app.chinese.numerals import narrow
from app.errors import ValueRefused
from app.form.units import COUNTERS, TEN_THOUSAND_YUAN, unit_in, without_unit

Value = int | Decimal | str | date
Json = int | float | str

MOST_DIGITS = 9  # a province's yearly total has seven; more is a slip of the hand
MOST_DECIMALS = 6  # 0.01 元 in 万元
LONGEST = 24  # characters of a number as typed; decimal's own arithmetic would round one of 29 digits

# Commas part a number into whole groups of three from its end; 0,125 is a decimal comma and no grouping.
_GROUPED = re.compile(r"[-+]?\s*[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?", re.ASCII)
_NOTED = re.compile(r"\s*(?P<value>[^（(]*?)\s*[（(](?P<note>.*)[)）]\s*", re.DOTALL)
_OF_NUMBERS = frozenset("0123456789,.-+ ")
_NO_NUMBER = frozenset("/／-—–－―…无")


@dataclass(frozen=True)
class Kind:
    """One kind of value. `read` takes what a person typed, `decode` what an exchange file holds.

    `parse` is `read` without units; `unit` is that of a cell whose form names none, '' where values have none.
    `read` returns None for blank; `read`, `decode` and `judge` raise ValueRefused with a sentence.
    """

    name: str
    parse: Callable[[str], Value | None]
    show: Callable[[Value], str]
    judge: Callable[[object], None]
    encode: Callable[[Value], Json]
    decode: Callable[[object], Value]
    unit: str = ""

    def read(self, text: str, unit: str = "") -> Value | None:
        """The value typed into a cell that is in `unit`; one typed in another unit is refused, never converted."""
        return self.parse(without_unit(narrow(text), unit or self.unit) if self.unit else text)


def split_note(text: str) -> tuple[str, str | None]:
    """What stands in a number cell as (number, bracket note or None): 22（其中修订16件） → 22, 其中修订16件.

    A bracket that holds nothing but a unit goes with its number: 22（万元） → 22万元.
    """
    found = _NOTED.fullmatch(text)
    if not found or not found["value"]:
        return text, None
    unit = unit_in(narrow(found["note"]))
    return (found["value"] + unit, None) if unit else (found["value"], found["note"].strip() or None)


def _digits(text: str) -> str:
    plain = narrow(text)
    if plain in _NO_NUMBER or (set(plain) <= _NO_NUMBER and plain):
        raise ValueRefused(f"“{text.strip()}”不是数字：没有发生请填 0，还不清楚请留空。")
    if "," in plain and not set(plain) - _OF_NUMBERS:
        if not _GROUPED.fullmatch(plain):
            raise ValueRefused(f"“{_short(text.strip())}”里的逗号位置不对，请直接填数字，如 1234。")
        plain = plain.replace(",", "")
    if len(plain) > LONGEST:
        raise ValueRefused(f"“{_short(text.strip())}”太长，不是这一格的数字，请核对是否多输或贴错了位置。")
    return plain


def _short(value: object) -> str:
    """The value as a message names it: its beginning, when it is long."""
    text = str(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _read_count(text: str) -> Value | None:
    plain = _digits(text)
    if not plain:
        return None
    if re.fullmatch(r"-\s*\d+", plain, re.ASCII):
        raise ValueRefused(f"“{text.strip()}”是负数，数量不能小于 0，请改正。")
    if re.fullmatch(r"\d+\.\d+", plain, re.ASCII):
        raise ValueRefused(f"“{text.strip()}”有小数，数量只能是整数，请改正。")
    if not re.fullmatch(r"\d+", plain, re.ASCII):
        raise ValueRefused(f"“{text.strip()}”不是数字，请填整数，如 12。")
    value = int(plain)
    _judge_count(value)
    return value


def _judge_count(value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueRefused(f"“{value}”不是数量，请填大于或等于 0 的整数。")
    if value >= 10**MOST_DIGITS:
        raise ValueRefused(f"“{_short(value)}”超过 {MOST_DIGITS} 位，请核对是否多输了数字。")


def _read_delta(text: str) -> Value | None:
    found = re.fullmatch(r"([-－—–−+]?)\s*(\d.*)", narrow(text), re.ASCII | re.DOTALL)
    size = _read_count(found[2] if found else text)
    return -size if found and found[1] not in ("", "+") and isinstance(size, int) else size


def _judge_delta(value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueRefused(f"“{value}”不是增减数，请填整数，减少填负数，如 -3。")
    _judge_count(abs(value))


def _read_amount(text: str) -> Value | None:
    plain = _digits(text)
    if not plain:
        return None
    if plain.startswith("-"):
        raise ValueRefused(f"“{text.strip()}”是负数，金额不能小于 0，请改正。")
    if not re.fullmatch(r"\d+(?:\.\d+)?", plain, re.ASCII):
        raise ValueRefused(f"“{text.strip()}”不是金额，请填数字（单位：万元），如 1.25。")
    value = _plain(Decimal(plain))
    _judge_amount(value)
    return value


def _plain(value: Decimal) -> Decimal:
    """The same amount in one written form: no trailing zeros, no exponent."""
    if value == value.to_integral_value():
        return value.quantize(Decimal(1))
    return value.normalize()


def _judge_amount(value: object) -> None:
    if not isinstance(value, Decimal) or not value.is_finite() or value < 0:
        raise ValueRefused(f"“{value}”不是金额，请填大于或等于 0 的数（单位：万元）。")
    if value >= 10**MOST_DIGITS or value != value.quantize(Decimal(1).scaleb(-MOST_DECIMALS)):
        raise ValueRefused(f"“{value}”位数过多，金额以万元计，最多 {MOST_DECIMALS} 位小数，请核对。")


def _decode_amount(raw: object) -> Value:
    if isinstance(raw, bool) or not isinstance(raw, int | float | Decimal):
        raise ValueRefused(f"“{raw}”不是金额，应为数字。")
    value = Decimal(repr(raw)) if isinstance(raw, float) else Decimal(raw)
    _judge_bounds(value)
    value = _plain(value)
    _judge_amount(value)
    return value


def _judge_bounds(value: Decimal) -> None:
    # quantize() itself fails on huge or non-finite numbers, so these are refused first.
    if not value.is_finite() or not 0 <= value < 10**MOST_DIGITS:
        raise ValueRefused(f"“{value}”不是金额，请填大于或等于 0 的数（单位：万元）。")


def _encode_amount(value: Value) -> Json:
    assert isinstance(value, Decimal)
    return int(value) if value == value.to_integral_value() else float(value)


def _read_text(text: str) -> Value | None:
    lines = re.split(r"\r\n|[\r\n\x0b\x0c\u2028\u2029]", text)
    kept = clean("\n".join(line.replace("\t", " ") for line in lines))
    return kept if kept.strip() else None


def fit_for_text(text: str) -> str:
    """The text without what no text may hold, wherever it comes from; what nobody sees may stay, since it may be stored."""
    return "".join(filter(_fit_for_text, text))


def _fit_for_text(char: str) -> bool:
    # U+FFFE and U+FFFF are no characters, and no Word, Excel or web file can hold them (XML 1.0, 2.2).
    return (
        char == "\n"
        or unicodedata.category(char) not in ("Cc", "Cs", "Zl", "Zp")
        and char not in "\ufffe\uffff"
    )


def _judge_text(value: object) -> None:
    if not isinstance(value, str):
        raise ValueRefused(f"“{value}”应为文字。")
    if not value.strip():
        raise ValueRefused("文字是空的：没有内容的栏目请整项删去，不写空文字。")
    if not all(map(_fit_for_text, set(value))):
        raise ValueRefused("文字里有不能打印的控制字符，请删去后重新粘贴。")


def _read_date(text: str) -> Value | None:
    if not narrow(text):
        return None
    parts = day_parts(text)
    if not parts:
        raise ValueRefused(f"“{text.strip()}”不是日期，请按 2026年1月15日 的样子填写。")
    return _day(text, *parts)


def _day(text: str, year: int, month: int, day: int) -> date:
    try:
        value = date(year, month, day)
    except ValueError:
        raise ValueRefused(f"“{text.strip()}”这一天不存在，请核对月和日。") from None
    _judge_date(value)
    return value


def _judge_date(value: object) -> None:
    if not isinstance(value, date) or not 1900 <= value.year <= 2199:
        raise ValueRefused(f"“{value}”不是日期，或年份不在 1900—2199 之间，请核对。")


def _decode_date(raw: object) -> Value:
    if not isinstance(raw, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", raw, re.ASCII):
        raise ValueRefused(f"“{raw}”不是日期，应为 2026-01-15 的样子。")
    return _day(raw, *map(int, raw.split("-")))


def _judged(judge: Callable[[object], None]) -> Callable[[object], Value]:
    def decode(raw: object) -> Value:
        judge(raw)
        assert isinstance(raw, int | str)
        return raw

    return decode


def _show_date(value: Value) -> str:
    assert isinstance(value, date)
    return day_words(value)


COUNT = Kind("count", _read_count, str, _judge_count, int, _judged(_judge_count), COUNTERS[0])  # type: ignore[arg-type]
DELTA = Kind("delta", _read_delta, str, _judge_delta, int, _judged(_judge_delta), COUNTERS[0])  # type: ignore[arg-type]
AMOUNT = Kind(
    "amount",
    _read_amount,
    lambda v: f"{v:f}",
    _judge_amount,
    _encode_amount,
    _decode_amount,
    TEN_THOUSAND_YUAN[0],
)
TEXT = Kind("text", _read_text, str, _judge_text, str, _judged(_judge_text))
DATE = Kind("date", _read_date, _show_date, _judge_date, str, _decode_date)

KINDS: Mapping[str, Kind] = MappingProxyType({kind.name: kind for kind in (COUNT, DELTA, AMOUNT, TEXT, DATE)})
