"""A whole report of each kind of office with lawful figures: nothing mandatory, and no word of a kind that it is not.

The texts are those of the built-in samples, said without numbers, so that any figures may stand in the tables.
"""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.checks import Inquiry, find
from app.cli.file_commands import SAMPLES
from app.exchange.exchange_file import read_json
from app.report.report import Report
from app.system.paths import resource
from tests.checks.labelled_narratives import zeros
from tests.reports import FORM, FORMS

OTHERS = {  # told as the bureau's, with these words in the place of its own
    "临江县人民政府": {"临江区教育局": "县政府", "局党组": "县政府党组", "我局": "县政府", "区": "县"},
    "临江市人民政府": {"临江区教育局": "市政府", "局党组": "市政府党组", "我局": "市政府", "区": "县"},
    "江北经济技术开发区管理委员会": {"临江区教育局": "管委会", "局党组": "党工委", "我局": "管委会"},
}
COLUMNS = ("natural", "business", "research", "ngo", "legal", "other")
ROWS = ("granted", "partial", "denied_law", "unavailable_not_held", "rejected_repeat", "carried_out")


def sample(kind: str) -> Report:
    name = SAMPLES[kind]
    return read_json(FORMS, resource("samples", name).read_bytes(), name)[0]


def told(office: str) -> Report:
    """The report of an office: one of the samples, or one of them told by another office."""
    if office in SAMPLES:
        return sample(office)
    cells = dict(sample("局").cells)
    for name, value in cells.items():
        for old, new in OTHERS[office].items() if isinstance(value, str) else ():
            cells[name] = value = str(value).replace(old, new)
    return replace(sample("局"), office=office, cells=cells)


@st.composite
def figures(draw: st.DrawFn) -> dict[str, int]:
    """Tables whose every sum comes out."""
    cells = {name: 0 for name, value in zeros(FORM).items() if not isinstance(value, str)}
    for row in ("licences", "penalties", "coercion"):
        cells[f"proactive.{row}.decisions"] = draw(st.integers(0, 900))
    cells["proactive.normative.issued"] = cells["proactive.normative.in_force"] = draw(st.integers(0, 20))
    for column in COLUMNS:
        parts = {row: draw(st.integers(0, 9)) for row in ROWS}
        cells |= {f"requests.{row}.{column}": number for row, number in parts.items()}
        carried = draw(st.integers(0, sum(parts.values())))
        cells[f"requests.carried_in.{column}"] = carried
        cells[f"requests.received.{column}"] = sum(parts.values()) - carried
    return cells


OFFICES = (*SAMPLES, *OTHERS)


@pytest.mark.parametrize("office", OFFICES)
def test_a_report_as_it_stands_has_nothing_to_mend_in_its_names(office: str):
    found = [one for one in find(Inquiry(FORM, told(office))) if one.rule.startswith("names.")]
    assert [one.sentence for one in found] == []


@pytest.mark.parametrize("office", OFFICES)
@settings(max_examples=25, deadline=None)
@given(cells=figures())
def test_lawful_figures_get_nothing_mandatory_and_no_word_of_another_kind(office: str, cells: dict[str, int]):
    report = told(office)
    texts = {name: value for name, value in report.cells.items() if isinstance(value, str)}
    plain = {name: re.sub(r"[^。\n]*\d+件[^。\n]*。?", "", value) for name, value in texts.items()}
    found = find(Inquiry(FORM, replace(report, cells={**plain, **cells})))
    assert [one.sentence for one in found if one.level == "mandatory"] == []
    if office != "街道":
        assert [one.sentence for one in found if "街道办事处" in one.sentence or "街道办事处" in one.basis] == []
