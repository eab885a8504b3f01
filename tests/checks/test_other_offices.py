"""Names of offices in right and wrong prose of every kind, and that a long text without a stop costs no square."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path

import pytest

from app.checks.prose.names import names
from app.findings.finding import Inquiry
from app.findings.reader import reader
from app.report.report import Report
from tests.reports import FORM

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "offices" / "names.toml").read_text("utf-8"))["office"]


def flagged(office: str, text: str) -> list[str]:
    report = Report(office, 2025, "2021", cells={"overview.management": text})
    return [str(one.values.get("words")) for one in names(reader(Inquiry(FORM, report)))]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_right_texts_of_a_kind_are_left_alone_and_wrong_ones_found(case: dict):
    assert [(text, found) for text in case["right"] if (found := flagged(case["name"], text))] == []
    assert [text for text in case["wrong"] if not flagged(case["name"], text)] == []


def test_twice_the_text_takes_about_twice_the_time():
    def seconds(text: str) -> float:
        begun = time.process_time()
        flagged("临江区教育局", text)
        return time.process_time() - begun

    text = "红旗街道与和平镇区教育局共同"
    seconds(text)
    assert seconds(text * 12000) < 3 * max(seconds(text * 6000), 0.01)
