"""The units behind figures: which of them mean the same, and which a cell does not take. Nothing is ever converted.

件 and 条 count alike; 元, 万 and % are other magnitudes, and a figure that bears one is refused, not reckoned. A unit
that a form names and nobody else knows fits its own cells alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from app.errors import ValueRefused

# Units that say the same of a figure; the first one speaks for a cell whose form names none.
COUNTERS = ("件", "条", "例", "次", "个", "宗", "份", "起", "项")
TEN_THOUSAND_YUAN = ("万元",)
_FAMILIES = (frozenset(COUNTERS), frozenset(TEN_THOUSAND_YUAN))

_LONGEST = 24  # characters of a figure as a message names it
_SIGNS = "¥￥$€£"  # of money, before or behind the figure
UNIT = rf"(?:[十百千万亿]*(?:{'|'.join(COUNTERS)}|元)|[十百千万亿]+|[%％‰]|[{_SIGNS}])"
_BEHIND = re.compile(rf"(?P<number>.*?[\d.,，．]|)\s*(?P<unit>{UNIT})\s*", re.DOTALL)
_BEFORE = re.compile(rf"[-+]?\s*(?P<unit>[{_SIGNS}])\s*[-+]?\s*[\d.].*", re.DOTALL)
_NAMED = rf"(?:[十百千万亿]*(?:{'|'.join(COUNTERS)}|元)|[万亿%])"  # （十）is a number of an item, no unit
_STATED = re.compile(rf"(?:单位\s*[:：]?\s*)?(?P<unit>{_NAMED})")
_BRACKETS = re.compile(r"[（(]([^（()）]{1,12})[)）]|(单位\s*[:：]\s*[^\s，。；（()）]{1,6})")
_LISTED = rf"(?:人民币)?{_NAMED}"
_CAPTION = re.compile(rf"单位\s*[:：]\s*({_LISTED}(?:\s*[、，,/和及]\s*{_LISTED})*)\s*(?:[)）\s]|$)")
_SCALES = "十百千万亿"


def unit_in(note: str) -> str:
    """The unit that a bracket behind a figure or a heading states: 万元, 单位：万元; '' for any other words."""
    found = _STATED.fullmatch(note.strip())
    return found["unit"] if found else ""


def stated_unit(text: str) -> str:
    """The last unit that a label or a line above a table states: 收费金额（单位：元） → 元; '' for none."""
    named = [unit_in(inside or alone) for inside, alone in _BRACKETS.findall(text)]
    return next((unit for unit in reversed(named) if unit), "")


def captioned(text: str) -> tuple[str, ...]:
    """The units that a caption over a table names: （单位：件、万元） → 件, 万元; () for any other line."""
    found = _CAPTION.search(text) if "单位" in text else None
    return tuple(re.findall(_NAMED, found[1])) if found else ()


def rival(units: Iterable[str], own: str) -> str:
    """The one of a caption's units that measures what `own` does in another size: 元 for 万元; '' for none."""
    named = tuple(units)
    if any(fits(unit, own) for unit in named):
        return ""
    return next((unit for unit in named if _measure(unit) == _measure(own)), "")


def _measure(unit: str) -> str:
    plain = unit.lstrip(_SCALES)
    return COUNTERS[0] if plain in COUNTERS else plain


def fits(unit: str, own: str) -> bool:
    """Whether a figure in `unit` is one in `own`."""
    return unit == own or any({unit, own} <= family for family in _FAMILIES)


def without_unit(text: str, own: str) -> str:
    """The figure as typed without its unit. Raises ValueRefused for a unit that is not the cell's `own`."""
    if text.endswith(own):
        return text.removesuffix(own).rstrip()
    found = _BEHIND.fullmatch(text) or _BEFORE.fullmatch(text)
    if not found:
        return text
    if not fits(found["unit"], own):
        shown = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
        raise ValueRefused(f"“{shown}”带的是“{found['unit']}”，这一格以“{own}”计，请核对，换算后只填数字。")
    return found["number"].rstrip()
