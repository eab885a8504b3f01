"""What a number is said to count: head, flow or result, columns, year and scope, from the words of its slot.

A frame does not look at the tables. `sure` says that its words leave no doubt: nothing unknown stands between them and the
number, what is counted is named, and a reading that is usual elsewhere would be named otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from app.checks.narrative.slots import CONTENT, Slot, slots
from app.checks.narrative.tokens import Sentence, Token
from app.knowledge.lexicon import CellSum, Lexicon, Tag

Period = Literal["this", "last", "other"]

_PERIODS: dict[str, Period] = {"this": "this", "last": "last", "elsewhen": "other", "becomes": "this"}
_ARTICLE = re.compile("第[一二三四五六七八九十]+条")
_SLACK = 3  # unknown characters between a flow's words and its number that leave it sure
_RESULT_SLACK = 14  # before a result that is named by its own words
_RIGHT_SLACK = 4  # the same between a number and the words behind it


@dataclass(frozen=True)
class Frame:
    """Of one number. `tags` are what is counted (flow, results, or the heads alone), `columns` the applicants or kinds of case.

    `given` are columns that numbers before it have and it may have too, `named` says that its clause names the head; `vague` that nothing may accuse it, `part` is true for a number
    behind 其中, in brackets or of a list.
    """

    slot: Slot
    heads: tuple[Tag, ...] = ()
    tags: tuple[Tag, ...] = ()
    columns: tuple[str, ...] = ()
    given: tuple[tuple[str, ...], ...] = ()
    named: bool = False
    period: Period = "this"
    part: bool = False
    some: bool = False
    foreign: bool = False
    channel: bool = False
    sure: bool = False
    change: int = 0
    compared: bool = False
    vague: bool = False
    share: bool = False
    rate: Tag | None = None
    each: bool = False
    start: int = 0

    @property
    def topic(self) -> str:
        """What it is about: requests, disputes …; '' when it is nothing of the form's."""
        return self.tags[0].topic if self.tags else self.heads[0].topic if self.heads else ""

    @property
    def end(self) -> int:
        """Where its number ends."""
        return self.slot.number.end


@dataclass
class _State:
    """What a sentence has said so far."""

    heads: tuple[Tag, ...] = ()
    foreign: bool = False
    period: Period = "this"
    outer: Period = "this"
    before: Period = "this"
    remark: bool = False
    depth: int = 0
    clause: int = -1
    partly: bool = False
    part_clause: int = -1
    foreign_unit: str = ""


