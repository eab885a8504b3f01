"""What of a web page is its frame by its own nature: menus, page heads and feet, forms. It is left out where nothing is lost.

HTML, 4.3 (sections); WAI-ARIA 1.2, 5.3.4 (landmarks).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from lxml import html

from app.exchange.readers.wrapped import LONGEST_HEADING, NUMBERED, Piece, PrintedLine

_FRAME = frozenset(("nav", "aside", "form", "menu"))
_ENDS = frozenset(("header", "footer"))
_ROLES = frozenset(
    ("navigation", "banner", "contentinfo", "search", "complementary", "menu", "menubar", "toolbar")
)
_PRINTED = frozenset(("header", "footer"))  # titles of the heads and feet that LibreOffice writes
_TEXTS = ("article", "main", "section")
_FEWEST = 2  # headings of sections that make a text


def is_furniture(element: html.HtmlElement) -> bool:
    """Whether an element is part of the frame; the head of an article is none of the page."""
    role = element.get("role", "").lower()
    if element.tag in _ENDS:
        return next(element.iterancestors(*_TEXTS), None) is None
    printed = element.tag == "div" and element.get("title", "").lower() in _PRINTED
    return element.tag in _FRAME or role in _ROLES or printed


def without_furniture(pieces: Sequence[Piece], furniture: Collection[int]) -> Iterator[Piece]:
    """The pieces without those of the frame, if the rest is a text with sections and has every heading that the frame has.

    The headings that the page itself marks stay: one may be the title.
    """
    rest = {_heading(one) for number, one in enumerate(pieces) if number not in furniture} - {""}
    framed = {_heading(pieces[number]) for number in furniture} - {""}
    alone = len(rest) >= _FEWEST and framed <= rest
    for number, one in enumerate(pieces):
        if not alone or number not in furniture or (isinstance(one, PrintedLine) and one.line.heading):
            yield one


def _heading(piece: Piece) -> str:
    """A line numbered like the heading of a section, without blanks; '' for anything else."""
    if not isinstance(piece, PrintedLine):
        return ""
    text = "".join(piece.text.split())
    return text if len(text) <= LONGEST_HEADING and piece.is_open and NUMBERED.match(text) else ""
