"""Tables of a PDF that go on over the page: the parts made one table where their columns agree.

The columns of both parts are counted together. A row that was split by the page's edge becomes one row again, and a heading
beside rows of both pages one heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.chinese.numerals import NUMBERED
from app.exchange.readers.pdf.page_parts import PageTable
from app.exchange.readers.pdf.pdf_lines import TextLine
from app.exchange.source.source import Box, Table
from app.exchange.source.values import is_value

SAME_PLACE = 3.0  # points: columns that end so close to each other are the same
_NUMBERED = re.compile(rf"\s*{NUMBERED}")


def tables_joined(pieces: Sequence[TextLine | PageTable]) -> list[TextLine | PageTable]:
    """The pieces of all pages with tables that follow one another over a page's edge made one."""
    found: list[TextLine | PageTable] = []
    for piece in pieces:
        before = found[-1] if found else None
        if isinstance(piece, PageTable) and isinstance(before, PageTable) and _agree(before, piece):
            found[-1] = _joined(before, piece)
        else:
            found.append(piece)
    return found


def _agree(above: PageTable, below: PageTable) -> bool:
    """Whether a table goes on with the same columns on the next page; either part may lack some borders of the other."""
    ends = (above.edges[0], below.edges[0]), (above.edges[-1], below.edges[-1])
    if below.page != above.page + 1 or any(abs(a - b) > SAME_PLACE for a, b in ends):
        return False
    few, many = sorted((above.edges, below.edges), key=len)
    return all(any(abs(edge - other) <= SAME_PLACE for other in many) for edge in few)


def _joined(above: PageTable, below: PageTable) -> PageTable:
    many = max(above.edges, below.edges, key=len)
    top, bottom = _on(many, above), _on(many, below)
    depth = len(above.table.rows)
    if _is_split(top, bottom, depth - 1):
        top, bottom = _row_mended(top, bottom, depth - 1)
    bottom = [replace(box, row=box.row + depth) for box in bottom]
    boxes = tuple(_headings_joined(top, bottom, depth))
    return PageTable(Table(boxes, above.table.place), many, above.top, above.bottom, below.page)


def _on(edges: Sequence[float], part: PageTable) -> list[Box]:
    """The boxes of a part with their columns counted by other edges."""
    places = [min(range(len(edges)), key=lambda n: abs(edges[n] - own)) for own in part.edges]
    return [
        replace(box, column=places[box.column], colspan=places[box.column + box.colspan] - places[box.column])
        for box in part.table.boxes
    ]


def _row(boxes: Sequence[Box], row: int) -> dict[tuple[int, int], Box]:
    return {(box.column, box.colspan): box for box in boxes if box.row == row and box.rowspan == 1}


def _is_split(top: Sequence[Box], bottom: Sequence[Box], last: int) -> bool:
    """Whether the first row below is the rest of the last one above: half of its words stand here, its figures there only."""
    above, below = _row(top, last), _row(bottom, 0)
    if len(above) < 2 or set(above) != set(below):
        return False
    words = [place for place in above if _is_word(above[place].text) and _is_word(below[place].text)]
    figures = [place for place in above if is_value(above[place].text) and above[place].text.strip()]
    if not words or not figures or any(below[place].text.strip() for place in above if place not in words):
        return False
    if any(_NUMBERED.match(below[place].text) for place in words):
        return False
    # Where rows with empty places are the custom, an empty place says nothing.
    return not any(
        not box.text.strip() and (box.column, box.colspan) in figures
        for boxes, rest in ((top, -1), (bottom, 0))
        for box in boxes
        if box.row != rest
    )


def _is_word(text: str) -> bool:
    return bool(text.strip()) and not is_value(text)


def _row_mended(top: Sequence[Box], bottom: Sequence[Box], last: int) -> tuple[list[Box], list[Box]]:
    """The last row above with the rest of its words, and what is left below."""
    below = _row(bottom, 0)
    mended = [
        replace(box, text=box.text + below[box.column, box.colspan].text)
        if box.row == last and box.rowspan == 1
        else box
        for box in top
    ]
    left = [box for box in bottom if box.row or box.rowspan > 1]
    return mended, [
        replace(box, row=box.row - 1) if box.row else replace(box, rowspan=box.rowspan - 1) for box in left
    ]


def _headings_joined(top: Sequence[Box], bottom: Sequence[Box], depth: int) -> Iterator[Box]:
    """The boxes of both parts; an empty or unfinished one at the head of the second carries on the one above it."""
    taken: set[Box] = set()
    for box in top:
        reaches = box.row + box.rowspan == depth and box.text.strip() and not is_value(box.text)
        below = next((b for b in bottom if reaches and _goes_on(box, b, depth)), None)
        if below is None:
            yield box
            continue
        taken.add(below)
        text = box.text if below.text.strip() == box.text.strip() else box.text + below.text
        yield replace(box, text=text, rowspan=below.row + below.rowspan - box.row)
    yield from (box for box in bottom if box not in taken)


def _goes_on(above: Box, below: Box, depth: int) -> bool:
    """Whether a heading beside several rows goes on below: in the same column, with nothing, the same, or its own rest."""
    if below.row != depth or (above.column, above.colspan) != (below.column, below.colspan):
        return False
    if below.text.strip() in ("", above.text.strip()):
        return above.rowspan > 1 or below.rowspan > 1
    numbered = _NUMBERED.match(above.text) and not _NUMBERED.match(below.text)
    return bool(numbered) and above.rowspan > 1 and below.rowspan > 1 and not is_value(below.text)
