"""No rule may be wrong unnoticed: each mutant of the form's, the prose's and the profiles' rules fails some case. Nor any tag of
the lexicon: each mutant changes the score of some labelled text."""

from __future__ import annotations

from app.form.form import Form
from app.knowledge.knowledge import builtin
from tests.mutate.__main__ import survivors
from tests.mutate.lexicon import lexicon_mutants, witnesses


def test_every_broken_rule_makes_a_case_fail(form: Form):
    alive, number = survivors(form)
    assert [f"{mutant.rule}: {mutant.what}" for mutant in alive] == []
    assert number > 150


def test_every_tenth_broken_tag_changes_a_score(form: Form):
    texts = witnesses(form)
    some = list(lexicon_mutants(builtin().lexicon))[::10]
    assert [mutant.name for mutant in some if not texts.notice(mutant)] == []
