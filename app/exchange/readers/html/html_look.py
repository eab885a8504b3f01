"""How the letters of a table cell in a web page are set: raised, lowered, moved, small, unseen, with more put beside them.

CSS 2.2: 9.3 (position), 10.8.1 (vertical-align), 15.7 (font-size), 12.1 (before and after); CSS Fonts 3: 6.5. The
number that Excel and LibreOffice keep beside a shown one (x:num, sdval) is compared, its format (mso-number-format)
judged.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from lxml import html

from app.chinese.numerals import narrow
from app.exchange.readers.html.html_hidden import Hiding
from app.exchange.readers.html.html_paint import Paint
from app.exchange.readers.html.html_style import StyleSheet
from app.exchange.readers.looks import LOWERED, PLAIN, RAISED, TURNED, Look, shows_signs
from app.exchange.readers.number_format import seen_number

KEPT = 1024  # styles whose meaning is remembered; a page repeats a few
USUAL = 12.0  # points; what browsers take where nothing is said
_TAGS = {"sup": RAISED, "sub": LOWERED}
_ROWS = frozenset(("td", "th", "tr", "tbody", "thead", "tfoot"))
_CELLS = frozenset(
    ("td", "th", "tr", "tbody", "table", "col")
)  # their vertical-align is that of the whole cell
_ALIGN = re.compile(r"(?:^|;)vertical-align:([^;!]+)")
_SHIFTS = {
    "super": RAISED,
    "sub": LOWERED,
    "baseline": "",
    "inherit": "",
    "initial": "",
    "0": "",
    "0px": "",
    "0pt": "",
}
_MOVED = re.compile(
    r"(?:^|;)(?:position:(?:absolute|fixed)|position:relative(?=.*;?(?:top|bottom|left|right):-?(?!0(?:px|pt|em|%)?[;!])[\d.])"
    r"|mso-text-raise:-?(?!0(?:px|pt)?;)[\d.]|(?:transform|translate|rotate|scale):(?!none)[^;]|float:(?:left|right)"
    r"|(?:margin|text-indent)[a-z-]*:[^;]*-[\d.])"
)
_TURNED = re.compile(r"(?:^|;)unicode-bidi:[a-z-]*override")
_VARIANT = re.compile(r"(?:^|;)font-variant(?:-position)?:[^;]*(sub|super)")
_SIZE = re.compile(
    r"(?:^|;)font(?:-size:|:[^;]*?)([\d.]+(?:pt|px|r?em|%)|xx-small|x-small|smaller|small|larger|medium)"
)
_FACTORS = {"xx-small": 0.6, "x-small": 0.75, "small": 13 / 16, "medium": 1.0}  # of the usual size
_FONT_SIZES = (0.63, 0.82, 1.0, 1.13, 1.5, 2.0, 3.0)  # of <font size="1"> to 7
_CLIPPED = re.compile(
    r"(?:^|;)(?:clip:rect|clip-path:(?!none)|(?:-webkit-)?text-security:(?!none)|(?:-webkit-)?mask(?:-image)?:(?!none)"
    r"|zoom:0?(?:\.0\d*)?%?[;!]|filter:[^;]*(?:opacity|blur)|letter-spacing:-(?:[3-9]|\d{2,}|(?:0?\.[3-9]|[12](?:\.\d+)?)r?em)|opacity:0?\.[0-4])"
)
_NO_ROOM = re.compile(r"(?:^|;)(?:max-)?(?:width|height):[01]?(?:\.\d+)?(?:px|pt|r?em|%)?[;!]")
_CUT_OFF = re.compile(r"(?:^|;)overflow(?:-[xy])?:[^;]*(?:hidden|clip)")
_REVERSED = re.compile(
    r"(?:^|;)(?:flex-(?:direction|flow):[^;]*reverse|(?:-webkit-|-ms-)?(?:flex-)?order:-?[1-9]"
    r"|(?:-webkit-|-ms-)?(?:transform|rotate|scale):(?!none|scale\(1\)|translate))"
)
_FAMILY = re.compile(r"(?:^|;)font(?:-family)?:([^;!]*)")
_ADDED = re.compile(r"content:[^;]*(?:[\d.,十百千万亿元%％‰〇-]|attr|counter)")
_MSO_FORMAT = re.compile(r"(?:^|;)mso-number-format:(?:\"([^\"]*)\"|([^;]+))")
_MSO_ESCAPE = re.compile(r"\\(0022|.)")
_MSO_NAMES = frozenset(("general", "fixed", "standard", "\\@", "@"))


@dataclass(frozen=True)
class _Said:
    """What declarations say of the letters; `size` is the last one named."""

    turned: bool
    shift: str
    size: str
    clipped: bool
    family: str


@lru_cache(maxsize=KEPT)
def _said(style: str) -> _Said:
    variant, aligned, moved = _VARIANT.search(style), _ALIGN.findall(style), _MOVED.search(style)
    shift = _SHIFTS.get(aligned[-1], f"align {aligned[-1]}") if aligned else ""
    if variant:
        shift = RAISED if variant[1] == "super" else LOWERED
    return _Said(
        (_TURNED.search(style) or _REVERSED.search(style)) is not None,
        shift or (f"moved {moved[0]}" if moved else ""),
        next(reversed(_SIZE.findall(style)), ""),
        _CLIPPED.search(style) is not None
        or (_NO_ROOM.search(style) is not None and _CUT_OFF.search(style) is not None),
        next(reversed(_FAMILY.findall(style)), ""),
    )


@dataclass(frozen=True)
class PageEye:
    """Looks at elements of one page. `known` are the looks of rows, tables and what they stand in."""

    sheet: StyleSheet
    hiding: Hiding
    paint: Paint
    known: dict[html.HtmlElement, Look] = field(default_factory=dict)

    def cell(self, cell: html.HtmlElement | None) -> Look:
        """The look of a cell's own text, with what it has from the elements around it."""
        if cell is None:
            return replace(PLAIN, size=USUAL)
        if cell not in self.known:
            self.known[cell] = self.inside(cell, self.cell(cell.getparent()), within=cell.tag in _ROWS)
        return self.known[cell]

    def inside(self, element: html.HtmlElement, outer: Look, *, within: bool = True) -> Look:
        """The look of the text in an element within text of the look `outer`; `within` a table, or around it."""
        said = _said(self.sheet.declared(element))
        added = self.sheet.declared(element, added=True)
        more = outer.more or element.tag == "img" or bool(added and _ADDED.search(added))
        away = outer.away or (within and (said.clipped or self.hiding.may_hide(element)))
        family = said.family or (element.get("face", "") if element.tag == "font" else "")
        signs = shows_signs(family) if family else outer.signs
        shift = _shift(element, said) or outer.shift
        size = _size(element, said.size, outer.size)
        return Look(shift, size, away or self.paint.hides(element), more, signs=signs, away=away)

    def stored_doubt(self, cell: html.HtmlElement, text: str) -> str:
        """Why what a spreadsheet says of the stored number makes the shown one doubtful; '' when nothing does."""
        stored = cell.get("x:num") or cell.get("sdval") or ""
        try:
            seen = Decimal(narrow(text).replace(",", ""))
            if stored and Decimal(stored) != seen:
                return f"表格里存的却是 {stored[:30]}"
        except InvalidOperation:
            return ""
        found = _MSO_FORMAT.search(self.sheet.declared(cell))
        layout = (found[1] or found[2] or "") if found else ""
        if layout in _MSO_NAMES or not seen.is_finite():
            return ""
        plain = _MSO_ESCAPE.sub(lambda one: '"' if one[1] == "0022" else one[1], layout)
        return seen_number(seen, plain).doubt


