"""`python -m tests.mutate`: is each rule held by its cases, each tag of the lexicon by the labelled texts? Breaks every one in
every way, and wants a case to fail or a score to change."""

from __future__ import annotations

import sys
from dataclasses import replace

from app.form.form import Form
from app.form.form_file import Forms
from app.knowledge.knowledge import builtin
from app.system.paths import resource
from tests.checks.rule_cases import Case, cases, complaint, inquiry, profiles
from tests.mutate.lexicon import unnoticed
from tests.mutate.mutants import Mutant, mutants


def survivors(form: Form) -> tuple[list[Mutant], int]:
    """The mutants that no case notices, and how many there were."""
    all_cases = list(cases())
    every = list(mutants(form, builtin(), profiles()))
    return [mutant for mutant in every if not _killed(mutant, all_cases)], len(every)


def _killed(mutant: Mutant, all_cases: list[Case]) -> bool:
    return any(
        _notices(mutant, case)
        for case in all_cases
        if case.rule == mutant.rule and mutant.place in ("form", "prose", case.profile)
    )


def _notices(mutant: Mutant, case: Case) -> bool:
    profile = mutant.profiles[case.profile]
    asked = replace(inquiry(mutant.form, profile, case), knowledge=mutant.knowledge)
    return complaint(mutant.form, profile, case, asked) != ""


def main() -> int:
    alive, number = survivors(Forms(resource("forms")).edition("2021"))
    unread, tags = unnoticed(Forms(resource("forms")).edition("2021"))
    for name in (*(f"{mutant.rule}: {mutant.what}" for mutant in alive), *(mutant.name for mutant in unread)):
        sys.stdout.write(f"alive: {name}\n")
    sys.stdout.write(f"{number} mutants of rules, {len(alive)} alive; {tags} of the lexicon, {len(unread)} alive\n")
    return 1 if alive or unread else 0


if __name__ == "__main__":
    sys.exit(main())
