"""未填 is a state, not a fault, until somebody asks for 核对: findings that say only that cells are blank stand apart."""

from __future__ import annotations

from collections.abc import Iterable

from app.findings.finding import Finding
from app.form.form import Form
from app.form.rule import BlankRule


def unfilled(form: Form, finding: Finding) -> bool:
    """Whether a finding says no more than that something has not been filled in."""
    return any(isinstance(rule, BlankRule) and rule.id == finding.rule for rule in form.rules)


def without_unfilled(form: Form, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings about what is there."""
    return tuple(one for one in findings if not unfilled(form, one))


def blank_cells(form: Form, findings: Iterable[Finding]) -> tuple[str, ...]:
    """The cells that those findings say are blank, in the form's order."""
    named = {cell for one in findings if unfilled(form, one) for cell in one.cells}
    return tuple(name for name in form.cells if name in named)