def _shift(element: html.HtmlElement, said: _Said) -> str:
    if said.turned or (element.tag == "bdo" and element.get("dir", "").lower() == "rtl"):
        return TURNED
    if element.tag in _CELLS or element.tag in _TAGS:  # pages set sup and sub anew, by other means
        return _TAGS.get(element.tag, "")
    return said.shift


def _size(element: html.HtmlElement, size: str, outer: float) -> float:
    """Points; where nothing is said, as around it."""
    if element.tag in ("sup", "sub", "small"):
        outer *= 0.83
    named = element.get("size", "") if element.tag == "font" else ""
    if found := re.fullmatch(r"([+-]?)([1-7])", named.strip()):
        step = int(found[2]) if not found[1] else 3 + int(found[1] + found[2])
        outer = USUAL * _FONT_SIZES[min(max(step, 1), 7) - 1]
    if not size:
        return outer
    if size in ("smaller", "larger"):
        return outer * (0.83 if size == "smaller" else 1.2)
    if size in _FACTORS:
        return USUAL * _FACTORS[size]
    amount, unit = re.fullmatch(r"([\d.]+)(\D+)", size).groups()  # type: ignore[union-attr]
    number = float(amount) if re.fullmatch(r"\d{1,4}(?:\.\d{0,6})?|\.\d{1,6}", amount) else USUAL
    return number * {"pt": 1.0, "px": 0.75, "em": outer, "rem": USUAL, "%": outer / 100}[unit]
