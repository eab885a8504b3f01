"""Reports and edits: frozen, and every edit can be taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.report.record import stored_value, to_record, with_changes
from app.report.report import Edit, applied, difference, inverse
from app.report.undo_step import Step
from tests.reports import FORM, empty, full, reports


def test_a_report_cannot_be_changed_in_place():
    report = full()
    with pytest.raises(TypeError):
        report.cells["requests.received.natural"] = 5  # type: ignore[index]


def test_a_report_keeps_no_hold_on_the_dictionary_it_was_made_of():
    cells = {"requests.received.natural": 1}
    report = applied(empty(), Edit(cells))
    cells["requests.received.natural"] = 9
    assert report.cells["requests.received.natural"] == 1


def test_none_makes_a_cell_blank():
    report = applied(full(), Edit({"requests.received.natural": None}))
    assert "requests.received.natural" not in report.cells


def test_an_edit_that_changes_nothing_gives_the_same_report():
    report = full()
    assert applied(report, Edit({"requests.received.natural": 0})) is report


def test_office_and_title_are_edited_like_cells():
    report = applied(empty(), Edit({"office": "松林街道办事处", "title": "年报"}))
    assert (report.office, report.title) == ("松林街道办事处", "年报")


@given(reports(), reports())
def test_the_difference_of_two_reports_leads_from_one_to_the_other(one, other):
    other = type(other)(other.office, one.year, other.edition, other.title, other.cells)
    assert applied(one, difference(one, other)) == other


@given(reports(), reports())
def test_an_edit_means_to_a_record_what_it_means_to_its_report(one, other):
    edit = difference(one, replace(one, office=other.office, title=other.title, cells=other.cells))
    after = to_record(FORM, applied(one, edit))
    plain = {name: stored_value(after, name) for name in edit.changes}
    assert with_changes(to_record(FORM, one), plain) == after


def test_steps_of_typing_run_together_lead_from_the_first_value_to_the_last():
    keys = [Step(Edit({"a.b": new}, merge="a.b"), Edit({"a.b": old})) for old, new in ((None, 1), (1, 12), (12, 123))]
    step = keys[0].joined(keys[1]).joined(keys[2])
    assert (dict(step.back.changes), dict(step.done.changes)) == ({"a.b": None}, {"a.b": 123})


@given(reports(), st.dictionaries(st.sampled_from(["requests.received.natural", "other.text.x"]), st.just(3)))
def test_the_inverse_takes_an_edit_back(report, changes):
    edit = Edit(changes)
    assert applied(applied(report, edit), inverse(report, edit)) == report
