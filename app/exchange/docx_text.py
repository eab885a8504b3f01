"""The text of a Word paragraph as a reader sees it: what was deleted, hidden or struck out does not count.

ECMA-376 part 1, 17.3 (paragraphs and runs), 17.13.5 (tracked changes), 17.5.2 (content controls), 17.3.3.25 (ruby).
Leans on docx_styles and footnote.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from app.exchange.docx_styles import W, is_on, value_of
from app.exchange.footnote import is_mark

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LEFT_OUT = frozenset(
    (_FALLBACK, *(f"{W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "instrText", "rt", "sdtPr")))
)
_HIDING = ("vanish", "strike", "dstrike")


def paragraph_text(paragraph: etree._Element, *, in_table: bool = False) -> str:
    """The text; breaks become newlines. In a table a raised mark after a number is one of a footnote, no digit."""
    parts: list[str] = []
    for text, raised in _texts(paragraph, False):
        if not (in_table and raised and is_mark(text, parts)):
            parts.append(text)
    return "".join(parts)


def _texts(element: etree._Element, raised: bool) -> Iterator[tuple[str, bool]]:
    for child in element:
        if child.tag == f"{W}t":
            yield child.text or "", raised
        elif child.tag in (f"{W}br", f"{W}cr"):
            yield "" if child.get(f"{W}type") in ("page", "column") else "\n", raised
        elif child.tag == f"{W}tab":
            yield "\t", raised
        elif child.tag == f"{W}noBreakHyphen":
            yield "-", raised
        elif child.tag == f"{W}p":  # of a text box
            yield "\n", False
            yield from _texts(child, raised)
            yield "\n", False
        elif not _is_left_out(child):
            properties = child.find(f"{W}rPr") if child.tag == f"{W}r" else None
            yield from _texts(child, raised or value_of(properties, "vertAlign") == "superscript")


def _is_left_out(child: etree._Element) -> bool:
    if child.tag in _LEFT_OUT:
        return True
    if child.tag == f"{W}r":
        properties = child.find(f"{W}rPr")
        return any(is_on(properties, name) for name in _HIDING)
    # what stands in a content control until somebody fills it in
    return child.tag == f"{W}sdt" and is_on(child.find(f"{W}sdtPr"), "showingPlcHdr")
