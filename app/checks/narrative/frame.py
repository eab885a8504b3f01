"""What a number is said to count: head, flow or result, columns, year and scope, from the words of its slot.

A frame does not look at the tables. `sure` says that its words leave no doubt: nothing unknown stands between them and the
number, what is counted is named, and a reading that is usual elsewhere would be named otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from app.checks.narrative.slots import CONTENT, Slot, slots
from app.checks.narrative.tokens import Sentence, Token
from app.knowledge.lexicon import CellSum, Lexicon, Tag

Period = Literal["this", "last", "other"]

_PERIODS: dict[str, Period] = {"this": "this", "last": "last", "elsewhen": "other"}
_SLACK = 3  # unknown characters between a flow's words and its number that leave it sure
_RESULT_SLACK = 12  # a result is named by its own words, whatever stands between
_NO_FOREIGN = ("flow", "result")


@dataclass(frozen=True)
class Frame:
    """Of one number. `tags` are what is counted (flow, results, or the heads alone), `columns` the applicants or kinds of case.

    `given` are columns that a whole before it has, `base` is that whole's place among the frames; `part` is true for a number
    behind 其中, in brackets or of a list.
    """

    slot: Slot
    heads: tuple[Tag, ...] = ()
    tags: tuple[Tag, ...] = ()
    columns: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    period: Period = "this"
    part: bool = False
    some: bool = False
    foreign: bool = False
    channel: bool = False
    sure: bool = False
    change: int = 0
    compared: bool = False
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
    depth: int = 0


@dataclass(frozen=True)
class Framing:
    """Makes the frames of one text. `head` is what it speaks of where no word says it."""

    lexicon: Lexicon
    head: Tag | None

    def frames(self, sentences: Iterable[Sentence]) -> list[tuple[Frame, ...]]:
        """The frames of each sentence."""
        found: list[tuple[Frame, ...]] = []
        for sentence in sentences:
            before = found[-1] if found and _follows(sentence) else ()
            found.append(tuple(self._of(sentence, before)))
        return found

    def _of(self, sentence: Sentence, before: tuple[Frame, ...]) -> Iterator[Frame]:
        heads = before[-1].heads if before else (self.head,) if self.head else ()
        state = _State(heads=heads, foreign=bool(before and before[-1].foreign))
        done: list[Frame] = list(before)
        for slot in slots(self.lexicon, sentence):
            self._time(slot, state)
            frame = self._frame(sentence, slot, state, done)
            if not frame.part:
                state.heads, state.foreign = frame.heads or state.heads, frame.foreign
            done.append(frame)
            yield frame

    def _time(self, slot: Slot, state: _State) -> None:
        """The last word of time before a number, unless it says what is compared with."""
        if slot.depth > state.depth:
            state.outer = state.period
        elif slot.depth < state.depth:
            state.period = state.outer
        state.depth = slot.depth
        compared = False
        for token in (*slot.carried, *slot.left):
            compared = compared or bool(token.of_kind("compare"))
            for tag in token.of_kind("period"):
                if not (compared and tag.id != "this"):
                    state.period = _PERIODS[tag.id]

    def _frame(self, sentence: Sentence, slot: Slot, state: _State, done: list[Frame]) -> Frame:
        left, right = slot.left, _near(slot)
        own = left if _content(left) else right if _content(right) else slot.carried
        every = (*slot.carried, *left)
        heads, foreign, named = self._heads(slot, own, right, state)
        topic = heads[0].topic if heads else ""
        tags, clear = self._tags(own, slot, topic)
        if tags and tags[0].topic and not foreign:
            heads = tuple(h for h in heads if h.topic == tags[0].topic) or self._head_of(tags[0].topic)
        frame = Frame(slot, heads, tags, start=slot.start, period=state.period, foreign=foreign)
        frame = self._marked(frame, every, own)
        frame = self._columned(frame, own, done)
        part = slot.opened in ("（", "(") or any(t.of_kind("part") for t in every) or (slot.opened == "：" and bool(done))
        frame = replace(frame, part=part)
        if not frame.tags and not frame.foreign:
            frame = self._inherited(frame, done)
        return replace(frame, sure=clear and self._sure(sentence, frame, own, named=named))

    def _heads(
        self, slot: Slot, own: Sequence[Token], right: Sequence[Token], state: _State
    ) -> tuple[tuple[Tag, ...], bool, bool]:
        """The heads of a number, whether it counts something foreign, and whether its own clause names the head."""
        for words, last in ((slot.left, True), (right, False), (slot.carried, True)):
            found = [token for token in words if token.of_kind("head", "foreign")]
            if not found:
                continue
            token = found[-1] if last else found[0]
            if token.of_kind("foreign") and not token.of_kind("head"):
                if words is slot.carried and any(t.of_kind("result", "head", "applicant") for t in own):
                    continue
                return state.heads, True, True
            heads = tuple(tag for t in found for tag in t.of_kind("head")) if last else token.of_kind("head")
            wanted = token.of_kind("head")[0].topic
            return tuple(dict.fromkeys(h for h in heads if h.topic == wanted)), False, words is not slot.carried
        return state.heads, state.foreign, False

    def _head_of(self, topic: str) -> tuple[Tag, ...]:
        return tuple(tag for tag in self.lexicon.tags if tag.kind == "head" and tag.id == topic)

    def _tags(self, own: Sequence[Token], slot: Slot, topic: str) -> tuple[tuple[Tag, ...], bool]:
        """The flow or results that words name, and whether they name one thing."""
        chosen = [(token, _of_topic(token.of_kind("result"), topic)) for token in own]
        results = [(token, tag) for token, tag in chosen if tag]
        if results:
            return self._joined(own, results, topic)
        flows = [tag for token in own if (tag := _of_topic(token.of_kind("flow"), topic))]
        carries = [tag for tag in flows if tag.id in ("carried_in", "carried_out", "carry")]
        if not flows:
            return (), True
        if carries:
            return (_carry(carries[-1], slot),) if carries[-1].id == "carry" else (carries[-1],), True
        sure = [tag for tag in flows if tag.sure]
        return ((sure or flows)[-1],), len({tag.id for tag in sure}) < 2

    def _joined(
        self, own: Sequence[Token], results: list[tuple[Token, Tag]], topic: str
    ) -> tuple[tuple[Tag, ...], bool]:
        tags = list(dict.fromkeys(tag for _, tag in results))
        last = results[-1][1]
        opened = any(token.of_kind("open") for token in own)
        if any(tag.group == last.id for tag in tags):
            rows = [tag for tag in tags if tag.group == last.id]
            return (last,) if opened else tuple(rows), not opened and len(rows) == 1 or opened
        tags = [tag for tag in tags if not any(other.group == tag.id for other in tags)]
        if len(tags) == 1:
            return (tags[0],), True
        joined = all(_adjacent(own, a, b) for (a, _), (b, _) in zip(results, results[1:], strict=False))
        return (tuple(tags), True) if joined else ((tags[-1],), False)

    def _marked(self, frame: Frame, every: Sequence[Token], own: Sequence[Token]) -> Frame:
        """What a number is besides: a share, a change, a rate, of a channel, of some only."""
        near = frame.slot.left[-1:] if frame.slot.left else ()
        grown = [tag for token in frame.slot.left for tag in token.of_kind("grown")]
        change = grown[-1].sign if grown and near and near[0].of_kind("grown", "whole", "filler") else 0
        rates = [tag for token in own for tag in token.of_kind("rate")]
        return replace(
            frame,
            change=change,
            compared=any(token.of_kind("compare") for token in every),
            share=frame.slot.number.unit == "%" and not change,
            rate=rates[-1] if rates else None,
            some=any(token.of_kind("some") for token in frame.slot.left),
            channel=any(token.of_kind("channel") for token in own) and not frame.tags,
            each=any(token.of_kind("each") for token in frame.slot.left),
        )

    def _columned(self, frame: Frame, own: Sequence[Token], done: list[Frame]) -> Frame:
        if frame.topic == "disputes":
            heads = [head for head in frame.heads if head.columns]
            return replace(frame, columns=tuple(dict.fromkeys(c for head in heads for c in head.columns)))
        tokens = [*own, *(t for t in frame.slot.carried if frame.slot.carried is not own)] if not _names(own, "applicant") else own
        columns = tuple(dict.fromkeys(c for token in tokens for tag in token.of_kind("applicant") for c in tag.columns))
        if not columns and _names(own, "others") and done and done[-1].columns:
            columns = ("other",)
        return replace(frame, columns=columns)

    def _inherited(self, frame: Frame, done: list[Frame]) -> Frame:
        """A number that names an applicant only counts what the whole before it counts."""
        wholes = [one for one in done if one.tags and one.topic == frame.topic and not one.change and not one.share]
        if not wholes or frame.topic == "disputes":
            return frame
        closest = [one for one in wholes if not one.columns and one.slot.depth <= frame.slot.depth] or wholes
        return replace(frame, tags=closest[-1].tags) if frame.columns else frame

    def _sure(self, sentence: Sentence, frame: Frame, own: Sequence[Token], *, named: bool) -> bool:
        if frame.foreign or frame.some or frame.channel or not frame.topic:
            return False
        kinds = {tag.kind for tag in frame.tags}
        if "result" in kinds:
            return all(tag.sure for tag in frame.tags)
        content = [t for t in own if t.of_kind("flow", "head", "applicant") and t.end <= frame.slot.number.start]
        gap = sentence.unknown(content[-1].end, frame.slot.number.start) if content else 0
        if frame.tags and not frame.columns and not named and not content:
            return False
        heads_sure = bool(frame.tags) or all(head.sure for head in frame.heads)
        return gap <= _SLACK and heads_sure and all(tag.sure for tag in frame.tags)


def _follows(sentence: Sentence) -> bool:
    """Whether a sentence goes on counting what the one before counted."""
    first = next((token for token in sentence.tokens if token.tags or token.number), None)
    return bool(first and first.of_kind("part"))


def _near(slot: Slot) -> tuple[Token, ...]:
    return slot.right


def _content(tokens: Iterable[Token]) -> bool:
    return any(token.of_kind(*CONTENT) for token in tokens)


def _names(tokens: Iterable[Token], kind: str) -> bool:
    return any(token.of_kind(kind) for token in tokens)


def _of_topic(tags: Sequence[Tag], topic: str) -> Tag | None:
    """Of a word's tags the one that belongs to what is spoken of, else the first."""
    return next((tag for tag in tags if tag.topic == topic), tags[0] if tags else None)


def _carry(tag: Tag, slot: Slot) -> Tag:
    return tag


def _adjacent(own: Sequence[Token], first: Token, second: Token) -> bool:
    """Whether between two words there are only signs and particles."""
    between = [token for token in own if first.end <= token.start < second.start]
    return all(token.sign == "、" or token.of_kind("filler", "open", "all") for token in between)


def readings_of(frame: Frame) -> tuple[CellSum, ...]:
    """The readings of what is counted, with `*` for the columns. Several results make one sum."""
    if not frame.tags:
        heads = {reading: None for head in frame.heads for reading in head.readings}
        return tuple(heads)
    if len(frame.tags) == 1:
        return frame.tags[0].readings
    return (tuple(dict.fromkeys(part for tag in frame.tags for part in tag.readings[0])),)
