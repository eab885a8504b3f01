"""The side record of a report: what is written is read again, and a damaged one is refused, never guessed at."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from app.errors import StoreError
from app.findings.explained import Explanation
from app.review.course import Course, Signed, Unlocked
from app.review.kept import Review, read_review, review_path, write_review

DAY = date(2026, 1, 10)
REVIEW = Review(
    (Explanation("requests.carry", ("requests.carried_in.natural",), "ab12", "上年填错", "李工", DAY),),
    Course(
        (
            Signed("draft", "张", DAY, content="0123456789abcdef"),
            Signed("first", "张", DAY, "只有一人"),
            Unlocked("赵", DAY, "补充"),
        )
    ),
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
        "", "[]", "{}", '{"version": 2, "explanations": [], "course": []}',
        '{"version": 1, "explanations": {}, "course": []}',
        '{"version": 1, "explanations": [{"rule": 3}], "course": []}',
        '{"version": 1, "explanations": [], "course": [{"who": "张", "day": "2026-13-01", "stage": "draft"}]}',
        '{"version": 1, "explanations": [], "course": [{"who": "张", "day": "2026-01-01", "stage": "last"}]}',
        '{"version": 1, "explanations": [], "course": [{"who": "张", "day": "2026-01-01", "stage": "draft", "again": 1}]}',
        '{"version": 1, "explanations": [], "course": [{"who": "张", "day": "2026-01-01", "stage": "draft", "content": ""}]}',
        '{"version": 1, "explanations": [], "course": [{"who": "张", "day": "2026-01-01", "stage": "draft", "why": ""}]}',
        '{"version": 1, "explanations": [], "course": '
        '[{"who": "张", "day": "2026-01-01", "stage": "draft", "reason": "补充"}]}',
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
