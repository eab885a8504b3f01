"""Characters that leave no ink: which they are, a text without them, and a text in which they can be seen.

By kind, as Unicode sorts them (UAX 44: general categories Cc, Cf, Cs, Zl, Zp; Default_Ignorable_Code_Point), not one by one.
Chinese text needs none but the selectors that choose the form of a rare character (UTS 37) or the place of a stop. What is
private or not yet assigned stays: it may be a rare character of a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

# Each is the inside of a class of a regular expression.
CONTROLS = "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029"  # Cc but line end and tab, Zl, Zp
ORDER = "\u202a-\u202e\u2066-\u2069"  # they show the letters after them in another order than they are read
FORMATS = (  # Cf, but the Arabic and Syriac signs of that category, which leave ink; and what is reserved for more of them
    "\u00ad\u061c\u180e\u200b-\u200f\u2060-\u2065\u206a-\u206f\ufeff\ufff0-\ufffb"
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
)
FILLERS = "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u2800\u3164\uffa0"  # letters and signs that are blank
NO_CHARACTERS = "\ud800-\udfff\ufdd0-\ufdef" + "".join(
    f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(17)
)  # halves of a pair, and code points that are none for ever
IDEOGRAPHS = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
STOPS = "\u3001\u3002\uff01\uff0c\uff0e\uff1a\uff1b\uff1f"  # a selector says where in its square one stands
IDEOGRAPHIC, STANDARD, OTHERS = "\U000e0100-\U000e01ef", "\ufe00-\ufe02", "\ufe03-\ufe0f"  # selectors of variants

_SELECTORS = f"(?<![{IDEOGRAPHS}])[{IDEOGRAPHIC}]|(?<![{IDEOGRAPHS}{STOPS}])[{STANDARD}]|[{OTHERS}]"
_MARKS = re.compile(f"[{FORMATS}{FILLERS}]|{_SELECTORS}")
_UNSEEN = re.compile(f"[{CONTROLS}{ORDER}{FORMATS}{FILLERS}{NO_CHARACTERS}]|{_SELECTORS}")
_ANY = re.compile(f"[{CONTROLS}{ORDER}{FORMATS}{FILLERS}{NO_CHARACTERS}{IDEOGRAPHIC}{STANDARD}{OTHERS}]")
MOST_TOLD = 3  # kinds of unseen characters that a sentence names


def clean(text: str) -> str:
    """The text without anything that nobody sees; blanks, line ends and tabs stay."""
    return _UNSEEN.sub("", text)


def without_marks(text: str) -> str:
    """The same letters in the same order for the eye: without marks, but with what makes the eye read another order."""
    return text if text.isascii() else _MARKS.sub("", text)


def plain(text: str) -> str:
    """The text for comparing: `clean`, and without the selectors of variants."""
    return _ANY.sub("", text)


def unseen_in(text: str) -> tuple[tuple[int, int], ...]:
    """Where in the text something stands that nobody sees: from and to, in order."""
    return tuple(found.span() for found in _UNSEEN.finditer(text))


def harmless(text: str) -> str:
    """The text for the eye: what nobody sees stands there by its number, [U+202E], and orders nothing."""
    return _UNSEEN.sub(lambda found: f"[{_number(found[0])}]", text)


def told_of(texts: Iterable[str], where: str) -> str:
    """What is said when these texts were cleaned; '' where there was nothing to clean. `where` is what holds them."""
    found = [letter for text in texts for letter in _UNSEEN.findall(text)]
    if not found:
        return ""
    kinds = list(dict.fromkeys(map(_number, found)))
    more = "等" if len(kinds) > MOST_TOLD else ""
    return f"{where}有 {len(found)} 个看不见的字符（{'、'.join(kinds[:MOST_TOLD])}{more}），已经去掉。"


def _number(letter: str) -> str:
    return f"U+{ord(letter):04X}"
