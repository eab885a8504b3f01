"""One cell of a worksheet as it is seen: its value under its format, its rich text, and what the sheet does to it.

ECMA-376 part 1, 18.3.1.18 (conditional formatting), 18.3.1.87 (showZeros), 18.4 (rich text).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from openpyxl.cell.cell import Cell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.worksheet.worksheet import Worksheet

from app.exchange.readers.footnote import is_mark
from app.exchange.readers.looks import LOWERED, MARK, RAISED, Look, Pieces, shows_signs
from app.exchange.readers.number_format import Seen, seen_number, seen_text
from app.exchange.readers.xlsx.xlsx_colours import Palette

_SHIFTS = {"superscript": RAISED, "subscript": LOWERED}
_CONDITIONAL = "有条件格式改变了这一格的样子，看到的可能不是存的数"


class CellEye:
    """Looks at the cells of one sheet."""

    def __init__(self, sheet: Worksheet) -> None:
        view = sheet.sheet_view
        self._zeros = view is None or view.showZeros is not False
        self._formulas = view is not None and bool(view.showFormulas)
        self._palette = Palette(sheet.parent.loaded_theme if sheet.parent is not None else None)
        altered = (area for area in sheet.conditional_formatting if any(map(self._alters, area.rules)))
        self._altered = [part for area in altered for part in area.cells.ranges]

    def sees(self, cell: Cell) -> Seen:
        """The text that is seen in a cell, and why its figure is in doubt."""
        if cell.font is not None and cell.font.strike:
            return Seen("")
        seen = self._rich(cell, cell.value) if isinstance(cell.value, CellRichText) else self._plain(cell)
        if seen.doubt or not seen.text:
            return seen
        return Seen(seen.text, self._doubt(cell))

    def _plain(self, cell: Cell) -> Seen:
        if not self._zeros and not isinstance(cell.value, str | bool) and cell.value == 0:
            return Seen("")
        seen = shown(cell.value, cell.number_format)
        pieces = Pieces([seen.text], [self._look(cell.font, cell)])
        return seen if seen.doubt else Seen(seen.text, pieces.doubt)

    def _doubt(self, cell: Cell) -> str:
        """What the sheet itself does to the look of a cell."""
        if self._formulas:
            return "工作表显示的是公式，不是数"
        if cell.alignment is not None and cell.alignment.horizontal == "fill":
            return "这一格把内容重复填满，看到的可能是另一个数"
        return _CONDITIONAL if self._is_changed(cell) else ""

    def _is_changed(self, cell: Cell) -> bool:
        return any(
            area.min_row <= cell.row <= area.max_row and area.min_col <= (cell.column or 0) <= area.max_col
            for area in self._altered
        )

    def _alters(self, rule: Any) -> bool:
        """Whether a rule changes what number is seen: another format, letters that are lost, or a bar instead of it."""
        look = rule.dxf
        if look is not None and (
            look.numFmt is not None
            or (look.font is not None and look.font.strike)
            or self._palette.is_lost_under(look)
        ):
            return True
        return any(part is not None and part.showValue is False for part in (rule.dataBar, rule.iconSet))

    def _rich(self, cell: Cell, text: CellRichText) -> Seen:
        pieces = Pieces()
        for words, font in _pieces(cell, text):
            look = self._look(font, cell)
            if look.shift == RAISED and is_mark(words, pieces.texts):
                pieces.add("", MARK)
            elif not (font is not None and font.strike):
                pieces.add(words, look)
        seen = shown(pieces.text, cell.number_format)
        return Seen(seen.text, seen.doubt or pieces.doubt)

    def _look(self, font: Any, cell: Cell) -> Look:
        """A font of a piece; what it does not say is the cell's own."""
        outer = cell.font
        size = (font.sz if font is not None else None) or (outer.sz if outer is not None else None) or 0.0
        shift = _SHIFTS.get(font.vertAlign or "", "") if font is not None else ""
        said = [one for one in (font, outer) if one is not None]
        colour = next((one.color for one in said if one.color is not None), None)
        names = (getattr(one, kind, None) for one in said for kind in ("rFont", "name"))
        name = next((one for one in names if isinstance(one, str) and one), "")
        return Look(
            shift,
            float(size),
            self._palette.is_lost(colour, cell.fill),
            signs=shows_signs(name),
            crossed=_is_crossed(cell.border),
        )


def _pieces(cell: Cell, text: CellRichText) -> Iterator[tuple[str, Any]]:
    for piece in text:
        yield (piece.text, piece.font) if isinstance(piece, TextBlock) else (str(piece), cell.font)


def _is_crossed(border: Any) -> bool:
    """Whether a line is drawn across the cell (18.8.4)."""
    if border is None or not (border.diagonalUp or border.diagonalDown):
        return False
    return border.diagonal is not None and border.diagonal.style is not None


def shown(value: object, form: str = "") -> Seen:
    """A cell's value as a person sees it. A whole number stored as 3.0 is 3; 0.1 + 0.2 is 0.3."""
    if value is None or isinstance(value, bool):
        return Seen("" if value is None else str(value))
    if isinstance(value, int | float | Decimal):
        return seen_number(value, form)
    if isinstance(value, datetime | date):
        return Seen(f"{value.year}年{value.month}月{value.day}日")
    return seen_text(unescaped(re.sub(r"(?<!_x005F)_x000D_", "", str(value))), form)


def unescaped(text: str) -> str:
    """A text with its own underscores again; openpyxl itself does this for shared strings only (ECMA-376-1, 22.9.2.19)."""
    return text.replace("_x005F_", "_")
