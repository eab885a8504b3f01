"""The kinds of mistakes in whole reports: right ones are left alone, and in wrong ones the fault is found where it stands."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from app.checks import Finding, Inquiry, find
from app.form.kinds import Value
from app.report.report import Report
from tests.checks.labelled_narratives import zeros
from tests.reports import FORM

FOLDER = Path(__file__).parents[1] / "cases" / "kinds"
PARAGRAPHS = [
    {**raw, "set": name}
    for name in ("paragraphs", "varied", "again")
    for raw in tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))["office"]
]
NAMES = ("first", "second", "third", "fourth", "fifth", "sixth")
SETS = {name: tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))["text"] for name in NAMES}
TEXTS = SETS["first"]
# What holds of the later sets, which were not used for building: faults that are missed, right texts flagged above a hint.
STANDS = {"second": (0, 0), "third": (0, 0), "fourth": (0, 0), "fifth": (0, 1), "sixth": (3, 2)}


def report(office: str, year: int, figures: dict, texts: dict, title: str = "") -> Report:
    values: dict[str, Value] = {}
    for name, value in figures.items():
        values[name] = Decimal(str(value)) if FORM.cells[name].kind.name == "amount" else value
    return Report(office, year, FORM.edition, title or None, zeros(FORM) | values | texts)


def findings(raw: dict) -> Iterator[Finding]:
    this = report(raw["office"], raw["year"], raw.get("cells", {}), raw["prose"], raw.get("title", ""))
    before = _told(report(raw["office"], raw["year"] - 1, raw.get("last", {}), raw.get("last_prose", {})), raw)
    asked = Inquiry(FORM, this, before if "last" in raw or "last_prose" in raw else None)
    yield from (one for one in find(asked) if not one.rule.startswith("language.stop"))


def _told(before: Report, raw: dict) -> Report:
    """Last year's report without the rows that a set does not tell: they are blank, not 0."""
    rows = {name.rpartition(".")[0] for name in raw.get("last", {})}
    texts = raw.get("last_prose", {})
    kept = {name: value for name, value in before.cells.items() if name in texts or name.rpartition(".")[0] in rows}
    return replace(before, cells=kept)


def stands(raw: dict, one: Finding) -> bool:
    """Whether a finding is about the words of the fault."""
    if raw["where"] == "title":
        return one.rule == "names.title"
    start = raw["prose"][raw["where"]].find(raw["words"])
    touches = any(span.cell == raw["where"] and span.start < start + len(raw["words"]) and start < span.end for span in one.spans)
    whole = raw["where"] in one.cells and not one.spans
    return touches or whole or (raw["fault"] == "fee" and "fee" in one.rule)


def test_a_right_report_is_left_alone():
    right = [raw for raw in TEXTS if not raw["fault"]]
    assert [(raw["id"], one.sentence) for raw in right for one in findings(raw) if one.level != "hint"] == []


def test_the_fault_of_a_wrong_report_is_found_where_it_stands():
    wrong = [raw for raw in TEXTS if raw["fault"]]
    assert [raw["id"] for raw in wrong if not any(stands(raw, one) for one in findings(raw))] == []


@pytest.mark.parametrize("name", STANDS)
def test_a_set_that_was_not_built_on_grows_no_worse(name: str):
    missed = [one["id"] for one in SETS[name] if one["fault"] and not any(stands(one, found) for found in findings(one))]
    right = [one for one in SETS[name] if not one["fault"]]
    flagged = [one["id"] for one in right if any(found.level != "hint" for found in findings(one))]
    assert (len(missed), len(flagged)) <= STANDS[name], (missed, flagged)
    assert len(missed) <= STANDS[name][0]
    assert len(flagged) <= STANDS[name][1]


def of_paragraph(office: str, cell: str, text: str) -> list[Finding]:
    """The findings about one paragraph, without those that figures and other sections decide."""
    found = find(Inquiry(FORM, report(office, 2025, {}, {cell: text})))
    return [one for one in found if one.spans and not one.rule.startswith(("narrative.", "fee.", "sameness."))]


@pytest.mark.parametrize("raw", PARAGRAPHS, ids=lambda raw: f"{raw['set']}-{raw['name']}")
def test_a_right_paragraph_is_left_alone_and_a_wrong_one_marked_where_it_is_wrong(raw: dict):
    name = raw["name"]
    right = [one for cell, text in raw["right"] for one in of_paragraph(name, cell, text)]
    assert [one.sentence for one in right if one.level != "hint"] == []
    assert [text for cell, text, words in raw["wrong"] if not marked(of_paragraph(name, cell, text), text, words)] == []


def marked(found: list[Finding], text: str, words: str) -> bool:
    start = text.index(words)
    return any(span.start < start + len(words) and start < span.end for one in found for span in one.spans)
