"""The number before a heading or a point: its style and its value. （二） and (2) differ in style, not in what they count.

A number that Word itself sets arrives as written, so that all come here as text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.chinese.numerals import COUNTING, number

_CIRCLED = {chr(first + n): n + 1 for first in (0x2460, 0x2474, 0x2488) for n in range(20)}  # ① ⑴ ⒈
_STYLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("part", re.compile(rf"第(?P<n>[{COUNTING}\d]{{1,2}})(?:部分|章|节|篇)[、，,：:.．\s]*")),
    ("comma", re.compile(rf"(?P<n>[{COUNTING}]{{1,3}})\s*[、.．，,]\s*")),
    ("bracket", re.compile(rf"[（(﹙]\s*(?P<n>[{COUNTING}]{{1,3}})\s*[)）﹚]\s*[、.．]?\s*")),
    ("point", re.compile(r"(?P<n>[0-9０-９]{1,2})\s*[、.．]\s*(?![0-9０-９])")),
    ("digit", re.compile(r"[（(]?\s*(?P<n>[0-9０-９]{1,2})\s*[)）]\s*[、.．]?\s*")),
    ("circled", re.compile(rf"(?P<n>[{''.join(_CIRCLED)}])\s*[、.．]?\s*")),
    ("is", re.compile(rf"(?P<n>[{COUNTING}]{{1,2}})是[：:，,]?\s*")),
    ("ordinal", re.compile(rf"第(?P<n>[{COUNTING}]{{1,2}})(?:[，,、：:]\s*|[\s\u3000]+)")),
)
FIRST_LEVEL = frozenset(("part", "comma"))


@dataclass(frozen=True)
class Numbering:
    """The style of a number and what it counts: ("bracket", 2) of （二）."""

    style: str
    value: int


def numbered(text: str) -> tuple[Numbering | None, str]:
    """The number that a text without indent begins with, and the rest of it; (None, text) without one."""
    for style, pattern in _STYLES:
        found = pattern.match(text)
        if found:
            sign = found["n"]
            value = _CIRCLED[sign] if sign in _CIRCLED else number(sign)
            return (Numbering(style, value), text[found.end() :]) if value is not None else (None, text)
    return None, text
