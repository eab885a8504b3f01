"""What any file boils down to before it is understood: lines and tables in reading order, each with its place.

Every format's reader ends here; everything after it knows no format. Frozen data only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from app.chinese.characters import told_of, without_marks


@dataclass(frozen=True)
class Line:
    """One paragraph of text. `place` says in Chinese where it stood.

    `cell` and `part` when the file itself names the cell, or says what the line is: title, body, note, or office,
    date, contact of the closing block, or break (what follows is another text); such a line is no heading.
    `heading` when it is marked as one, then its number may be missing; `strong` when all of it is set in bold, so that it
    may be one; `mended` when it was pieced together, or a number that the file only computes is missing from it.
    """

    text: str
    place: str
    cell: str = ""
    part: str = ""
    heading: bool = False
    mended: bool = False
    strong: bool = False


@dataclass(frozen=True)
class Box:
    """One cell of a table; covers `rowspan` × `colspan` places from (`row`, `column`), both from 0.

    `doubt` says in Chinese why a person sees another figure there than `text`; '' where they are the same.
    """

    text: str
    row: int
    column: int
    place: str
    rowspan: int = 1
    colspan: int = 1
    cell: str = ""
    doubt: str = ""


@dataclass(frozen=True)
class Table:
    """A table's boxes. `loose` when the columns of its boxes cannot be trusted (flattened text).

    `lines` is what stands there if it turns out to be no table of the form at all.
    """

    boxes: tuple[Box, ...]
    place: str
    loose: bool = False
    lines: tuple[Line, ...] = ()

    @cached_property
    def rows(self) -> tuple[tuple[Box, ...], ...]:
        """Each row's boxes from left to right, also those that reach into it from above."""
        depth = max((box.row + box.rowspan for box in self.boxes), default=0)
        rows: list[list[Box]] = [[] for _ in range(depth)]
        for box in self.boxes:
            for row in range(box.row, box.row + box.rowspan):
                rows[row].append(box)
        return tuple(tuple(sorted(row, key=lambda box: box.column)) for row in rows)


@dataclass(frozen=True)
class Facts:
    """What a file of our own says about itself; empty for others."""

    office: str = ""
    year: int | None = None


@dataclass(frozen=True)
class Source:
    """A whole file: its blocks in reading order. `ours` when this program wrote it; `asks` are sentences on what a person
    should look at once for the whole file."""

    blocks: tuple[Line | Table, ...]
    facts: Facts = field(default_factory=Facts)
    ours: bool = False
    asks: tuple[str, ...] = ()


# Blanks of odd widths.
_BLANKS = re.compile("[\u2000-\u200a\u202f\u205f]")


def seen(source: Source) -> Source:
    """The source of a foreign file as it is seen: without marks that nobody sees."""
    return source if source.ours else replace(source, blocks=tuple(map(_seen, source.blocks)))


def _seen(block: Line | Table) -> Line | Table:
    if isinstance(block, Line):
        return replace(block, text=as_seen(block.text))
    boxes = tuple(replace(box, text=as_seen(box.text)) for box in block.boxes)
    lines = tuple(replace(line, text=as_seen(line.text)) for line in block.lines)
    return replace(block, boxes=boxes, lines=lines)


def as_seen(text: str) -> str:
    """A text without marks that nobody sees. What turns the order round stays: a figure in it is seen as another one."""
    return text if text.isascii() else _BLANKS.sub(" ", without_marks(text))


def told_unseen(source: Source) -> tuple[str, ...]:
    """A sentence where the source holds what nobody sees, which no report takes over."""
    told = told_of((text for block in source.blocks for text in _texts(block)), "读到的文字里")
    return (told,) if told else ()


def _texts(block: Line | Table) -> Iterator[str]:
    yield from (block.text,) if isinstance(block, Line) else (box.text for box in block.boxes)


MOST_IN_CELL = 40  # characters of a table within a cell that only frames a value
MOST_PLACES = 60_000  # of one table; the largest official table has 280


def placed(rows: list[list[Box]], place: str) -> Table:
    """A table from rows of boxes without places, as HTML has them: each takes the next free one."""
    taken: set[tuple[int, int]] = set()
    boxes: list[Box] = []
    for row, cells in enumerate(rows):
        column = 0
        for number, box in enumerate(cells, 1):
            while (row, column) in taken:
                column += 1
            down = min(box.rowspan, len(rows) - row)
            if len(taken) + down * box.colspan > MOST_PLACES:
                raise ValueError("table too large")
            taken.update((row + r, column + c) for r in range(down) for c in range(box.colspan))
            where = f"{place}第 {row + 1} 行第 {number} 格"
            boxes.append(replace(box, row=row, column=column, place=where, rowspan=down))
            column += box.colspan
    return Table(tuple(boxes), place)
