"""No check of the prose takes offence at a right paragraph, whatever kind of office writes it and in whatever manner."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.checks import PROSE, Finding, Inquiry
from app.findings.reader import reader
from app.form.form import Form
from app.report.report import Report

FOLDER = Path(__file__).parents[1] / "cases" / "paragraphs"
OFFICES = sorted(path.stem for path in FOLDER.glob("*.toml"))


def findings(form: Form, office: str, cell: str, text: str) -> Iterator[Finding]:
    source = reader(Inquiry(form, Report(office, 2025, form.edition, cells={cell: text})))
    for check in PROSE:
        yield from check(source)


@pytest.mark.parametrize("name", OFFICES)
def test_a_right_paragraph_has_no_finding_but_hints_about_its_manner(form: Form, name: str):
    raw = tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))
    found = [
        (one.level, one.rule, one.sentence)
        for each in raw["paragraph"]
        for one in findings(form, raw["office"], each["cell"], each["text"])
        if not one.rule.startswith(("sameness.", "profile.", "names."))
    ]
    assert found == []
