"""The arithmetic rules of the form file: what each kind of rule means. The rules themselves are data.

While blanks remain, a rule speaks only when no filling of the blanks could satisfy it. Leans on totals.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import cast

from app import totals
from app.checks.finding import Finding, Inquiry, Level
from app.form import Rule

Number = int | Decimal


@dataclass(frozen=True)
class Side:
    """One side of an equation: the sum of what is filled, and whether nothing is blank."""

    least: Number
    complete: bool


def arithmetic(inquiry: Inquiry) -> Iterator[Finding]:
    """The findings of every rule of the form, in the form's order."""
    for rule in inquiry.form.rules:
        if rule.kind in MEANINGS:
            yield from MEANINGS[rule.kind](inquiry, rule)


def _side(inquiry: Inquiry, cells: Iterable[str]) -> Side:
    known = [(totals.value(inquiry.form, inquiry.report, c), c) for c in cells]
    numbers = [v for v, _ in known if v is not None]
    complete = all(totals.complete(inquiry.form, inquiry.report, c) for _, c in known)
    return Side(cast(Number, totals.add(numbers)), complete)


def _broken(left: Side, right: Side) -> bool:
    """A blank can only add to its side, so the larger side decides when the smaller is complete."""
    if left.least < right.least:
        return left.complete
    return right.complete and left.least > right.least


def _equal(inquiry: Inquiry, rule: Rule) -> Iterator[Finding]:
    found = []
    for names, left, right in _equations(inquiry, rule):
        one, other = _side(inquiry, left), _side(inquiry, right)
        if _broken(one, other):
            found.append((names, left + right, one.least, other.least))
    for names, cells, left_sum, right_sum in found:
        twins = [n["column"] for n, _, one, other in found if one - other == right_sum - left_sum]
        told: dict[str, Number | str] = {"left": left_sum, "right": right_sum, **names}
        told["difference"] = max(left_sum, right_sum) - min(left_sum, right_sum)
        yield _finding(rule, tuple(cells), told, twins)


def _equations(inquiry: Inquiry, rule: Rule) -> Iterator[tuple[dict[str, str], list[str], list[str]]]:
    """Each equation of a rule as (names of its column or row, cells left, cells right)."""
    if not rule.along:
        yield {"column": "", "row": ""}, list(rule.left), list(rule.right)
        return
    here = [
        c
        for c in inquiry.form.cells.values()
        if c.section == rule.section and not c.note_of and c.row + c.column
    ]
    by_place = {(c.row, c.column): c for c in here}
    across = dict.fromkeys(c.column if rule.along == "columns" else c.row for c in here)
    for key in across:
        left = [by_place[p].id for p in _places(rule, rule.left, key) if p in by_place]
        right = [by_place[p].id for p in _places(rule, rule.right, key) if p in by_place]
        if left and right:
            name = by_place[_places(rule, rule.left, key)[0]].names
            yield {"column": name[-1], "row": name[0]}, left, right


def _places(rule: Rule, keys: tuple[str, ...], across: str) -> list[tuple[str, str]]:
    return [(key, across) if rule.along == "columns" else (across, key) for key in keys]


def _zero(inquiry: Inquiry, rule: Rule) -> Iterator[Finding]:
    for name in rule.cells:
        value = totals.value(inquiry.form, inquiry.report, name)
        if value:
            label = "的".join(inquiry.form.cells[name].names)
            yield _finding(rule, (name,), {"value": cast(Number, value), "cell": label}, [])


def _finding(
    rule: Rule, cells: tuple[str, ...], values: Mapping[str, Number | str], twins: list[str]
) -> Finding:
    told = {key: f"{v:f}" if isinstance(v, Decimal) else v for key, v in values.items()}
    hint = ""
    if twins and rule.hint:
        others = "、".join(dict.fromkeys(twins))
        hint = rule.hint.format(**{**told, "column": f"{told.get('column', '')}列与{others}列"})
    return Finding(
        level=cast(Level, rule.level),
        rule=rule.id,
        section=rule.section,
        sentence=rule.sentence.format(**told) + (f"；{hint}" if hint else ""),
        cells=cells,
        values=MappingProxyType(
            {k: float(v) if isinstance(v, Decimal) else v for k, v in values.items() if v != ""}
        ),
        basis=rule.basis,
        hint=hint,
    )


MEANINGS: Mapping[str, Callable[[Inquiry, Rule], Iterator[Finding]]] = MappingProxyType(
    {"equal": _equal, "zero": _zero}
)
