"""Upgrades of the schema: each number has its function, and each function its test."""

import inspect
import sys

import pytest

from app.store.journal.event import START
from app.store.journal.upgrades import SCHEMA, UPGRADES, Newer, Tables, schema_of, upgraded


def test_every_older_schema_has_an_upgrade_and_every_upgrade_a_test():
    assert sorted(UPGRADES) == list(range(1, SCHEMA))
    tests = dict(inspect.getmembers(sys.modules[__name__], inspect.isfunction))
    assert all(f"test_from_{number}" in tests for number in UPGRADES)


def test_from_1():
    old = {"reports": {"1": {"key": "01"}}}
    new = upgraded(old)
    assert schema_of(old) == 1
    assert new["reports"] == old["reports"]
    assert (new["about"]["1"]["number"], new["about"]["1"]["hash"]) == (0, START)


def test_from_2():
    old: Tables = {"reports": {"1": {"key": "01"}}, "about": {"1": {"schema": 2, "number": 7, "hash": "x"}}}
    new = upgraded(old)
    assert new["reports"] == old["reports"]
    assert new["about"]["1"] == {"schema": 3, "number": 7, "hash": "x", "journal": None, "joined": {}}


def test_the_present_schema_stays_as_it_is():
    tables = {"reports": {}, "about": {"1": {"schema": SCHEMA, "number": 3, "hash": "x"}}}
    assert upgraded(tables) == tables


def test_a_newer_schema_is_refused():
    with pytest.raises(Newer) as refusal:
        upgraded({"about": {"1": {"schema": SCHEMA + 1}}})
    assert refusal.value.schema == SCHEMA + 1
