"""The rows of a table in a file: head rows, rows of the form with their values, and lines of text between them.

Whether the values of a row stand under the right heads can only be told beside the other rows of its table, so rows are made
when all of it has been walked through.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial

from app.exchange.matching.column_heads import Head, read_head
from app.exchange.matching.found_row import FoundRow, GroupRow, OddRow, Places, ValuesUnderHead, grid_name
from app.exchange.matching.labels import KnownGrid, LabelBook
from app.exchange.matching.row_label import GROUP_MARK, NamedRow, row_kind
from app.exchange.source.source import Box, Line, Table
from app.exchange.source.values import is_number, is_value
from app.form.form import Section
from app.form.units import captioned

MOST_HEADING = 60  # characters


@dataclass
class SearchContext:
    """What came before a table: the section whose heading was last seen, the heads of earlier tables, and the units
    that a line states for what follows."""

    section: Section | None = None
    heads: dict[str, Head] = field(default_factory=dict)
    above: list[tuple[Box, ...]] = field(default_factory=list)  # head rows that ended a table
    units: tuple[str, ...] = ()

    def enter(self, section: Section | None) -> None:
        """A section's heading was met; None changes nothing."""
        if section is not None:
            self.section, self.above, self.units = section, [], ()

    def hear(self, text: str) -> None:
        """A line or box that may be a caption: （单位：元）."""
        self.units = (captioned(text) if len(text) <= MOST_HEADING else ()) or self.units


@dataclass(frozen=True)
class _Candidate:
    """A row of the form in the table row `number`, not yet judged beside the other rows of its table."""

    row: NamedRow
    number: int
    under: ValuesUnderHead
    inside: str
    caption: tuple[str, ...]


def read_rows(book: LabelBook, table: Table, context: SearchContext) -> tuple[FoundRow | Line, ...]:
    """The rows of a table in order; what is neither head nor row of the form comes back as lines.

    `context` lets a table go on without repeating its head, and keeps rows to the section they stand in.
    """
    found: list[_Candidate | Line] = []
    beneath: dict[int, str] = {}
    above, context.above = context.above, []
    # A page break may part a head from its rows; then the head is carried over. But the columns of two tables with lines need
    # not be the same: where the second begins with a head of its own, 自然人 商业企业 … again, that counts alone.
    closed, carried = False, bool(above) and not table.loose
    for number, all_boxes in enumerate(table.rows):
        boxes = tuple(_without_headings(book, all_boxes, number, context, found))
        for box in boxes:
            context.hear(box.text)
        kind = row_kind(book, boxes, above, _near(book, context.section), number)
        if kind == "head":
            above = [boxes] if closed or carried else [*above, boxes]
            closed = carried = False
        elif isinstance(kind, NamedRow):
            above = above or _own_head(found, table)
            found.append(_under_head(kind, number, above, context))
            closed = True
        elif kind != "numbering":
            if table.loose and found:
                beneath |= _rest(found[-1], boxes, number)
            found.extend(_lines(book, boxes, number))
    context.above = above if above and not closed else []
    if table.lines and not any(isinstance(piece, _Candidate) for piece in found):
        return table.lines
    return tuple(_judged(found, table, beneath))


def _rest(above: _Candidate | Line, boxes: tuple[Box, ...], number: int) -> dict[int, str]:
    """A figure alone in the line below a row of flattened text may be the rest of one in that row: by the row's number."""
    # In text copied from a page the row 二、上年结转 1 0 0 0 0 1 and, in the line below, 2 may be two figures or 12 in a
    # narrow cell: nobody can tell, so the row above is asked for.
    text = " ".join(box.text.strip() for box in boxes if box.text.strip())
    alone = isinstance(above, _Candidate) and above.number == number - 1 and is_number(text)
    return {number - 1: text} if alone else {}


def _under_head(row: NamedRow, number: int, above: list[tuple[Box, ...]], context: SearchContext) -> _Candidate:
    # A table that goes on over the page without its head is read under the last head of the same grid.
    name = grid_name(row.grid)
    if above:
        head = read_head(row.grid, above, _widened(row.group, row.values))
    else:
        head = replace(context.heads.get(name, Head({})), lent=True)
    context.heads[name] = head
    under = ValuesUnderHead(row.grid, row.values, head, row.reach).without_beside()
    return _Candidate(row, number, under, context.section.id if context.section else "", context.units)


