"""How reports stand: counted as the open report counts them, kept by what they were counted from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.checks import Inquiry, look
from app.findings.set_aside import put_aside
from app.report.report import Report
from app.review.course import STAGES, Course, Signed, digest
from app.review.kept import Review, review_path, write_review
from app.shelf.kept_standings import FILE, KeptStandings
from app.shelf.report_standing import ReportStanding, RuleFiles, StandingCounter, cases
from app.store.copies.submissions import Submission, SubmissionBook
from app.system.disk import Disk
from tests.reports import FORM, FORMS, OFFICE, full
from tests.shelf.holdings import FIRST, held

WRONG = full(requests__received__natural=5)


@pytest.fixture
def home(tmp_path):
    return tmp_path


def standing(home, *reports: Report, files: RuleFiles | None = None) -> ReportStanding:
    """Of the first report; the others stand beside it."""
    holdings = {one.key: one for one in (held(report, number) for number, report in enumerate(reports, 1))}
    return StandingCounter(FORMS, home, files or RuleFiles()).count(cases(holdings, [f"{1:010x}"])[0])


def course(*stages: str, content: str = "") -> Review:
    return Review(course=Course(tuple(Signed(stage, "张三", date(2026, 1, 10), "", content) for stage in stages)))  # type: ignore[arg-type]


def test_findings_are_counted_by_level(home) -> None:
    assert standing(home, full()).mandatory == 0
    assert standing(home, WRONG).mandatory > 0


def test_last_years_report_counts_in(home) -> None:
    carried = full(requests__received__natural=5, requests__carried_out__natural=5)
    alone = standing(home, full())
    assert standing(home, full(), replace(carried, year=2024)) != alone
    assert standing(home, full(), replace(carried, year=2024, office="别的街道办事处")) == alone


@pytest.mark.parametrize(("passed", "stage", "final"), [(0, "", False), (1, "初审", False), (3, "终审", False), (4, "", True)])
def test_the_stage_is_the_one_that_comes_next(home, passed: int, stage: str, final: bool) -> None:
    write_review(review_path(home, f"{1:010x}"), course(*STAGES[:passed]))
    found = standing(home, full())
    assert (found.stage, found.final) == (stage, final)


def test_a_change_after_a_signature_is_told(home) -> None:
    write_review(review_path(home, f"{1:010x}"), course("draft", content=digest(full())))
    assert not standing(home, full()).changed
    assert standing(home, WRONG).changed


def test_what_was_handed_up_and_what_was_changed_since_is_told(home) -> None:
    one = held(full())
    SubmissionBook(Disk(), home, one.key).add(Submission(FIRST, "张三", "报送", digest(full()), one.record))
    assert (standing(home, full()).submitted, standing(home, full()).since) == (True, 0)
    assert standing(home, WRONG).since == 1


def test_a_hint_that_was_set_aside_counts_no_more(home) -> None:
    hints = standing(home, WRONG).hint
    one = next(finding for finding in look(Inquiry(FORM, WRONG))[0] if finding.level == "hint")
    aside = put_aside(one, "张三", FIRST.date())
    write_review(review_path(home, f"{1:010x}"), Review(set_aside=(aside,)))
    assert standing(home, WRONG).hint == hints - 1


def test_what_cannot_be_read_has_a_sentence_in_place_of_figures(home) -> None:
    path = review_path(home, f"{1:010x}")
    path.parent.mkdir()
    path.write_text("{", "utf-8")
    assert "说明与审核记录" in standing(home, full()).trouble


def test_the_offices_own_wrong_words_count_in(home) -> None:
    words = home / "words.toml"
    words.write_text('[[wrong]]\nword = "这项工作"\nright = "该项工作"\n', "utf-8")
    plain = standing(home, full())
    assert standing(home, full(), files=RuleFiles(words=words)) != plain


def prints(home, report: Report, *others: Report, files: RuleFiles | None = None) -> str:
    holdings = {one.key: one for one in (held(one, number) for number, one in enumerate((report, *others), 1))}
    kept = KeptStandings(Disk(), home, files or RuleFiles())
    return kept.fingerprint(cases(holdings, [f"{1:010x}"])[0])


def test_the_fingerprint_tells_of_everything_that_counts(home) -> None:
    profile = home / "profile.toml"
    seen = {prints(home, full()), prints(home, WRONG), prints(home, full(), replace(WRONG, year=2024))}
    profile.write_text("a", "utf-8")
    seen.add(prints(home, full(), files=RuleFiles(profile=profile)))
    profile.write_text("b", "utf-8")
    seen.add(prints(home, full(), files=RuleFiles(profile=profile)))
    write_review(review_path(home, f"{1:010x}"), course("draft"))
    seen.add(prints(home, full()))
    assert len(seen) == 6
    assert prints(home, full()) == prints(home, full(), replace(WRONG, year=2024, office="别的街道办事处"))


def test_what_was_counted_is_kept_for_the_next_start(home) -> None:
    kept = KeptStandings(Disk(), home, RuleFiles())
    kept.keep("a1", "mark", ReportStanding(mandatory=3, stage="初审"))
    kept.keep("b2", "mark", ReportStanding())
    kept.write(["a1"])
    again = KeptStandings(Disk(), home, RuleFiles())
    assert again.standing("a1", "mark") == ReportStanding(mandatory=3, stage="初审")
    assert again.standing("a1", "another") is None
    assert again.standing("b2", "mark") is None


def test_trouble_is_not_kept(home) -> None:
    kept = KeptStandings(Disk(), home, RuleFiles())
    kept.keep("a1", "mark", ReportStanding(trouble="读不出"))
    assert kept.standing("a1", "mark") is None


@pytest.mark.parametrize(
    "damage",
    [
        *(b"", b"{", b"[]", b'{"version": 1, "standings": {"a1": 3}}'),
        b'{"version": 1, "standings": {"a1": ["mark", {"mandatory": "3"}]}}',
    ],
)
def test_a_damaged_file_is_counted_anew(home, damage: bytes) -> None:
    (home / FILE).write_bytes(damage)
    assert KeptStandings(Disk(), home, RuleFiles()).standing("a1", "mark") is None


def test_the_reports_of_an_office_belong_together_as_the_library_sees_them(home) -> None:
    one, last = held(full(), 1), held(replace(full(), year=2024, office=f"{OFFICE} "), 2)
    binned = replace(held(replace(full(), year=2023), 3), binned=one.changed)
    (case,) = cases({held.key: held for held in (one, last, binned)}, [one.key])
    assert (case.previous, case.earlier) == (last.record, None)
