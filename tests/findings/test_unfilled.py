"""What is not filled in stands apart from what is wrong."""

from __future__ import annotations

from dataclasses import replace

from app.checks import Inquiry, find
from app.findings.unfilled import blank_cells, without_unfilled
from tests.reports import FORM, full


def test_a_blank_form_has_nothing_wrong_and_all_its_required_cells_blank() -> None:
    found = find(Inquiry(FORM, replace(full(), cells={})))
    assert without_unfilled(FORM, found) == ()
    assert set(blank_cells(FORM, found)) == {cell.id for cell in FORM.required if cell.section}


def test_what_is_wrong_in_a_half_filled_form_stays() -> None:
    report = full(requests__received__natural=99)
    cells = {name: value for name, value in report.cells.items() if not name.startswith("disputes.")}
    found = without_unfilled(FORM, find(Inquiry(FORM, replace(report, cells=cells))))
    assert "requests.balance" in [one.rule for one in found]