@dataclass(frozen=True)
class Framing:
    """Makes the frames of one text. `head` is what it speaks of where no word says it; `wide` when all of an area is the office's own."""

    lexicon: Lexicon
    head: Tag | None
    wide: bool = False

    def frames(self, sentences: Iterable[Sentence]) -> list[tuple[Frame, ...]]:
        """The frames of each sentence."""
        found: list[tuple[Frame, ...]] = []
        last: tuple[Tag, ...] = ()
        for sentence in sentences:
            before = found[-1] if found and _follows(sentence) else ()
            found.append(tuple(self._of(sentence, before, last)))
            last = _last_heads(sentence) or last
        return found

    def _of(self, sentence: Sentence, before: tuple[Frame, ...], last: tuple[Tag, ...]) -> Iterator[Frame]:
        heads = before[-1].heads if before else (self.head,) if self.head else last
        state = _State(heads=heads, foreign=bool(before and before[-1].foreign))
        done: list[Frame] = list(before)
        for slot in slots(self.lexicon, sentence):
            self._time(slot, state)
            if slot.opened in ("；", ";") and self.head is not None:
                state.heads, state.foreign = (self.head,), False
            frame = self._frame(sentence, slot, state, done)
            if not frame.part:
                state.heads, state.foreign = frame.heads or state.heads, frame.foreign
                state.foreign_unit = slot.number.unit if frame.foreign else ""
            done.append(frame)
            yield frame

    def _time(self, slot: Slot, state: _State) -> None:
        """The last word of time before a number, unless it says what is compared with."""
        if slot.depth > state.depth:
            state.outer = state.period
        elif slot.depth < state.depth:
            state.period = state.outer
        state.depth = slot.depth
        if slot.opened in ("；", ";") or (state.remark and slot.clause != state.clause):
            state.period, state.remark = state.before, False
        compared = False
        here, named = state.period, -1
        for token in (*slot.carried, *slot.left):
            compared = compared or bool(token.of_kind("compare"))
            for tag in token.of_kind("period"):
                goes_on = tag.id == "this" and token.start == named  # 2023年全年
                if not (compared and tag.id != "this") and not goes_on:
                    here, named = _PERIODS[tag.id], token.end
        # 上年为9件， is a remark about its own clause; 2024年收到申请9件，办结8件 speaks of that year until another is named.
        own = slot.left if slot.clause == state.clause else (*slot.carried, *slot.left)
        bare = not any(t.of_kind("head", "flow", "result") for t in own)
        if compared and _of_last(slot):
            here = "last"
        if len({tag.id for token in (*slot.carried, *slot.left) for tag in token.of_kind("period")}) > 1 and slot.count > 1 and not compared:
            here = "other"  # 2023年、2024年、2025年分别为5件、6件、7件
        state.remark = here == "last" and (here != state.period or state.remark) and bare
        if here != state.period:
            state.before = here if here == "last" and not state.remark else "this"
        if here == "this":
            state.before = "this"
        state.period, state.clause = here, slot.clause

    def _frame(self, sentence: Sentence, slot: Slot, state: _State, done: list[Frame]) -> Frame:
        own = self._own(slot)
        every = (*slot.carried, *slot.left)
        remark = state.remark or slot.becomes
        part = slot.opened in ("（", "(") or any(t.of_kind("part") for t in every) or (slot.opened in ("：", ":") and bool(done))
        heads, foreign, named = self._heads(slot, own, state)
        if part:
            state.partly = state.foreign or (bool(done) and done[-1].foreign)
            state.part_clause = slot.clause
        elif (named and slot.clause != state.part_clause) or slot.opened in ("；", ";"):
            state.partly = False
        foreign = foreign or state.partly
        topic = heads[0].topic if heads else ""
        tags, clear = self._tags(sentence, own, topic, named=named)
        if tags and not foreign:
            heads = tuple(h for h in heads if h.topic == tags[0].topic) or self._head_of(tags[0].topic)
        period = "this" if tags and tags[0].id in ("carried_in", "carried_out", "carry") else "last" if remark else state.period
        if tags and topic != tags[0].topic and not all(tag.bare for tag in tags):
            tags, foreign = (), foreign or not named  # 公开38条 where nobody speaks of requests
        frame = Frame(slot, heads, tags, start=slot.start, period=period, foreign=foreign, part=part, named=named)
        frame = self._marked(frame, every, own, done)
        frame = self._columned(frame, own, done)
        frame = self._rest(frame, done)
        own_tags = bool(frame.tags)
        if not (frame.change or frame.share) and (remark or _of_year(slot)) and not _content(slot.left) and not frame.foreign:
            unknown = sentence.unknown(slot.clause_start, slot.number.start)
            return _remarked(replace(frame, slot=replace(slot, unknown_left=unknown)), done, remark=remark)
        if not frame.tags and not frame.foreign:
            frame = self._inherited(frame, done)
        frame = self._narrowed(sentence, frame, own, done)
        vague = self._vague(sentence, frame, own) or _cites(sentence, frame)
        frame = replace(frame, vague=vague)
        return replace(frame, sure=clear and not vague and self._sure(sentence, frame, own, done, named=named, own_tags=own_tags))

    def _own(self, slot: Slot) -> tuple[Token, ...]:
        """The words that say what a number counts: those before it, else those after it, else those carried to it."""
        right = _before_all(slot.right)
        if not _content(slot.left):
            return right if _content(right) else slot.carried
        if _names(slot.left, "flow") or _names(slot.left, "foreign"):
            return slot.left
        if _names(slot.left, "result"):
            groups = {tag.id for t in slot.left for tag in t.of_kind("result")}
            return (*(t for t in slot.carried if any(tag.group in groups for tag in t.of_kind("result"))), *slot.left)
        more = ("result", "flow") if _names(slot.left, "applicant") else ("result", "flow", "applicant")
        return (*slot.left, *(token for token in right if token.of_kind(*more) or _is_joint(token)))

    def _narrowed(self, sentence: Sentence, frame: Frame, own: Sequence[Token], done: list[Frame]) -> Frame:
        """Marks what counts some only of what is counted: an unknown label, an office below, a kind that no row has."""
        number = frame.slot.number
        if number.unit in self.lexicon.loose_units and not _ends_here(sentence, frame.slot):
            return replace(frame, foreign=True)
        left = [token for token in frame.slot.left if token.end <= number.start]
        if left and left[-1].of_kind("none"):
            return replace(frame, some=True)
        if own is frame.slot.carried and own and sentence.unknown(frame.slot.clause_start, number.start) > 1:
            return replace(frame, some=True, tags=())  # 针对被纠正的案件，召开复盘会1次
        first = next((one for one in done if one.topic == "disputes"), None)
        if frame.topic == "disputes" and not frame.named and first is not None and (first.some or first.foreign):
            return replace(frame, some=True)
        if slot_none := next(iter(frame.slot.right), None):
            if slot_none.of_kind("none") and number.value == 1:
                return replace(frame, some=True)  # 企业一份没有
        if not _content(own) and not frame.tags:
            start = max([frame.slot.clause_start, *(t.end for t in left if t.of_kind("part", "whole", "period"))])
            return replace(frame, some=frame.some or sentence.unknown(start, number.start) > 1 or frame.part)
        wholes = [one for one in done if not one.change and not one.share]
        again = frame.part and not frame.columns and any(_same_flow(one, frame) for one in wholes[-1:])
        return replace(frame, some=frame.some or again)

    def _heads(
        self, slot: Slot, own: Sequence[Token], state: _State
    ) -> tuple[tuple[Tag, ...], bool, bool]:
        """The heads of a number, whether it counts something foreign, and whether its own clause names the head."""
        behind = _beginning(slot)
        glued = bool(behind) and bool(behind[0].of_kind("head")) and behind[0].start <= slot.number.end + 1
        order = ((behind, False), (slot.left, True), (slot.carried, True))
        for words, last in order if glued else (order[1], order[0], order[2]):
            found = [t for t in words if t.of_kind("head", "channel", "result") or _is_foreign(t)]
            if found and last and (found[-1].of_kind("channel") or any(tag.bare for tag in found[-1].of_kind("result"))):
                found = [t for t in found if t.of_kind("head")]  # 网站在线申请5件, 卷宗按执法案卷不予公开6件
            found = [t for t in found if t.of_kind("head") or _is_foreign(t)]
            if not found:
                continue
            token = found[-1] if last else found[0]
            if not token.of_kind("head"):
                named = any(t.of_kind("result", "head", "applicant") or _sure_flow(t, state.heads) for t in own)
                if words is slot.carried and named:
                    continue
                return state.heads, True, True
            heads = tuple(tag for t in found for tag in t.of_kind("head")) if last else token.of_kind("head")
            wanted = token.of_kind("head")[0].topic
            return tuple(dict.fromkeys(h for h in heads if h.topic == wanted)), False, words is not slot.carried
        return state.heads, state.foreign and not self._goes_back(own, state, slot), False

    def _goes_back(self, own: Sequence[Token], state: _State, slot: Slot) -> bool:
        """制发规范性文件3件，同步解读3篇，废止3件: words of the matter before, and another unit than the foreign number's."""
        flows = [tag for token in own for tag in token.of_kind("flow", "result") if tag.sure]
        of_before = any(tag.topic == head.topic for tag in flows for head in state.heads)
        return of_before and slot.number.unit != state.foreign_unit

    def _head_of(self, topic: str) -> tuple[Tag, ...]:
        return tuple(tag for tag in self.lexicon.tags if tag.kind == "head" and tag.id == topic)

    def _tags(self, sentence: Sentence, own: Sequence[Token], topic: str, *, named: bool) -> tuple[tuple[Tag, ...], bool]:
        """The flow or results that words name, and whether they name one thing.

        Where the clause names what is counted, words of other matters say nothing: 公开行政许可5件.
        """
        strict = named or topic == self.lexicon.request_topic
        chosen = [(token, _of_topic(token.of_kind("result"), topic, strict=strict)) for token in own]
        results = [(token, tag) for token, tag in chosen if tag]
        if results:
            came = any(tag.sure and tag.id not in ("total",) for token in own for tag in token.of_kind("flow") if tag.topic == results[0][1].topic)
            tags, clear = self._joined(own, results, sentence)
            return tags, clear and not came
        flows = [tag for token in own if (tag := _of_topic(token.of_kind("flow"), topic, strict=True))]
        carries = [tag for tag in flows if tag.id in ("carried_in", "carried_out", "carry")]
        if not flows:
            return (), True
        if len(flows) > 1 and carries and any(_is_joint(token) for token in own) and flows[-1] is carries[-1]:
            other = [tag for tag in flows if tag not in carries and tag.sure]
            if other and carries[-1].id == "carried_in":
                return (other[0], carries[-1]), True  # 本年新收和上年结转的126件
        if carries:
            return (carries[-1],), True
        sure = [tag for tag in flows if tag.sure]
        both = len({tag.id for tag in sure}) > 1 or (bool(sure) and flows[-1] not in sure and not _apart(own))
        return ((sure or flows)[-1],), not both

    def _joined(
        self, own: Sequence[Token], results: list[tuple[Token, Tag]], sentence: Sentence
    ) -> tuple[tuple[Tag, ...], bool]:
        tags = list(dict.fromkeys(tag for _, tag in results))
        last = results[-1][1]
        if any(tag.group == last.id for tag in tags):
            rows = [tag for tag in tags if tag.group == last.id]
            at = max(token.end for token, tag in results if tag in rows)
            opened = any(token.of_kind("open") and token.start >= at for token in own)
            return (last,) if opened else tuple(rows), not opened and len(rows) == 1 or opened
        tags = [tag for tag in tags if not any(other.group == tag.id for other in tags)]
        if len(tags) == 1:
            return (tags[0],), True
        joined = all(_adjacent(own, a, b) and not sentence.unknown(a.end, b.start) for (a, _), (b, _) in zip(results, results[1:], strict=False))
        return (tuple(tags), True) if joined else ((tags[-1],), False)

    def _marked(self, frame: Frame, every: Sequence[Token], own: Sequence[Token], done: list[Frame]) -> Frame:
        """What a number is besides: a share, a change, a rate, of a channel, of some only."""
        left = frame.slot.left
        near = left[-1:] if left else ()
        grown = [tag for token in left for tag in token.of_kind("grown")]
        last = frame.slot.labelled or (bool(near) and near[0].of_kind("grown", "whole", "filler", "respectively", "each"))
        change = grown[-1].sign if grown and last else 0
        if done and not grown and done[-1].change and done[-1].slot.clause == frame.slot.clause and not _content(left):
            change = done[-1].change  # 分别增加72件和8件
        rates = [tag for token in own for tag in token.of_kind("rate")]
        percent = frame.slot.number.unit == "%"
        beside = bool(done) and done[-1].slot.clause == frame.slot.clause and done[-1].compared
        return replace(
            frame,
            change=change,
            compared=beside or percent or any(one.period == "last" for one in done[-3:]) or any(token.of_kind("compare") for token in every),
            share=percent and not change,
            rate=rates[-1] if rates else None,
            some=any(tag.id != "about" or not frame.named for token in left for tag in token.of_kind("some")) or (frame.slot.within_some and not frame.tags and not frame.named),
            channel=any(token.of_kind("channel") for token in own) and not frame.tags,
            each=any(token.of_kind("each") for token in left),
        )

    def _columned(self, frame: Frame, own: Sequence[Token], done: list[Frame]) -> Frame:
        if frame.topic == "disputes":
            columns = tuple(dict.fromkeys(c for head in frame.heads for c in head.columns))
            before = list(dict.fromkeys(one.columns for one in done if one.topic == "disputes" and one.columns))
            every = tuple(dict.fromkeys(c for one in before for c in one))
            given = () if frame.named else tuple(dict.fromkeys((*before, every)))
            return replace(frame, columns=columns, given=given)
        wider = not _names(own, "applicant") and not any(tag.kind == "flow" for tag in frame.tags) and own is not frame.slot.carried
        tokens = (*own, *frame.slot.carried) if wider else own
        columns = tuple(dict.fromkeys(c for token in tokens for tag in token.of_kind("applicant") for c in tag.columns))
        if not columns and _names(frame.slot.left, "others") and done and done[-1].columns:
            columns = ("other",)
        given = next((one.columns for one in reversed(done) if one.columns and one.topic == frame.topic), ())
        return replace(frame, columns=columns, given=(given,) if given and not columns else ())

    def _rest(self, frame: Frame, done: list[Frame]) -> Frame:
        """其他5件 behind other results is the row 其他."""
        before = done[-1] if done else None
        if frame.tags or not before or not before.tags or before.tags[0].kind != "result":
            return frame
        if not any(token.of_kind("others") for token in frame.slot.left):
            return frame
        group = before.tags[0].group
        rest = tuple(tag for tag in self.lexicon.tags if tag.rest and tag.topic == before.topic and tag.group == group)
        return replace(frame, tags=rest, heads=before.heads, columns=before.columns, given=before.given)

    def _inherited(self, frame: Frame, done: list[Frame]) -> Frame:
        """A number that names an applicant only counts what the whole before it counts."""
        wholes = [one for one in done if one.tags and one.topic == frame.topic and not one.change and not one.share]
        if not wholes or frame.topic == "disputes":
            return frame
        closest = [one for one in wholes if not one.columns and one.slot.depth <= frame.slot.depth] or wholes
        flows = [one for one in closest if one.tags[0].kind == "flow"]
        flows = [one for one in flows if not one.tags[0].id.startswith("carr")] or flows
        nested = frame.slot.depth > closest[-1].slot.depth
        under = any(t.of_kind("part") for t in frame.slot.left) and closest[-1].tags[0].kind == "result"
        base = closest[-1] if nested or under else (flows or closest)[-1]
        return replace(frame, tags=base.tags) if frame.columns else frame

    def _vague(self, sentence: Sentence, frame: Frame, own: Sequence[Token]) -> bool:
        """Whether something stands there that the words of the lexicon do not tell."""
        number, slot = frame.slot.number, frame.slot
        left = (*slot.carried, *slot.left)
        if frame.each or any(t.of_kind("all") for t in slot.left) or any(t.of_kind("office") for t in slot.left):
            return True
        if not self.wide and any(t.of_kind("area") for t in left):
            return True
        if slot.left and slot.left[-1].of_kind("part") and _content(slot.right):
            return True  # 申请人对其中1件不公开决定申请复议
        if any(t.of_kind("some") for t in slot.right[:3] if t.start <= number.end + 3):
            return True
        if not slot.labelled and self._unknown_words(sentence, frame, own):
            return True
        behind = [t for t in own if t.start >= number.end and t.of_kind("flow", "head", "applicant", "result")]
        if behind:
            flow = bool(behind[0].of_kind("flow"))
            # 3件含有商业秘密，作部分公开: a reason behind a number may lead to any result
            reason = bool(behind[0].of_kind("result")) and all(tag.group for tag in frame.tags)
            return reason or sentence.unknown(number.end, behind[0].start) > (0 if flow else _RIGHT_SLACK)
        applicants = [t for t in own if t.of_kind("applicant") and t.end <= number.start]
        return bool(applicants) and sentence.unknown(applicants[-1].end, number.start) > _SLACK

    def _unknown_words(self, sentence: Sentence, frame: Frame, own: Sequence[Token]) -> bool:
        """Whether words that nobody listed may say whose the number is, or which part of it: 海关等驻区单位收到申请7件."""
        slot = frame.slot
        left = sentence.unknown(slot.clause_start, slot.number.start) if slot.left else 0
        right = sentence.unknown(slot.number.end, slot.clause_end) if slot.place == slot.count - 1 else 0
        if any(tag.kind == "result" for tag in frame.tags):
            rows = any(tag.group for tag in frame.tags)
            grouped = any(tag.group == one.id for one in frame.tags for tag in self.lexicon.tags)
            return left > (_RESULT_SLACK if rows or not grouped else _SLACK)
        if len({tag.id for t in own for tag in t.of_kind("applicant")}) > 1 and own is slot.carried:
            return True
        return left > _SLACK or right > _SLACK + 2

    def _sure(
        self, sentence: Sentence, frame: Frame, own: Sequence[Token], done: list[Frame], *, named: bool, own_tags: bool
    ) -> bool:
        if frame.foreign or frame.some or frame.channel or frame.each or not frame.topic:
            return False
        kinds = {tag.kind for tag in frame.tags}
        if frame.topic == "disputes" and frame.tags and not frame.named:
            return any(one.topic == "disputes" and one.sure and not one.tags for one in done)
        heads = {tag.topic for t in own for tag in t.of_kind("head")} - {self.lexicon.request_topic}
        if frame.topic == "disputes" and len(heads) > 1:
            return False  # 因行政处罚引发的复议案件22件
        if "result" in kinds and own_tags:
            return all(tag.sure for tag in frame.tags)
        if not frame.tags and not named and any(t.of_kind("flow", "result") for t in own):
            return False
        if frame.part and not own_tags and not (frame.tags and frame.columns):
            return False
        kinds_named = ("flow", "head", "applicant", "others") if frame.columns else ("flow", "head")
        content = [t for t in own if t.of_kind(*kinds_named) and t.end <= frame.slot.number.start]
        if not content and not any(t.of_kind(*kinds_named) for t in own):
            return False
        gap = sentence.unknown(content[-1].end, frame.slot.number.start) if content else 0
        heads_sure = all(head.sure for head in frame.heads if not frame.tags or head.topic != self.lexicon.request_topic)
        return gap <= (_SLACK if named else 0) and (bool(frame.tags) or heads_sure) and all(tag.sure for tag in frame.tags)


