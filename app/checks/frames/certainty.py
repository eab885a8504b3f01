"""How sure a number's words are: what counts some only, what is vague, and what leaves no doubt.

A wrong accusation costs more than a missed one: three of them teach not to read the fourth. So whatever stands in a clause that
no listed word explains takes the certainty away.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.checks.frames.frame import SLACK, Frame, has_content, is_joint
from app.checks.frames.matter import RIGHT_SLACK
from app.checks.lexing.slots import Slot
from app.checks.lexing.tokens import Sentence, Token
from app.knowledge.lexicon import BLANK, Lexicon

_ARTICLE = re.compile("第[一二三四五六七八九十]+条")
_SPAN = re.compile(f"(?:{BLANK}|全年|本年|年内|共)*$")
_HAN = re.compile("[\u4e00-\u9fff]")
_FEW = 1  # unknown characters before a clause that may be a reason
_NEAR = 24  # characters before a number in which a word of some only still narrows it
_SAYS = ("flow", "head", "applicant", "result")


@dataclass(frozen=True)
class Certainty:
    """Of the numbers of one text. `wide` when all of an area is the office's own, `office` is its name."""

    lexicon: Lexicon
    wide: bool = False
    office: str = ""

    def names_an_office(self, tokens: Sequence[Token], sentence: Sentence) -> bool:
        """Whether words name another office than the report's own: 区教育局收到5件."""
        found = (sentence.text[t.start - sentence.start : t.end - sentence.start] for t in tokens if t.of_kind("office"))
        own = self.office.replace("人民政府", "政府")
        if self.wide:  # 各乡镇、各部门共收到: what all offices below did is the government's own
            found = (name for name in found if "各" not in name or name.endswith("被申请人"))
        return any(not _is_short_for(_SPAN.sub("", name), own) for name in found)

    def narrowed(self, sentence: Sentence, frame: Frame, own: Sequence[Token], done: Sequence[Frame]) -> Frame:
        """Marks what counts some only of what is counted: an unknown label, an office below, a kind that no row has."""
        number, slot = frame.slot.number, frame.slot
        if number.unit in self.lexicon.loose_units and not _ends_here(sentence, slot):
            return replace(frame, foreign=True)
        left = [token for token in slot.left if token.end <= number.start]
        one_of_none = bool(slot.right) and bool(slot.right[0].of_kind("none")) and number.value == 1
        if one_of_none or (left and left[-1].of_kind("none")):
            return replace(frame, some=True)  # 没有一件超期, 企业一份没有
        if own is slot.carried and own and sentence.unknown(slot.clause_start, number.start) > 1:
            return replace(frame, unknown=True, some=True, tags=())  # 针对被纠正的案件，召开复盘会1次
        first = next((one for one in done if one.by_head), None)
        if frame.by_head and not frame.named and first is not None and (first.some or first.foreign):
            return replace(frame, some=True)
        if not has_content(own) and not frame.tags:
            start = max([slot.clause_start, *(t.end for t in left if t.of_kind("part", "whole", "period"))])
            unknown = sentence.unknown(start, number.start) > 1 or frame.part
            return replace(frame, unknown=unknown, some=frame.some or unknown)
        wholes = [one for one in done if not one.change and not one.share]
        again = frame.part and not frame.columns and any(_same_flow(one, frame) for one in wholes[-1:])
        return replace(frame, some=frame.some or again)

    def is_vague(self, sentence: Sentence, frame: Frame, own: Sequence[Token]) -> bool:
        """Whether something stands there that the words of the lexicon do not tell, so that nothing may accuse the number."""
        slot = frame.slot
        return (
            frame.each
            or slot.number.unit in self.lexicon.person_units
            or (slot.shared and not slot.labelled)
            or frame.elsewhere
            or (not self.wide and any(t.of_kind("area") for t in slot.before))
            or _is_beside(frame, self.lexicon.request_topic)
            or _cites(sentence, slot)
            or _is_excluded(sentence, slot)
            or (not slot.labelled and self._has_unknown_words(sentence, frame, own))
            or self._is_vague_behind(sentence, frame, own)
            or _joins_unknown(sentence, own, slot)
            or _is_of_several(slot, own)
        )

    def _is_vague_behind(self, sentence: Sentence, frame: Frame, own: Sequence[Token]) -> bool:
        """Whether the words behind a number, by which it is read, leave it open."""
        number, slot = frame.slot.number, frame.slot
        behind = [t for t in own if t.start >= number.end and t.of_kind(*_SAYS)]
        if not behind:
            return False
        if number.unit in self.lexicon.loose_units and not any(t.of_kind("flow", "head") for t in slot.left):
            return True  # 部门的268项许可事项
        # 3件含有商业秘密，作部分公开: a reason behind a number may lead to any result
        reason = any(t.of_kind("result") for t in behind) and all(tag.group for tag in frame.tags)
        if any(t.of_kind("period") for t in slot.right if t.start < behind[0].start):
            return True  # 一件于3月收到
        if not has_content(slot.left) and sentence.unknown(slot.clause_start, number.start):
            return True  # 依法计为一件并予以公开
        slack = 0 if behind[0].of_kind("flow") else RIGHT_SLACK
        return reason or sentence.unknown(number.end, behind[0].start) > slack

    def _has_unknown_words(self, sentence: Sentence, frame: Frame, own: Sequence[Token]) -> bool:
        """Whether words that nobody listed may say whose the number is, or which part of it: 海关等驻区单位收到申请7件."""
        slot = frame.slot
        result = any(tag.kind == "result" for tag in frame.tags)
        # 绿化补偿等行政事业性收费: what stands before 等 are examples; 复议案卷等不予公开4件: there they are the reason
        opened = () if result else tuple(t.end for t in slot.left if t.of_kind("open"))
        start = max([slot.clause_start, *opened])
        left = sentence.unknown(start, slot.number.start) if slot.left else 0
        right = sentence.unknown(slot.number.end, slot.clause_end) if slot.place == slot.count - 1 else 0
        if result:
            topics = {tag.topic for tag in frame.tags}
            if any(tag.topic not in topics for t in slot.left for tag in t.of_kind("head")):
                return True  # 行政复议案卷等不予公开4件
            grouped = any(tag.group == one.id for one in frame.tags for tag in self.lexicon.tags)
            if grouped and any(t.of_kind("some") for t in sentence.between(slot.number.start - _NEAR, slot.number.start)):
                return True  # 经征求第三方意见31次后，决定不予公开的7件
            if grouped and self._has_a_reason(sentence, slot):
                return True
            return left > SLACK
        if len({tag.id for t in own for tag in t.of_kind("applicant")}) > 1 and own is slot.carried:
            return True
        slack = SLACK if all(tag.sure for tag in frame.tags) else 0  # 以公开方式答复28件
        return left > slack or right > SLACK

    @staticmethod
    def _has_a_reason(sentence: Sentence, slot: Slot) -> bool:
        """律师投诉查处卷宗，不公开3件: whether words before the clause may tell which of a group it is."""
        numbers = [t for t in sentence.between(sentence.start, slot.clause_start) if t.number]
        start = numbers[-1].end if numbers else sentence.start
        between = sentence.between(start, slot.clause_start)
        named = any(t.of_kind("foreign") and not t.of_kind("head", "result") for t in (*between, *slot.left))
        if named and any(t.of_kind("foreign") for t in slot.left):
            return True  # 案卷材料不予公开2件
        return start < slot.clause_start and (named or sentence.unknown(start, slot.clause_start) > _FEW)

    def is_sure(
        self, sentence: Sentence, frame: Frame, own: Sequence[Token], done: Sequence[Frame], *, own_tags: bool
    ) -> bool:
        """Whether the words leave no doubt. `own_tags`: they name the flow or result themselves."""
        if frame.foreign or frame.some or frame.channel or frame.each or not frame.topic:
            return False
        before = done[-1] if done else None
        if frame.by_head and not frame.tags and before and before.tags and before.slot.clause == frame.slot.clause:
            return False  # 尚未审结的复议4件、诉讼3件
        if frame.by_head and frame.tags and not frame.named:
            return any(one.by_head and one.sure and (one.named or not one.tags) for one in done)
        heads = {tag.topic for t in own for tag in t.of_kind("head")} - {self.lexicon.request_topic}
        if frame.by_head and len(heads) > 1:
            return False  # 因行政处罚引发的复议案件22件
        if own_tags and any(tag.kind == "result" for tag in frame.tags):
            return all(tag.sure for tag in frame.tags)
        if not frame.tags and not frame.named and any(t.of_kind("flow", "result") for t in own):
            return False
        kind = frame.by_head and frame.named and before is not None and set(frame.columns) < set(before.columns)
        if frame.part and not own_tags and not kind and not (frame.tags and frame.columns):
            return False  # but 行政诉讼8件，其中直接起诉5件 names its kind
        return self._stands_close(sentence, frame, own)

    def _stands_close(self, sentence: Sentence, frame: Frame, own: Sequence[Token]) -> bool:
        """Whether the words that name a flow, head or applicant stand right by the number."""
        said = ("flow", "head", "applicant", "others") if frame.columns else ("flow", "head")
        words = [t for t in own if t.of_kind(*said)]
        if not words:
            return False
        before = [t for t in words if t.end <= frame.slot.number.start]
        gap = sentence.unknown(before[-1].end, frame.slot.number.start) if before else 0
        heads_sure = all(head.sure for head in frame.heads if not frame.tags or head.topic != self.lexicon.request_topic)
        close = gap <= (SLACK if frame.named else 0)
        return close and (bool(frame.tags) or heads_sure) and all(tag.sure for tag in frame.tags)


