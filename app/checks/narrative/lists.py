"""A whole and its parts: 共 N 条，其中 a、b、c must add up when the list is closed, and so must a list by channels.

Open lists (等, 主要, 包括) and rough numbers are left alone; an item of another unit ends a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import takewhile

from app.checks.frames.frame import Frame
from app.checks.lexing.tokens import Sentence, Token
from app.checks.narrative.outcome import ReadNumber
from app.checks.narrative.plausible import nearly_adds_up
from app.checks.narrative.table_figures import plain
from app.findings.reader import ReportText

_LONGEST = 120  # numbers that are looked through for the parts of one list
_MEMORY = 40  # numbers before a list that may be its whole
_REACH = 8  # numbers beside one that may add up to it
_BIG = 20  # two numbers that come to so much do not by chance
_FEW = 3  # parts of a list that begins with 其中 that may yet be all
_OFFICE = re.compile("局|委|街道|镇|乡|中心|部门|单位")


@dataclass(frozen=True)
class CountedList:
    """The places of a whole and of its parts among the frames of a text, whether the words leave it open, and whether the whole
    leads it (11件申请中，……).
    """

    whole: int
    parts: tuple[int, ...]
    is_open: bool
    is_led: bool = False

    @property
    def all(self) -> tuple[int, ...]:
        """Every place."""
        return (self.whole, *self.parts)


def lists(sentence: Sentence, frames: Sequence[Frame], first: int, before: Sequence[Frame]) -> Iterator[CountedList]:
    """The lists of a sentence; `frames` are its own, whose first place in the text is `first`, `before` those just before it."""
    pool = [*before, *frames]
    base = first - len(before)
    n = len(before)
    while n < len(pool):
        parts = _parts(pool, n)
        if len(parts) >= _FEW and _leads(pool, n, _added(pool, parts[1:])):
            yield CountedList(base + n, tuple(base + p for p in parts[1:]), _is_open(sentence, pool, n, parts[1:]), is_led=True)
            n = parts[-1] + 1
            continue
        total = _total_after(pool, parts) if len(parts) > 1 else None
        if total is not None:
            is_open = any(_opens_up(token) for token in sentence.between(pool[parts[0]].end, pool[total].slot.number.start))
            yield CountedList(base + total, tuple(base + p for p in parts), is_open)
        whole = _whole(pool, n, parts) if len(parts) > 1 and total is None else None
        if whole is not None and not (whole < len(before) and _sort(pool[whole]) in ("result", "column")):
            yield CountedList(base + whole, tuple(base + p for p in parts), _is_open(sentence, pool, whole, parts))
        n = parts[-1] + 1 if len(parts) > 1 else n + 1


def _leads(pool: Sequence[Frame], n: int, added: Decimal) -> bool:
    """11件申请中，网上提交8件，信函2件，当面1件: the first is of the matter itself, and no part."""
    frame, value = pool[n], pool[n].slot.number.value
    behind = (*frame.slot.right[:1], *pool[n + 1].slot.left[:1])
    if any(tag.id == "among" for token in behind if token.start - frame.end <= _FEW for tag in token.tags):
        return nearly_adds_up(added, value)
    part = frame.channel or frame.unknown or frame.foreign or frame.some
    return added == value and bool(frame.topic) and not (part or frame.columns or _sort(frame) == "result")


def _added(pool: Sequence[Frame], places: Sequence[int]) -> Decimal:
    return sum((pool[p].slot.number.value for p in places), Decimal(0))


def _counts(frame: Frame) -> bool:
    number = frame.slot.number
    return not (number.rough or number.unit == "%" or frame.change or frame.each)


def _parts(pool: Sequence[Frame], start: int) -> list[int]:
    """The run of numbers from `start` on that can be parts of one whole: one unit, one sort, one depth."""
    first = pool[start]
    vague = any(token.of_kind("some") for token in first.slot.left) and not first.slot.within_some
    other = first.named and not (first.some or first.channel) and (first.slot.within_some or first.vague)
    if not _counts(first) or _names_whole(first) or vague or other:
        return []
    found = [start]
    for n in range(start + 1, min(len(pool), start + _LONGEST)):
        one = pool[n]
        if one.slot.depth > first.slot.depth or one.slot.number.unit == "%" or one.change:
            continue
        new = one.slot.after_colon and one.slot.clause != first.slot.clause
        if new or not _goes_on(first, one) or one.slot.depth < first.slot.depth or _opens(one):
            break
        found.append(n)
    return found


def _goes_on(first: Frame, one: Frame) -> bool:
    """Whether a number is of the list that another began: of its unit, its sort and its year, and no matter of its own."""
    other = one.named and not (one.some or one.foreign or one.channel) and one.slot.clause != first.slot.clause
    alike = _one_unit(one, first) and _sort(one) == _sort(first) and one.period == first.period
    alike = alike and (bool(first.columns) or not one.columns) and not (first.columns and one.channel and not first.channel)
    return alike and not other and _counts(one) and not _names_whole(one)


def _one_unit(one: Frame, other: Frame) -> bool:
    """Whether two numbers can be added: of one unit, or one of them without (312条，其中动态140、民生95)."""
    units = {one.slot.number.unit, other.slot.number.unit} - {""}
    return len(units) < 2


def _sort(frame: Frame) -> str:
    if frame.channel:
        return "unknown"
    if frame.topic and not frame.foreign and frame.columns and not any(tag.kind == "result" for tag in frame.tags):
        return "column"
    if any(tag.kind == "result" for tag in frame.tags):
        return "result"
    return "flow" if any(tag.kind == "flow" for tag in frame.tags) and frame.sure else "unknown"


def _opens(frame: Frame) -> bool:
    return any(token.of_kind("part") for token in (*frame.slot.carried, *frame.slot.left))


def _is_sorted(frame: Frame) -> bool:
    """从内容看，房屋征收类64件、规划建设类38件: all of a whole, each of it once."""
    return frame.slot.within_some and any(tag.id == "sorted" for token in frame.slot.before for tag in token.tags)


def _names_span(frame: Frame) -> bool:
    return any(tag.id == "elsewhen" for token in (*frame.slot.carried, *frame.slot.left) for tag in token.tags)


def _names_whole(frame: Frame) -> bool:
    words = (*frame.slot.carried, *frame.slot.left)
    first = next((n for n, token in enumerate(words) if token.of_kind("whole")), -1)
    if first < 0 or _opens(frame):
        return False
    labelled = any(token.of_kind("others", "foreign", "applicant", "result", "channel") for token in words[:first])
    begins = first == len(frame.slot.carried)
    return not labelled and not (begins and words[first].start - frame.slot.clause_start > 1)


def _whole(pool: Sequence[Frame], start: int, parts: Sequence[int]) -> int | None:
    """The number that the parts are of: the nearest before them of their unit, where words or signs open the list.

    Of several numbers that may be the whole, the one that the parts add up to is it.
    """
    first = pool[start]
    channel = any(pool[p].channel for p in parts)
    spans = all(pool[p].period == "other" and _names_span(pool[p]) for p in parts)  # 一季度2件、二季度3件
    if not (channel or spans or _opens(first) or first.slot.opened in ("：", ":", "（", "(") or first.slot.within_some):
        return None
    added = _added(pool, parts)
    found: list[int] = []
    passed = False
    for n in range(start - 1, max(start - _MEMORY, 0) - 1, -1):
        one = pool[n]
        if not _counts(one) or one.slot.depth > first.slot.depth or not _one_year(one, first):
            continue
        if not _one_unit(one, first):
            if passed:
                break
            passed = True  # 申请7件，方式有三种：网络3件，信函3件，传真1件
            continue
        carried = _is_carried(one)
        if one.slot.number.value == added and not (channel and one.channel):
            return n
        if channel and (one.foreign or one.columns or carried or one.channel or _sort(one) == "result"):
            continue
        if not (channel and one.channel):
            found.append(n)
    largest = max(pool[p].slot.number.value for p in parts)
    nearest = next((n for n in found if not _is_carried(pool[n])), None)
    return nearest if nearest is not None and pool[nearest].slot.number.value >= largest else None


def _one_year(whole: Frame, part: Frame) -> bool:
    """Whether parts are of the year of their whole: 收到33件，其中上半年14件、下半年19件 are."""
    return whole.period == part.period or (whole.period == "this" and part.period == "other")


def _is_carried(frame: Frame) -> bool:
    """新收122件，上年结转2件。按内容分…… sorts what was received."""
    return any(tag.carry for tag in frame.tags)


def _total_after(pool: Sequence[Frame], parts: Sequence[int]) -> int | None:
    """网络21件，信函13件，共计34件: the whole may stand behind its parts."""
    n = parts[-1] + 1
    if n >= len(pool) or not _names_whole(pool[n]) or pool[n].slot.number.rough:
        return None
    if _sort(pool[parts[0]]) not in ("column", "unknown"):
        return None
    return n if _one_unit(pool[n], pool[parts[0]]) and not pool[n].columns else None


def _is_open(sentence: Sentence, pool: Sequence[Frame], whole: int, parts: Sequence[int]) -> bool:
    start, end = pool[whole].end, pool[parts[-1]].end
    tail = pool[parts[-1]].slot.right
    inside = sentence.between(start, end)
    named = all(pool[p].slot.right or pool[p].slot.number.start - pool[p].slot.clause_start > 1 for p in parts)
    about = any(token.of_kind("some") for token in inside) and not pool[parts[0]].slot.within_some
    opened = about or any(_opens_up(token) for token in (*inside, *tail))
    return opened or not named or any(_of_office(sentence, pool[p]) for p in parts)


def _of_office(sentence: Sentence, frame: Frame) -> bool:
    """区住建局31件: parts that are offices are seldom all of them."""
    slot = frame.slot
    return bool(_OFFICE.search(sentence.text, slot.clause_start - sentence.start, slot.number.start - sentence.start))


def _opens_up(token: Token) -> bool:
    return any(tag.kind == "open" or (tag.kind == "some" and tag.id != "about") for tag in token.tags)


def _may_overlap(frames: Sequence[Frame], counted: CountedList) -> bool:
    """网站60条、微信70条: what is told in two places is counted in both, unless 按渠道划分 says that it is divided."""
    if frames[counted.parts[0]].slot.within_some:
        return False
    words = (token for p in counted.parts for token in frames[p].slot.left)
    return frames[counted.whole].foreign and any(tag.id in ("platform", "channel") for token in words for tag in token.tags)


def _may_be_partial(frames: Sequence[Frame], counted: CountedList) -> bool:
    """Whether the parts may be some of the whole only: the words say so, they are few, or the whole is no matter of the form."""
    first = frames[counted.parts[0]]
    columns = {c for p in counted.parts for c in frames[p].columns}
    if first.by_head and columns and columns == set(frames[counted.whole].columns):
        return counted.is_open  # 诉讼31件，其中直接起诉9件、复议后起诉9件 are all kinds
    few = len(counted.parts) < _FEW and not first.channel
    return counted.is_open or (not first.slot.after_colon and (few or frames[counted.whole].foreign))


def list_outcomes(
    text: ReportText, frames: Sequence[Frame], read: list[ReadNumber], counted: CountedList
) -> dict[int, ReadNumber]:
    """What a list changes in the outcomes of its numbers: parts that are no cells are tied to their whole or are against it."""
    whole = frames[counted.whole].slot.number.value
    added = _added(frames, counted.parts)
    loose = [p for p in counted.parts if read[p].outcome in ("free", "unclaimed")]
    if added == whole:
        tied = [p for p in loose if read[p].outcome == "free" or frames[p].unknown]
        return {p: replace(read[p], outcome="tied") for p in tied}
    if not loose or _may_overlap(frames, counted):
        return {}
    if added < whole and _may_be_partial(frames, counted):
        return {}
    surely = _is_sorted(frames[counted.parts[0]])
    if any(read[p].outcome == "contradicts" for p in counted.parts) or not nearly_adds_up(added, whole, surely=surely):
        return {}
    earlier = range(0 if counted.is_led else min(counted.parts))
    if any(read[n].outcome == "tied" and read[n].value == added and _sort(frames[n]) == "flow" for n in earlier):
        return {}  # 新收20件，……办结21件。从内容看……: all of another number of the text
    start, end = min(frames[n].start for n in counted.all), max(frames[n].end for n in counted.all)
    told = (
        ("words", text.text[start:end].lstrip("，、；：（( \n")),
        ("sum", plain(added)),
        ("whole", plain(whole)),
        ("difference", plain(abs(added - whole))),
    )
    return {
        p: replace(read[p], outcome="contradicts", rule="narrative.sum", told=told, place=(start, end), meant=None) for p in loose
    }


def witnessed(frames: Sequence[Frame], read: Sequence[ReadNumber]) -> Iterator[int]:
    """The places of numbers that no cell explains, but a number beside them does: 收到申请20件，网上13件、书面7件 add up.

    Two of a small sum may do so by chance.
    """
    for at, frame in enumerate(frames):
        if not _counts(frame) or read[at].outcome == "contradicts":
            continue
        for run in _runs_beside(frames, read, at):
            added = _added(frames, run)
            fits = added == frame.slot.number.value and len(run) > 1 and (len(run) >= _FEW or added >= _BIG)
            if fits and not _is_of_a_nearer(frames, min(run), at, added):
                yield from run


def _is_of_a_nearer(frames: Sequence[Frame], start: int, at: int, added: Decimal) -> bool:
    """Whether numbers that add up to one at a distance nearly add up to one between: that is their whole, and one is wrong."""
    between = (one for one in frames[at + 1 : start] if _counts(one) and _one_unit(one, frames[at]) and not one.columns)
    return any(nearly_adds_up(added, one.slot.number.value) for one in between)


def _runs_beside(frames: Sequence[Frame], read: Sequence[ReadNumber], at: int) -> Iterator[list[int]]:
    """The runs of unexplained numbers that begin soon behind a number, and the one that ends right before it."""
    for start in range(at + 1, min(at + 1 + _REACH, len(frames))):
        if _is_loose(frames, read, start, at) and (start == at + 1 or not _is_loose(frames, read, start - 1, at)):
            yield _loose(frames, read, range(start, min(start + _REACH, len(frames))), at)
    if _names_whole(frames[at]):
        yield _loose(frames, read, range(at - 1, max(at - 1 - _REACH, -1), -1), at)


def _loose(frames: Sequence[Frame], read: Sequence[ReadNumber], places: range, at: int) -> list[int]:
    return list(takewhile(lambda n: _is_loose(frames, read, n, at), places))


def _is_loose(frames: Sequence[Frame], read: Sequence[ReadNumber], n: int, at: int) -> bool:
    """Whether no word of the form names what a number counts, or it is another office's, so that only its sum can explain it."""
    frame = frames[n]
    named = (frame.tags or frame.columns) and not frame.elsewhere
    return not named and read[n].outcome in ("free", "unclaimed") and _counts(frame) and _one_unit(frame, frames[at])