def _is_foreign(token: Token) -> bool:
    """A word of another matter; 答复率 and the like are such words for a share only."""
    return any(tag.kind == "foreign" and tag.id != "free_rate" for tag in token.tags) and not token.of_kind("head")


def _sure_flow(token: Token, heads: tuple[Tag, ...]) -> bool:
    return any(tag.sure and any(tag.topic == head.topic for head in heads) for tag in token.of_kind("flow"))


def _last_heads(sentence: Sentence) -> tuple[Tag, ...]:
    """What a sentence speaks of at its end."""
    named = [token for token in sentence.tokens if token.of_kind("head", "foreign")]
    return named[-1].of_kind("head") if named else ()


def _follows(sentence: Sentence) -> bool:
    """Whether a sentence goes on counting what the one before counted."""
    first = next((token for token in sentence.tokens if token.tags or token.number), None)
    return bool(first and first.of_kind("part"))


def _same_flow(whole: Frame, part: Frame) -> bool:
    """收到370件；其中街道收到88件: the part is of an office below."""
    flows = [frame.tags[0] for frame in (whole, part) if frame.tags and frame.tags[0].kind == "flow"]
    return len(flows) == 2 and flows[0].readings[0] == flows[1].readings[0]


def _beginning(slot: Slot) -> tuple[Token, ...]:
    """The words right behind a number, up to the first that says what became of it: 7件政府信息公开申请."""
    end = next((n for n, token in enumerate(slot.right) if token.of_kind("flow", "result", "all", "none")), len(slot.right))
    return slot.right[:end]