def _is_short_for(name: str, own: str) -> bool:
    """Whether a name says no more than the office's own does: 区行政审批局 for 凤台区行政审批服务局."""
    rest = iter(own)
    return all(char in rest for char in name)


def _is_beside(frame: Frame, request_topic: str) -> bool:
    """Whether a number stands beside what it would count: 15件均在期限内答复, 其中1件不公开决定, 现行有效28件，其中印发的11件."""
    slot = frame.slot
    left = (*slot.carried, *slot.left)
    several = frame.topic != request_topic and not frame.by_head and any(not head.sure for head in frame.heads)
    if several and any(t.of_kind("part") for t in left):
        return True
    if any(t.of_kind("all") for t in slot.left):
        return True
    if not has_content(slot.left) and slot.right and slot.right[0].of_kind("all"):
        return True
    if slot.left and slot.left[-1].of_kind("part") and has_content(slot.right):
        return True
    return any(t.of_kind("some") for t in slot.right[:3] if t.start <= slot.number.end + 3)


def _is_excluded(sentence: Sentence, slot: Slot) -> bool:
    """诉讼88件另行统计: whether words behind a number, up to the next, say that it is not in the tables."""
    return any(token.of_kind("excluded") for token in sentence.until_number(slot.number.end))


def _joins_unknown(sentence: Sentence, own: Sequence[Token], slot: Slot) -> bool:
    """居民和单位递来的申请: whether an applicant is joined with something else, or stands apart from the number."""
    for first, joint, second in zip(own, own[1:], own[2:], strict=False):
        if is_joint(joint) and first.of_kind("applicant") and not second.of_kind("applicant"):
            return True
    applicants = [t for t in own if t.of_kind("applicant") and t.end <= slot.number.start]
    return bool(applicants) and sentence.unknown(applicants[-1].end, slot.number.start) > SLACK


