"""规则说明 shows every rule that runs, from the same data."""

from __future__ import annotations

from app.findings.handbook import entries, handbook
from app.form.form import Form
from app.knowledge.profile import read_profile
from app.system.paths import resource
from tests.checks.rule_cases import every_rule


def test_every_rule_stands_in_the_handbook_once(form: Form):
    rules = every_rule(form)
    wanted = [*rules["form"], *rules["prose"], *rules["state"]]
    assert sorted(entry.id for entry in entries(form)) == sorted(wanted)


def test_every_rule_has_one_example_each_way(form: Form):
    assert [entry.id for entry in entries(form) if not (entry.passes and entry.fails)] == []


def test_another_profile_shows_its_own_rules(form: Form):
    page = handbook(form, read_profile(resource("profiles", "district.toml")))
    assert "总体情况不超过1000字" in page


def test_the_page_escapes_what_it_shows_and_loads_nothing(form: Form):
    page = handbook(form)
    assert "<script" not in page
    assert "http" not in page
    assert page.count("<h3") == len(entries(form))
