"""Sums: computed from what is filled, never typed, and blank is not zero."""

from __future__ import annotations

from hypothesis import given

from app.report import totals
from app.report.report import Edit, applied
from tests.reports import FORM, empty, full, reports


def test_a_sum_over_blanks_is_blank():
    assert totals.value(FORM, empty(), "requests.total.total") is None


def test_a_sum_over_some_numbers_is_the_sum_of_those_and_incomplete():
    report = applied(empty(), Edit({"requests.granted.natural": 2, "requests.partial.legal": 3}))
    assert totals.value(FORM, report, "requests.total.total") == 5
    assert not totals.complete(FORM, report, "requests.total.total")


def test_a_sum_over_a_full_table_is_complete():
    assert totals.complete(FORM, full(), "requests.total.total")


def test_a_changed_cell_tells_all_sums_above_it():
    changed = totals.affected(FORM, frozenset({"requests.granted.natural"}))
    assert changed == {
        "requests.granted.natural", "requests.granted.total", "requests.total.natural", "requests.total.total",
    }  # fmt: skip


def test_a_number_is_shown_with_its_bracket_note():
    report = full(proactive__normative__in_force=22)
    report = applied(report, Edit({"proactive.normative.in_force.note": "其中修订16件"}))
    assert totals.shown(FORM, report, "proactive.normative.in_force") == "22（其中修订16件）"


@given(reports())
def test_the_grand_total_is_the_same_by_rows_and_by_columns(report):
    cells = [c for c in FORM.cells.values() if c.section == "requests" and c.row == "total" and not c.note_of]
    by_columns = sum(totals.value(FORM, report, c.id) or 0 for c in cells if c.column != "total")  # type: ignore[misc]
    assert (totals.value(FORM, report, "requests.total.total") or 0) == by_columns
