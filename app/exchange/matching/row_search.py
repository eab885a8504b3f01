"""The rows of a table in a file: head rows, rows of the form with their values, and lines of text between them.

A row is known by its label; a row without one (table four) by the head above it. Whether its values stand
under the right heads is told with it. Leans on found_row, head, labels, values and source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from app.exchange.matching.column_heads import Head, is_scrambled, read_head
from app.exchange.matching.found_row import GROUPED, FoundRow, grid_name
from app.exchange.matching.labels import KnownGrid, LabelBook, Leaf, bare, key
from app.exchange.source.source import Box, Line, Table
from app.exchange.source.values import is_number, is_value
from app.form.form import Section
from app.form.units import captioned, stated_unit

GROUP_MARK = "[／/]"  # between the headings of a group in our own text file
MOST_HEADING = 60  # characters
MOST_STRANGE = 40  # characters of what stands in the place of a figure
FEWEST_COUNTED = 5  # columns of a row that only counts them


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


def read_rows(book: LabelBook, table: Table, context: SearchContext) -> tuple[FoundRow | Line, ...]:
    """The rows of a table in order; what is neither head nor row of the form comes back as lines.

    `context` lets a table go on without repeating its head, and keeps rows to the section they stand in.
    """
    found: list[FoundRow | Line] = []
    above, context.above = context.above, []
    # The columns of two tables with lines need not be the same: a head of its own counts alone.
    closed, carried = False, bool(above) and not table.loose
    for number, all_boxes in enumerate(table.rows):
        boxes = tuple(_without_headings(book, all_boxes, number, context, found))
        for box in boxes:
            context.hear(box.text)
        kind = _row(book, boxes, above, _near(book, context.section), number)
        if kind == "head":
            above = [boxes] if closed or carried else [*above, boxes]
            closed = carried = False
        elif isinstance(kind, FoundRow):
            above = above or _own_head(found, table)
            found.append(_with_head(kind, boxes, above, context, table.loose))
            closed = True
        elif kind != "numbering":
            _note_rest(found, table, boxes, number)
            found.extend(_lines(book, boxes, number))
    context.above = above if above and not closed else []
    if table.lines and not any(isinstance(piece, FoundRow) for piece in found):
        return table.lines
    return tuple(_judged(found))


def _note_rest(found: list[FoundRow | Line], table: Table, boxes: tuple[Box, ...], number: int) -> None:
    """A figure alone in the line below a row of flattened text may be the rest of one in that row."""
    above = found[-1] if found else None
    text = " ".join(box.text.strip() for box in boxes if box.text.strip())
    if table.loose and isinstance(above, FoundRow) and above.number == number - 1 and is_number(text):
        found[-1] = replace(above, beneath=text)


def _with_head(
    row: FoundRow, boxes: tuple[Box, ...], above: list[tuple[Box, ...]], context: SearchContext, loose: bool
) -> FoundRow:
    name = grid_name(row.grid)
    extra = [boxes[: len(boxes) - len(row.values)]] if row.label == GROUPED else []
    head = read_head(row.grid, [*_widened(extra, row.values), *above]) if above else None
    head = replace(head, scrambled=is_scrambled(row.grid, above)) if head else None
    context.heads[name] = head = head or context.heads.get(name, Head({}))
    inside = context.section.id if context.section else ""
    return replace(
        row, head=head, loose=loose, flat=loose, inside=inside, headed=bool(above), caption=context.units
    ).without_beside()


def _own_head(found: list[FoundRow | Line], table: Table) -> list[tuple[Box, ...]]:
    """A first row of short texts above the first row of the form: the head of a table of somebody's own."""
    first = [box for box in table.rows[0] if box.text.strip()] if table.rows else []
    texts = [line for box in first for line in box.text.split("\n") if line.strip()]
    if len(first) < 2 or table.loose or [piece.text for piece in found if isinstance(piece, Line)] != texts:
        return []
    if any(isinstance(piece, FoundRow) for piece in found) or any(is_value(box.text) for box in first):
        return []
    found.clear()
    return [table.rows[0]]


