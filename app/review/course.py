"""The course of a report through its stages 起草 → 初审 → 复审 → 终审. The last one makes it final and locks it.

A course is the list of what was signed and unlocked; nothing is ever taken out of it. A signature stands for the content
that was signed: another content is told beside it.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from typing import Literal

from app.checks import Finding
from app.errors import NotReady
from app.findings.explained import Explained
from app.knowledge.lookalikes import key
from app.report.limits import PERSON, REASON
from app.report.record import one_line
from app.report.report import Report

Stage = Literal["draft", "first", "second", "final"]
STAGES: tuple[Stage, ...] = ("draft", "first", "second", "final")
SENTENCE = 5  # characters that a reason needs at least: a name alone is none
EXAMPLE = "初审人员休假，由起草人代审"
WORDS: dict[Stage, str] = {"draft": "起草", "first": "初审", "second": "复审", "final": "终审"}


@dataclass(frozen=True)
class Signed:
    """A stage was passed by a person on a day; `again` is why, where the same person had signed before.

    `content` is the `digest` of what was signed, '' where that was not kept.
    """

    stage: Stage
    who: str
    day: date
    again: str = ""
    content: str = ""


@dataclass(frozen=True)
class Unlocked:
    """A final report was opened again: by whom, when and why. The stages begin anew."""

    who: str
    day: date
    reason: str


@dataclass(frozen=True)
class Course:
    """All that happened, oldest first."""

    events: tuple[Signed | Unlocked, ...] = ()

    @property
    def signed(self) -> tuple[Signed, ...]:
        """The stages passed since the report was last unlocked."""
        start = max((n + 1 for n, e in enumerate(self.events) if isinstance(e, Unlocked)), default=0)
        return tuple(e for e in self.events[start:] if isinstance(e, Signed))

    @property
    def next(self) -> Stage | None:
        """The stage to be passed next; None when the report is final."""
        return STAGES[len(self.signed)] if len(self.signed) < len(STAGES) else None

    @property
    def locked(self) -> bool:
        """Whether the report is final: no edit, until it is unlocked with a reason."""
        return self.next is None


def obstacles(state: Explained) -> tuple[Finding, ...]:
    """What stands between a report and 定稿: mandatory findings, then others neither mended nor explained."""
    return tuple(f for level in ("mandatory", "verify") for f in state.open if f.level == level)


def signed_before(course: Course, who: str) -> tuple[Stage, ...]:
    """The stages of this round that the same person signed; how a name is written and spaced makes no difference."""
    return tuple(one.stage for one in course.signed if _name(one.who) == _name(who))


def digest(report: Report) -> str:
    """The content of a report in a few letters; the same content gives the same ones on any machine."""
    cells = sorted((name, str(value)) for name, value in report.cells.items())
    told = json.dumps([report.office, report.title, report.year, report.edition, cells], ensure_ascii=False)
    return hashlib.sha256(told.encode("utf-8")).hexdigest()[:16]


def changed_since(course: Course, content: str) -> tuple[Signed, ...]:
    """The signatures of this round that were given to another content than `content`, oldest first."""
    return tuple(one for one in course.signed if one.content not in ("", content))


def sign(
    course: Course, who: str, day: date, state: Explained, again: str = "", content: str = ""
) -> Course:
    """The course with the next stage passed, for what `content` is the digest of.

    Raises NotReady without a name, when final, with mandatory findings (there is nothing to judge about them), with any other
    obstacle before 终审, or when the same person signs again without saying why in `again`.
    """
    stage = course.next
    if stage is None:
        raise NotReady("这份报告已经定稿，要再修改请先解锁。")
    _judge_name(who)
    _judge_day(course, day)
    _judge_findings(stage, obstacles(state))
    before = signed_before(course, who)
    if before and not _kept(again):
        done = "、".join(WORDS[one] for one in before)
        raise NotReady(f"{_kept(who)}已签过{done}。换一个人签，请改姓名；确是同一人，请写明理由。")
    if before and len(_name(again)) < SENTENCE:
        raise NotReady(f"理由请写成一句话，至少 {SENTENCE} 个字，如：{EXAMPLE}。它会印在审核表上。")
    _judge_reason(_kept(again))
    signed = Signed(stage, _kept(who), day, _kept(again) if before else "", content)
    return Course((*course.events, signed))


def send_back(course: Course) -> Course:
    """The course with the last signature of the current round withdrawn; a final report must be unlocked instead."""
    if course.locked:
        raise NotReady("这份报告已经定稿，要再修改请先解锁。")
    if not course.signed:
        raise NotReady("这份报告还在起草，没有可退回的阶段。")
    return Course(course.events[:-1])


def unlock(course: Course, who: str, day: date, reason: str) -> Course:
    """The course with the report opened again. Raises NotReady when it is not final, or without name or reason."""
    if not course.locked:
        raise NotReady("这份报告还没有定稿，可以直接修改。")
    _judge_name(who)
    _judge_day(course, day)
    if not _kept(reason):
        raise NotReady("请写明解锁的理由，它会留在记录里。")
    _judge_reason(_kept(reason))
    return Course((*course.events, Unlocked(_kept(who), day, _kept(reason))))


def _name(who: str) -> str:
    """A name as it is compared."""
    return key(who)


def _kept(words: str) -> str:
    """What was typed in one line, as it is kept: without what nobody sees."""
    return one_line(words).strip()


def _judge_name(who: str) -> None:
    if not _name(who):
        raise NotReady("请填写姓名，它会印在审核表上。")
    if len(_kept(who)) > PERSON.most:
        raise NotReady(f"姓名最多 {PERSON.most} 个字，请只填签名人的姓名。")


def _judge_reason(reason: str) -> None:
    if len(reason) > REASON.most:
        raise NotReady(f"理由最多 {REASON.most} 个字，请改短。")


def _judge_findings(stage: Stage, hindered: tuple[Finding, ...]) -> None:
    if stage == STAGES[-1] and hindered:
        raise NotReady(
            f"还不能定稿：有 {len(hindered)} 处强制性问题或没有说明的核实性问题，例如“{hindered[0].sentence}”。"
        )
    wrong = [finding for finding in hindered if finding.level == "mandatory"]
    if wrong:
        raise NotReady(f"还不能通过{WORDS[stage]}：有 {len(wrong)} 处强制性问题要先改正，例如“{wrong[0].sentence}”。")


def _judge_day(course: Course, day: date) -> None:
    if course.events and day < course.events[-1].day:
        raise NotReady(f"日期不能早于上一步的 {course.events[-1].day.isoformat()}，请核对电脑的日期。")
