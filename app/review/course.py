"""The course of a report through its stages 起草 → 初审 → 复审 → 终审. The last one makes it final and locks it.

A course is the list of what was signed, returned and unlocked; nothing is ever taken out of it. A signature stands for the
content that was signed: another content is told beside it. Before the opinion of a stage its proofs may be read (校对), a
signature of a kind of its own.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Literal

from app.errors import NotReady
from app.findings.explained import Explained
from app.findings.finding import Finding
from app.knowledge.lookalikes import key
from app.report.limits import OPINION, PERSON, REASON
from app.report.record import one_line
from app.report.report import Report

Stage = Literal["draft", "first", "second", "final"]
Proofs = Literal["off", "on", "must"]
STAGES: tuple[Stage, ...] = ("draft", "first", "second", "final")
SENTENCE = 5  # characters that a reason needs at least: a name alone is none
EXAMPLE = "初审人员休假，由起草人代审"
WORDS: Mapping[Stage, str] = MappingProxyType({"draft": "起草", "first": "初审", "second": "复审", "final": "终审"})
PROOFS: Mapping[Stage, str] = MappingProxyType({"first": "一校", "second": "二校", "final": "三校"})
FINISHED = "这份报告已经定稿，要再修改请先解锁。"


@dataclass(frozen=True)
class Signed:
    """A stage was passed by a person on a day, `at` that time; `again` is why, where the same person had signed before.

    `content` is the `digest` of what was signed, '' where that was not kept; `words` is an opinion beside 同意, `despite` why the
    report became final with comments that nobody had answered.
    """

    stage: Stage
    who: str
    day: date
    again: str = ""
    content: str = ""
    words: str = ""
    despite: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Proofread:
    """The proofs of a stage were read (一校, 二校, 三校), before its opinion."""

    stage: Stage
    who: str
    day: date
    again: str = ""
    content: str = ""
    words: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Returned:
    """A stage sent the report back to `to` for a reason: from there on it is signed anew. What was signed stays in the course."""

    stage: Stage
    to: Stage
    who: str
    day: date
    reason: str
    content: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Unlocked:
    """A final report was opened again: by whom, when and why. The stages begin anew."""

    who: str
    day: date
    reason: str
    at: datetime | None = None


CourseEvent = Signed | Proofread | Returned | Unlocked


@dataclass(frozen=True)
class Terms:
    """What is asked of a stage besides its findings: whether its proofs must be read, and how many comments wait."""

    proofs: Proofs = "on"
    comments: int = 0


@dataclass(frozen=True)
class Course:
    """All that happened, oldest first."""

    events: tuple[CourseEvent, ...] = ()

    @property
    def signed(self) -> tuple[Signed, ...]:
        """The stages that are passed as things stand: not those before an unlocking, nor those that were sent back."""
        return tuple(one for n in self.standing if isinstance(one := self.events[n], Signed))

    @property
    def proofs(self) -> Mapping[Stage, Proofread]:
        """The proofs that are read as things stand."""
        here = (one for n in self.standing if isinstance(one := self.events[n], Proofread))
        return MappingProxyType({one.stage: one for one in here})

    @property
    def next(self) -> Stage | None:
        """The stage to be passed next; None when the report is final."""
        return STAGES[len(self.signed)] if len(self.signed) < len(STAGES) else None

    @property
    def locked(self) -> bool:
        """Whether the report is final: no edit, until it is unlocked with a reason."""
        return self.next is None

    @property
    def standing(self) -> tuple[int, ...]:
        """The places of the signatures that stand: a return ends those from its stage on, an unlocking all."""
        found: list[tuple[int, Stage]] = []
        for number, event in enumerate(self.events):
            if isinstance(event, Signed | Proofread):
                found.append((number, event.stage))
            else:
                first = STAGES.index(event.to) if isinstance(event, Returned) else 0
                found = [one for one in found if STAGES.index(one[1]) < first]
        return tuple(number for number, _ in found)


def step_words(event: CourseEvent) -> str:
    """What was done: 初审, 一校, 复审退回, 解锁."""
    if isinstance(event, Unlocked):
        return "解锁"
    if isinstance(event, Proofread):
        return PROOFS[event.stage]
    return WORDS[event.stage] + ("退回" if isinstance(event, Returned) else "")


def obstacles(state: Explained) -> tuple[Finding, ...]:
    """What stands between a report and 定稿: mandatory findings, then others neither mended nor explained."""
    return tuple(f for level in ("mandatory", "verify") for f in state.open if f.level == level)


def proof_due(course: Course, proofs: Proofs) -> Stage | None:
    """The stage to be passed next, where its proofs may be read and are not yet."""
    stage = course.next
    return stage if proofs != "off" and stage in PROOFS and stage not in course.proofs else None


def signed_before(course: Course, who: str) -> tuple[str, ...]:
    """What stands and was signed by the same person (起草, 一校); how a name is written and spaced makes no difference."""
    here = (course.events[number] for number in course.standing)
    return tuple(step_words(one) for one in here if _name(one.who) == _name(who))


def digest(report: Report) -> str:
    """The content of a report in a few letters; the same content gives the same ones on any machine."""
    cells = sorted((name, str(value)) for name, value in report.cells.items())
    told = json.dumps([report.office, report.title, report.year, report.edition, cells], ensure_ascii=False)
    return hashlib.sha256(told.encode("utf-8")).hexdigest()[:16]


def changed_since(course: Course, content: str) -> tuple[Signed, ...]:
    """The signatures of this round that were given to another content than `content`, oldest first."""
    return tuple(one for one in course.signed if one.content not in ("", content))


def sign(
    course: Course,
    who: str,
    day: date,
    state: Explained,
    again: str = "",
    content: str = "",
    words: str = "",
    despite: str = "",
    at: datetime | None = None,
    terms: Terms = Terms(),
) -> Course:
    """The course with the next stage passed, for what `content` is the digest of.

    Raises NotReady without a name, when final, with mandatory findings (there is nothing to judge about them), with any other
    obstacle before 终审, when the same person signs again without saying why in `again`, without the proofs where they must be
    read, or when comments are open before 终审 and `despite` does not say why.
    """
    stage = course.next
    if stage is None:
        raise NotReady(FINISHED)
    _judge_hand(course, who, day)
    if terms.proofs == "must" and proof_due(course, terms.proofs):
        raise NotReady(f"{WORDS[stage]}之前要先签{PROOFS[stage]}（设置或本地要求里这样规定）。")
    _judge_findings(stage, obstacles(state))
    kept = _judged_again(course, who, again)
    told = _kept(despite) if stage == STAGES[-1] and terms.comments else ""
    if stage == STAGES[-1] and terms.comments and len(_name(told)) < SENTENCE:
        raise NotReady(f"还有 {terms.comments} 条批注没有答复。请先答复，或者写明为什么不等答复就定稿。")
    _judge_reason(told)
    event = Signed(stage, _kept(who), day, kept, content, _opinion(words), told, at)
    return Course((*course.events, event))


def proofread(
    course: Course,
    who: str,
    day: date,
    again: str = "",
    content: str = "",
    words: str = "",
    at: datetime | None = None,
) -> Course:
    """The course with the proofs of the next stage read. Raises NotReady as `sign` does, findings aside."""
    if course.locked:
        raise NotReady(FINISHED)
    stage = proof_due(course, "on")
    if stage is None:
        raise NotReady("这一步没有校对，或者已经签过。")
    _judge_hand(course, who, day)
    event = Proofread(stage, _kept(who), day, _judged_again(course, who, again), content, _opinion(words), at)
    return Course((*course.events, event))


def send_back(
    course: Course, who: str, day: date, reason: str, to: Stage = "draft", content: str = "", at: datetime | None = None
) -> Course:
    """The course with the report sent back to an earlier stage by the one whose turn it is. A final one is unlocked instead.

    Raises NotReady without a name or a reason of a sentence.
    """
    stage = course.next
    if stage is None:
        raise NotReady(FINISHED)
    if STAGES.index(to) >= STAGES.index(stage):
        raise NotReady("这份报告还在起草，没有可退回的阶段。" if stage == STAGES[0] else "只能退回到更早的阶段。")
    _judge_hand(course, who, day)
    if len(_name(reason)) < SENTENCE:
        raise NotReady(f"请把退回的理由写成一句话，至少 {SENTENCE} 个字，起草的人要照着改。")
    return Course((*course.events, Returned(stage, to, _kept(who), day, _opinion(reason), content, at)))


def unlock(course: Course, who: str, day: date, reason: str, at: datetime | None = None) -> Course:
    """The course with the report opened again. Raises NotReady when it is not final, or without name or reason."""
    if not course.locked:
        raise NotReady("这份报告还没有定稿，可以直接修改。")
    _judge_hand(course, who, day)
    if not _kept(reason):
        raise NotReady("请写明解锁的理由，它会留在记录里。")
    _judge_reason(_kept(reason))
    return Course((*course.events, Unlocked(_kept(who), day, _kept(reason), at)))


def _name(who: str) -> str:
    """A name as it is compared."""
    return key(who)


def _kept(words: str) -> str:
    """What was typed in one line, as it is kept: without what nobody sees."""
    return one_line(words).strip()


def _opinion(words: str) -> str:
    kept = _kept(words)
    if len(kept) > OPINION.most:
        raise NotReady(f"意见最多 {OPINION.most} 个字，请改短；细的意见请用批注写在原处。")
    return kept


def _judged_again(course: Course, who: str, again: str) -> str:
    """Why the same person signs once more; '' where nobody of that name did."""
    before = signed_before(course, who)
    if before and not _kept(again):
        raise NotReady(f"{_kept(who)}已签过{'、'.join(before)}。换一个人签，请改姓名；确是同一人，请写明理由。")
    if before and len(_name(again)) < SENTENCE:
        raise NotReady(f"理由请写成一句话，至少 {SENTENCE} 个字，如：{EXAMPLE}。它会印在审核表上。")
    _judge_reason(_kept(again))
    return _kept(again) if before else ""


def _judge_hand(course: Course, who: str, day: date) -> None:
    if not _name(who):
        raise NotReady("请填写姓名，它会印在审核表上。")
    if len(_kept(who)) > PERSON.most:
        raise NotReady(f"姓名最多 {PERSON.most} 个字，请只填签名人的姓名。")
    if course.events and day < course.events[-1].day:
        raise NotReady(f"日期不能早于上一步的 {course.events[-1].day.isoformat()}，请核对电脑的日期。")


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
