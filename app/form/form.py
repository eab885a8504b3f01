"""The official form as frozen data: sections, texts, grids, rules and the catalogue of cells.

A grid is two trees of headings (axis); where a row and a column meet there is a cell with an id for ever.
Knows no row of any edition.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from app.form.axis import GridForm
from app.form.kinds import TEXT, Kind, Value
from app.form.rule import Rule


@dataclass(frozen=True)
class Field:
    """A text or date that stands alone. `part` says which part of the closing block it is, if one."""

    id: str
    heading: str
    label: str
    kind: Kind
    hint: str = ""
    optional: bool = False
    part: str = ""


@dataclass(frozen=True)
class Section:
    """One of the form's sections: texts, or grids with an optional note line under them."""

    id: str
    heading: str
    tab: str
    fields: tuple[Field, ...] = ()
    grids: tuple[GridForm, ...] = ()
    hint: str = ""

    @property
    def note(self) -> str:
        """The id of the note line under the tables (kind text); empty for a section without tables."""
        return f"{self.id}.note" if self.grids else ""


@dataclass(frozen=True)
class Cell:
    """Everything a person can type or read as a value. `operands` are the cells a derived one adds up.

    `names` are the headings above it from the outside in, without numbering; `note_of` is set on note cells.
    """

    id: str
    kind: Kind
    section: str
    names: tuple[str, ...]
    unit: str = ""
    operands: tuple[str, ...] = ()
    optional: bool = False
    note_of: str = ""
    row: str = ""
    column: str = ""

    @property
    def derived(self) -> bool:
        """True for a sum: computed, never typed, never stored."""
        return bool(self.operands)

    def read(self, text: str) -> Value | None:
        """What a person typed into it. Raises ValueRefused, also for a figure in another unit than the cell's."""
        return self.kind.read(text, self.unit)

    @property
    def note(self) -> str:
        """The id of the bracket note of a number cell."""
        return f"{self.id}.note"

    @property
    def label(self) -> str:
        """Where the cell stands, in words: 属于国家秘密 自然人."""
        return " ".join(self.names)


@dataclass(frozen=True, eq=False)
class Form:
    """A whole edition. `first_year`–`last_year` (None: until further notice) are the report years it serves.

    It is read once and compared by being the same, so that what was worked out for it can be kept.
    """

    edition: str
    name: str
    basis: str
    title: str
    first_year: int
    last_year: int | None
    sections: tuple[Section, ...]
    closing: tuple[Field, ...] = ()
    rules: tuple[Rule, ...] = ()
    source: str = ""

    @cached_property
    def cells(self) -> Mapping[str, Cell]:
        """Every cell by id, in printed order, each number's note right after it."""
        from_sections = (cell for section in self.sections for cell in _section_cells(section))
        closing = (Cell(f.id, f.kind, "", (f.label,), optional=True) for f in self.closing)
        return MappingProxyType({cell.id: cell for cell in (*from_sections, *closing)})

    @cached_property
    def groups(self) -> Mapping[str, tuple[str, ...]]:
        """The rows under each heading that has a name: requests.denied → requests.denied_secret, …"""
        found: dict[str, list[str]] = {}
        for section in self.sections:
            for key, _, above in (leaf for grid in section.grids for leaf in grid.rows.leaves()):
                for heading in (one for one in above if one.group):
                    found.setdefault(f"{section.id}.{heading.group}", []).append(f"{section.id}.{key}")
        return MappingProxyType({name: tuple(rows) for name, rows in found.items()})

    @cached_property
    def required(self) -> tuple[Cell, ...]:
        """The cells that a complete report has filled: typed, not optional, no notes."""
        return tuple(c for c in self.cells.values() if not (c.derived or c.optional or c.note_of))

    @cached_property
    def dependents(self) -> Mapping[str, frozenset[str]]:
        """For each typed cell the derived cells that change with it, through all levels of sums."""
        found: dict[str, set[str]] = {}
        for cell in self.cells.values():
            for operand in self.typed_under(cell.id) if cell.derived else ():
                found.setdefault(operand, set()).add(cell.id)
        return MappingProxyType({key: frozenset(ids) for key, ids in found.items()})

    def typed_under(self, cell_id: str) -> tuple[str, ...]:
        """The typed cells that a cell adds up in the end; a typed cell is its own."""
        return self._typed[cell_id]

    @cached_property
    def _typed(self) -> Mapping[str, tuple[str, ...]]:
        """For each cell the typed ones under it."""
        return MappingProxyType({name: tuple(self._under(name)) for name in self.cells})

    def _under(self, cell_id: str) -> Iterator[str]:
        operands = self.cells[cell_id].operands
        for operand in operands:
            yield from self._under(operand)
        if not operands:
            yield cell_id

    def section(self, section_id: str) -> Section:
        """The section of that id; KeyError when there is none."""
        return next(s for s in self.sections if s.id == section_id)

    def serves(self, year: int) -> bool:
        """Whether reports of that year use this edition."""
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)


def _section_cells(section: Section) -> Iterator[Cell]:
    for item in section.fields:
        yield Cell(item.id, item.kind, section.id, (item.label,), optional=item.optional)
    for grid in section.grids:
        yield from _grid_cells(section, grid)
    if section.grids:
        yield _note_cell(section.note, section.id, ("表注",), section.id)


def _note_cell(cell_id: str, section: str, names: tuple[str, ...], note_of: str) -> Cell:
    return Cell(cell_id, TEXT, section, names, optional=True, note_of=note_of)


def _grid_cells(section: Section, grid: GridForm) -> Iterator[Cell]:
    for row_key, row, rows_above in grid.rows.leaves():
        for column_key, column, columns_above in grid.columns.leaves():
            cell_id = _cell_id(section.id, row_key, column_key)
            names = tuple(a.name for a in (*rows_above[-1:], row, *columns_above, column) if a.name.strip())
            if row.sum:
                operands = tuple(_cell_id(section.id, key, column_key) for key in row.sum)
            else:
                operands = tuple(_cell_id(section.id, row_key, key) for key in column.sum)
            kind = column.kind or row.kind
            assert kind is not None  # the reader of form files refuses a leaf without a kind
            yield Cell(
                cell_id, kind, section.id, names, column.unit or row.unit, operands,
                row=row_key, column=column_key,
            )  # fmt: skip
            yield _note_cell(f"{cell_id}.note", section.id, (*names, "括注"), cell_id)


def _cell_id(*parts: str) -> str:
    return ".".join(part for part in parts if part)


def grid_cell(section: Section, row_key: str, column_key: str) -> str:
    """The id of the cell where a row and a column of a section's grid meet."""
    return _cell_id(section.id, row_key, column_key)
