"""No rule may be wrong unnoticed: each mutant of the form's, the prose's and the profiles' rules fails some case."""

from __future__ import annotations

from app.form.form import Form
from tests.mutate.__main__ import survivors


def test_every_broken_rule_makes_a_case_fail(form: Form):
    alive, number = survivors(form)
    assert [f"{mutant.rule}: {mutant.what}" for mutant in alive] == []
    assert number > 150
