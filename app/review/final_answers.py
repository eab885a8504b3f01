"""The questions of the local profile that only a person can answer, asked before 定稿; each answer bears a name and a day.

An answer counts until the report is unlocked: what is final once more was asked once more. Old ones are kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from app.errors import NotReady
from app.knowledge.profile import FinalQuestion
from app.report.limits import PERSON, REASON
from app.report.record import one_line
from app.review.course import Course, Unlocked


@dataclass(frozen=True)
class FinalAnswer:
    """`ask` is the question as it was put, `turn` how often the report had been unlocked by then."""

    question: str
    ask: str
    answer: str
    who: str
    day: date
    turn: int


def standing(answers: Iterable[FinalAnswer], course: Course) -> tuple[FinalAnswer, ...]:
    """The answers given since the report was last unlocked, of each question the last one."""
    now = _turn(course)
    return tuple({one.question: one for one in answers if one.turn == now}.values())


def unanswered(
    questions: Iterable[FinalQuestion], answers: Iterable[FinalAnswer], course: Course
) -> tuple[FinalQuestion, ...]:
    """The questions that wait for an answer; one that was worded anew does."""
    done = {(one.question, one.ask) for one in standing(answers, course)}
    return tuple(one for one in questions if (one.id, one.ask) not in done)


def answered(
    questions: Iterable[FinalQuestion], words: Mapping[str, str], who: str, day: date, course: Course
) -> tuple[FinalAnswer, ...]:
    """The answers of a person. Raises NotReady for a question without one, or without a name."""
    name = one_line(who).strip()
    if not name:
        raise NotReady("请填写姓名，它和回答一起留在记录里。")
    PERSON.judge(name)
    found = []
    for one in questions:
        answer = one_line(words.get(one.id, "")).strip()
        if not answer:
            raise NotReady(f"“{one.ask}”还没有回答。")
        REASON.judge(answer)
        found.append(FinalAnswer(one.id, one.ask, answer, name, day, _turn(course)))
    return tuple(found)


def _turn(course: Course) -> int:
    return sum(isinstance(event, Unlocked) for event in course.events)