def _is_of_several(slot: Slot, own: Sequence[Token]) -> bool:
    """群众申请4件 may be of every applicant or of natural persons, 其余151件分属公开、部分公开 of what was not told before."""
    if any(tag.kind == "applicant" and not tag.sure for token in own for tag in token.tags):
        return True
    others = any(token.of_kind("others") for token in slot.left)
    carried = any(tag.carry for token in own for tag in token.tags)
    return others and not carried and any(token.of_kind("applicant", "result", "flow") for token in slot.right)


def _same_flow(whole: Frame, part: Frame) -> bool:
    """收到370件；其中街道收到88件: the part is of an office below. Not 收办23件，其中新收21件."""
    flows = [frame.tags[0] for frame in (whole, part) if frame.tags and frame.tags[0].kind == "flow"]
    return len(flows) == 2 and flows[0] is flows[1]


def _ends_here(sentence: Sentence, slot: Slot) -> bool:
    """Whether nothing unknown follows a number at once: 3个部门 counts offices, 3个， what was named before."""
    end = slot.number.end
    known = any(token.start <= end < token.end and not token.of_kind("filler") for token in slot.right[:2])
    return known or not _HAN.match(sentence.text, end - sentence.start)


def _cites(sentence: Sentence, slot: Slot) -> bool:
    """第十五条不予公开1件: an article narrows what the words alone would say."""
    return bool(_ARTICLE.search(sentence.text, slot.clause_start - sentence.start, slot.number.start - sentence.start))
