"""The rules that hold this year's tables against last year's: what each of their kinds means.

A rule is silent while a cell it needs, of either year, is blank, and so for reports of an edition that has
no such cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from app.checks.tables.weighing import Number, apart, before, finding, label, side
from app.chinese.numerals import plain_digits
from app.findings.cell_mend import cell_mend
from app.findings.finding import Finding, Inquiry
from app.form.equations import Equation, equations
from app.form.rule import AtLeastRule, AtMostRule, CarryRule, JumpRule, RelatedRule, StockRule
from app.report import totals
from app.report.report import Edit, Report


def comparison(
    inquiry: Inquiry, rule: CarryRule | StockRule | AtMostRule | AtLeastRule | RelatedRule | JumpRule
) -> Iterator[Finding]:
    """The findings of a rule that looks at last year's report, too."""
    match rule:
        case CarryRule():
            return _carry(inquiry, rule)
        case StockRule():
            return _stock(inquiry, rule)
        case AtMostRule():
            return _at_most(inquiry, rule)
        case AtLeastRule():
            return _at_least(inquiry, rule)
        case RelatedRule():
            return _related(inquiry, rule)
        case JumpRule():
            return _jump(inquiry, rule)


def _carry(inquiry: Inquiry, rule: CarryRule) -> Iterator[Finding]:
    """left = last year's before, in every column; sums follow from their parts and are not named again."""
    for one in equations(inquiry.form, rule):
        now, then = side(inquiry, one.left), before(inquiry, one.right)
        derived = any(inquiry.form.cells[c].derived for c in one.left)
        if derived or not (now.complete and then.complete) or now.least == then.least:
            continue
        values: dict[str, Number | str] = {"left": now.least, "before": then.least}
        values |= {"column": one.column, "row": one.row, "difference": apart(now.least, then.least)}
        yield finding(rule, one.left, values, mends=(_copied(one, then.least),))


def _copied(one: Equation, value: Number) -> Edit | None:
    return Edit({one.left[0]: value}, "按上年年报改正") if len(one.left) == 1 else None


def _stock(inquiry: Inquiry, rule: StockRule) -> Iterator[Finding]:
    """left = last year's before + right − minus, unless a bracket note of these cells holds the difference."""
    now, then = side(inquiry, rule.left), before(inquiry, rule.before)
    plus, minus = side(inquiry, rule.right), side(inquiry, rule.minus)
    if not all(one.complete for one in (now, then, plus, minus)):
        return
    expected = then.least + plus.least - minus.least
    off = apart(now.least, expected)
    cells = rule.left + rule.right + rule.minus
    if off and str(off) not in _numbers_in_notes(inquiry, cells):
        values: dict[str, Number | str] = {"left": now.least, "before": then.least, "expected": expected}
        values |= {"right": plus.least, "minus": minus.least, "difference": off}
        mends = tuple(_balanced(inquiry, rule, int(now.least - expected)))
        yield finding(rule, cells, {**values, "cell": label(inquiry, rule.left[0])}, mends=mends)


def _balanced(inquiry: Inquiry, rule: StockRule, off: int) -> Iterator[Edit | None]:
    """Each of the cells with the number that alone would make the stock right; where a side has several, none of these."""
    for cells, change in ((rule.left, -off), (rule.right, off), (rule.minus, -off)):
        stands = totals.value(inquiry.form, inquiry.report, cells[0]) if len(cells) == 1 else None
        if isinstance(stands, int | Decimal):
            yield cell_mend(inquiry.form, inquiry.report, cells[0], stands + change)


def _numbers_in_notes(inquiry: Inquiry, cells: tuple[str, ...]) -> set[str]:
    notes = " ".join(inquiry.report.text(f"{cell}.note") for cell in cells)
    return set(re.findall(r"\d+", plain_digits(notes), re.ASCII))


def _at_most(inquiry: Inquiry, rule: AtMostRule) -> Iterator[Finding]:
    """left ≤ right + last year's before."""
    now, more, then = side(inquiry, rule.left), side(inquiry, rule.right), before(inquiry, rule.before)
    known = more.complete and (then.complete or not rule.before)
    most = more.least + then.least
    if known and now.least > most:
        values: dict[str, Number | str] = {"left": now.least, "right": more.least, "before": then.least}
        values |= {"most": most, "difference": now.least - most, "cell": label(inquiry, rule.left[0])}
        yield finding(rule, rule.left + rule.right, values)


def _at_least(inquiry: Inquiry, rule: AtLeastRule) -> Iterator[Finding]:
    """left ≥ last year's before."""
    now, then = side(inquiry, rule.left), before(inquiry, rule.before)
    if now.complete and then.complete and now.least < then.least:
        values: dict[str, Number | str] = {"left": now.least, "before": then.least}
        values |= {"difference": then.least - now.least, "cell": label(inquiry, rule.left[0])}
        yield finding(rule, rule.left, values)


def _related(inquiry: Inquiry, rule: RelatedRule) -> Iterator[Finding]:
    """left > 0 needs right + last year's before > 0; without last year's report only right can answer."""
    now, cause, then = side(inquiry, rule.left), side(inquiry, rule.right), before(inquiry, rule.before)
    if now.least > 0 and cause.complete and cause.least + then.least == 0:
        yield finding(rule, rule.left + rule.right, {"left": now.least})


def _jump(inquiry: Inquiry, rule: JumpRule) -> Iterator[Finding]:
    """A leap of a cell: from 0 to `least`, from `least` to 0, or by `times` against both years before."""
    if inquiry.previous is None:
        return
    for name in rule.cells:
        value, then = _number(inquiry, inquiry.report, name), _number(inquiry, inquiry.previous, name)
        earlier = _number(inquiry, inquiry.earlier, name) if inquiry.earlier else None
        change = "" if value is None or then is None else _change(rule, value, then, earlier)
        if change and value is not None and then is not None:
            values: dict[str, Number | str] = {"value": value, "before": then, "change": change}
            values |= {"cell": label(inquiry, name), "difference": apart(value, then)}
            yield finding(rule, (name,), {**values, "earlier": "" if earlier is None else earlier})


def _number(inquiry: Inquiry, report: Report, name: str) -> Number | None:
    if not totals.complete(inquiry.form, report, name):
        return None
    value = totals.value(inquiry.form, report, name)
    return value if isinstance(value, int | Decimal) else None


def _change(rule: JumpRule, value: Number, then: Number, earlier: Number | None) -> str:
    if then == 0 and value >= rule.least:
        return "由无到有且数量较多"
    if value == 0 and then >= rule.least:
        return "由多到无"
    years = [year for year in (then, earlier) if year is not None]
    if all(year > 0 and value >= rule.least and value >= rule.times * year for year in years):
        return f"达到往年的 {rule.times} 倍以上"
    if all(value > 0 and year >= rule.least and year >= rule.times * value for year in years):
        return f"不到往年的 {rule.times} 分之一"
    return ""
