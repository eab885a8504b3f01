"""Running heads and feet, page numbers, the dates and addresses that browsers print: out of the pages of a PDF.

Only what stands outermost on a page, apart from the text, and again at the same height on another page with the same words is
furniture; a number in it may grow with the pages. A numbered heading never is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise

from app.chinese.numerals import COUNTING
from app.exchange.readers.pdf.page_parts import PageParts, PageTable, body_size, lines_of
from app.exchange.readers.pdf.pdf_lines import TextLine

DEEPEST = 3  # lines of a running head
SAME_HEIGHT = 4.0  # points
APART, SMALLER = 1.3, 0.92  # of the usual gap between lines, of the size of the text
MANY, MOST = 3, 0.6  # pages, and share of them: what stands on so many needs no other sign
PAGE_NUMBER = re.compile(r"[—\-–－·\s]*\d{1,3}[—\-–－·\s]*|第\s*\d{1,3}\s*页.*")
_BARE_NUMBER = re.compile(r"\d{1,3}")
_NUMBERED = re.compile(rf"[（(]?[{COUNTING}]{{1,2}}[、）)]|第[{COUNTING}]|\d{{1,2}}[.．、][^\d]")
_DIGITS = re.compile(r"\d{1,9}")
_OF_BROWSER = re.compile(
    r"(?:https?|file)[:：]\S+|\d{1,4}[/.年-]\d{1,2}[/.月-]\d{1,4}日?[,，\s]*(?:上午|下午)?\s*\d{1,2}:\d{2}.*|\d{1,3}/\d{1,3}"
)


@dataclass(frozen=True)
class _PaperEdge:
    """A line near an edge of its page, as it is compared with others; `gap` parts it from what stands further in."""

    line: TextLine
    page: int
    height: float
    shape: str
    numbers: tuple[int, ...]
    gap: float

    def is_beside(self, other: _PaperEdge) -> bool:
        """Whether both stand at one height and are set in one size."""
        return abs(self.height - other.height) <= SAME_HEIGHT and abs(self.line.size - other.line.size) < 0.5

    def is_like(self, other: _PaperEdge) -> bool:
        """Whether another page has the same line there, but for what counts the pages."""
        if self.page == other.page or abs(self.height - other.height) > SAME_HEIGHT:
            return False
        steps = [b - a for a, b in zip(self.numbers, other.numbers, strict=True)]
        counts = other.page - self.page
        worded = any(char.isalpha() for char in self.shape)
        return all(step in (0, counts) for step in steps) and (worded or counts in steps)


def without_margins(pages: Sequence[PageParts]) -> list[PageParts]:
    """The pages without heads and feet. A title that stands nowhere but in the head of the first page stays there."""
    usual, size = _usual_gap(pages), body_size(lines_of(pages))
    tops, bottoms = [_edges(page, top=True) for page in pages], [_edges(page, top=False) for page in pages]
    heads = [_peeled(edges, tops, usual, size) for edges in tops]
    feet = [_peeled(edges, bottoms, usual, size) for edges in bottoms]
    found: list[PageParts] = []
    for page, *dropped in zip(pages, heads, feet, strict=True):
        names = {_name(edge.line) for edges in dropped for edge in edges}
        kept = (piece for piece in page.pieces if isinstance(piece, PageTable) or _name(piece) not in names)
        found.append(replace(page, pieces=tuple(kept)))
    if found and heads[0]:
        told = tuple(_told_only_there(heads[0], found))
        found[0] = replace(found[0], pieces=(*told, *found[0].pieces))
    return found


def _name(line: TextLine) -> tuple[float, float, str]:
    """What tells a line from the others of its page."""
    return line.top, line.left, line.text


def _edges(page: PageParts, *, top: bool) -> list[_PaperEdge]:
    """The outermost lines of a page, from the edge inwards, up to the first table."""
    pieces = page.pieces if top else page.pieces[::-1]
    found: list[_PaperEdge] = []
    for piece, inner in zip(pieces[:DEEPEST], [*pieces[1:], None], strict=False):
        if isinstance(piece, PageTable):
            break
        middle = (piece.top + piece.bottom) / 2
        height = page.paper[3] - middle if top else middle - page.paper[1]
        gap = float("inf") if inner is None else piece.bottom - inner.top if top else inner.bottom - piece.top
        shape = "\t".join(sorted(_DIGITS.sub("#", field.strip()) for field in piece.text.split("\t")))
        fields = sorted(piece.text.split("\t"), key=lambda field: _DIGITS.sub("#", field.strip()))
        numbers = tuple(int(number) for field in fields for number in _DIGITS.findall(field))
        found.append(_PaperEdge(piece, page.number, height, shape, numbers, gap))
    return found


def _usual_gap(pages: Sequence[PageParts]) -> float:
    gaps = sorted(
        one.bottom - other.top
        for page in pages
        for one, other in pairwise(page.pieces)
        if isinstance(one, TextLine) and isinstance(other, TextLine) and one.top > other.top
    )
    return max(gaps[len(gaps) // 2], 0.0) if gaps else 0.0


def _peeled(
    edges: Sequence[_PaperEdge], all_edges: Sequence[Sequence[_PaperEdge]], usual: float, size: float
) -> list[_PaperEdge]:
    """The lines of a page that are furniture, from its edge inwards up to the first that is none."""
    found: list[_PaperEdge] = []
    for edge in edges:
        apart = edge.gap > usual * APART + 1 or edge.line.size < size * SMALLER
        if not _is_furniture(edge, all_edges, apart=apart):
            break
        found.append(edge)
    return found


def _is_furniture(edge: _PaperEdge, all_edges: Sequence[Sequence[_PaperEdge]], *, apart: bool) -> bool:
    text = edge.line.text.strip()
    if _NUMBERED.match(text):
        return False
    alike = sum(any(edge.shape == one.shape and edge.is_like(one) for one in page) for page in all_edges)
    if alike and (apart or (alike + 1 >= MANY and alike + 1 >= len(all_edges) * MOST and "\t" not in text)):
        return True
    if apart and _stands_for_another(edge, all_edges):
        return True
    return PAGE_NUMBER.fullmatch(text) is not None and (apart or not _BARE_NUMBER.fullmatch(text))


def _stands_for_another(edge: _PaperEdge, all_edges: Sequence[Sequence[_PaperEdge]]) -> bool:
    """Whether two other pages have a head there that is set alike: the only left page of three has its own."""
    there = [one for page in all_edges for one in page if one.page != edge.page and one.is_beside(edge)]
    return any(one.shape == other.shape and one.is_like(other) for one, other in combinations(there, 2))


def _told_only_there(heads: Sequence[_PaperEdge], pages: Sequence[PageParts]) -> Iterator[TextLine]:
    """What a running head says and no line of the text does: a title that was set nowhere else."""
    whole = "".join(_plain(line.text) for line in lines_of(pages))
    for edge in heads:
        fields = [
            field.strip()
            for field in edge.line.text.split("\t")
            if not _OF_BROWSER.fullmatch(field.strip()) and not PAGE_NUMBER.fullmatch(field.strip())
        ]
        left = [field for field in fields if _plain(field) not in whole]
        if left:
            yield replace(edge.line, text="\t".join(left))


def _plain(text: str) -> str:
    return "".join(text.split())