def _near(book: LabelBook, section: Section | None) -> tuple[KnownGrid, ...]:
    """The grids a row may belong to: those of the section it stands in, where that has any."""
    own = tuple(grid for grid in book.grids if section is not None and grid.section.id == section.id)
    return own or book.grids


def _without_headings(
    book: LabelBook, boxes: tuple[Box, ...], number: int, context: SearchContext, found: list[FoundRow | Line]
) -> Iterator[Box]:
    """The boxes of a row; a section's heading among them is taken out as a line of its own."""
    for box in boxes:
        section = book.section(box.text) if box.row == number and len(box.text) < MOST_HEADING else None
        if section:
            context.enter(section)
            found.append(Line(box.text, box.place))
        else:
            yield box


def _widened(extra: list[tuple[Box, ...]], values: tuple[Box, ...]) -> list[tuple[Box, ...]]:
    """A group heading that stands before its row, as a head over the row's values."""
    last = max((box.column + box.colspan for box in values), default=1)
    first = min((box.column for box in values), default=0)
    return [
        tuple(
            Box(part, -1, first, row[-1].place, colspan=last - first)
            for part in re.split(GROUP_MARK, row[-1].text)
        )
        for row in extra
    ]


def _judged(found: list[FoundRow | Line]) -> Iterator[FoundRow | Line]:
    """A head that lacks a column is believed only where every row agrees with it; a row only with its sums."""
    rows = [row for row in found if isinstance(row, FoundRow) and not row.odd]
    doubtful = {grid_name(row.grid) for row in rows if not row.fits and not row.head.complete(row.grid)}
    summed = {grid_name(row.grid) for row in rows if not row.lacks_sum}
    for row in found:
        if (
            isinstance(row, FoundRow)
            and not row.odd
            and (
                not row.trusted
                or grid_name(row.grid) in doubtful
                or (
                    row.lacks_sum and grid_name(row.grid) in summed
                )  # moved to the left, if others have theirs
            )
        ):
            yield replace(row, loose=True)
        else:
            yield row


def _row(
    book: LabelBook,
    boxes: tuple[Box, ...],
    above: list[tuple[Box, ...]],
    near: tuple[KnownGrid, ...],
    number: int,
) -> FoundRow | str:
    texts = [box for box in boxes if box.text.strip()]
    numbers = sum(is_number(box.text) for box in texts)
    if not texts:
        return "head" if above else "nothing"
    hits = max((_hits(grid, texts) for grid in near), default=0)
    if not numbers and (hits >= 2 or (hits and len(texts) == 1 and _is_banner(book, texts[0]))):
        return "head"
    labelled = _labelled(book, _own_labels(book, boxes, number), near)
    if labelled:
        return replace(labelled, number=number)
    if _is_numbering(boxes):
        return "numbering"
    if numbers and all(is_value(box.text) for box in boxes[1:]):
        row = _unlabelled(boxes, above, near)
        if row:
            return replace(row, number=number)
        return "nothing" if is_value(boxes[0].text) else "text"
    if odd := _odd(book, _own_labels(book, boxes, number), near):
        return replace(odd, number=number)
    return "head" if hits and not numbers and len(boxes) > 1 else "text"


def _odd(book: LabelBook, boxes: tuple[Box, ...], near: tuple[KnownGrid, ...]) -> FoundRow | None:
    """A row of the form in which something stands that is no value and yet has digits: 3-5, a date."""
    for end in range(len(boxes) - 1, 0, -1):
        label, values = boxes[end - 1], boxes[end:]
        strange = [box.text for box in values if not is_value(box.text)]
        if (
            not any(char.isdigit() for text in strange for char in text)
            or max(map(len, strange)) > MOST_STRANGE
        ):
            continue
        named = book.row(label.text, near) if label.text.strip() else None
        if named and named[2]:
            reach = label.column + label.colspan - 1
            return replace(_found(named[0], named[1], values, label, reach, same=True), odd=True)
    return None