def _own_head(found: list[_Candidate | Line], table: Table) -> list[tuple[Box, ...]]:
    """A first row of short texts above the first row of the form: the head of a table of somebody's own."""
    # 事项 | 件数 over 行政许可 | 12: no label of the form, but plainly a head. Without it the figures would be taken in the
    # order of the form's columns, as if nothing stood over them.
    first = [box for box in table.rows[0] if box.text.strip()] if table.rows else []
    texts = [line for box in first for line in box.text.split("\n") if line.strip()]
    if len(first) < 2 or table.loose or [piece.text for piece in found if isinstance(piece, Line)] != texts:
        return []
    if any(isinstance(piece, _Candidate) for piece in found) or any(is_value(box.text) for box in first):
        return []
    found.clear()
    return [table.rows[0]]


def _near(book: LabelBook, section: Section | None) -> tuple[KnownGrid, ...]:
    """The grids a row may belong to: those of the section it stands in, where that has any."""
    own = tuple(grid for grid in book.grids if section is not None and grid.section.id == section.id)
    return own or book.grids


def _without_headings(
    book: LabelBook, boxes: tuple[Box, ...], number: int, context: SearchContext, found: list[_Candidate | Line]
) -> Iterator[Box]:
    """The boxes of a row; a section's heading among them is taken out as a line of its own."""
    for box in boxes:
        section = book.section(box.text) if box.row == number and len(box.text) < MOST_HEADING else None
        if section:
            context.enter(section)
            found.append(Line(box.text, box.place))
        else:
            yield box


def _widened(group: tuple[Box, ...], values: tuple[Box, ...]) -> list[tuple[Box, ...]]:
    """A group heading that stands before its row, as a head over the row's values."""
    last = max((box.column + box.colspan for box in values), default=1)
    first = min((box.column for box in values), default=0)
    return [
        tuple(Box(part, -1, first, box.place, colspan=last - first) for part in re.split(GROUP_MARK, box.text))
        for box in group
    ]


def _judged(found: list[_Candidate | Line], table: Table, beneath: dict[int, str]) -> Iterator[FoundRow | Line]:
    """A head that lacks a column is believed only where every row agrees with it; a row only with its sums."""
    # A head without 总计 over rows of six figures is that of a table without totals. One row of seven under it says that a column
    # was lost on the way, and then no row of that table can be believed.
    # A row 1 0 0 0 0 0 with an empty place at its end has lost a figure, and all of them may have moved to the left, if the
    # rows around it do have their totals; where no row has one, the writer left the totals out.
    rows = [one for one in found if isinstance(one, _Candidate) and not one.row.odd]
    doubtful = {grid_name(one.row.grid) for one in rows if not one.under.fits and not one.under.is_whole}
    summed = {grid_name(one.row.grid) for one in rows if not one.under.lacks_sum}
    for piece in found:
        if isinstance(piece, Line):
            yield piece
            continue
        name = grid_name(piece.row.grid)
        moved = piece.under.lacks_sum and name in summed  # to the left, if others have theirs
        believed = piece.row.odd or (piece.under.trusted and name not in doubtful and not moved)
        places: Places = "flat" if table.loose else "firm" if believed else "moved"
        yield _whole(piece, places, beneath.get(piece.number, ""))


def _whole(one: _Candidate, places: Places, beneath: str) -> FoundRow:
    row, under = one.row, one.under
    kind = partial(GroupRow, members=row.members) if row.members else OddRow if row.odd else FoundRow
    return kind(
        grid=row.grid, row=row.row, named=row.named, values=under.values, head=under.head, place=row.label.place,
        places=places, inside=one.inside, unit=row.unit, caption=one.caption, beneath=beneath,
    )  # fmt: skip


def _lines(book: LabelBook, boxes: tuple[Box, ...], number: int) -> Iterator[Line]:
    for box in boxes:
        if box.row == number and box.text.strip() and not book.is_group(box.text):
            yield from (Line(line, box.place, box.cell) for line in box.text.split("\n") if line.strip())
