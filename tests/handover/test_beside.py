"""What was said on both sides, put together: what one side alone has counts, what one took back is gone, both words stay."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from app.findings.explained import Explanation
from app.findings.set_aside import SetAside
from app.handover.beside import both_doubts, both_reviews
from app.report.doubt import Doubt
from app.review.course import Course
from app.review.final_answers import FinalAnswer
from app.review.kept import Review
from app.store.copies.doubts import DoubtEntry

DAY, AT = date(2026, 1, 10), datetime(2026, 1, 10, tzinfo=UTC)
ONE = Explanation("r", ("c",), "f", "属实。", "张一", DAY)
OPEN = DoubtEntry(Doubt("c", 5, "inferred"))
LOOKED = replace(OPEN, who="李二", at=AT)


def explained(base: Review, mine: Review, theirs: Review) -> list[str]:
    return [one.text for one in both_reviews(base, mine, theirs, Course()).explanations]


def test_an_explanation_of_one_side_counts_and_one_that_was_taken_back_is_gone() -> None:
    has, none = Review((ONE,)), Review()
    assert explained(none, none, has) == explained(none, has, none) == ["属实。"]
    assert explained(has, none, has) == explained(has, has, none) == []


def test_two_explanations_of_one_finding_both_stay_once() -> None:
    other = Review((replace(ONE, text="已核对台账。", who="李二"),))
    both = both_reviews(Review(), Review((ONE,)), other, Course())
    (found,) = both.explanations
    assert (found.text, found.who) == ("属实。；已核对台账。", "张一、李二")
    assert both_reviews(Review(), both, other, Course()) == both


def test_answers_of_both_stay() -> None:
    one, two = (FinalAnswer(q, "?", "是", "张一", DAY, 0) for q in "ab")
    assert both_reviews(Review(), Review(answers=(one,)), Review(answers=(two,)), Course()).answers == (one, two)


def test_a_look_at_what_was_open_counts_on_either_side() -> None:
    assert both_doubts((OPEN,), (OPEN,), (LOOKED,)) == (LOOKED,)
    assert both_doubts((OPEN,), (LOOKED,), (OPEN,)) == (LOOKED,)


def test_what_came_in_anew_after_the_look_is_doubted_on() -> None:
    assert both_doubts((LOOKED,), (OPEN,), (LOOKED,)) == (OPEN,)
    assert both_doubts((), (OPEN,), (LOOKED,)) == (OPEN,)


def test_a_doubt_of_theirs_alone_comes_as_it_is() -> None:
    assert both_doubts((), (), (OPEN,)) == (OPEN,)


def test_hints_set_aside_go_along_and_of_the_same_words_each_its_own() -> None:
    hint = SetAside("r", ("c",), "0" * 16, "张一", DAY)
    none, once, twice = (Review(set_aside=(hint,) * number) for number in range(3))
    assert both_reviews(once, once, twice, Course()).set_aside == twice.set_aside
    assert both_reviews(once, none, once, Course()).set_aside == ()
    assert both_reviews(none, once, twice, Course()) == both_reviews(none, twice, twice, Course())
