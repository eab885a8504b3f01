"""What the dialog of the stages says: who did what, what was changed since, what comes next, what is asked before 定稿.

Sentences only; who may sign what decides app.review.course.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from app.checks import LEVEL_WORDS, LEVELS, Finding, tally
from app.checks.narrative import ReadNumber
from app.checks.number_words import overruled, overruled_as
from app.findings.explained import Explained
from app.form.form import Form
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
    Stage,
    Unlocked,
    changed_since,
    proof_due,
    step_words,
)

OVERRULED = "narrative.overruled"
FINAL = STAGES[-1]
SURE_FINAL = "“{who}”签终审，报告就此定稿并锁住：只能看，不能改。\n以后要修改，须写明理由解锁，审核从起草重新开始。"
WAITS, LATER, MAY, MUST = "等待签名", "—", "可签可不签", "须先签"

RowState = Literal["done", "over", "next", "later"]


@dataclass(frozen=True)
class CourseRow:
    """A line of the table: what was done, or is to be. `over` is what an unlocking or a return has ended."""

    step: str
    opinion: str
    who: str = ""
    when: str = ""
    state: RowState = "done"


def course_rows(course: Course, changed: Mapping[int, str], proofs: Proofs) -> list[CourseRow]:
    """All that happened, oldest first, then what is still to be signed. `changed` says by the place of an event what became of
    the content that it stands for."""
    standing, rows = course.standing, []
    for number, event in enumerate(course.events):
        over, told = False, opinion_words(event)
        if isinstance(event, Signed | Proofread):
            over = number not in standing
            told += ended_words(course, number, event) if over else f"　{changed[number]}" if number in changed else ""
        rows.append(CourseRow(step_words(event), told, event.who, when_words(event.day, event.at), "over" if over else "done"))
    return [*rows, *_to_come(course, proofs)]


def opinion_words(event: CourseEvent) -> str:
    """What somebody said with an event: 同意，附意见：…, 退回起草：…."""
    if isinstance(event, Returned):
        return f"退回{WORDS[event.to]}：{event.reason}"
    if isinstance(event, Unlocked):
        return event.reason
    told = "已校对" if isinstance(event, Proofread) else "同意"
    if event.words:
        told += f"：{event.words}" if isinstance(event, Proofread) else f"，附意见：{event.words}"
    if event.again:
        told += f"（同一人再签：{event.again}）"
    if isinstance(event, Signed) and event.despite:
        told += f"（批注未全部答复：{event.despite}）"
    return told


def when_words(day: date, at: datetime | None) -> str:
    """The day, and the time where it was kept, by this computer's clock."""
    return day.isoformat() + (f" {at.astimezone():%H:%M}" if at else "")


def next_words(course: Course, content: str, waiting: int, comments: int = 0, proofs: Proofs = "off") -> str:
    """What comes next. `waiting` numbers are 待核对 still, `comments` wait for an answer."""
    stage = course.next
    if stage is None:
        return "已定稿，报告已锁住。下一步：报送。"
    changed, deed = changed_since(course, content), deed_words(stage)
    told = [f"下一步：{WORDS[stage]}。"]
    if changed:
        told.append(f"{_stages(changed)}签名以后内容又改过，建议退回，改过的内容重新审、重新签。")
    open_ends = [f"{waiting} 处待核对，没有人看过"] if waiting else []
    open_ends += [f"{comments} 条批注没有答复"] if comments else []
    told += [f"还有 {'；'.join(open_ends)}。"] if open_ends else []
    if proof_due(course, proofs) and proofs == "must":
        told.append(f"先签{PROOFS[stage]}，再签{WORDS[stage]}。")
    sign = "，确认后报告锁住。" if stage == FINAL else "或回车。"
    told.append(f"{'不退回的，' if changed else ''}请{WORDS[stage]}的人填写自己的姓名，按“{deed}”{sign}")
    return "".join(told)


