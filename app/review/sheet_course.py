"""The second part of the 审核表: each stage with opinion, name, day and time, and room for hand and seal; what went before, what
was changed since, and the comments.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from app.chinese.days import day_words, moment_words
from app.document.blocks import GridCell, GridRow
from app.form.form import Form
from app.report.comment import DEED_WORDS, STATE_WORDS, Comment, CommentState, Reply, state_of
from app.report.comparing import CellDifference
from app.report.report import Report
from app.review.course import (
    PROOFS,
    STAGES,
    WORDS,
    Course,
    CourseEvent,
    Proofread,
    Proofs,
    Returned,
    Signed,
    Unlocked,
    step_words,
)
from app.review.since import Since, since_words

WIDTHS = (20.0, 58.0, 38.0, 40.0)  # mm, together the text measure of 156
HEADS = ("阶段", "意见", "姓名、日期时间", "手签和盖章")
ROOM = 15.0  # mm of height for hand and seal
MOST_BEFORE, MOST_COMMENTS, MOST_SINCE, MOST_CELLS = 4, 6, 3, 3
LONG, SHORT = 80, 30  # characters of an opinion, and of words that are quoted
BLANK = "空"
AGAIN = 16  # characters of why the same person signed again


def course_rows(course: Course, since: Sequence[Since], proofs: Proofs) -> Iterator[GridRow]:
    """The heads, then a row for each stage and its proofs, signed or not, then what was signed and ended."""
    yield GridRow(tuple(GridCell(words, n, role="head") for n, words in enumerate(HEADS)))
    changed, standing = since_words(since), course.standing
    places = {step_words(course.events[number]): number for number in standing}
    for stage in STAGES:
        if stage in PROOFS and (PROOFS[stage] in places or proofs != "off"):
            yield _step(PROOFS[stage], course, places.get(PROOFS[stage], -1), changed)
        yield _step(WORDS[stage], course, places.get(WORDS[stage], -1), changed)
    before = [one for number, one in enumerate(course.events) if number not in standing]
    if before:
        yield _wide("此前的经过", _listed([_told(one) for one in before], MOST_BEFORE))


def since_row(form: Form, course: Course, since: Sequence[Since]) -> GridRow:
    """What was changed since each signature that stands and was given to another content."""
    told: dict[str, list[str]] = {}  # what was changed → after whose signatures
    for one in since:
        if one.words and one.number in course.standing:
            cells = [_difference(form, each) for each in one.differences or ()]
            more = "等" if len(cells) > MOST_CELLS else ""
            named = f"（{'、'.join(cells[:MOST_CELLS])}{more}）" if cells else ""
            told.setdefault(one.words + named, []).insert(0, f"{step_words(one.event)}{one.event.who}")
    return _wide("签后改动", _listed([f"{'、'.join(who)}：{what}" for what, who in told.items()], MOST_SINCE))


def _difference(form: Form, one: CellDifference) -> str:
    place = form.cells[one.cell].label if one.cell in form.cells else one.place
    return f"{place}的文字" if one.prose else f"{place} {one.mine or BLANK}→{one.theirs or BLANK}"


def comment_row(form: Form, report: Report, comments: Sequence[Comment]) -> GridRow:
    """How many comments there are of each state, then those that wait and those that were answered."""
    states = [(state_of(form, report, one), one) for one in comments]
    found = Counter(state for state, _ in states)
    counts = "，".join(f"{words} {found[state]}" for state, words in STATE_WORDS.items() if found[state])
    order: list[CommentState] = ["open", "answered", "ended", "done"]
    told = [_comment(form, one, STATE_WORDS[state]) for state, one in sorted(states, key=lambda each: order.index(each[0]))]
    return _wide("批注", f"{len(comments)} 条：{counts}。{_listed(told, MOST_COMMENTS)}" if comments else "无")


def _comment(form: Form, one: Comment, state: str) -> str:
    place = form.cells[one.cell].label if one.cell in form.cells else one.cell
    quoted = f"“{shortened(one.words, SHORT)}”" if one.words else ""
    last = "".join(f"；{_replied(reply)}" for reply in one.replies[-1:])
    return f"（{state}）{place}{quoted}——{one.who}：{shortened(one.text, LONG)}{last}"


def _replied(one: Reply) -> str:
    return f"{one.who}{DEED_WORDS[one.deed]}" + (f"：{shortened(one.text, SHORT)}" if one.text else "")


def _step(words: str, course: Course, number: int, changed: Mapping[int, str]) -> GridRow:
    """The row of a step that was signed at that place of the course; -1 for one that is not signed."""
    one = course.events[number] if number >= 0 else None
    opinion = opinion_of(one) if isinstance(one, Signed | Proofread) else ""
    opinion += f"（{changed[number]}）" if number in changed else ""
    who = f"{one.who}　{when_of(one)}" if one else ""
    cells = (
        GridCell(words, 0, role="head"),
        GridCell(opinion, 1, role="stub", align="left"),
        GridCell(who, 2, role="stub", align="left"),
        GridCell("", 3, role="stub"),
    )
    return GridRow(cells, room=ROOM)


def opinion_of(one: Signed | Proofread) -> str:
    """What was said with a signature."""
    told = "已校对" if isinstance(one, Proofread) else "同意"
    if one.words:
        told += f"：{one.words}" if isinstance(one, Proofread) else f"，附意见：{one.words}"
    told += f"（同一人再签：{shortened(one.again, AGAIN)}）" if one.again else ""
    return told + (f"（批注未全部答复：{shortened(one.despite, AGAIN)}）" if isinstance(one, Signed) and one.despite else "")


def when_of(one: CourseEvent) -> str:
    """The day in words, with the time where it was kept."""
    return moment_words(one.at.astimezone()) if one.at else day_words(one.day)


def _told(one: CourseEvent) -> str:
    if isinstance(one, Returned):
        said = f"退回{WORDS[one.to]}：{shortened(one.reason, LONG)}"
    elif isinstance(one, Unlocked):
        said = f"：{shortened(one.reason, LONG)}"
    else:
        said = "（后来退回或解锁）"
    words = WORDS[one.stage] if isinstance(one, Returned) else step_words(one)
    return f"{words}{said}（{one.who}，{when_of(one)}）"


def shortened(words: str, most: int) -> str:
    """Words in one line, cut where they are longer."""
    line = " ".join(words.split())
    return line if len(line) <= most else f"{line[:most]}……"


def _listed(sentences: Sequence[str], most: int) -> str:
    if not sentences:
        return "无"
    more = len(sentences) - most
    told = "  ".join(f"{n}. {words}" for n, words in enumerate(sentences[:most], 1))
    return told + (f"  另有 {more} 处，见程序内的记录。" if more > 0 else "")


def _wide(head: str, told: str) -> GridRow:
    return GridRow((GridCell(head, 0, role="head"), GridCell(told, 1, 3, role="stub", align="left")))
