"""The text of a Word paragraph as a reader sees it: what was deleted, hidden or struck out does not count.

ECMA-376 part 1, 17.3 (paragraphs and runs), 17.13.5 (tracked changes), 17.5.2 (content controls), 17.3.3.25 (ruby),
17.16.18 (fields).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from app.exchange.readers.colours import WHITE, Colour
from app.exchange.readers.docx.docx_letters import (
    OFF,
    Properties,
    RunLook,
    W,
    ground_of,
    is_hidden,
    joined,
    look_of,
    properties_of,
)
from app.exchange.readers.docx.docx_styles import Looks, WordStyle, is_on, own_look, value_of
from app.exchange.readers.footnote import is_mark
from app.exchange.readers.looks import MARK, PLAIN, RAISED, TURNED, Pieces
from app.exchange.readers.looks import Look as Letters

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
_SIGNS_OF_TEXT = frozenset(f"{W}{name}" for name in ("t", "br", "cr", "tab", "noBreakHyphen"))
_EDGE = RunLook(edge=True)
LOWEST = 100  # twentieths of a point: a line or row that is not higher shows nothing


@dataclass(frozen=True)
class RunLine:
    """A line of a paragraph up to a break; `strong` when all of it is bold, `soft` when only a break parts it from the one
    before, `boxed` when it stands in a text box."""

    text: str
    strong: bool
    soft: bool
    boxed: bool


def paragraph_lines(paragraph: etree._Element, looks: Looks) -> Iterator[RunLine]:
    """The lines; empty ones too."""
    style = looks.get(value_of(paragraph.find(f"{W}pPr"), "pStyle")) or looks.get("", WordStyle())
    base = {**looks.get("", WordStyle()).letters, **style.letters}
    text, strong, soft, boxed = "", True, False, False
    for piece, letters in _RunReader(looks, base, WHITE).texts(paragraph, PLAIN):
        edge = isinstance(letters, RunLook) and letters.edge
        for number, part in enumerate(piece.split("\n")):
            if number:
                yield RunLine(text, strong and bool(text.strip()), soft, boxed)
                text, strong, soft, boxed = "", True, not edge, boxed is not edge
            text += part
            strong = strong and (not part.strip() or (isinstance(letters, RunLook) and letters.strong))
    yield RunLine(text, strong and bool(text.strip()), soft, boxed)


def paragraph_pieces(paragraph: etree._Element, looks: Looks, ground: Colour = WHITE) -> Pieces:
    """The text of a paragraph in a table, on the ground of its cell, with its looks.

    A raised mark after a number is one of a footnote, no digit.
    """
    pieces = Pieces()
    properties = paragraph.find(f"{W}pPr")
    style = looks.get(value_of(properties, "pStyle")) or looks.get("", WordStyle())
    if own_look(properties).over(style).numbered:
        pieces.add("", Letters(more=True))
    flat = _is_flat(properties)
    usual, table = looks.get("", WordStyle()), looks.get(_table_style(paragraph), WordStyle())
    base = {**usual.letters, **table.letters, **style.letters}
    for text, letters in _RunReader(looks, base, ground_of(properties, ground)).texts(paragraph, PLAIN):
        if letters.shift == RAISED and is_mark(text, pieces.texts):
            pieces.add("", MARK)
        else:
            pieces.add(text, replace(letters, unseen=True) if flat else letters)
    return pieces


def _table_style(paragraph: etree._Element) -> str:
    """The style of the table that a paragraph stands in; what holds for some of its rows and columns alone is left out."""
    table = next(paragraph.iterancestors(f"{W}tbl"), None)
    return value_of(table.find(f"{W}tblPr"), "tblStyle") or "-" if table is not None else "-"


def _is_flat(properties: etree._Element | None) -> bool:
    """Whether the lines of a paragraph are too low for its letters."""
    spacing = properties.find(f"{W}spacing") if properties is not None else None
    if spacing is None or spacing.get(f"{W}lineRule") != "exact":
        return False
    height = spacing.get(f"{W}line", "")
    return height.isdigit() and int(height[:6]) < LOWEST


@dataclass
class _RunReader:
    """Reads one paragraph: the styles, the properties that its runs begin with, and the ground they stand on.

    `fields` says of each field that is open whether its result has begun; its code is not shown (17.16.18).
    """

    looks: Looks
    base: Properties
    ground: Colour
    fields: list[bool] = field(default_factory=list)

    def texts(self, element: etree._Element, letters: Letters) -> Iterator[tuple[str, Letters]]:
        """The texts within an element with their looks."""
        for child in element:
            if child.tag == f"{W}fldChar":
                self._field(child.get(f"{W}fldCharType", ""))
            elif child.tag in _SIGNS_OF_TEXT:
                yield (self._text(child), letters) if all(self.fields) else ("", letters)
            elif child.tag == f"{W}p":  # of a text box
                yield "\n", _EDGE
                yield from self.texts(child, PLAIN)
                yield "\n", _EDGE
            elif child.tag in _MORE or (child.tag == f"{W}instrText" and _EQUATION.match(child.text or "")):
                yield "", Letters(more=True)
                yield from self.texts(child, letters)
            elif child.tag == f"{W}r":
                yield from self._run(child, letters)
            elif not _is_left_out(child):
                turned = child.tag in (f"{W}bdo", f"{W}dir") and child.get(f"{W}val") == "rtl"
                yield from self.texts(child, Letters(TURNED) if turned else letters)

    def _run(self, run: etree._Element, letters: Letters) -> Iterator[tuple[str, Letters]]:
        own = run.find(f"{W}rPr")
        style = (
            self.looks.get(value_of(own, "rStyle"), WordStyle()) if value_of(own, "rStyle") else WordStyle()
        )
        whole = joined(self.base, style.letters, properties_of(own))
        if is_hidden(whole):
            for mark in run.iter(f"{W}fldChar"):
                self._field(mark.get(f"{W}fldCharType", ""))
            return
        layout = own.find(f"{W}eastAsianLayout") if own is not None else None
        stacked = layout is not None and layout.get(f"{W}combine", "0") not in OFF
        look = look_of(whole, self.ground, stacked=stacked)
        yield from self.texts(run, letters if letters.shift == TURNED else look)

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self.fields.append(False)
        elif self.fields and kind == "separate":
            self.fields[-1] = True
        elif self.fields and kind == "end":
            self.fields.pop()

    def _text(self, element: etree._Element) -> str:
        if element.tag == f"{W}t":
            return element.text or ""
        if element.tag in (f"{W}br", f"{W}cr"):
            return "" if element.get(f"{W}type") in ("page", "column") else "\n"
        return "\t" if element.tag == f"{W}tab" else "-"


def _is_left_out(child: etree._Element) -> bool:
    # the last is what stands in a content control until somebody fills it in
    return child.tag in _LEFT_OUT or (
        child.tag == f"{W}sdt" and is_on(child.find(f"{W}sdtPr"), "showingPlcHdr")
    )
