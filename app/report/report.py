"""A report and an edit of it, frozen. Nothing here changes in place; `applied` gives the next report.

Blank is the absence of a cell, never 0 and never ''. Leans on kinds and doubt.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from app.form.kinds import Value
from app.report.doubt import Doubt

OFFICE = "office"
TITLE = "title"
HEADER = (OFFICE, TITLE)  # changed by an Edit like cells; no cell id is without a dot


@dataclass(frozen=True)
class Report:
    """One office's report of one year. `title` replaces the derived title when not None.

    `cells` maps typed cells (and notes) to judged values; derived cells are never in it.
    """

    office: str
    year: int
    edition: str
    title: str | None = None
    cells: Mapping[str, Value] = field(default_factory=lambda: MappingProxyType({}))

    def __post_init__(self) -> None:
        object.__setattr__(self, "cells", MappingProxyType(dict(self.cells)))

    def __hash__(self) -> int:
        return hash((self.office, self.year, self.edition, self.title, frozenset(self.cells.items())))

    def get(self, name: str) -> Value | None:
        """The stored value of a cell, or of `office` and `title`; None when blank."""
        if name == OFFICE:
            return self.office
        return self.title if name == TITLE else self.cells.get(name)

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
    office, title = changes.pop(OFFICE, report.office), changes.pop(TITLE, report.title)
    cells = {**report.cells, **changes}
    kept = {name: value for name, value in cells.items() if value is not None}
    return replace(report, office=str(office or ""), title=None if title is None else str(title), cells=kept)


def inverse(report: Report, edit: Edit) -> Edit:
    """The edit that takes `applied(report, edit)` back to `report`."""
    return Edit({name: report.get(name) for name in edit.changes}, edit.label)


def difference(before: Report, after: Report, label: str = "") -> Edit:
    """The edit that leads from one report to another of the same year and edition."""
    names = [*HEADER, *dict.fromkeys([*before.cells, *after.cells])]
    return Edit({n: after.get(n) for n in names if before.get(n) != after.get(n)}, label)