def _ends_here(sentence: Sentence, slot: Slot) -> bool:
    """Whether nothing unknown follows a number at once: 3个部门 counts offices, 3个， what was named before."""
    end = slot.number.end
    follows = sentence.text[end - sentence.start : end - sentence.start + 1]
    known = any(token.start <= end < token.end and not token.of_kind("filler") for token in slot.right)
    return known or not ("\u4e00" <= follows <= "\u9fff")


def _is_joint(token: Token) -> bool:
    return token.sign == "、" or any(tag.id == "join" for tag in token.tags)


def _apart(own: Sequence[Token]) -> bool:
    """Whether no 和 joins two flows: 收到和处理的申请."""
    return not any(_is_joint(token) for token in own)


def _content(tokens: Iterable[Token]) -> bool:
    return any(token.of_kind(*CONTENT) for token in tokens)


def _names(tokens: Iterable[Token], kind: str) -> bool:
    return any(token.of_kind(kind) for token in tokens)


def _of_topic(tags: Sequence[Tag], topic: str, *, strict: bool) -> Tag | None:
    """Of a word's tags the one that belongs to what is spoken of; where that is not settled, else the first."""
    found = next((tag for tag in tags if tag.topic == topic), None)
    return found or (tags[0] if tags and not strict else None)


def _before_all(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The words up to one that speaks of all or none of what the number counts: 2件均为维持."""
    end = next((n for n, token in enumerate(tokens) if token.of_kind("all", "none")), len(tokens))
    return tuple(tokens[:end])


def _of_last(slot: Slot) -> bool:
    """较上年的5件, 比上年新收的5件: the number of last year that is compared with."""
    at = next((n for n, token in enumerate(slot.left) if any(tag.id == "last" for tag in token.of_kind("period"))), -1)
    return at >= 0 and not any(token.of_kind("grown", "level") for token in slot.left[at:])


def _of_year(slot: Slot) -> bool:
    return any(tag.id in ("last", "becomes") for token in slot.left for tag in token.of_kind("period"))


def _remarked(frame: Frame, done: list[Frame], *, remark: bool) -> Frame:
    """上年为9件, 降至11件: a number that names only its year counts what the one before counts."""
    counts = [one for one in done if not one.change and not one.share and one.topic]
    row = [one for one in counts if one.slot.clause != frame.slot.clause and one.period == "this"]
    before = counts[-1] if counts else None
    if frame.slot.count > 1 and len(row) >= frame.slot.count:
        before = row[frame.slot.place - frame.slot.count]  # 上年分别为51件、410件、9件
    if before is None or before.foreign:
        return replace(frame, foreign=bool(before and before.foreign))
    period: Period = "last" if remark else frame.period
    alone = sum(not one.change and not one.share and one.period == "this" for one in done) == 1
    adjoins = frame.slot.clause_start - before.end <= 1
    kept = replace(frame, heads=before.heads, tags=before.tags, columns=before.columns, period=period)
    return replace(kept, sure=before.sure and not before.some and (adjoins or (alone and frame.slot.depth == before.slot.depth)) and not frame.slot.unknown_left, some=before.some, channel=before.channel)


def _cites(sentence: Sentence, frame: Frame) -> bool:
    """第十五条不予公开1件: an article narrows what the words alone would say."""
    start = frame.slot.clause_start - sentence.start
    return bool(_ARTICLE.search(sentence.text, max(start, 0), frame.slot.number.start - sentence.start))


def _adjacent(own: Sequence[Token], first: Token, second: Token) -> bool:
    """Whether between two words there are only signs and particles."""
    between = [token for token in own if first.end <= token.start < second.start]
    return all(token.sign == "、" or token.of_kind("filler", "open", "all", "part") for token in between)


def readings_of(frame: Frame) -> tuple[CellSum, ...]:
    """The readings of what is counted, with `*` for the columns. Several results make one sum."""
    if not frame.tags:
        heads = {reading: None for head in frame.heads for reading in head.readings}
        return tuple(heads)
    if len(frame.tags) == 1:
        return frame.tags[0].readings
    return (tuple(dict.fromkeys(part for tag in frame.tags for part in tag.readings[0])),)
