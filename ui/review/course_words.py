"""What the dialog of the stages says: who signed, what was changed since, what comes next, what is asked before 定稿.

Sentences only; who may sign what decides app.review.course.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.checks import LEVEL_WORDS, LEVELS, Finding, tally
from app.checks.narrative import ReadNumber
from app.checks.number_words import overruled, overruled_as
from app.form.form import Form
from app.review.course import STAGES, WORDS, Course, Signed, Stage, Unlocked, changed_since

OVERRULED = "narrative.overruled"
FINAL = STAGES[-1]
CHANGED = "签名后内容改过"
SURE_FINAL = "“{who}”签终审，报告就此定稿并锁住：只能看，不能改。\n以后要修改，须写明理由解锁，审核从起草重新开始。"


def lines(course: Course, content: str) -> list[str]:
    """The stages with names and dates, then every unlocking. `content` is the digest of what stands now."""
    signed = {one.stage: one for one in course.signed}
    changed = changed_since(course, content)
    told = [_line(stage, signed.get(stage), changed) for stage in STAGES]
    opened = [event for event in course.events if isinstance(event, Unlocked)]
    return told + [f"解锁　{one.who}　{one.day.isoformat()}　{one.reason}" for one in opened]


def next_words(course: Course, content: str, waiting: int) -> str:
    """What comes next. `waiting` numbers are 待核对 still."""
    stage = course.next
    if stage is None:
        return "已定稿，报告已锁住。下一步：导出报告，送印或报送。"
    changed, deed = changed_since(course, content), "定稿" if stage == FINAL else f"通过{WORDS[stage]}"
    told = [f"下一步：{WORDS[stage]}。"]
    if changed:
        told.append(f"{_stages(changed)}签名以后内容又改过，建议退回，改过的内容重新审、重新签。")
    if waiting:
        told.append(f"还有 {waiting} 处待核对，没有人看过。")
    sign = "，确认后报告锁住。" if stage == FINAL else "或回车。"
    told.append(f"{'不退回的，' if changed else ''}请{WORDS[stage]}的人填写自己的姓名，按“{deed}”{sign}")
    return "".join(told)


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
    deed = "定稿" if course.next in (FINAL, None) else f"通过{WORDS[course.next]}"
    words = {"mandatory": f"改正以后才能{deed}：", "verify": "定稿前要改正或说明：", "hint": "不妨碍定稿："}
    told = [(f"{LEVEL_WORDS[level]} {len(here)} 条，{words[level]}", here) for level, here in grades if here]
    return told if any(finding.level != "hint" for finding in findings) else [("没有妨碍定稿的问题。", []), *told]


def overruled_group(form: Form, numbers: Sequence[ReadNumber]) -> list[tuple[str, list[Finding]]]:
    """The numbers that contradicted and were claimed as something else, one by one, each with its place; [] where none is."""
    here = [
        Finding("hint", OVERRULED, form.cells[one.span.cell].section, overruled_as(form, one), spans=(one.span,))
        for one in overruled(numbers)
    ]
    return [(f"与表不一致而认作别的 {len(here)} 个，请逐个看：", here)] if here else []


def _stages(signed: Sequence[Signed]) -> str:
    return "、".join(WORDS[one.stage] for one in signed)


def _line(stage: Stage, one: Signed | None, changed: Sequence[Signed]) -> str:
    if one is None:
        return f"{WORDS[stage]}　—"
    again = f"　（同一人再签：{one.again}）" if one.again else ""
    return f"{WORDS[stage]}　{one.who}　{one.day.isoformat()}{again}" + (f"　（{CHANGED}）" if one in changed else "")
