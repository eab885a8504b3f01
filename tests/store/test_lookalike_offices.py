"""One office under names that look alike: one report a year, its last year's report, and the name that exists is said."""

from __future__ import annotations

import pytest

from app.errors import ReportExists
from app.report.report import OFFICE, TITLE, Edit, Report
from app.store.library import Library
from tests.reports import FORMS

NAME, ALIKE = "青石桥街道办事处（筹）", "青石桥街道办事处 (筹)\u200b"


@pytest.fixture
def library(tmp_path):
    with Library.open(tmp_path, FORMS) as made:
        yield made


def test_a_name_that_looks_the_same_is_no_second_office(library):
    key = library.create(Report(NAME, 2025, "2021"))
    with pytest.raises(ReportExists, match=NAME) as refused:
        library.create(Report(ALIKE, 2025, "2021"))
    assert refused.value.key == key


def test_last_years_report_is_found_under_a_look_alike_and_keeps_its_name(library):
    key = library.create(Report(NAME, 2024, "2021"))
    assert library.find(ALIKE, 2024) == key
    assert library.holdings[key].office == NAME


def test_of_two_that_are_stored_already_the_very_name_is_found(library):
    first = library.create(Report(NAME, 2025, "2021"))
    library.bin(first)
    second = library.create(Report(ALIKE.rstrip("\u200b"), 2025, "2021"))
    other = library.holdings[first]
    library.holdings[first] = type(other)(other.key, other.record, other.changed)
    assert library.find(NAME, 2025) == first
    assert library.find(ALIKE.rstrip("\u200b"), 2025) == second


def test_what_is_stored_with_unseen_characters_and_beyond_all_lengths_opens(library, tmp_path):
    key = library.create(Report(NAME, 2025, "2021"))
    odd = {OFFICE: "\u202e镇" * 500, TITLE: "\u200b题" * 500, "overview.proactive": "正\u200b文\ufeff"}
    library.open_session(key).apply(Edit(odd))  # as a version or a backup of an earlier program brings it back
    library.close()
    with Library.open(tmp_path, FORMS) as again:
        report = again.open_session(key).report
    assert {name: report.get(name) for name in odd} == odd
