"""The sentences that a grid says about its cells: what a sum adds up, what a row is for. No Qt.

All words come from the form.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from app.form.axis import Axis
from app.form.equations import equations
from app.form.form import Cell, Form
from app.form.rule import CarryRule
from app.report.report import Report


def added_up(form: Form, report: Report, cell: Cell) -> str:
    """Which cells a derived one adds, by the names that tell them apart, and how many are blank."""
    operands = [form.cells[name] for name in cell.operands]
    shared = set.intersection(*(set(one.names) for one in operands))
    full = [[part for part in one.names if part not in shared] or [one.label] for one in operands]
    last = [parts[-1] for parts in full]
    names = [parts[-1] if last.count(parts[-1]) == 1 else "·".join(parts) for parts in full]
    blank = sum(name not in report.cells for name in form.typed_under(cell.id))
    missing = f"（还有 {blank} 格未填）" if blank else ""
    return f"由{'、'.join(names)}自动相加{missing}"


def built_on(form: Form) -> Mapping[str, str]:
    """For each cell that is carried over, the heading of last year's cell that it has to be equal to."""
    found: dict[str, str] = {}
    for rule in form.rules:
        for one in equations(form, rule) if isinstance(rule, CarryRule) else ():
            for name, source in zip(one.left, one.right, strict=False):
                if source in form.cells:
                    own = form.cells[name].names
                    found[name] = "·".join(part for part in form.cells[source].names if part not in own)
    return MappingProxyType(found)


def help_sentences(row: Axis, column: Axis) -> tuple[str, str]:
    """The help of a row and its column as (what belongs here, on what article it rests)."""
    helps = [axis.help for axis in (row, column) if axis.help]
    articles = [axis.article for axis in (row, column) if axis.article]
    return "".join(helps), "；".join(articles)


def full_name(cell: Cell, row: Axis, column: Axis) -> str:
    """A cell with its unit, in the form's whole wording where its name has only a part of it."""
    whole = {axis.name: axis.full_name for axis in (row, column) if len(axis.full_name) > len(axis.name)}
    label = " ".join(whole.get(name, name) for name in cell.names)
    return f"{label}（{cell.unit}）" if cell.unit else label
