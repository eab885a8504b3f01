"""A report and an edit of it, frozen. Nothing here changes in place; `applied` gives the next report.

Blank is the absence of a cell, never 0 and never ''.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TypeVar

from app.form.kinds import Value
from app.report.doubt import Doubt

OFFICE = "office"
TITLE = "title"
KIND = "kind"
HEADER_WORDS: Mapping[str, str] = MappingProxyType({OFFICE: "单位名称", TITLE: "报告标题", KIND: "单位性质"})
HEADER = tuple(HEADER_WORDS)  # changed by an Edit like cells; no cell id is without a dot

V = TypeVar("V")  # a value, judged or as JSON holds it


@dataclass(frozen=True)
class Report:
    """One office's report of one year. `title` replaces the derived title when not None; `kind` is the id of the kind of office
    that a person chose (app/knowledge/offices), None where its name tells it.

    `cells` maps typed cells (and notes) to judged values; derived cells are never in it.
    """

    office: str
    year: int
    edition: str
    title: str | None = None
    cells: Mapping[str, Value] = field(default_factory=lambda: MappingProxyType({}))
    kind: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "cells", MappingProxyType(dict(self.cells)))

    def __hash__(self) -> int:
        return hash((self.office, self.year, self.edition, self.title, self.kind, frozenset(self.cells.items())))

    def get(self, name: str) -> Value | None:
        """The stored value of a cell, or of `office`, `title` and `kind`; None when blank."""
        head: Mapping[str, Value | None] = {OFFICE: self.office, TITLE: self.title, KIND: self.kind}
        return head[name] if name in head else self.cells.get(name)

    def text(self, cell_id: str) -> str:
        """The text of a text cell, '' when blank."""
        value = self.cells.get(cell_id)
        return value if isinstance(value, str) else ""


@dataclass(frozen=True)
class Edit:
    """A change of any size: a keystroke, a pasted block, an import. A value of None makes the cell blank.

    `label` says in Chinese what was done (for the undo menu); consecutive edits with the same `merge` key
    become one step of undo. `doubts` say which of the new values no person has looked at.
    """

    changes: Mapping[str, Value | None]
    label: str = ""
    merge: str | None = None
    doubts: tuple[Doubt, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "changes", MappingProxyType(dict(self.changes)))


def applied(report: Report, edit: Edit) -> Report:
    """The report after the edit; the very same object when the edit changes nothing."""
    changes = {name: value for name, value in edit.changes.items() if report.get(name) != value}
    if not changes:
        return report
    head = {OFFICE: report.office, TITLE: report.title, KIND: report.kind}
    head, cells = overlaid(head, report.cells, changes)
    return replace(report, office=head[OFFICE] or "", title=head[TITLE], kind=head[KIND], cells=cells)


def overlaid(
    head: Mapping[str, str | None], cells: Mapping[str, V], changes: Mapping[str, V | None]
) -> tuple[dict[str, str | None], dict[str, V]]:
    """What an edit means, to a report and to the record of one: the header and the cells after the changes."""
    rest = {name: value for name, value in changes.items() if name not in HEADER}
    whole = {name: value for name, value in {**cells, **rest}.items() if value is not None}
    given = {name: value for name, value in changes.items() if name in HEADER}
    new = {name: None if value is None else str(value) for name, value in given.items()}
    return {**head, **new}, whole


Sides = tuple[Mapping[str, V], Mapping[str, V]]  # what stood in the cells of a change before it, and what stands there after


def run_together(first: Sides[V], later: Sides[V]) -> tuple[dict[str, V], dict[str, V]]:
    """Two changes in a row as one. 1 typed into a blank cell, then 12: from blank to 12."""
    return {**later[0], **first[0]}, {**first[1], **later[1]}


def inverse(report: Report, edit: Edit) -> Edit:
    """The edit that takes `applied(report, edit)` back to `report`."""
    return Edit({name: report.get(name) for name in edit.changes}, edit.label)


def difference(before: Report, after: Report, label: str = "") -> Edit:
    """The edit that leads from one report to another of the same year and edition."""
    names = [*HEADER, *dict.fromkeys([*before.cells, *after.cells])]
    return Edit({n: after.get(n) for n in names if before.get(n) != after.get(n)}, label)
