"""What a number counts: the matter that its words name, and which flow or results of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.checks.frames.frame import is_joint
from app.checks.lexing.slots import Slot
from app.checks.lexing.tokens import Sentence, Token
from app.knowledge.lexicon import Lexicon, Tag

RIGHT_SLACK = 4  # unknown characters between a number and the words behind it that still belong to it


@dataclass
class Matter:
    """What a sentence has spoken of so far. `foreign`: something that no cell counts, in `foreign_unit`."""

    heads: tuple[Tag, ...] = ()
    foreign: bool = False
    foreign_unit: str = ""


@dataclass(frozen=True)
class NamedHead:
    """The heads of a number, whether it counts something foreign, and whether its own clause names the head."""

    heads: tuple[Tag, ...]
    foreign: bool
    named: bool

    @property
    def topic(self) -> str:
        """What the heads are about."""
        return self.heads[0].topic if self.heads else ""


def named_head(slot: Slot, own: Sequence[Token], so_far: Matter) -> NamedHead:
    """The head of a number: the last word before it, else the first behind it, else what was spoken of before."""
    behind = _beginning(slot)
    glued = bool(behind) and bool(behind[0].of_kind("head")) and behind[0].start <= slot.number.end + 1
    order = ((behind, False), (slot.left, True), (slot.carried, True))
    for words, last in order if glued else (order[1], order[0], order[2]):
        found = _heads_among(words, last=last)
        if not found:
            continue
        token = found[-1] if last else found[0]
        if not token.of_kind("head"):
            named = any(t.of_kind("result", "head", "applicant") or _sure_flow(t, so_far.heads) for t in own)
            if words is slot.carried and named:
                continue
            return NamedHead(so_far.heads, foreign=True, named=True)
        heads = tuple(tag for t in found for tag in t.of_kind("head")) if last else token.of_kind("head")
        wanted = token.of_kind("head")[0].topic
        kept = tuple(dict.fromkeys(head for head in heads if head.topic == wanted))
        if kept[:-1] and any(set(kept[-1].columns) < set(head.columns) for head in kept[:-1]):
            kept = kept[-1:]  # 行政诉讼直接起诉2件
        return NamedHead(kept, foreign=False, named=words is not slot.carried)
    return NamedHead(so_far.heads, so_far.foreign and not _goes_back(own, so_far, slot), named=False)


def _heads_among(words: Sequence[Token], *, last: bool) -> list[Token]:
    """The words that name a matter of the form or another."""
    found = [t for t in words if t.of_kind("head", "channel", "result") or _is_foreign(t)]
    if found and last and found[-1].of_kind("channel"):
        return [t for t in found if t.of_kind("head")]  # 网站在线申请5件
    results = [tag for tag in found[-1].of_kind("result") if tag.bare] if found and last else []
    if results:
        topics = {tag.topic for tag in results}  # 行政处罚卷宗按执法案卷不予公开6件: the result says what is spoken of
        return [t for t in found if any(tag.topic in topics for tag in t.of_kind("head"))]
    return [t for t in found if t.of_kind("head") or _is_foreign(t)]


def _goes_back(own: Sequence[Token], so_far: Matter, slot: Slot) -> bool:
    """制发规范性文件3件，同步解读3篇，废止3件: words of the matter before, and another unit than the foreign number's."""
    flows = [tag for token in own for tag in token.of_kind("flow", "result") if tag.sure]
    of_before = any(tag.topic == head.topic for tag in flows for head in so_far.heads)
    return of_before and slot.number.unit != so_far.foreign_unit


def counted(
    lexicon: Lexicon, sentence: Sentence, own: Sequence[Token], head: NamedHead
) -> tuple[tuple[Tag, ...], bool]:
    """The flow or results that words name, and whether they name one thing.

    Where the clause names what is counted, words of other matters say nothing: 公开行政许可5件.
    """
    strict = head.named or head.topic == lexicon.request_topic
    chosen = [(token, _of_topic(token.of_kind("result"), head.topic, strict=strict)) for token in own]
    results = [(token, tag) for token, tag in chosen if tag]
    if not results:
        return _flow(sentence, own, head.topic)
    topic = results[0][1].topic
    came = any(tag.sure and not tag.settles and tag.topic == topic for token in own for tag in token.of_kind("flow"))
    tags, clear = _joined(own, results, sentence)
    return tags, clear and not came