def deed_words(stage: Stage) -> str:
    """What the blue button does: 通过初审, 定稿."""
    return "定稿" if stage == FINAL else f"通过{WORDS[stage]}"


def final_question(course: Course, content: str, who: str) -> str:
    """What is asked before a report becomes final."""
    changed = changed_since(course, content)
    told = f"{_stages(changed)}签名以后内容又改过。仍然定稿？\n" if changed else ""
    return told + SURE_FINAL.format(who=who)


def open_question(course: Course, findings: Sequence[Finding]) -> str:
    """What is asked before a stage is passed with findings still open; '' where only hints are, or none."""
    if course.next is None or all(finding.level == "hint" for finding in findings):
        return ""
    told = f"检查结果里还有{counted(findings)}，没有改正，也没有说明。"
    return f"{told}\n它们留给下一步的人看，定稿之前都要解决。仍然通过{WORDS[course.next]}？"


def counted(findings: Sequence[Finding]) -> str:
    """How many there are of each grade that is there: 核实性 2、提示 1."""
    return "、".join(f"{LEVEL_WORDS[level]} {count} 条" for level, count in tally(findings))


def finding_groups(course: Course, findings: Sequence[Finding]) -> list[tuple[str, list[Finding]]]:
    """The open findings by grade, each grade under words that say what it hinders."""
    grades = [(level, [finding for finding in findings if finding.level == level]) for level in LEVELS]
    deed = deed_words(course.next or FINAL)
    words = {"mandatory": f"改正以后才能{deed}：", "verify": "定稿前要改正或说明：", "hint": "不妨碍定稿："}
    told = [(f"{LEVEL_WORDS[level]} {len(here)} 条，{words[level]}", here) for level, here in grades if here]
    return told if any(finding.level != "hint" for finding in findings) else [("没有妨碍定稿的问题。", []), *told]


def settled_groups(state: Explained, before: int) -> tuple[list[tuple[str, list[Finding]]], dict[int, str]]:
    """What was explained and what was set aside; with what was said of each, who did it and when, by its place where `before`
    others are listed."""
    explained = [(finding, f"{one.text}（{one.who}，{one.day.isoformat()}）") for finding, one in state.settled]
    aside = [(finding, f"{one.who}，{one.day.isoformat()}") for finding, one in state.aside]
    told = [("已说明", explained), ("已搁置", aside)]
    groups = [(f"{words} {len(here)} 条：", [finding for finding, _ in here]) for words, here in told if here]
    return groups, {before + number: note for number, (_, note) in enumerate((*explained, *aside))}


def overruled_group(form: Form, numbers: Sequence[ReadNumber]) -> list[tuple[str, list[Finding]]]:
    """The numbers that contradicted and were claimed as something else, one by one, each with its place; [] where none is."""
    here = [
        Finding("hint", OVERRULED, form.cells[one.span.cell].section, overruled_as(form, one), spans=(one.span,))
        for one in overruled(numbers)
    ]
    return [(f"与表不一致而认作别的 {len(here)} 个，请逐个看：", here)] if here else []


def _to_come(course: Course, proofs: Proofs) -> Iterator[CourseRow]:
    for stage in STAGES[len(course.signed) :]:
        now = stage == course.next
        if proofs != "off" and stage in PROOFS and stage not in course.proofs:
            yield CourseRow(PROOFS[stage], MUST if proofs == "must" else MAY, state="next" if now else "later")
        yield CourseRow(WORDS[stage], WAITS if now else LATER, state="next" if now else "later")


def ended_words(course: Course, number: int, event: Signed | Proofread) -> str:
    """What came after a signature at that place of the course and ended it."""
    stage = STAGES.index(event.stage)
    for later in course.events[number + 1 :]:
        if isinstance(later, Returned) and STAGES.index(later.to) <= stage:
            return "（已退回，另签）"
        if isinstance(later, Unlocked):
            break
    return "（已解锁，另签）"


def _stages(signed: Sequence[Signed]) -> str:
    return "、".join(WORDS[one.stage] for one in signed)
