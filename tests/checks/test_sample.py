"""The built-in sample, and reports of the edition before as last year's."""

from __future__ import annotations

from decimal import Decimal

from app.checks import Inquiry, find
from app.exchange.exchange_file import read_json
from app.form.form import Form
from app.form.form_file import Forms
from app.report.report import Report
from app.system.paths import resource
from tests.checks.labelled_narratives import zeros


def test_nothing_stands_between_the_sample_and_its_final_state(form: Form):
    report, _ = read_json(
        Forms(resource("forms")), resource("samples", "2025.json").read_bytes(), "2025.json"
    )
    assert [(one.level, one.rule) for one in find(Inquiry(form, report)) if one.level != "hint"] == []


def before(**cells: int) -> Report:
    old = Forms(resource("forms")).edition("2019")
    named = {name.replace("__", "."): value for name, value in cells.items()}
    return Report("健康路街道办事处", 2020, "2019", cells={**zeros(old), **named})


def test_what_the_edition_before_carried_out_is_held_against_this_year(form: Form):
    report = Report("健康路街道办事处", 2021, "2021", cells=zeros(form))
    found = find(Inquiry(form, report, before(requests__carried_out__natural=2)))
    assert [one.cells for one in found if one.rule == "requests.carry"] == [("requests.carried_in.natural",)]


def test_what_the_edition_before_did_not_count_is_not_compared(form: Form):
    cells = {**zeros(form), "proactive.normative.in_force": 9, "proactive.fees.amount": Decimal(2)}
    found = find(Inquiry(form, Report("健康路街道办事处", 2021, "2021", cells=cells), before()))
    assert [one.rule for one in found if one.rule in ("proactive.stock", "proactive.repealed")] == []
