"""The side record of a report: what is written is read again, and a damaged one is refused, never guessed at."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.errors import NotReady, StoreError
from app.findings.explained import Explanation
from app.findings.set_aside import SetAside
from app.report.report import Edit, applied
from app.review.course import STAGES, Course, Proofread, Returned, Signed, Unlocked, digest
from app.review.kept import LARGEST, KeptReview, Review, read_review, review_path, write_review
from app.review.signed_contents import MOST, content_of, with_content
from tests.reports import FORM, FORMS, full

DAY = date(2026, 1, 10)
NOW = datetime(2026, 1, 10, 9, 30, tzinfo=UTC)
REVIEW = Review(
    (Explanation("requests.carry", ("requests.carried_in.natural",), "ab12", "上年填错", "李工", DAY),),
    Course(
        (
            Signed("draft", "张", DAY, content="0123456789abcdef"),
            Signed("first", "张", DAY, "只有一人"),
            Proofread("first", "孙", DAY, content="0123456789abcdef", words="两处标点", at=NOW),
            Returned("second", "first", "王", DAY, "附表请再看", at=NOW),
            Signed("first", "张", DAY, words="同意，另有批注", despite="只差排版", at=NOW),
            Unlocked("赵", DAY, "补充", NOW),
        )
    ),
    set_aside=(SetAside("narrative.unit", ("other.text",), "0123456789abcdef", "甲@办公", DAY),),
)


def test_a_record_is_read_as_it_was_written(tmp_path: Path):
    path = review_path(tmp_path, "k1")
    write_review(path, REVIEW)
    assert read_review(path) == REVIEW
    assert path.parent.name == "reviews"


def test_a_report_without_a_record_has_an_empty_one(tmp_path: Path):
    assert read_review(tmp_path / "none.json") == Review()


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "{}", '{"version": 3, "explanations": [], "course": []}',
        '{"version": 1, "explanations": {}, "course": []}',
        '{"version": 1, "explanations": [{"rule": 3}], "course": []}',
        '{"version": 1, "explanations": [], "course": [{"who": "张", "day": "2026-13-01", "stage": "draft"}]}',
        '{"version": 1, "explanations": [], "course": [{"who": "张", "day": "2026-01-01", "stage": "last"}]}',
        '{"version": 1, "explanations": [], "course": [{"who": "张", "day": "2026-01-01", "stage": "draft", "again": 1}]}',
        '{"version": 1, "explanations": [], "course": [{"who": "张", "day": "2026-01-01", "stage": "draft", "content": ""}]}',
        '{"version": 1, "explanations": [], "course": [{"who": "张", "day": "2026-01-01", "stage": "draft", "why": ""}]}',
        '{"version": 2, "explanations": [], "course": [{"kind": "seen", "who": "张", "day": "2026-01-01"}]}',
        '{"version": 2, "explanations": [], "course": [{"kind": "proofread", "who": "", "day": "2026-01-01", "stage": "draft"}]}',
        '{"version": 2, "explanations": [], "course": [{"who": "", "day": "2026-01-01", "stage": "draft", "at": "2026-01-01"}]}',
        '{"version": 2, "explanations": [], "course": [], "contents": {"0123456789abcdef": 3}}',
        '{"version": 1, "explanations": [], "course": '
        '[{"who": "张", "day": "2026-01-01", "stage": "draft", "reason": "补充"}]}',
        '{"version": 1, "explanations": [], "course": [], "set_aside": [{"rule": "a"}]}',
        '{"version": 1, "explanations": [], "course": [], "set_aside": [3]}',
        '{"version": 1, "explanations": [], "course": [], '
        '"set_aside": [{"rule": "a", "cells": [], "ground": "", "who": "", "day": "2026-01-01", "why": ""}]}',
        "[" * 100_000,
    ],
)  # fmt: skip
def test_a_damaged_record_is_refused_with_its_name(tmp_path: Path, text: str):
    path = tmp_path / "k1.json"
    path.write_text(text, "utf-8")
    with pytest.raises(StoreError, match=r"k1\.json"):
        read_review(path)
    assert path.read_text("utf-8") == text


def test_a_record_without_second_signatures_is_written_as_before(tmp_path: Path):
    path = tmp_path / "k1.json"
    write_review(path, Review(course=Course((Signed("draft", "张", DAY),))))
    assert json.loads(path.read_text("utf-8"))["course"] == [
        {"stage": "draft", "who": "张", "day": "2026-01-10"}
    ]


def test_a_record_of_an_earlier_program_is_read(tmp_path: Path):
    path = tmp_path / "k1.json"
    signed = '{"stage": "draft", "who": "张", "day": "2026-01-10", "again": "只有一人"}'
    opened = '{"who": "赵", "day": "2026-01-11", "reason": "补充"}'
    path.write_text(f'{{"version": 1, "explanations": [], "course": [{signed}, {opened}]}}', "utf-8")
    events = (Signed("draft", "张", DAY, "只有一人"), Unlocked("赵", date(2026, 1, 11), "补充"))
    assert read_review(path) == Review(course=Course(events))


def test_what_was_signed_is_there_again_after_it_was_changed(tmp_path: Path):
    kept, report = KeptReview(tmp_path / "k1.json"), full()
    kept.move(Course((Signed("draft", "张", DAY, content=digest(report)),)), (FORM, report))
    contents = read_review(tmp_path / "k1.json").contents
    assert content_of(contents, digest(report), FORMS) == report
    assert content_of(contents, "0" * 16, FORMS) is None


def test_what_is_not_as_its_digest_says_is_not_believed():
    contents = with_content({}, FORM, full())
    (packed,) = contents.values()
    assert content_of({"0" * 16: packed}, "0" * 16, FORMS) is None
    assert content_of({"0" * 16: "???"}, "0" * 16, FORMS) is None


def test_the_newest_contents_are_kept():
    contents, reports = with_content({}, FORM, full()), [full()]
    for number in range(MOST):
        reports.append(applied(full(), Edit({"requests.received.natural": number + 1000})))
        contents = with_content(contents, FORM, reports[-1])
    assert list(contents) == [digest(one) for one in reports[1:]]


def test_what_could_not_be_read_again_is_not_written(tmp_path: Path):
    path = tmp_path / "k1.json"
    write_review(path, REVIEW)
    with pytest.raises(StoreError, match="太大"):
        write_review(path, replace(REVIEW, course=Course((Signed("draft", "张", DAY, words="甲" * LARGEST),))))
    assert read_review(path) == REVIEW


def test_a_hint_is_kept_aside_and_taken_back(tmp_path: Path):
    kept = KeptReview(review_path(tmp_path, "k1"))
    kept.set_aside(REVIEW.set_aside[0])
    assert read_review(review_path(tmp_path, "k1")).set_aside == REVIEW.set_aside
    kept.take_back(REVIEW.set_aside[0])
    assert read_review(review_path(tmp_path, "k1")) == Review()


def test_in_a_final_report_no_hint_is_set_aside(tmp_path: Path):
    kept = KeptReview(review_path(tmp_path, "k1"))
    kept.move(Course(tuple(Signed(stage, "张", DAY) for stage in STAGES)))
    with pytest.raises(NotReady, match="已经定稿"):
        kept.set_aside(REVIEW.set_aside[0])
