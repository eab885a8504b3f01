"""Every way in which one rule can be wrong: removed, of another level, turned round, one operand or one step off."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from app.form.form import Form
from app.form.rule import Rule
from app.knowledge.knowledge import Knowledge, ProseRule
from app.knowledge.profile import Deadline, Demand, Length, Profile, Refused, Required

LISTS = ("left", "right", "minus", "before", "cells")
NUMBERS = ("limit", "least", "times")
OTHER_LEVEL = {"mandatory": "hint", "verify": "mandatory", "hint": "mandatory"}
TURNS = {
    "equal": (),  # both sides of an equation may change places
    "carry": (("left", "before"),),
    "stock": (("right", "minus"),),
    "at_most": (("left", "right"),),
    "at_least": (("left", "before"),),
    "related": (("left", "right"),),
}


@dataclass(frozen=True)
class Mutant:
    """One wrong rule and the files that hold it: whatever is not mutated is as it stands."""

    rule: str
    what: str
    place: str
    form: Form
    knowledge: Knowledge
    profiles: Mapping[str, Profile]


def changed(thing: Any, **keys: Any) -> Any:
    """The thing with some of its fields replaced, whichever they are."""
    return replace(thing, **keys)


def mutants(form: Form, knowledge: Knowledge, profiles: Mapping[str, Profile]) -> Iterator[Mutant]:
    """All mutants of the form's, the prose's and the profiles' rules."""
    for rule in form.rules:
        for what, mutated in _form_rules(rule):
            rules = tuple(mutated if one is rule else one for one in form.rules)
            wrong = replace(form, rules=tuple(one for one in rules if one is not None))
            yield Mutant(rule.id, what, "form", wrong, knowledge, profiles)
    for prose in knowledge.rules.values():
        for what, wrong_prose in _prose_rules(prose):
            left = {i: r for i, r in knowledge.rules.items() if i != prose.id}
            left |= {prose.id: wrong_prose} if wrong_prose else {}
            wrong_knowledge = replace(knowledge, rules=MappingProxyType(left))
            yield Mutant(prose.id, what, "prose", form, wrong_knowledge, profiles)
    for name, profile in profiles.items():
        for rule_id, what, wrong_profile in _profiles(profile):
            yield Mutant(rule_id, what, name, form, knowledge, {**profiles, name: wrong_profile})


def _form_rules(rule: Rule) -> Iterator[tuple[str, Rule | None]]:
    yield "removed", None
    yield "level", changed(rule, level=OTHER_LEVEL[rule.level])
    for one, other in TURNS.get(rule.kind, ()):
        turned = {one: getattr(rule, other), other: getattr(rule, one)}
        yield f"{one} and {other} turned round", changed(rule, **turned)
    for key in LISTS:
        names = getattr(rule, key, ())
        for name in names if len(names) > 1 else ():
            rest = tuple(one for one in names if one != name)
            yield f"{key} without {name}", changed(rule, **{key: rest})
    for key in NUMBERS:
        for step in (-1, 1) if hasattr(rule, key) else ():
            yield f"{key} {step:+}", changed(rule, **{key: getattr(rule, key) + step})


def _prose_rules(rule: ProseRule) -> Iterator[tuple[str, ProseRule | None]]:
    yield "removed", None
    yield "level", changed(rule, level=OTHER_LEVEL[rule.level])
    for step in (-1, 1) if rule.limit else ():
        yield f"limit {step:+}", changed(rule, limit=rule.limit + step)
    for name in rule.cells:
        rest = tuple(one for one in rule.cells if one != name)
        yield f"cells without {name}", changed(rule, cells=rest)


def _profiles(profile: Profile) -> Iterator[tuple[str, str, Profile]]:
    for key in ("lengths", "required", "refused", "deadlines"):
        items = getattr(profile, key)
        for item in items:
            for what, mutated in _demands(item):
                rest = tuple(mutated if one is item else one for one in items)
                kept = tuple(one for one in rest if one is not None)
                yield item.demand.id, what, changed(profile, **{key: kept})


def _is_day(deadline: Deadline) -> bool:
    """What the reader of profiles lets through."""
    return 1 <= deadline.month <= 12 and 1 <= deadline.day <= monthrange(2001, deadline.month)[1]


Item = Length | Required | Refused | Deadline


def _demands(item: Item) -> Iterator[tuple[str, Item | None]]:
    yield "removed", None
    demand: Demand = item.demand
    yield "level", changed(item, demand=changed(demand, level=OTHER_LEVEL[demand.level]))
    for key in ("least", "most", "month", "day"):
        value = getattr(item, key, 0)
        for step in (-1, 1) if value else ():
            stepped = changed(item, **{key: value + step})
            if not isinstance(stepped, Deadline) or _is_day(stepped):
                yield f"{key} {step:+}", stepped
    if isinstance(item, Required):
        yield "number", changed(item, number=not item.number)
    for key in ("near", "words"):
        words = getattr(item, key, ())
        for word in words if len(words) > 1 else ():
            rest = tuple(one for one in words if one != word)
            yield f"{key} without {word}", changed(item, **{key: rest})
