"""Questions before 定稿: answered with a name, kept beside the report, asked anew after it was unlocked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.errors import NianbaoError
from app.knowledge.profile import FinalQuestion
from app.review.course import Course, Unlocked
from app.review.final_answers import answered, standing, unanswered
from app.review.kept import Review, read_review, write_review

DAY = date(2026, 1, 10)
ONE, TWO = FinalQuestion("one", "没有公开的也计算在内了吗？"), FinalQuestion("two", "与司法部门核对过了吗？")
OPEN = Course()


def test_an_answer_is_read_as_it_was_kept(tmp_path: Path):
    given = answered((ONE,), {"one": "是，已核对"}, "张一", DAY, OPEN)
    write_review(tmp_path / "k.json", Review(answers=given))
    assert read_review(tmp_path / "k.json").answers == given
    assert unanswered((ONE, TWO), given, OPEN) == (TWO,)


def test_a_question_that_was_worded_anew_or_a_report_that_was_unlocked_is_asked_again():
    given = answered((ONE,), {"one": "是"}, "张一", DAY, OPEN)
    again = replace(ONE, ask="没有公开的处罚决定也计算在内了吗？")
    assert unanswered((again,), given, OPEN) == (again,)
    unlocked = Course((Unlocked("李二", DAY, "补充"),))
    assert unanswered((ONE,), given, unlocked) == (ONE,)
    assert standing(given, unlocked) == ()


@pytest.mark.parametrize(("words", "who"), [({}, "张一"), ({"one": " "}, "张一"), ({"one": "是"}, " ")])
def test_without_an_answer_or_a_name_nothing_is_taken(words: dict[str, str], who: str):
    with pytest.raises(NianbaoError):
        answered((ONE,), words, who, DAY, OPEN)
