"""Rules of a form file: each kind with exactly its keys, and every refusal with its place."""

from __future__ import annotations

import tomllib
from dataclasses import MISSING, fields

import pytest

from app.errors import FormError
from app.form.form import Form
from app.form.form_file import Forms
from app.form.rule import RULE_KINDS, RuleHead
from app.form.rule_file import read_rule
from app.system.paths import resource
from app.system.toml_table import TomlTable

PLAIN = {
    "id": "disputes.some",
    "title": "标题",
    "section": "disputes",
    "level": "verify",
    "sentence": "不对",
    "basis": "依据",
}
CELL = "disputes.review.total"


@pytest.fixture(scope="module")
def form() -> Form:
    return Forms(resource("forms")).edition("2021")


def rule(form: Form, **keys: object):
    return read_rule(TomlTable({**PLAIN, **keys}, "格式.toml", ""), form)


def own_keys(kind: str) -> dict[str, object]:
    """All keys that a rule of a kind must have and not every rule has."""
    own = [one for one in fields(RULE_KINDS[kind]) if one.name not in {shared.name for shared in fields(RuleHead)}]
    return {one.name: 2 if one.type == "int" else [CELL] for one in own if one.default is MISSING}


def full(kind: str) -> dict[str, object]:
    """All that a rule of a kind must have."""
    return {"kind": kind, **own_keys(kind)}


@pytest.mark.parametrize("kind", RULE_KINDS)
def test_a_rule_with_all_its_keys_is_read(form: Form, kind: str):
    assert type(rule(form, **full(kind))) is RULE_KINDS[kind]


@pytest.mark.parametrize(
    ("kind", "key"),
    [(kind, key) for kind in RULE_KINDS for key in own_keys(kind)],
)
def test_a_rule_without_one_of_its_keys_is_refused_by_name(form: Form, kind: str, key: str):
    keys = {k: v for k, v in full(kind).items() if k != key}
    with pytest.raises(FormError, match=key):
        rule(form, **keys)


@pytest.mark.parametrize("kind", RULE_KINDS)
def test_a_key_of_another_kind_is_refused(form: Form, kind: str):
    with pytest.raises(FormError, match="upside"):
        rule(form, **full(kind), upside=[CELL])


@pytest.mark.parametrize("kind", RULE_KINDS)
def test_a_placeholder_that_the_kind_does_not_fill_is_refused(form: Form, kind: str):
    with pytest.raises(FormError, match="占位符"):
        rule(form, **{**full(kind), "sentence": "{moon}"})


def test_a_cell_of_no_section_is_refused_by_name(form: Form):
    with pytest.raises(FormError, match=r"disputes\.moon"):
        rule(form, kind="zero", cells=["disputes.moon"])


def test_along_asks_for_keys_of_leaves(form: Form):
    with pytest.raises(FormError, match="received"):
        rule(form, kind="carry", along="columns", left=["received"], before=["received"])


def test_every_rule_of_the_official_form_has_both_examples():
    for edition in Forms(resource("forms")).all:
        assert [r.id for r in edition.rules if not (r.passes and r.fails)] == []


def test_the_rules_of_the_form_file_are_all_read(form: Form):
    raw = tomllib.loads(resource("forms", "2021.toml").read_text("utf-8"))
    assert [r.id for r in form.rules] == [r["id"] for r in raw["rule"]]
