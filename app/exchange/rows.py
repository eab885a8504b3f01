"""The rows of a table in a file: head rows, rows of the form with their values, and lines of text between them.

A row is known by its label; a row without one (table four) by the head above it. Whether its values stand
under the right heads is told with it. Leans on head, labels, values and source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from app.exchange.head import Head, read_head
from app.exchange.labels import KnownGrid, LabelBook, Leaf, bare, key
from app.exchange.source import Box, Line, Table
from app.exchange.values import is_number, is_value
from app.form import Section

GROUPED = -2  # stands for the place of a label that is really a heading of columns
GROUP_MARK = "[／/]"  # between the headings of a group in our own text file
MOST_HEADING = 60  # characters


@dataclass(frozen=True)
class FoundRow:
    """One row of the form found in a file. `values` are the boxes after its label, `label` the place it ends.

    `same` is false when the label was only similar. `loose` when its values' places cannot be trusted, `flat` when
    those of the whole table, head included, never meant anything.
    """

    grid: KnownGrid
    row: str
    values: tuple[Box, ...]
    head: Head
    number: int
    place: str
    label: int = -1
    same: bool = True
    loose: bool = False
    flat: bool = False

    @property
    def fits(self) -> bool:
        """Whether the values stand exactly under the known columns, none missing and none left over."""
        ends = {column for box in self.values for column in range(box.column, box.column + box.colspan)}
        last = max(self.head.columns, default=-1)
        strange = [box for box in self.values if box.column not in self.head.columns]
        over = [box for box in strange if box.text.strip() or box.column < last]
        return (
            bool(self.head.columns)
            and self.label < self.head.first
            and set(self.head.columns) <= ends
            and (self.head.foreign or not over)
        )


@dataclass
class Context:
    """What came before a table: the section whose heading was last seen, and the heads of earlier tables."""

    section: Section | None = None
    heads: dict[str, Head] = field(default_factory=dict)


def read_rows(book: LabelBook, table: Table, context: Context) -> tuple[FoundRow | Line, ...]:
    """The rows of a table in order; what is neither head nor row of the form comes back as lines.

    `context` lets a table go on without repeating its head, and keeps rows to the section they stand in.
    """
    found: list[FoundRow | Line] = []
    above: list[tuple[Box, ...]] = []
    closed = False
    for number, all_boxes in enumerate(table.rows):
        boxes = tuple(_without_headings(book, all_boxes, number, context, found))
        kind = _row(book, boxes, above, _near(book, context.section))
        if kind == "head":
            above = [boxes] if closed else [*above, boxes]
            closed = False
        elif isinstance(kind, FoundRow):
            name = grid_name(kind.grid)
            extra = [boxes[: len(boxes) - len(kind.values)]] if kind.label == GROUPED else []
            head = read_head(kind.grid, [*_widened(extra, kind.values), *above]) if above else None
            context.heads[name] = head or context.heads.get(name, Head({}))
            found.append(
                replace(kind, head=context.heads[name], number=number, loose=table.loose, flat=table.loose)
            )
            closed = True
        else:
            found.extend(_lines(book, boxes, number))
    if table.lines and not any(isinstance(piece, FoundRow) for piece in found):
        return table.lines
    return tuple(_judged(found))


def _near(book: LabelBook, section: Section | None) -> tuple[KnownGrid, ...]:
    """The grids a row may belong to: those of the section it stands in, where that has any."""
    own = tuple(grid for grid in book.grids if section is not None and grid.section.id == section.id)
    return own or book.grids


def _without_headings(
    book: LabelBook, boxes: tuple[Box, ...], number: int, context: Context, found: list[FoundRow | Line]
) -> Iterator[Box]:
    """The boxes of a row; a section's heading among them is taken out as a line of its own."""
    for box in boxes:
        section = book.section(box.text) if box.row == number and len(box.text) < MOST_HEADING else None
        if section:
            context.section = section
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


def grid_name(grid: KnownGrid) -> str:
    """A name that tells the grids of a form apart."""
    return f"{grid.section.id} {grid.section.grids.index(grid.grid)}"


def _judged(found: list[FoundRow | Line]) -> Iterator[FoundRow | Line]:
    """A head that lacks a column is believed only where every row agrees with it."""
    rows = [row for row in found if isinstance(row, FoundRow)]
    doubtful = {grid_name(row.grid) for row in rows if not row.fits and not row.head.complete(row.grid)}
    for row in found:
        if isinstance(row, FoundRow) and (
            not row.fits or grid_name(row.grid) in doubtful or not row.head.ordered(row.grid)
        ):
            yield replace(row, loose=True)
        else:
            yield row


def _row(
    book: LabelBook, boxes: tuple[Box, ...], above: list[tuple[Box, ...]], near: tuple[KnownGrid, ...]
) -> FoundRow | str:
    texts = [box for box in boxes if box.text.strip()]
    numbers = sum(is_number(box.text) for box in texts)
    if not texts:
        return "head" if above else "nothing"
    hits = max((_hits(grid, texts) for grid in near), default=0)
    if not numbers and (hits >= 2 or (hits and len(texts) == 1 and _is_banner(book, texts[0]))):
        return "head"
    labelled = _labelled(book, boxes, near)
    if labelled:
        return labelled
    if numbers and all(is_value(box.text) for box in boxes[1:]):
        return _unlabelled(boxes, above, near) or ("nothing" if is_value(boxes[0].text) else "text")
    return "head" if hits and not numbers and len(boxes) > 1 else "text"


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
                return _found(grid, leaf, boxes[end + 1 :], boxes[end], reach, same=same)
    return None


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
