"""The rules of the form file about this year's tables: what each kind of rule means. The rules are data.

While blanks remain, a rule speaks only when no filling of the blanks could satisfy it. Leans on sides;
the kinds that look at other years stand in comparison.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import cast

from app.checks.tables import comparison
from app.checks.tables.sides import Number, Side, apart, equations, finding, label, side
from app.findings.finding import Finding, Inquiry
from app.form.form import Rule
from app.report import totals


def arithmetic(inquiry: Inquiry) -> Iterator[Finding]:
    """The findings of every rule of the form, in the form's order."""
    for rule in inquiry.form.rules:
        yield from MEANINGS[rule.kind](inquiry, rule)


def _broken(left: Side, right: Side) -> bool:
    """A blank can only add to its side, so the larger side decides when the smaller is complete."""
    if left.least < right.least:
        return left.complete
    return right.complete and left.least > right.least


def _equal(inquiry: Inquiry, rule: Rule) -> Iterator[Finding]:
    found = []
    for names, cells in equations(inquiry, rule, ("left", "right")):
        one, other = side(inquiry, cells["left"]), side(inquiry, cells["right"])
        if _broken(one, other):
            found.append((names, cells["left"] + cells["right"], one.least, other.least))
    for names, ids, left, right in found:
        twins = [n["column"] for n, _, one_side, other_side in found if one_side - other_side == right - left]
        values: dict[str, Number | str] = {"left": left, "right": right, **names}
        values["difference"] = apart(left, right)
        hint = _twins_hint(rule, values, twins) if twins and rule.hint else ""
        yield finding(rule, ids, values, hint=hint)


def _twins_hint(rule: Rule, values: dict[str, Number | str], twins: list[str]) -> str:
    columns = f"{values['column']}列与{'、'.join(dict.fromkeys(twins))}列"
    return rule.hint.format(**{**values, "column": columns})


def _zero(inquiry: Inquiry, rule: Rule) -> Iterator[Finding]:
    for name in rule.cells:
        value = totals.value(inquiry.form, inquiry.report, name)
        if value:
            yield finding(rule, (name,), {"value": cast(Number, value), "cell": label(inquiry, name)})


def _over(inquiry: Inquiry, rule: Rule) -> Iterator[Finding]:
    for name in rule.cells:
        value = totals.value(inquiry.form, inquiry.report, name)
        if isinstance(value, int | Decimal) and value > rule.limit:
            yield finding(rule, (name,), {"value": value, "limit": rule.limit, "cell": label(inquiry, name)})


def _blank(inquiry: Inquiry, rule: Rule) -> Iterator[Finding]:
    blank = [
        cell
        for cell in inquiry.form.required
        if cell.section == rule.section and cell.id not in inquiry.report.cells
    ]
    if blank:
        names = ["的".join(cell.names) for cell in blank]
        cells = "、".join(names[:3]) + ("等" if len(names) > 3 else "")
        yield finding(rule, [c.id for c in blank], {"number": len(blank), "cells": cells})


def _stated(inquiry: Inquiry, rule: Rule) -> Iterator[Finding]:
    for remark in inquiry.remarks:
        cell = inquiry.form.cells[remark.cell]
        computed = totals.value(inquiry.form, inquiry.report, remark.cell)
        if cell.section != rule.section or remark.stated == computed:
            continue
        values: dict[str, Number | str] = {
            "cell": label(inquiry, remark.cell),
            "stated": cast(Number, remark.stated),
            "computed": "空" if computed is None else cast(Number, computed),
            "difference": apart(cast(Number, remark.stated), cast(Number, computed or 0)),
        }
        yield finding(rule, (remark.cell,), values)


MEANINGS: Mapping[str, Callable[[Inquiry, Rule], Iterator[Finding]]] = MappingProxyType(
    {
        "equal": _equal,
        "zero": _zero,
        "over": _over,
        "blank": _blank,
        "stated": _stated,
        "carry": comparison.carry,
        "stock": comparison.stock,
        "at_most": comparison.at_most,
        "at_least": comparison.at_least,
        "related": comparison.related,
        "jump": comparison.jump,
    }
)
