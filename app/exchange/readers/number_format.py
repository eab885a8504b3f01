"""What a number format makes of a stored value: the text that is seen, and a doubt where that is another figure.

ECMA-376 part 1, 18.8.31 (numFmts). Only what provably shows the stored number is believed: digits, grouping, enough
decimals, words before and behind it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

MOST_DECIMALS = 30
KEPT = 256  # formats that are remembered; a sheet has a few
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_(?P<room>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>general|G/通用格式)|(?P<end>;)|(?P<char>.)",
    re.IGNORECASE | re.DOTALL,
)
_VISIBLE = frozenset(("black", "red", "blue", "green", "cyan", "magenta", "yellow"))
_COLOUR_WORDS = frozenset(("黑色", "红色", "蓝色", "绿色", "青色", "洋红", "黄色"))
_WHOLE = re.compile(r"[#?,]*[0#?,]*")
_NOTE = re.compile(r"\s*[（(]")
GENERAL = "General"

FormatToken = tuple[str, str]
TEXT: FormatToken = ("char", "@")


class Unprovable(Exception):
    """The format shows something that this module does not follow; the message says what."""


@dataclass(frozen=True)
class Seen:
    """`text` as it is seen; `doubt` why the stored number is another one, '' where it is the same."""

    text: str
    doubt: str = ""


@dataclass
class _Section:
    """One section of a format: what stands before the figure, its digits, what stands behind it."""

    before: str = ""
    digits: str = ""
    behind: str = ""
    general: bool = False

    def add(self, text: str) -> None:
        """A word or blank of the format."""
        if self.digits or self.general:
            self.behind += text
        else:
            self.before += text

    def place(self, char: str) -> None:
        """A placeholder of a digit, a point or a comma. Raises Unprovable where words part the digits."""
        if self.behind or self.general:
            raise Unprovable("数字中间夹着字")
        self.digits += char


def seen_number(value: float | Decimal, form: str) -> Seen:
    """A stored number as its cell shows it."""
    exact = Decimal(value) if isinstance(value, int | Decimal) else Decimal(f"{value:.15g}")
    if not exact.is_finite():
        return Seen(str(value), "存的不是一个数")
    plain = f"{exact.normalize():f}"
    sections = _sections(form or GENERAL)
    tokens, own_sign = _section_for(exact, sections)
    try:
        section = _read(tokens)
        return _shown(exact, section, own_sign)
    except Unprovable as reason:
        return Seen(plain, f"单元格的数字格式（{form[:40]}）{reason}，看到的可能不是存的 {plain[:30]}")
    except InvalidOperation:
        return Seen(plain, f"单元格的数字格式（{form[:40]}）看不出显示的是多少")


def seen_text(text: str, form: str) -> Seen:
    """A stored text as its cell shows it: a format may hide it or put words around it."""
    sections = _sections(form or GENERAL)
    tokens = sections[3] if len(sections) > 3 else sections[-1]
    if tokens == [TEXT] or (len(sections) <= 3 and TEXT not in tokens):
        return Seen(text)
    words = "".join("\0" if token == TEXT else _word(token) for token in tokens).strip()
    shown = words.replace("\0", text)
    return Seen(shown, f"单元格的数字格式（{form[:40]}）另带数字") if _adds_figures(words) else Seen(shown)


@lru_cache(maxsize=KEPT)
def _sections(form: str) -> list[list[FormatToken]]:
    sections: list[list[FormatToken]] = [[]]
    for found in _TOKEN.finditer(form):
        kind = found.lastgroup or "char"
        if kind == "end":
            sections.append([])
        else:
            sections[-1].append((kind, found[kind]))
    return sections


def _section_for(value: Decimal, sections: Sequence[list[FormatToken]]) -> tuple[list[FormatToken], bool]:
    """The section that shows a value, and whether it has to show a minus itself."""
    if value < 0 and len(sections) > 1:
        return sections[1], True
    if value == 0 and len(sections) > 2:
        return sections[2], False
    return sections[0], False


def _read(tokens: Sequence[FormatToken]) -> _Section:
    section = _Section()
    for kind, text in tokens:
        if kind == "general" or (kind, text) == TEXT:
            section.place("0")
            section.general = True
        elif kind == "bracket":
            section.add(_bracket(text))
        elif kind == "fill" and text.strip("-. "):
            raise Unprovable("用别的字填满了格子")
        elif kind == "char" and (text in "0#?." or (text == "," and section.digits)):
            section.place(text)
        elif kind == "char" and (text == "/" or (text.isascii() and text.isalpha())):
            raise Unprovable("不是普通的数字格式")
        else:
            section.add(_word((kind, text)))
    return section


def _bracket(text: str) -> str:
    """What a bracket of a format adds to the text. Raises Unprovable for conditions and hiding colours."""
    if text.startswith("$"):
        return text[1:].partition("-")[0]
    if text.lower() in _VISIBLE or text in _COLOUR_WORDS:
        return ""
    raise Unprovable("有条件或特别的颜色")


def _word(token: FormatToken) -> str:
    kind, text = token
    if kind in ("room", "fill"):
        return " "
    return text if kind in ("quoted", "escaped") or (kind == "char" and text not in "0#?") else ""


def _shown(exact: Decimal, section: _Section, own_sign: bool) -> Seen:
    before, behind = section.before.strip(), section.behind.rstrip()
    if not section.digits:
        if _adds_figures(before):
            raise Unprovable("另带数字")
        return Seen(before)
    percent = (before + behind).count("%")
    value = abs(exact) * 100**percent
    core = f"{value.normalize():f}" if section.general else _core(value, section.digits)
    sign = "" if own_sign or exact >= 0 else "-"
    text = f"{sign}{before}{core}{behind}"
    figure = behind[: found.start()] if (found := _NOTE.search(behind)) else behind
    if _adds_figures(before + figure):
        raise Unprovable("另带数字")
    if core and (exact < 0) != ("-" in sign + before):
        return Seen(text, f"显示的不是存的 {exact.normalize():f}")
    return Seen(text)


def _adds_figures(words: str) -> bool:
    return any(char.isdigit() or char in ".," for char in words)


def _core(value: Decimal, digits: str) -> str:
    """The digits that are shown. Raises Unprovable when they are not all of the number."""
    whole, _, part = digits.partition(".")
    if not _WHOLE.fullmatch(whole) or whole.startswith(",") or set(part) - set("0#?"):
        raise Unprovable("按千缩小，或不是普通的数字格式")
    if whole.endswith(","):
        raise Unprovable("按千缩小")
    rounded = value.quantize(Decimal(1).scaleb(-min(len(part), MOST_DECIMALS)), rounding=ROUND_HALF_UP)
    if rounded != value:
        raise Unprovable(f"四舍五入成了 {rounded:f}")
    if value == 0 and "0" not in digits:
        return ""  # a zero without a place to stand in is not seen
    return f"{value.normalize():f}"
