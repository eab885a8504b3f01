"""The value of a spreadsheet cell as a person sees it: whole numbers whole, dates as dates, a percentage as one.

Leans on nothing.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal


def shown(value: object, form: str = "") -> str:
    """A cell's value as a person sees it. A whole number stored as 3.0 is 3; 0.1 + 0.2 is 0.3."""
    if value is None or isinstance(value, bool):
        return "" if value is None else str(value)
    if isinstance(value, int | float) and "%" in re.sub(r'"[^"]*"|\\.', "", form):
        return f"{value:.2%}"
    if isinstance(value, float):
        exact = Decimal(repr(value))
        rounded = exact.quantize(Decimal("0.000001")) if abs(value) < 1e12 else exact
        return f"{rounded.normalize():f}"
    if isinstance(value, datetime | date):
        return f"{value.year}年{value.month}月{value.day}日"
    return unescaped(re.sub(r"(?<!_x005F)_x000D_", "", str(value)))


def unescaped(text: str) -> str:
    """A text with its own underscores again; openpyxl itself does this for shared strings only (ECMA-376-1, 22.9.2.19)."""
    return text.replace("_x005F_", "_")
