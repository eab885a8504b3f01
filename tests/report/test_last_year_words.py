"""Last year's words beside this year's: which sentences still say the same, and which of them somebody keeps."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from app.findings.explained import Explanation, given
from app.report.draft import begin, waiting
from app.report.last_year_words import last_year_words
from app.report.report import Report
from app.review.kept_sentences import kept_among, kept_sentence, released_sentence
from tests.reports import FORM, FORMS

CELL = "overview.platform"
LAST = Report("梅苑街道办事处", 2024, "2021", None, {CELL: "2024年建成专栏一个。专栏由专人管理。\n全年无投诉。"})
DAY = date(2026, 1, 5)


def this_year(text: str = "") -> Report:
    report = begin(FORMS, LAST).report
    return replace(report, cells={CELL: text}) if text else report


def beside(report: Report, explanations: tuple[Explanation, ...] = ()) -> list[tuple[str, bool, bool]]:
    kept = kept_among(waiting(report, LAST), explanations)
    return [(one.text, one.now is not None, one.kept) for one in last_year_words(FORM, report, LAST, kept)[CELL]]


def test_a_carried_text_says_the_same_sentence_by_sentence() -> None:
    assert beside(this_year()) == [
        ("2024年建成专栏一个。", True, False), ("专栏由专人管理。\n", True, False), ("全年无投诉。", True, False),
    ]  # fmt: skip


def test_a_rewritten_sentence_no_longer_does() -> None:
    rows = beside(this_year("2025年建成专栏两个。专栏由专人管理。"))
    assert [same for _, same, _ in rows] == [False, True, False]


def test_the_place_is_the_one_in_this_year_s_text() -> None:
    report = this_year("新增一句。专栏由专人管理。")
    [piece] = [one.now for one in last_year_words(FORM, report, LAST, ())[CELL] if one.now]
    assert report.text(CELL)[piece.start : piece.end] == "专栏由专人管理。"


def test_a_kept_sentence_survives_edits_elsewhere() -> None:
    piece = waiting(this_year(), LAST)[1]
    kept = given((), kept_sentence(piece, "张一", DAY))
    assert ("专栏由专人管理。\n", True, True) in beside(this_year("另写一句。专栏由专人管理。全年无投诉。"), kept)


def test_only_that_sentence_is_kept() -> None:
    kept = given((), kept_sentence(waiting(this_year(), LAST)[1], "张一", DAY))
    assert [one for _, _, one in beside(this_year(), kept)] == [False, True, False]


def test_a_released_sentence_waits_again() -> None:
    piece = waiting(this_year(), LAST)[1]
    both = given(given((), kept_sentence(piece, "张一", DAY)), released_sentence(piece, "李二", DAY))
    assert both == ()


def test_a_sentence_said_twice_stands_in_two_places() -> None:
    twice = replace(LAST, cells={CELL: "依法公开。依法公开。"})
    report = begin(FORMS, twice).report
    starts = [one.now.start for one in last_year_words(FORM, report, twice, ())[CELL] if one.now]
    assert starts == [0, 5]
