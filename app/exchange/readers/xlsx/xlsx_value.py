"""The value of a spreadsheet cell as a person sees it: numbers by their format, dates as dates, texts as they are shown.

Leans on xlsx_format.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal

from app.chinese.days import day_words
from app.exchange.readers.number_format import Seen, seen_number, seen_text


def shown(value: object, form: str = "") -> Seen:
    """A cell's value as a person sees it. A whole number stored as 3.0 is 3; 0.1 + 0.2 is 0.3."""
    if value is None or isinstance(value, bool):
        return Seen("" if value is None else str(value))
    if isinstance(value, int | float | Decimal):
        return seen_number(value, form)
    if isinstance(value, datetime | date):
        return Seen(day_words(value))
    return seen_text(unescaped(re.sub(r"(?<!_x005F)_x000D_", "", str(value))), form)


def unescaped(text: str) -> str:
    """A text with its own underscores again; openpyxl itself does this for shared strings only (ECMA-376-1, 22.9.2.19)."""
    return text.replace("_x005F_", "_")
