"""Classes of characters in Chinese composition: what may not start or end a line, what can be squeezed.

The forbidden marks are those of the page's rules (GB/T 15834—2011, 4.17: marks and line ends).
Pure functions on single characters.
"""

from __future__ import annotations

import re

NOT_AT_START = frozenset("，。、；：？！）》〉】〕」』”’…—·％℃‰°′″﹞］｝｠〗〙〛～,.;:?!)]}%·•‧―⋯々〻ー")
NOT_AT_END = frozenset("（《〈【〔「『“‘￥［｛｟〖〘〚([{$¥£€№#＃＄")

OPENING = frozenset("（《〈【〔「『“‘［｛〖")
CLOSING = frozenset("）》〉】〕」』”’］｝〗")
STOPS = frozenset("，。、；：？！")
JOINED = frozenset("—…⋯―")
YUAN = "\uffe5"
SPACES = frozenset(" \u3000")
# What a typist means as a blank, and what prints nothing at all: no face need have them.
BLANKS = " \t\r\n\v\f\u00a0\u2002-\u200a\u2028\u2029"
INVISIBLE = "\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
UNPRINTED = re.compile(f"[{BLANKS}{INVISIBLE}\u3000]")

# Blank at the right (left) of the ink can be cut away down to half width.
CUT_RIGHT = CLOSING | STOPS
CUT_LEFT = OPENING
PUNCTUATION = OPENING | CLOSING | STOPS


def is_ideograph(character: str) -> bool:
    """A Han character, or a mark that stands as one."""
    code = ord(character)
    return (
        0x3400 <= code <= 0x9FFF
        or 0x20000 <= code <= 0x3FFFF
        or 0xF900 <= code <= 0xFAFF
        or character in "〇々〓"
    )


def is_western(character: str) -> bool:
    """A letter, digit or sign that is set as part of a Western word; a currency sign belongs to its number."""
    code = ord(character)
    if character == YUAN or 0xA2 <= code <= 0xA5:
        return True
    return 0x21 <= code <= 0x7E or 0xC0 <= code <= 0x24F or 0x370 <= code <= 0x4FF


def is_chinese(character: str) -> bool:
    """A character of the Chinese line: Han, full-width forms, Chinese punctuation."""
    code = ord(character)
    if character == YUAN:
        return False
    return (
        is_ideograph(character)
        or 0x3001 <= code <= 0x33FF
        or 0xFF01 <= code <= 0xFFEF
        or character in "“”‘’—…·"
    )
