"""The rules of the form file about this year's tables: what each kind of rule means. The rules are data.

While blanks remain, a rule speaks only when no filling of the blanks could satisfy it. The kinds that
look at other years stand in comparison.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import cast

from app.checks.tables.comparison import comparison
from app.checks.tables.odd_cells import odd_cell
from app.checks.tables.weighing import Number, Side, apart, finding, label, side
from app.findings.cell_mend import cell_mend
from app.findings.finding import Finding, Inquiry
from app.form.equations import equations
from app.form.kinds import AMOUNT, DATE, TEXT, Value
from app.form.rule import BlankRule, EqualRule, OverRule, Rule, StatedRule, ZeroRule
from app.knowledge.offices import kind_of
from app.report import totals
from app.report.report import Edit

TEN_THOUSAND = 10_000  # 元 in 万元
FILL = "空白填 0"


def arithmetic(inquiry: Inquiry) -> Iterator[Finding]:
    """The findings of every rule of the form, in the form's order."""
    kind = kind_of(inquiry.report.office, inquiry.report.kind)
    for one in inquiry.form.rules:
        if (rule := kind.suited(one)) is not None:
            yield from _findings(inquiry, rule)


def _findings(inquiry: Inquiry, rule: Rule) -> Iterator[Finding]:
    match rule:
        case EqualRule():
            return _equal(inquiry, rule)
        case ZeroRule():
            return _zero(inquiry, rule)
        case OverRule():
            return _over(inquiry, rule)
        case BlankRule():
            return _blank(inquiry, rule)
        case StatedRule():
            return _stated(inquiry, rule)
        case _:
            return comparison(inquiry, rule)


def _broken(left: Side, right: Side) -> bool:
    """A blank can only add to its side, so the larger side decides when the smaller is complete."""
    if left.least < right.least:
        return left.complete
    return right.complete and left.least > right.least


def _equal(inquiry: Inquiry, rule: EqualRule) -> Iterator[Finding]:
    found = []
    for one in equations(inquiry.form, rule):
        ours, theirs = side(inquiry, one.left), side(inquiry, one.right)
        if _broken(ours, theirs):
            found.append((one, ours.least, theirs.least))
    for one, left, right in found:
        twins = [other.column for other, more, less in found if more - less == right - left]
        values: dict[str, Number | str] = {"left": left, "right": right, "column": one.column, "row": one.row}
        values["difference"] = apart(left, right)
        hint = _twins_hint(rule, values, twins) if twins and rule.hint else ""
        yield finding(rule, one.left + one.right, values, hint=hint, mends=(odd_cell(inquiry, rule, one),))


def _twins_hint(rule: EqualRule, values: dict[str, Number | str], twins: list[str]) -> str:
    columns = f"{values['column']}列与{'、'.join(dict.fromkeys(twins))}列"
    return rule.hint.format(**{**values, "column": columns})


def _zero(inquiry: Inquiry, rule: ZeroRule) -> Iterator[Finding]:
    for name in rule.cells:
        value = totals.value(inquiry.form, inquiry.report, name)
        if value:
            mend = cell_mend(inquiry.form, inquiry.report, name, 0)
            yield finding(rule, (name,), {"value": cast(Number, value), "cell": label(inquiry, name)}, mends=(mend,))


def _over(inquiry: Inquiry, rule: OverRule) -> Iterator[Finding]:
    for name in rule.cells:
        value = totals.value(inquiry.form, inquiry.report, name)
        if isinstance(value, int | Decimal) and value > rule.limit:
            values: dict[str, Number | str] = {"value": value, "limit": rule.limit, "cell": label(inquiry, name)}
            yield finding(rule, (name,), values, mends=(_in_ten_thousands(inquiry, name, value),))


def _in_ten_thousands(inquiry: Inquiry, name: str, value: Number) -> Edit | None:
    """A sum of 元 in 万元, where the cell is one of these."""
    form = inquiry.form
    return cell_mend(form, inquiry.report, name, Decimal(value) / TEN_THOUSAND) if form.cells[name].kind is AMOUNT else None


def _blank(inquiry: Inquiry, rule: BlankRule) -> Iterator[Finding]:
    blank = [
        cell
        for cell in inquiry.form.required
        if cell.section == rule.section and cell.id not in inquiry.report.cells
    ]
    if blank:
        names = ["的".join(cell.names) for cell in blank]
        cells = "、".join(names[:3]) + ("等" if len(names) > 3 else "")
        zeros = {cell.id: cast(Value, cell.read("0")) for cell in blank if cell.kind not in (DATE, TEXT)}
        mend = Edit(zeros, FILL) if zeros else None
        yield finding(rule, [c.id for c in blank], {"number": len(blank), "cells": cells}, mends=(mend,))


def _stated(inquiry: Inquiry, rule: StatedRule) -> Iterator[Finding]:
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
