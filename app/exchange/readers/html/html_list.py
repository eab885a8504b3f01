"""The number that a browser puts before an item of a list (ol, li), written out.

HTML, 4.4.5 and 4.4.8; CSS Counter Styles 3, 6 and 7. Lists without numbers (ul, list-style none) give nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from lxml import html

from app.exchange.readers.html.html_style import StyleSheet
from app.exchange.readers.list_numbers import written

_STYLE = re.compile(r"(?:^|;)list-style(?:-type)?:([^;!]+)")
_TYPES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
_WAYS: Mapping[str, tuple[str, str]] = (
    MappingProxyType(  # the way of writing, and what stands behind the number
        {
            "decimal": ("decimal", ". "),
            "decimal-leading-zero": ("decimalZero", ". "),
            "lower-alpha": ("lowerLetter", ". "),
            "lower-latin": ("lowerLetter", ". "),
            "upper-alpha": ("upperLetter", ". "),
            "upper-latin": ("upperLetter", ". "),
            "lower-roman": ("lowerRoman", ". "),
            "upper-roman": ("upperRoman", ". "),
            "cjk-ideographic": ("chineseCounting", "、"),
            "cjk-decimal": ("ideographDigital", "、"),
            "simp-chinese-informal": ("chineseCounting", "、"),
            "trad-chinese-informal": ("chineseCounting", "、"),
            "japanese-informal": ("chineseCounting", "、"),
            "simp-chinese-formal": ("chineseLegalSimplified", "、"),
            "trad-chinese-formal": ("chineseLegalSimplified", "、"),
            "cjk-heavenly-stem": ("ideographTraditional", "、"),
            "cjk-earthly-branch": ("ideographZodiac", "、"),
        }
    )
)


@dataclass
class Lists:
    """Counts the items of the lists of one page."""

    sheet: StyleSheet
    last: dict[html.HtmlElement, int] = field(default_factory=dict)

    def marker(self, item: html.HtmlElement) -> str:
        """What the browser puts before an item; '' for nothing, or what is no number."""
        outer = item.getparent()
        if outer is None or outer.tag != "ol":
            return ""
        back = "reversed" in outer.attrib
        said = _whole(item.get("value", ""))
        if said is None:
            said = (
                self.last[outer] + (-1 if back else 1)
                if outer in self.last
                else self._first(outer, back=back)
            )
        self.last[outer] = said
        way = _WAYS.get(self._way(item, outer))
        number = written(said, way[0]) if way else None
        return number + way[1] if way and number else ""

    def _first(self, outer: html.HtmlElement, *, back: bool) -> int:
        start = _whole(outer.get("start", ""))
        if start is not None:
            return start
        return sum(1 for _ in outer.iterchildren("li")) if back else 1

    def _way(self, item: html.HtmlElement, outer: html.HtmlElement) -> str:
        """The counter style: by style sheets and styles, else by the old attribute."""
        for one in (item, outer):
            for said in reversed(_STYLE.findall(self.sheet.declared(one))):
                named = [name for name in (*_WAYS, "none", "disc", "circle", "square") if _names(name, said)]
                if named:
                    return max(named, key=len)
            if kind := _TYPES.get(one.get("type", "")):
                return kind
        return "decimal"


def _names(name: str, said: str) -> bool:
    # Squeezed, list-style:none inside is noneinside.
    return said.replace("inside", "").replace("outside", "").endswith(name) or said.startswith(name)


def _whole(text: str) -> int | None:
    found = re.fullmatch(r"\s*(-?\d{1,5})\s*", text, re.ASCII)
    return int(found[1]) if found else None