def _own_labels(book: LabelBook, boxes: tuple[Box, ...], number: int) -> tuple[Box, ...]:
    """The boxes without group headings that reach in from above, wherever a wrong span has put them."""
    return tuple(box for box in boxes if box.row == number or not book.is_group(box.text))


def _is_numbering(boxes: tuple[Box, ...]) -> bool:
    """A row that only counts the columns: 栏次 1 2 3 4 …"""
    texts = [box.text.strip() for box in boxes if box.text.strip()]
    counted = texts[0 if texts and texts[0] == "1" else 1 :]
    return len(counted) >= FEWEST_COUNTED and counted == [str(n + 1) for n in range(len(counted))]


def _hits(grid: KnownGrid, texts: list[Box]) -> int:
    return sum(bare(box.text) in grid.heads or key(box.text) in grid.heads for box in texts)


def _is_banner(book: LabelBook, box: Box) -> bool:
    return any(key(box.text) == key(grid.grid.header) for grid in book.grids)


def _labelled(book: LabelBook, boxes: tuple[Box, ...], near: tuple[KnownGrid, ...]) -> FoundRow | None:
    for end in range(len(boxes) - 1, -1, -1):
        if is_value(boxes[end].text) or not all(is_value(box.text) for box in boxes[end + 1 :]):
            continue
        joined = boxes[end - 1].text + boxes[end].text if end else ""
        last = boxes[end].text.split()[-1]  # two headings run together in flattened text
        for text in (boxes[end].text, joined, last):
            named = book.row(text, near) if text else None
            if named:
                grid, leaf, same = named
                reach = boxes[end].column + boxes[end].colspan - 1
                found = _found(grid, leaf, boxes[end + 1 :], boxes[end], reach, same=same)
                found = _said_before(book, boxes, end, found, near)
                return replace(found, unit=stated_unit(boxes[end].text))
    return None


def _said_before(
    book: LabelBook, boxes: tuple[Box, ...], end: int, found: FoundRow, near: tuple[KnownGrid, ...]
) -> FoundRow:
    """The row found behind `end`; odd where the same label stands before it with a figure of its own."""
    for at in range(end - 1):
        named = book.row(boxes[at].text, near) if boxes[at].text.strip() else None
        again = named is not None and named[2] and (named[0], named[1].key) == (found.grid, found.row)
        if again and any(is_number(box.text) for box in boxes[at + 1 : end]):
            return replace(found, values=boxes[at + 1 :], odd=True)
    return found


def _unlabelled(
    boxes: tuple[Box, ...], above: list[tuple[Box, ...]], near: tuple[KnownGrid, ...]
) -> FoundRow | None:
    """The only row of a grid whose rows bear no label; a group heading may stand before its numbers."""
    grouped = not is_value(boxes[0].text)
    plain = [grid for grid in near if len(grid.rows) == 1 and not grid.rows[0].words]
    texts = [box for row in above for box in row if box.text.strip()]
    hits, grid = max(((_hits(g, texts), g) for g in plain), key=lambda pair: pair[0], default=(0, None))
    if grid is None or hits < 2:
        return None
    if grouped and not all(bare(part) in grid.heads for part in re.split(GROUP_MARK, boxes[0].text)):
        return None
    values = boxes[1:] if grouped else boxes
    return _found(grid, grid.rows[0], values, boxes[0], GROUPED if grouped else -1, same=True)


def _found(
    grid: KnownGrid, leaf: Leaf, values: tuple[Box, ...], at: Box, reach: int, *, same: bool
) -> FoundRow:
    return FoundRow(grid, leaf.key, values, Head({}), at.row, at.place, reach, same)


def _lines(book: LabelBook, boxes: tuple[Box, ...], number: int) -> Iterator[Line]:
    for box in boxes:
        if box.row == number and box.text.strip() and not book.is_group(box.text):
            yield from (Line(line, box.place, box.cell) for line in box.text.split("\n") if line.strip())