def _flow(sentence: Sentence, own: Sequence[Token], topic: str) -> tuple[tuple[Tag, ...], bool]:
    within = next((n for n, token in enumerate(own) if token.of_kind("part")), len(own))
    if any(_of_topic(token.of_kind("flow"), topic, strict=True) for token in own[:within]):
        own = own[:within]  # 办理（含上年结转）20件
    flows = [tag for token in own if (tag := _of_topic(token.of_kind("flow"), topic, strict=True))]
    carries = [tag for tag in flows if tag.carry]
    joined = any(is_joint(token) for token in own)
    if not flows:
        return (), True
    if joined and carries and flows[-1] is carries[-1] and carries[-1].carry == "in" and _sums(sentence, own):
        other = [tag for tag in flows if tag not in carries and tag.sure]
        if other:
            return (other[0], carries[-1]), True  # 本年新收和上年结转的126件
    if carries:
        return (flows[-1],), flows[-1] in carries  # 连同上年结转共办理200件
    sure = [tag for tag in flows if tag.sure]
    both = len({tag.id for tag in sure}) > 1 or (bool(sure) and flows[-1] not in sure and joined)
    return ((sure or flows)[-1],), not both


def _sums(sentence: Sentence, own: Sequence[Token]) -> bool:
    """Whether a number counts both of two flows: something stands between the second and it. Not 收件与上年结转71件相加."""
    last = [t for t in own if t.of_kind("flow", "head", "whole") or any(tag.id == "filler" for tag in t.tags)][-1:]
    words = sentence.text[last[0].start - sentence.start : last[0].end - sentence.start] if last else ""
    return bool(last) and (not last[0].of_kind("flow") or words.endswith("的"))


def _joined(
    own: Sequence[Token], results: list[tuple[Token, Tag]], sentence: Sentence
) -> tuple[tuple[Tag, ...], bool]:
    """Several results: the row of a group, the group behind 等, the sum of what 和 joins, else the last, unsurely."""
    tags = list(dict.fromkeys(tag for _, tag in results))
    last = results[-1][1]
    if any(tag.group == last.id for tag in tags):
        rows = [tag for tag in tags if tag.group == last.id]
        at = max(token.end for token, tag in results if tag in rows)
        opened = any(token.of_kind("open") and token.start >= at for token in own)
        return (last,) if opened else tuple(rows), opened or len(rows) == 1
    tags = [tag for tag in tags if not any(other.group == tag.id for other in tags)]
    sure = [tag for tag in tags if tag.sure]
    if sure and all(tag.sure or any(tag.group and tag.group == one.group for one in sure) for tag in tags):
        tags = sure  # 逾期不补正视为放弃2件
    if len(tags) == 1:
        return (tags[0],), True
    tokens = [token for token, tag in results if tag in tags]
    pairs = pairwise(tokens)
    if all(_adjacent(own, a, b) and not sentence.unknown(a.end, b.start) for a, b in pairs):
        return tuple(tags), True
    return (tags[-1],), False


def _is_foreign(token: Token) -> bool:
    """A word of another matter; 答复率 and the like are such words for a share only."""
    return any(tag.kind == "foreign" and tag.id != "free_rate" for tag in token.tags) and not token.of_kind("head")


def _sure_flow(token: Token, heads: tuple[Tag, ...]) -> bool:
    return any(tag.sure and any(tag.topic == head.topic for head in heads) for tag in token.of_kind("flow"))


def _beginning(slot: Slot) -> tuple[Token, ...]:
    """The words right behind a number, up to the first that says what became of it: 7件政府信息公开申请."""
    place = slot.number.end
    for n, token in enumerate(slot.right):
        if token.of_kind("flow", "result", "all", "none", "open", "part") or token.start - place > RIGHT_SLACK:
            return slot.right[:n]
        place = token.end
    return slot.right


def _of_topic(tags: Sequence[Tag], topic: str, *, strict: bool) -> Tag | None:
    """Of a word's tags the one that belongs to what is spoken of; where that is not settled, else the first."""
    found = next((tag for tag in tags if tag.topic == topic), None)
    return found or (tags[0] if tags and not strict else None)


def _adjacent(own: Sequence[Token], first: Token, second: Token) -> bool:
    """Whether between two words there are only signs and particles."""
    between = [token for token in own if first.end <= token.start < second.start]
    return all(token.sign == "、" or token.of_kind("filler", "open", "all", "part") for token in between)
