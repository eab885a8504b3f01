"""The text of a Word paragraph as a reader sees it: what was deleted, hidden or struck out does not count.

ECMA-376 part 1, 17.3 (paragraphs and runs), 17.13.5 (tracked changes), 17.5.2 (content controls), 17.3.3.25 (ruby).
Leans on docx_styles, footnote and looks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from app.exchange.docx_styles import Look, Looks, W, is_on, letters_of, own_look, value_of
from app.exchange.footnote import is_mark
from app.exchange.looks import MARK, PLAIN, RAISED, TURNED, Pieces
from app.exchange.looks import Look as Letters

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LEFT_OUT = frozenset(
    (_FALLBACK, *(f"{W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "instrText", "rt", "sdtPr")))
)
# What stands beside a figure and is no text: a formula, a sign of a font of signs, a picture.
_MORE = frozenset(
    (f"{_MATH}oMath", f"{_MATH}oMathPara", *(f"{W}{name}" for name in ("sym", "drawing", "pict", "object")))
)
_EQUATION = re.compile(r"\s*eq\b", re.IGNORECASE)  # a field that is drawn and has no result
_HIDING = ("vanish", "strike", "dstrike")


def paragraph_text(paragraph: etree._Element) -> str:
    """The text; breaks become newlines."""
    return "".join(text for text, _ in _texts(paragraph, PLAIN, Look(), {}))


def paragraph_pieces(paragraph: etree._Element, looks: Looks) -> Pieces:
    """The text of a paragraph in a table with its looks; a raised mark after a number is one of a footnote, no digit."""
    pieces = Pieces()
    properties = paragraph.find(f"{W}pPr")
    style = looks.get(value_of(properties, "pStyle"), Look())
    unsaid = properties is None or properties.find(f"{W}numPr") is None
    if own_look(properties).numbered or (style.numbered and unsaid):
        pieces.add("", Letters(more=True))
    for text, letters in _texts(paragraph, PLAIN, style, looks):
        if letters.shift == RAISED and is_mark(text, pieces.texts):
            pieces.add("", MARK)
        else:
            pieces.add(text, letters)
    return pieces


def _texts(
    element: etree._Element, letters: Letters, outer: Look, looks: Looks
) -> Iterator[tuple[str, Letters]]:
    for child in element:
        if child.tag == f"{W}t":
            yield child.text or "", letters
        elif child.tag in (f"{W}br", f"{W}cr"):
            yield "" if child.get(f"{W}type") in ("page", "column") else "\n", letters
        elif child.tag == f"{W}tab":
            yield "\t", letters
        elif child.tag == f"{W}noBreakHyphen":
            yield "-", letters
        elif child.tag == f"{W}p":  # of a text box
            yield "\n", PLAIN
            yield from _texts(child, PLAIN, outer, looks)
            yield "\n", PLAIN
        elif child.tag in _MORE or (child.tag == f"{W}instrText" and _EQUATION.match(child.text or "")):
            yield "", Letters(more=True)
            yield from _texts(child, letters, outer, looks)
        elif not _is_left_out(child):
            own = letters_of(child.find(f"{W}rPr"), outer, looks) if child.tag == f"{W}r" else letters
            turned = child.tag in (f"{W}bdo", f"{W}dir") and child.get(f"{W}val") == "rtl"
            yield from _texts(
                child, Letters(TURNED) if turned or letters.shift == TURNED else own, outer, looks
            )


def _is_left_out(child: etree._Element) -> bool:
    if child.tag in _LEFT_OUT:
        return True
    if child.tag == f"{W}r":
        properties = child.find(f"{W}rPr")
        return any(is_on(properties, name) for name in _HIDING)
    # what stands in a content control until somebody fills it in
    return child.tag == f"{W}sdt" and is_on(child.find(f"{W}sdtPr"), "showingPlcHdr")
