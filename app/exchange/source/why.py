"""Why a figure that was read is doubted, in words that hold for all figures of its kind.

A table says each once, not each of its cells.
"""

from __future__ import annotations

from app.chinese.numerals import numeral
from app.exchange.source.found import Certainty

FLAT = "原文没有列线，按先后对上"
MOVED = "原文的列对不上表头，按先后对上"
NO_FIGURE = "原文这一行没有数，由合计推算"
LIKE_ROW = "行名与表样不完全一样"
LIKE_COLUMN = "列名与表样不完全一样，或缺了一个"
SUMMED = "原文此格看不出是多少，由合计推算"
GROUPED = "原文几行合成一行"


def why_few(figures: int, places: int, *, flat: bool = True) -> str:
    """Why the figures of a row without trusted places are doubted: fewer stand there than the form has, or their order alone
    tells whose each is."""
    if figures >= places:
        return FLAT if flat else MOVED
    if not figures:
        return NO_FIGURE
    return f"原文少{_counted(places - figures)}列，{_counted(figures)}个数对{_counted(places)}个栏"


def why_like(certainty: Certainty, *, mended: bool) -> str:
    """Why a figure under known heads is doubted; '' where it is not."""
    return "" if certainty != "likely" else LIKE_COLUMN if mended else LIKE_ROW


def _counted(number: int) -> str:
    return "两" if number == 2 else numeral(number)
