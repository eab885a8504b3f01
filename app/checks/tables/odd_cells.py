"""The odd cell: where an equation breaks, the one cell whose change alone mends it, as far as something else points to it.

What points to a cell: that the last thing typed changed it from the very number that is wanted; that last year's report has that
number there; that one number is the other with a slip of the hand. Where that is true of several, of none is it said: every
cell of an equation could be changed so that it holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from app.checks.tables.weighing import before, side
from app.findings.cell_mend import cell_mend
from app.findings.finding import Finding, Inquiry
from app.form.equations import Equation, equations
from app.form.form import Form
from app.form.rule import CarryRule, EqualRule
from app.report.report import Edit


def wanted(inquiry: Inquiry) -> dict[str, Decimal]:
    """Of every broken equation whose cells are all filled: each of its typed cells, with the number that would mend it."""
    found: dict[str, Decimal] = {}
    for rule in inquiry.form.rules:
        if isinstance(rule, EqualRule):
            for one in equations(inquiry.form, rule):
                found |= wanted_by(inquiry, rule, one)
    return found


def wanted_by(inquiry: Inquiry, rule: EqualRule, one: Equation) -> Mapping[str, Decimal]:
    """The same for one equation; nothing for one that only adds up what others of its rule hold, such as that of the totals."""
    form, report = inquiry.form, inquiry.report
    ours, theirs = side(inquiry, one.left), side(inquiry, one.right)
    off = Decimal(ours.least - theirs.least)
    if not off or not (ours.complete and theirs.complete) or one in _adding(form, rule):
        return {}
    found: dict[str, Decimal] = {}
    for cells, change in ((one.left, -off), (one.right, off)):
        for cell in (leaf for named in cells for leaf in form.typed_under(named)):
            stands = report.get(cell)
            if isinstance(stands, int | Decimal) and stands + change >= 0:
                found[cell] = stands + change
    return found


def odd_cell(inquiry: Inquiry, rule: EqualRule, one: Equation) -> Edit | None:
    """The mend of a broken equation, None where nothing points to one cell alone."""
    values = wanted_by(inquiry, rule, one)
    if not values:
        return None
    report, stood, last_year = inquiry.report, dict(inquiry.stood), _last_year(inquiry)

    def is_slip(cell: str, value: Decimal) -> bool:
        stands = report.get(cell)
        sure = cell in last_year and last_year[cell] == stands
        return not sure and isinstance(stands, int) and slipped(stands, int(value))

    clues: tuple[Callable[[str, Decimal], bool], ...] = (
        lambda cell, value: stood.get(cell) == value,
        lambda cell, value: last_year.get(cell) == value,
        is_slip,
    )
    for clue in clues:
        found = [cell for cell, value in values.items() if clue(cell, value)]
        if len(found) == 1:
            return cell_mend(inquiry.form, report, found[0], values[found[0]])
    return None


def agreeing(inquiry: Inquiry, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings; a broken equation with the mend that the prose asks for too, where one of its cells is meant."""
    every = tuple(findings)
    rules = {rule.id: rule for rule in inquiry.form.rules if isinstance(rule, EqualRule)}
    asked = [mend for one in every if one.rule not in rules for mend in one.mends if len(mend.changes) == 1]
    for one in every:
        rule = rules.get(one.rule)
        values = _wanted_of(inquiry, rule, one) if rule and asked and not one.mends else {}
        found = [mend for mend in asked if all(values.get(cell) == value for cell, value in mend.changes.items())]
        same = len({tuple(mend.changes.items()) for mend in found}) == 1
        yield replace(one, mends=(found[0],)) if same else one


def _wanted_of(inquiry: Inquiry, rule: EqualRule, one: Finding) -> Mapping[str, Decimal]:
    here = (eq for eq in equations(inquiry.form, rule) if eq.left + eq.right == one.cells)
    return next((wanted_by(inquiry, rule, eq) for eq in here), {})


def slipped(stands: int, meant: int) -> bool:
    """Whether one number is the other with a slip of the hand: one digit wrong, one lost or one too many, or two neighbours that
    changed places. 0 is no number that was mistyped, but one that nobody has thought of."""
    one, other = str(stands), str(meant)
    if not stands or not meant or one == other:
        return False
    if len(one) == len(other):
        differ = [n for n, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
        swapped = len(differ) == 2 and differ[1] == differ[0] + 1 and sorted(one) == sorted(other)
        return len(differ) == 1 or swapped
    longer, shorter = sorted((one, other), key=len, reverse=True)
    return len(longer) == len(shorter) + 1 and any(longer[:n] + longer[n + 1 :] == shorter for n in range(len(longer)))


@lru_cache(maxsize=8)
def _adding(form: Form, rule: EqualRule) -> frozenset[Equation]:
    """The equations of a rule in which all typed cells of another one stand, too, such as that of the totals."""
    leaves = {
        one: frozenset(leaf for cell in (*one.left, *one.right) for leaf in form.typed_under(cell))
        for one in equations(form, rule)
    }
    return frozenset(one for one, here in leaves.items() if any(other < here for other in leaves.values()))


def _last_year(inquiry: Inquiry) -> dict[str, Decimal]:
    """What last year's report says must stand in a cell of this year."""
    return dict(_carried(inquiry))


def _carried(inquiry: Inquiry) -> Iterator[tuple[str, Decimal]]:
    for rule in inquiry.form.rules:
        if isinstance(rule, CarryRule):
            for one in equations(inquiry.form, rule):
                then = before(inquiry, one.right)
                if len(one.left) == 1 and then.complete:
                    yield one.left[0], Decimal(then.least)
