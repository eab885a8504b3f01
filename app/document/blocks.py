"""The neutral blocks of a printed report: what stands on the page, in which order, and nothing of how.

`layout` makes them from a form and a report; every writer (PDF, Word, web, Excel, text) reads them
and asks the form no question. Frozen data only.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Literal

from app.chinese.days import day_words

Scalar = int | Decimal | str | date
Role = Literal["head", "stub", "data"]
Align = Literal["left", "center", "right"]


@dataclass(frozen=True)
class Title:
    """The report's title, already broken at sense units: one string a line, the office first. `leads`: see Heading."""

    lines: tuple[str, ...]
    leads: str = field(default="", repr=False, compare=False)


@dataclass(frozen=True)
class Heading:
    """A heading. Level 1 is 一、 (黑体), level 2 is （一） (楷体). `section` is the section's id.

    `leads` is the id of the cell that somebody means who points at it: the first one under it. No part of what is printed.
    """

    level: Literal[1, 2]
    text: str
    section: str
    leads: str = field(default="", repr=False, compare=False)


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of body text, without its indent. `cell` and `start` (characters) say where it was typed."""

    text: str
    cell: str
    start: int = 0


@dataclass(frozen=True)
class GridCell:
    """One cell of a grid; covers `colspan` × `rowspan` places. `value` is the machine's value of a data cell.

    `text` is what is printed (value and bracket note); `cell` is the id of a data cell, else empty. `operands`
    are the ids of the cells that a computed one adds up. `leads` is for a head or stub what it is for a heading.
    """

    text: str
    column: int
    colspan: int = 1
    rowspan: int = 1
    role: Role = "data"
    align: Align = "center"
    cell: str = ""
    value: Scalar | None = None
    operands: tuple[str, ...] = ()
    leads: str = ""


@dataclass(frozen=True)
class GridRow:
    """A row's cells in order; places covered by a cell above or to the left hold none.

    `group` is true where a page may break before this row; `room` is the height in mm that it has at least, for a hand or a seal.
    """

    cells: tuple[GridCell, ...]
    group: bool = False
    room: float = field(default=0.0, repr=False)  # for a PDF's identity is taken from this text

    def __hash__(self) -> int:
        return self._hash  # worked out once: a row is looked up in every composition that it outlives

    @cached_property
    def _hash(self) -> int:
        return hash((self.cells, self.group))

    @cached_property
    def shape(self) -> tuple[tuple[int, int, int], ...]:
        """Which places its cells cover: column, columns, rows."""
        return tuple((cell.column, cell.colspan, cell.rowspan) for cell in self.cells)


@dataclass(frozen=True)
class Formula:
    """Two sums of cells (by id) that the form wants equal; `label` says which rule, in which column or row."""

    label: str
    left: tuple[str, ...]
    right: tuple[str, ...]


@dataclass(frozen=True)
class Grid:
    """One official table: `widths` in mm, one a column; the first `header_rows` rows repeat after a page break.

    `keep` asks for the whole table on one page; `equations` are the form's equal rules for its cells.
    """

    id: str
    caption: str
    widths: tuple[float, ...]
    rows: tuple[GridRow, ...]
    header_rows: int = 0
    keep: bool = False
    equations: tuple[Formula, ...] = ()


@dataclass(frozen=True)
class Note:
    """The note line under a table."""

    text: str
    cell: str


@dataclass(frozen=True)
class Signature:
    """The optional closing block: office, date, each may be absent; then the contact line.

    `cells` are the ids of the three, as far as they are printed, by their part.
    """

    office: str = ""
    date: date | None = None
    contact: str = ""
    cells: tuple[tuple[str, str], ...] = field(default=(), repr=False, compare=False)  # no part of what is printed

    @property
    def day(self) -> str:
        """The date as offices write it, 2026年1月15日, without leading zeros; empty when there is none."""
        return day_words(self.date) if self.date else ""


@dataclass(frozen=True)
class Picture:
    """A picture on lines of its own: the bytes of a PNG file, words for what is seen, its size on paper in mm."""

    png: bytes
    text: str
    width: float
    height: float


Block = Title | Heading | Paragraph | Grid | Note | Signature | Picture


@dataclass(frozen=True)
class Datum:
    """One cell for machines: id, where it stands in words, value (None: blank), unit."""

    cell: str
    label: str
    value: Scalar | None
    unit: str = ""


@dataclass(frozen=True)
class Document:
    """A whole report as blocks. `title` is its full name on one line; `data`: office, own title, then every cell.

    `subject` is what the file is said to be about; empty, it is its title. `stands` tells of each cell that may be
    blank after which block (from 0) it stands or would stand.
    """

    title: str
    office: str
    year: int
    edition: str
    blocks: tuple[Block, ...]
    data: tuple[Datum, ...] = ()
    subject: str = ""
    stands: tuple[tuple[str, int], ...] = field(default=(), repr=False, compare=False)  # no part of what is printed
