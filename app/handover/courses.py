"""Two courses of one report that went on apart: their events in one, in the order of their times, none of them lost.

Where that makes no sense (two signatures for one stage), a person says which side counts: its events stand last, and a return
before them says why the other side's count no more. What was sent back or unlocked is never signed by that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time

from app.review.course import STAGES, WORDS, Course, CourseEvent, Proofread, Returned, Signed, Unlocked

WHY = "两台电脑上都签了字，采用{who}签的一份"
ANEW = "收回交接文件以后，内容与终审签名时的不同，请重新终审"
APART = "两台电脑上签的字合不到一起，请从起草重新签"

Events = tuple[CourseEvent, ...]


@dataclass(frozen=True)
class JoinedCourses:
    """Both sides in one, with mine or with theirs as the side that counts; `ours` and `others` are what each did apart."""

    mine: Course
    theirs: Course
    ours: Events
    others: Events

    @property
    def asks(self) -> bool:
        """Whether a person must say which side counts."""
        return self.mine != self.theirs


def joined_courses(mine: Course, theirs: Course) -> JoinedCourses:
    """Puts two courses together. The same for both sides of the hand-over, but for what is asked."""
    shared, ours, others = _parted(mine.events, theirs.events)
    if not ours or not others:
        whole = theirs if others else mine  # which has all events of the other one, in its own order
        return JoinedCourses(whole, whole, ours, others)
    for events in (sorted((*ours, *others), key=_when), (*ours, *others), (*others, *ours)):
        if _is_sound(both := Course((*shared, *events))):
            return JoinedCourses(both, both, ours, others)
    with_mine, with_theirs = _last(shared, others, ours), _last(shared, ours, others)
    one = with_mine or with_theirs or _signed_no_more((*shared, *ours, *others))
    return JoinedCourses(with_mine or one, with_theirs or one, ours, others)


def signed_anew(course: Course, who: str, at: datetime) -> Course:
    """The course of a report that would be final with another content: the last stage is to be signed anew."""
    back = Returned(STAGES[-1], STAGES[-1], who, at.date(), ANEW, at=at)
    return Course((*course.events, back))


def told(events: Events) -> str:
    """What was done in these events, for a person to choose by."""
    return "；".join(_told(event) for event in events)


def _parted(mine: Events, theirs: Events) -> tuple[Events, Events, Events]:
    """What both have, and what each has that the other has not."""
    shared = tuple(event for event in mine if event in theirs)
    return shared, tuple(e for e in mine if e not in theirs), tuple(e for e in theirs if e not in mine)


def _is_sound(course: Course) -> bool:
    """Whether each event could be entered after those before it."""
    return all(_follows(Course(course.events[:number]), event) for number, event in enumerate(course.events))


def _follows(before: Course, event: CourseEvent) -> bool:
    if isinstance(event, Unlocked):
        return before.locked
    if isinstance(event, Proofread) and event.stage in before.proofs:
        return False
    return not before.locked and (isinstance(event, Returned) or event.stage == before.next)


def _last(shared: Events, first: Events, second: Events) -> Course | None:
    """The course in which the second side counts; None where its events would not follow."""
    begins = second[0]
    for between in ((), tuple(_given_up(begins, Course((*shared, *first))))):
        course = Course((*shared, *first, *between, *second))
        if _fits(course) and (between or isinstance(begins, Returned | Unlocked)):
            return course
    return None


def _fits(course: Course) -> bool:
    return tuple(one.stage for one in course.signed) == STAGES[: len(course.signed)]


def _given_up(begins: CourseEvent, first: Course) -> Iterator[CourseEvent]:
    """What says that the first side's signatures count no more."""
    if isinstance(begins, Signed | Proofread):
        day, passed = max(begins.day, first.events[-1].day), min(len(first.signed), len(STAGES) - 1)
        yield Returned(STAGES[passed], begins.stage, begins.who, day, WHY.format(who=begins.who), at=begins.at)


def _signed_no_more(events: Events) -> Course:
    last = events[-1]
    return Course((*events, Returned(STAGES[-1], STAGES[0], last.who, last.day, APART, at=last.at)))


def _when(event: CourseEvent) -> datetime:
    return event.at or datetime.combine(event.day, time(), UTC)


def unlocks(events: Sequence[CourseEvent]) -> bool:
    """Whether a final report was opened again in these events."""
    return any(isinstance(event, Unlocked) for event in events)


def _told(event: CourseEvent) -> str:
    day = f"{event.day.month}月{event.day.day}日"
    if isinstance(event, Unlocked):
        return f"{event.who}解锁（{day}：{event.reason}）"
    if isinstance(event, Returned):
        return f"{event.who}退回到{WORDS[event.to]}（{day}：{event.reason}）"
    deed = "校对" if isinstance(event, Proofread) else "签名"
    return f"{WORDS[event.stage]}{deed} {event.who}（{day}）"
