"""Two courses that went on apart, in one: no event is lost, and what stands at the end could have been signed so."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.handover.courses import joined_courses, signed_anew, told
from app.review.course import PROOFS, STAGES, Course, CourseEvent, Proofread, Returned, Signed, Unlocked

DAY = date(2026, 1, 10)
START = datetime(2026, 1, 10, 9, tzinfo=UTC)


def step(course: Course, who: str, at: datetime, deed: int) -> CourseEvent:
    """Something that can be done next."""
    stage = course.next
    if stage is None:
        return Unlocked(who, DAY, "要改数", at)
    if deed == 1 and course.signed:
        return Returned(stage, course.signed[deed % len(course.signed)].stage, who, DAY, "请改", at=at)
    if deed == 2 and stage in PROOFS and stage not in course.proofs:
        return Proofread(stage, who, DAY, at=at)
    return Signed(stage, who, DAY, at=at)


@st.composite
def sides(draw: st.DrawFn) -> tuple[Course, Course]:
    """Two courses with a common beginning."""
    minutes = iter(draw(st.permutations(range(30))))
    deeds = st.lists(st.integers(0, 3), max_size=5)

    def after(course: Course, who: str) -> Course:
        for deed in draw(deeds):
            course = Course((*course.events, step(course, who, START + timedelta(minutes=next(minutes)), deed)))
        return course

    base = after(Course(), "张一")
    return after(base, "张一"), after(base, "李二")


@given(sides())
def test_no_event_is_lost_and_the_stages_stand_in_their_order(two: tuple[Course, Course]) -> None:
    mine, theirs = two
    joined = joined_courses(mine, theirs)
    for course in (joined.mine, joined.theirs):
        assert set(course.events) >= {*mine.events, *theirs.events}
        assert tuple(one.stage for one in course.signed) == STAGES[: len(course.signed)]


@given(sides())
def test_what_one_side_alone_did_is_the_whole_of_it(two: tuple[Course, Course]) -> None:
    mine, theirs = two
    joined = joined_courses(mine, theirs)
    if not joined.others:
        assert joined.mine == joined.theirs == mine
    if not joined.ours and joined.others:
        assert joined.mine.events[-len(joined.others) :] == joined.others


@given(sides())
def test_taken_in_once_more_nothing_is_added(two: tuple[Course, Course]) -> None:
    mine, theirs = two
    for once in (joined_courses(mine, theirs).mine, joined_courses(mine, theirs).theirs):
        again = joined_courses(once, theirs)
        assert (again.mine, again.asks) == (once, False)


def test_events_of_both_stand_in_the_order_of_their_times() -> None:
    def proof(who: str, minute: int, stage: str = "first") -> Proofread:
        return Proofread(stage, who, DAY, at=START + timedelta(minutes=minute))  # type: ignore[arg-type]

    base = (Signed("draft", "张一", DAY, at=START),)
    returned = Returned("first", "draft", "李二", DAY, "请改", at=START + timedelta(minutes=9))
    joined = joined_courses(Course((*base, proof("张一", 3))), Course((*base, returned)))
    assert joined.mine.events == (*base, proof("张一", 3), returned)
    assert not joined.asks


def test_a_return_of_theirs_stands_whatever_was_signed_here() -> None:
    base = tuple(Signed(stage, "张一", DAY) for stage in STAGES[:3])
    mine = Course((*base, Signed("final", "张一", DAY)))
    theirs = Course((*base, Returned("final", "draft", "李二", DAY, "请改")))
    joined = joined_courses(mine, theirs)
    assert (joined.asks, joined.mine.locked, joined.mine.next) == (False, False, "draft")


def test_of_two_signatures_the_one_that_was_chosen_stands_and_the_other_is_told() -> None:
    mine, theirs = (Course((Signed("draft", who, DAY),)) for who in ("张一", "李二"))
    joined = joined_courses(mine, theirs)
    assert joined.asks
    assert [one.who for one in joined.theirs.signed] == ["李二"]
    assert [one.who for one in joined.mine.signed] == ["张一"]
    assert told(joined.ours) == "起草签名 张一（1月10日）"


def test_what_is_to_be_signed_anew_is_the_last_stage_alone() -> None:
    course = signed_anew(Course(tuple(Signed(stage, "张一", DAY) for stage in STAGES)), "我", START)
    assert (course.locked, course.next, len(course.signed)) == (False, "final", 3)
