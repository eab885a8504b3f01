"""The frames of a text: for every number what its words say that it counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from app.checks.frames.certainty import Certainty
from app.checks.frames.clock import Clock, names_year
from app.checks.frames.comparing import as_its_subject, change_of, compares, remarked
from app.checks.frames.frame import Frame, Period, has_content, is_joint, names
from app.checks.frames.matter import Matter, counted, named_head
from app.checks.frames.wording import acts, answers_otherwise, before_all, stands_by, tells_a_carry
from app.checks.lexing.slots import Slot, about_it, slots
from app.checks.lexing.tokens import Sentence, Token
from app.knowledge.lexicon import Lexicon, Tag

_MEMORY = 24  # numbers of a sentence that a later one may go back to


@dataclass
class _SoFar:
    """What a sentence has said so far.

    `flows` are those of the sentence before, of which applicants may be counted. `partly`: within a list of something foreign,
    `contents`: within a list of what requests were about, `elsewhere`: in a clause that names another office, `office`: behind
    such a name.
    """

    matter: Matter
    flows: tuple[Tag, ...] = ()
    clock: Clock = field(default_factory=Clock)
    partly: bool = False
    part_clause: int = -1
    contents: bool = False
    elsewhere: bool = False
    office: bool = False


@dataclass(frozen=True)
class Framing:
    """Makes the frames of one text. `head` is what it speaks of where no word says it."""

    lexicon: Lexicon
    head: Tag | None
    certainty: Certainty

    def frames(self, sentences: Iterable[Sentence]) -> list[tuple[Frame, ...]]:
        """The frames of each sentence."""
        found: list[tuple[Frame, ...]] = []
        last: tuple[Tag, ...] = ()
        for sentence in sentences:
            previous = found[-1] if found else ()
            found.append(tuple(self._of(sentence, previous, last)))
            last = _last_heads(sentence) or last
        return found

    def _of(self, sentence: Sentence, previous: tuple[Frame, ...], last: tuple[Tag, ...]) -> Iterator[Frame]:
        before = previous if _follows(sentence) else ()
        heads = before[-1].heads if before else (self.head,) if self.head else last
        flows = next((one.tags for one in previous if one.tags and one.tags[0].splits and one.period == "this"), ())
        so_far = _SoFar(Matter(heads, foreign=_is_foreign(before)), flows)
        done = list(before[-_MEMORY:])
        for slot in slots(self.lexicon, sentence):
            so_far.clock.move(slot)
            so_far.elsewhere = self.certainty.names_an_office(slot.before, sentence)
            so_far.office = (so_far.office and not slot.ends_item) or so_far.elsewhere
            if slot.ends_item and slot.place == 0 and self.head is not None:
                so_far.matter = Matter((self.head,))
            frame = self._frame(sentence, slot, so_far, done)
            if not frame.part:
                unit = slot.number.unit if frame.foreign else ""
                so_far.matter = Matter(frame.heads or so_far.matter.heads, frame.foreign, unit)
            done = [*done[1 - _MEMORY :], frame]
            yield frame

    def _frame(self, sentence: Sentence, slot: Slot, so_far: _SoFar, done: list[Frame]) -> Frame:
        own = self._own(slot)
        frame, clear = self._begun(sentence, slot, own, so_far, done)
        if frame.tags and all(tag.splits for tag in frame.tags) and sum(bool(t.of_kind("channel")) for t in slot.left) == 1:
            frame = replace(frame, tags=())  # 通过信函方式收到11件
        frame = as_its_subject(self._marked(frame, own, done), done)
        frame = self._columned(frame, own, done)
        if so_far.contents and frame.columns and not stands_by(sentence, frame, own):
            frame = replace(frame, columns=(), some=True)  # 个人账户明细4件 are no applicants
        frame = self._like_before(self._rest(frame, done), done)
        own_tags = bool(frame.tags)
        remark = so_far.clock.remark or slot.becomes
        bare = not (frame.change or frame.share or frame.foreign or has_content(slot.left))
        if bare and (remark or names_year(slot.left)):
            unknown = sentence.unknown(slot.clause_start, slot.number.start)
            return remarked(frame, done, unknown=unknown, remark=remark, whole=self.lexicon.whole_column)
        if not frame.tags and not frame.foreign:
            frame = self._inherited(frame, done, so_far.flows)
            frame = replace(frame, inherited=bool(frame.tags))
        certainty = self.certainty
        frame = certainty.narrowed(sentence, frame, own, done)
        of_office = so_far.office and (frame.by_head or any(tag.splits for tag in frame.tags))
        apart = {tag.group for one in done for tag in one.tags if tag.group}
        clear = clear and not any(tag.without in apart for tag in frame.tags)  # 撤回1件，实际办结5件
        vague = not clear or of_office or self._goes_on_vaguely(frame, done) or certainty.is_vague(sentence, frame, own)
        frame = replace(frame, vague=vague)
        return replace(frame, sure=not vague and certainty.is_sure(sentence, frame, own, done, own_tags=own_tags))

    def _begun(
        self, sentence: Sentence, slot: Slot, own: Sequence[Token], so_far: _SoFar, done: list[Frame]
    ) -> tuple[Frame, bool]:
        """The frame with its head and what is counted, and whether the words name one thing."""
        part = slot.in_bracket or any(t.of_kind("part") for t in (*slot.carried, *slot.left)) or (slot.after_colon and bool(done))
        within = any(tag.id == "among" for token in slot.left[-2:] for tag in token.tags)  # 新收申请里有1件由律师事务所提出
        head = named_head(slot, own, so_far.matter)
        if part:
            so_far.partly = so_far.matter.foreign or _is_foreign(done)
            so_far.part_clause = slot.clause
        elif (head.named and slot.clause != so_far.part_clause) or slot.ends_item:
            so_far.partly = False
        foreign = head.foreign or (so_far.partly and not head.named)
        tags, clear = counted(self.lexicon, sentence, own, head)
        some = so_far.partly and not foreign  # 办件132万件，其中行政许可5件 may be some of them
        clear = clear and not some and not (within and all(tag.kind == "flow" for tag in tags))
        heads = head.heads
        if tags and not foreign:
            heads = tuple(one for one in heads if one.topic == tags[0].topic) or self._head_of(tags[0].topic)
        if tags and head.topic != tags[0].topic and not all(tag.bare for tag in tags):
            tags, foreign = (), foreign or not head.named  # 公开38条 where nobody speaks of requests
        if tags and not head.named and not self._is_spoken_of(tags[0].topic, head.topic, done):
            clear = False  # 认定为不公开的有11份: nobody spoke of requests
        frame = Frame(slot, heads, tags, start=slot.start, foreign=foreign, part=part, named=head.named)
        frame = replace(frame, elsewhere=so_far.elsewhere)
        return self._of_contents(replace(frame, period=_period(frame, tags, so_far.clock)), so_far), clear

    def _is_spoken_of(self, topic: str, head: str, done: list[Frame]) -> bool:
        """Whether a text is about a topic: by its place, or because its sentence has named it."""
        if topic != self.lexicon.request_topic or self.head is not None:
            return topic == head
        named = any(one.named and one.topic == topic for one in done)
        return named and not any(one.foreign for one in done)  # 主动公开90份、依申请公开8份、不予公开22份

    def _of_contents(self, frame: Frame, so_far: _SoFar) -> Frame:
        """申请内容涉征地5件，规划许可3件: in such a list the labels are no matters of their own."""
        slot = frame.slot
        if slot.within_some and not (frame.named and not slot.left):
            so_far.contents = True
        elif slot.ends_item or (frame.named and frame.heads and frame.heads[0].topic == self.lexicon.request_topic):
            so_far.contents = False
        if so_far.contents and not frame.tags and not any(t.of_kind("applicant", "channel") for t in slot.left):
            return replace(frame, heads=(self.head,) if self.head else (), some=True, named=False)
        return frame

    def _head_of(self, topic: str) -> tuple[Tag, ...]:
        return tuple(tag for tag in self.lexicon.tags if tag.kind == "head" and tag.id == topic)

    @staticmethod
    def _own(slot: Slot) -> tuple[Token, ...]:
        """The words that say what a number counts: those before it, else those after it, else those carried to it."""
        right = before_all(slot.right)
        if names(slot.left, "grown"):
            return slot.left  # 总量较上年减少6件
        if not has_content(slot.left):
            return right if has_content(right) else slot.carried
        if answers_otherwise(slot.left, right):
            return right  # 含有商业秘密的2件作区分处理后部分公开
        if tells_a_carry(right) and not tells_a_carry(slot.left):
            return right  # 年末收到的1宗转入下年度
        if names(slot.left, "flow") or names(slot.left, "foreign"):
            return slot.left
        if names(slot.left, "result"):
            groups = {tag.id for t in slot.left for tag in t.of_kind("result")}
            return (*(t for t in slot.carried if any(tag.group in groups for tag in t.of_kind("result"))), *slot.left)
        more = ("result", "flow") if names(slot.left, "applicant") else ("result", "flow", "applicant")
        return (*slot.left, *(token for token in right if token.of_kind(*more) or is_joint(token)))

    @staticmethod
    def _marked(frame: Frame, own: Sequence[Token], done: list[Frame]) -> Frame:
        """What a number is besides: a share, a change, a rate, of a channel, of some only."""
        slot, left = frame.slot, frame.slot.left
        before = done[-1] if done else None
        beside = before is not None and before.slot.clause == slot.clause
        change = change_of(slot)
        if before is not None and beside and before.change and not names(left, "grown") and not has_content(left):
            change = before.change  # 分别增加72件和8件
        percent = slot.number.unit == "%"
        compared = names((*slot.carried, *left), "compare") or any(one.period == "last" for one in done[-3:])
        rates = [tag for token in own for tag in token.of_kind("rate")]
        return replace(
            frame,
            change=change,
            compared=compared or percent or (change != 0 and any(compares(one) for one in done)),
            share=percent and not change,
            rate=rates[-1] if rates else None,
            some=frame.some or _counts_some(frame),
            channel=names(own, "channel") and not frame.tags,
            each=names(left, "each"),
        )

    def _columned(self, frame: Frame, own: Sequence[Token], done: list[Frame]) -> Frame:
        """The applicants or kinds of case that words name, and those that numbers before it have."""
        if frame.by_head:
            columns = tuple(dict.fromkeys(c for head in frame.heads for c in head.columns))
            beside = done[-1] if done and done[-1].slot.clause == frame.slot.clause else None
            if beside and beside.by_head and beside.columns and not frame.named:
                return replace(frame, columns=columns, given=(beside.columns,))  # 复议纠正1件，诉讼维持3件、纠正2件
            last = done[-1] if done else None
            if frame.named and frame.tags and last and last.by_head and set(last.columns) < set(columns):
                return replace(frame, columns=columns, given=(last.columns,))  # 复议后起诉49件，2件被法院纠正
            before = list(dict.fromkeys(one.columns for one in done if one.by_head and one.columns))
            every = tuple(dict.fromkeys(c for one in before for c in one))
            return replace(frame, columns=columns, given=() if frame.named else tuple(dict.fromkeys((*before, every))))
        if frame.channel:
            return replace(frame, columns=(), given=())
        result = any(tag.kind == "result" for tag in frame.tags)
        if result:
            own = [token for token in own if not token.of_kind("applicant") or acts(own, token, frame.slot.number)]
        carried = frame.slot.carried
        flow = any(tag.kind == "flow" for tag in frame.tags)
        wider = not (names(own, "applicant") or flow or frame.change) and own is not carried
        tokens = (*own, *carried) if wider else own
        columns = tuple(dict.fromkeys(c for token in tokens for tag in token.of_kind("applicant") for c in tag.columns))
        if self.lexicon.whole_column in columns:
            return replace(frame, columns=(), given=())  # 群众和律师事务所共提交3件
        if not columns and names(frame.slot.left, "others") and done and done[-1].columns and not done[-1].foreign:
            columns = tuple(c for tag in self.lexicon.tags if tag.rest and tag.kind == "applicant" for c in tag.columns)
            frame = replace(frame, some=False)
        given = next((one.columns for one in reversed(done) if one.columns and one.topic == frame.topic), ())
        if result and columns and any(token.of_kind("applicant") for token in carried):
            return replace(frame, columns=columns, given=((self.lexicon.whole_column,),))  # 全部为自然人申请，予以公开6件
        return replace(frame, columns=columns, given=(given,) if given and not columns else ())

    def _rest(self, frame: Frame, done: list[Frame]) -> Frame:
        """其他5件 behind other results is the row 其他."""
        before = done[-1] if done else None
        if frame.tags or not before or not before.tags or before.tags[0].kind != "result":
            return frame
        left = frame.slot.left
        if not names(left, "others") or names(left, "head") or names(left, "flow"):
            return frame  # 其他申请公开3件 are no other results
        group = before.tags[0].group
        rest = tuple(tag for tag in self.lexicon.tags if tag.rest and tag.topic == before.topic and tag.group == group)
        return replace(frame, tags=rest, heads=before.heads, columns=before.columns, given=before.given)

    def _goes_on_vaguely(self, frame: Frame, done: Sequence[Frame]) -> bool:
        """复议机构收到申请486件，受理439件: a clause without a subject goes on with that of the one before, whoever it was. And
        申请包括草原补奖2件、禁牧处罚1件: what stands beside a number of requests tells what they were about."""
        before, slot = done[-1] if done else None, frame.slot
        if before is None or slot.ends_item:
            return False
        request = self.lexicon.request_topic
        if before.slot.clause == slot.clause and before.topic == request != frame.topic and not frame.by_head:
            return True
        came = all(any(tag.splits for tag in one.tags) for one in (before, frame))
        begins = bool(slot.left) and slot.left[0].start - slot.clause_start <= 1 and bool(slot.left[0].of_kind("flow"))
        return came and before.vague and begins

    def _like_before(self, frame: Frame, done: list[Frame]) -> Frame:
        """制发规章3件、规范性文件26件: the second matter of a clause has the flow of the first, in the same column."""
        before = done[-1] if done else None
        if frame.tags or frame.foreign or not frame.named or before is None or before.slot.clause != frame.slot.clause:
            return frame
        columns = {_column(cell) for tag in before.tags if tag.kind == "flow" for cell in tag.readings[0]}
        flows = (tag for tag in self.lexicon.tags if tag.kind == "flow" and tag.topic == frame.topic != before.topic)
        alike = tuple(tag for tag in flows if {_column(cell) for cell in tag.readings[0]} == columns)
        return replace(frame, tags=alike[:1])

    def _inherited(self, frame: Frame, done: list[Frame], flows_before: tuple[Tag, ...]) -> Frame:
        """A number that names an applicant only counts what the whole before it counts."""
        wholes = [one for one in done if one.tags and one.topic == frame.topic and not one.change and not one.share]
        if not frame.columns or frame.by_head:
            return frame
        if not wholes:
            return replace(frame, tags=flows_before) if frame.topic == self.lexicon.request_topic else frame
        before = done[-1]
        beside = before.slot.clause_end == frame.slot.clause_start - 1 or before.slot.clause == frame.slot.clause
        if before.inherited and before.columns and beside and not frame.slot.ends_item and before.slot.depth == frame.slot.depth:
            return replace(frame, tags=before.tags)  # 予以公开4件，其中自然人2件、商业企业2件
        closest = [one for one in wholes if not one.columns and one.slot.depth <= frame.slot.depth] or wholes
        split = [one.tags for one in closest if one.tags[0].splits]
        flows = [one.tags for one in closest if one.tags[0].kind == "flow" and not one.tags[0].carry]
        nested = frame.slot.depth > closest[-1].slot.depth
        part = any(tag.id == "part" for token in frame.slot.left for tag in token.tags)
        if part and not closest[-1].columns and frame.slot.clause_start - closest[-1].end <= 1:
            return replace(frame, tags=closest[-1].tags)  # 全年办结60件，其中自然人50件
        if nested or (part and closest[-1].tags[0].kind == "result"):
            return replace(frame, tags=closest[-1].tags)
        return replace(frame, tags=(split or [flows_before or (flows[-1] if flows else ())])[-1])


def _is_foreign(before: Sequence[Frame]) -> bool:
    """Whether what was spoken of last is no matter of the form. Of a list its whole tells: 农村建房4件 are requests."""
    whole = next((one for one in reversed(before) if not (one.part or one.some)), None)
    return whole is not None and whole.foreign


def _column(cell: str) -> str:
    return cell.rpartition(".")[2]


def _period(frame: Frame, tags: tuple[Tag, ...], clock: Clock) -> Period:
    if tags and tags[0].carry and not frame.slot.becomes:
        return "this"  # 上年结转 is a row of this year's table
    return "last" if clock.remark or frame.slot.becomes else clock.period


def _counts_some(frame: Frame) -> bool:
    """Whether words say that a number counts some only: 提前答复3件, 申请内容涉征地3件."""
    left = frame.slot.left
    if any(tag.id != "about" for token in left for tag in token.of_kind("some")):
        return True
    if frame.tags or names(left, "applicant"):
        return False
    return about_it(left) or (frame.slot.within_some and not (frame.named and not left))


def _last_heads(sentence: Sentence) -> tuple[Tag, ...]:
    """What a sentence speaks of at its end."""
    named = [token for token in sentence.tokens if token.of_kind("head", "foreign")]
    return named[-1].of_kind("head") if named else ()


def _follows(sentence: Sentence) -> bool:
    """Whether a sentence goes on counting what the one before counted."""
    first = next((token for token in sentence.tokens if token.tags or token.number), None)
    return bool(first and first.of_kind("part"))
