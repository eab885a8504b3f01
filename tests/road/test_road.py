"""The steps of the road: what is done, what is counted, which comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from app.checks import Inquiry, find
from app.findings.finding import Finding
from app.report.report import Edit, Report, applied
from app.review.course import STAGES, Course, Signed
from app.road.road import RoadGround, RoadStep, first_empty, next_step, road, weighty
from tests.reports import FORM, empty, full

DAY = date(2026, 1, 10)
WRONG = Finding("mandatory", "requests.balance", "requests", "相差 1", ("requests.received.natural",))
HINT = replace(WRONG, level="hint")


def ground(report: Report, findings: Sequence[Finding] = (), signed: int = 0, **known: bool | int) -> RoadGround:
    course = Course(tuple(Signed(stage, "甲", DAY) for stage in STAGES[:signed]))
    given = {"doubts": 0, "last_year": True, "submitted": False} | known
    return RoadGround(FORM, report, findings, course=course, **given)  # type: ignore[arg-type]


def named(steps: Sequence[RoadStep]) -> dict[str, str]:
    return {step.name: "✓" if step.done else step.count for step in steps}


def test_a_new_report_has_seven_steps_and_begins_with_last_year_s() -> None:
    steps = road(ground(empty(), find(Inquiry(FORM, empty())), last_year=False))
    assert named(steps) == {
        "取上年": "", "三张表": "0/3", "文字": "0/8", "核对": "", "三审三校": "", "定稿": "", "报送": "",
    }  # fmt: skip
    assert next_step(steps) == steps[0]


def test_each_table_and_each_text_counts_once_it_is_full() -> None:
    tables = {cell.id: 0 for cell in FORM.required if cell.section in ("proactive", "disputes")}
    report = applied(empty(), Edit({**tables, "problems.problems": "有。"}))
    assert list(named(road(ground(report))).values())[:3] == ["✓", "2/3", "1/8"]


def test_blanks_and_what_nobody_has_looked_at_are_counted_once() -> None:
    found = (*find(Inquiry(FORM, empty())), WRONG, HINT)
    assert weighty(FORM, found) == (WRONG,)
    assert named(road(ground(full(), found, doubts=3)))["核对"] == "4"


@pytest.mark.parametrize(
    ("signed", "words"), [(0, ("", "")), (1, ("1/3", "")), (3, ("✓", "")), (4, ("✓", "✓"))]
)
def test_the_signatures_carry_a_report_through_the_review_to_its_end(signed: int, words: tuple[str, str]) -> None:
    told = named(road(ground(full(), signed=signed)))
    assert (told["三审三校"], told["定稿"]) == words


def test_what_is_final_is_done_up_to_there_and_is_handed_up_next() -> None:
    steps = road(ground(empty(), (WRONG,), signed=4, last_year=False, doubts=3))
    assert [step.done for step in steps] == [True] * 6 + [False]
    assert next_step(road(ground(full(), signed=4, submitted=True))) is None


def test_last_year_s_report_is_no_next_step_once_all_is_filled_in() -> None:
    waiting = next_step(road(ground(full(), (WRONG,), last_year=False)))
    assert waiting is not None
    assert waiting.id == "check"


@pytest.mark.parametrize(("step", "cell"), [("tables", "proactive."), ("texts", "overview.proactive")])
def test_the_first_empty_place_is_that_of_the_step(step, cell) -> None:
    assert first_empty(FORM, empty(), step).startswith(cell)
    assert first_empty(FORM, full(), step) == ""


def test_a_form_without_texts_has_no_step_for_them() -> None:
    tables = replace(FORM, sections=tuple(section for section in FORM.sections if section.grids), rules=())
    steps = road(replace(ground(empty()), form=tables))
    assert [step.name for step in steps] == ["取上年", "三张表", "核对", "三审三校", "定稿", "报送"]
