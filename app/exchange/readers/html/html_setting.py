"""How a line of a web page is set, as far as it tells headings and paragraphs: bold, centred, indented.

CSS 2.2, 15.6 (font-weight), 16.1 (text-indent), 16.2 (text-align). What an element does not say it has from the one around it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from lxml import html

from app.exchange.readers.html.html_style import StyleSheet

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BOLD_TAGS = HEADINGS | {"b", "strong", "th"}
_WEIGHT = re.compile(
    r"(?:^|;)(?:font-weight:([a-z]+|\d{1,4})|font:(?:italic|oblique|normal|small-caps)*(bold|[6-9]00(?=[\d.])))"
)
_ALIGN = re.compile(r"(?:^|;)text-align:([a-z-]+)")
_INDENT = re.compile(r"(?:^|;)text-indent:(-?[\d.]+)")
SETTING = re.compile(
    "font-weight:|font:|text-align:|text-indent:|list-style"
)  # what is looked at here and in lists
_BOLD_FROM = 600


@dataclass(frozen=True)
class LineSetting:
    """`strong` when letters are bold, `centred` and `indented` as the lines of the block are."""

    strong: bool = False
    centred: bool = False
    indented: bool = False

    def inside(self, element: html.HtmlElement, sheet: StyleSheet) -> LineSetting:
        """The setting within an element that stands in one of this setting."""
        weight, align, indent = _said(sheet.declared(element))
        strong = weight if weight is not None else self.strong or element.tag in _BOLD_TAGS
        old = "center" if element.tag == "center" else element.get("align", "").lower()
        aligned = align or (old if element.tag in ("p", "div", "center", "td", "th", *HEADINGS) else "")
        centred = aligned == "center" if aligned else self.centred
        return LineSetting(strong, centred, self.indented if indent is None else indent)


@lru_cache(maxsize=1024)
def _said(style: str) -> tuple[bool | None, str, bool | None]:
    """Whether it says bold, the alignment, whether it says indented; None or '' where it says nothing of it."""
    weights = [one or other for one, other in _WEIGHT.findall(style)]
    aligns, indents = _ALIGN.findall(style), _INDENT.findall(style)
    return (
        _is_bold(weights[-1]) if weights and weights[-1] not in ("inherit", "unset") else None,
        aligns[-1] if aligns and aligns[-1] != "inherit" else "",
        _is_indent(indents[-1]) if indents else None,
    )


def _is_bold(weight: str) -> bool:
    return weight in ("bold", "bolder") or (weight.isdigit() and int(weight) >= _BOLD_FROM)


def _is_indent(amount: str) -> bool:
    return not amount.startswith("-") and amount.strip("0.") != ""


USUAL = LineSetting()
