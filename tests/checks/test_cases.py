"""Every rule with its cases: what passes, what fails, and the boundary between. The cases are files for staff to read."""

from __future__ import annotations

import pytest

from app.form.form import Form
from tests.checks.rule_cases import Case, cases, complaint, every_rule, profiles

PROFILES = profiles()


@pytest.mark.parametrize("case", list(cases()), ids=lambda case: case.name)
def test_a_case_gets_the_findings_it_expects(form: Form, case: Case):
    assert complaint(form, PROFILES[case.profile], case) == ""


def test_every_rule_has_a_passing_a_failing_and_a_boundary_case(form: Form):
    there = {(case.rule, case.raw["is"], case.file == "district") for case in cases()}
    lacking = [
        (rule, kind)
        for place, rules in every_rule(form).items()
        for rule in rules
        for kind in ("passes", "fails", "boundary")
        if (rule, kind, place == "district") not in there
    ]
    assert lacking == []


def test_a_failing_case_of_every_rule_names_its_level(form: Form):
    levelled = {case.rule for case in cases() if case.raw["is"] == "fails" and "level" in case.raw}
    assert levelled == {case.rule for case in cases()}
