"""How far a section or a whole report is filled in: empty, begun or complete.

Findings are another matter; the window shows both side by side.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from app.form.form import Form
from app.report.report import Report

SectionState = Literal["empty", "begun", "complete"]


def section_state(form: Form, report: Report, section: str, unseen: Collection[str] = ()) -> SectionState:
    """Complete when every required cell is filled, empty when nothing at all is, notes and optional texts included.

    A section that holds one of the cells `unseen`, whose values nobody has looked at, is not complete.
    """
    here = [cell for cell in form.cells.values() if cell.section == section and not cell.derived]
    if not any(cell.id in report.cells for cell in here):
        return "empty"
    required = [cell for cell in form.required if cell.section == section]
    if any(cell.id in unseen for cell in here):
        return "begun"
    return "complete" if all(cell.id in report.cells for cell in required) else "begun"


def filled(form: Form, report: Report) -> tuple[int, int]:
    """How many of the required cells are filled, and how many there are."""
    return sum(cell.id in report.cells for cell in form.required), len(form.required)
