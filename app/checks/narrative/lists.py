"""A whole and its parts: 共 N 条，其中 a、b、c must add up when the list is closed, and so must a list by channels.

Open lists (等, 主要, 包括) and rough numbers are left alone; an item of another unit ends a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from app.checks.lexing.tokens import Sentence, Token
from app.checks.narrative.frame import Frame
from app.checks.narrative.outcome import ReadNumber
from app.checks.narrative.table_figures import plain
from app.findings.reader import ReportText

_LONGEST = 120  # numbers that are looked through for the parts of one list
_MEMORY = 40  # numbers before a list that may be its whole
_FEW = 3  # parts of a list that begins with 其中 that may yet be all
_OFFICE = re.compile("局|委|街道|镇|乡|中心|部门|单位")


@dataclass(frozen=True)
class CountedList:
    """The places of a whole and of its parts among the frames of a text, and whether the words leave it open."""

    whole: int
    parts: tuple[int, ...]
    is_open: bool

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
        total = _total_after(pool, parts) if len(parts) > 1 else None
        if total is not None:
            yield CountedList(base + total, tuple(base + p for p in parts), _is_open(sentence, pool, parts[0], parts))
        whole = _whole(pool, n, parts) if len(parts) > 1 and total is None else None
        if whole is not None and not (whole < len(before) and _sort(pool[whole]) in ("result", "column")):
            yield CountedList(base + whole, tuple(base + p for p in parts), _is_open(sentence, pool, whole, parts))
        n = parts[-1] + 1 if len(parts) > 1 else n + 1


def _counts(frame: Frame) -> bool:
    number = frame.slot.number
    return not (number.rough or number.unit == "%" or frame.change or frame.each)


def _parts(pool: Sequence[Frame], start: int) -> list[int]:
    """The run of numbers from `start` on that can be parts of one whole: one unit, one sort, one depth."""
    first = pool[start]
    vague = any(token.of_kind("some") for token in first.slot.left) and not first.slot.within_some
    other = first.named and not first.some and (first.slot.within_some or first.vague)
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
    other = one.named and not one.some and not one.foreign and one.slot.clause != first.slot.clause
    alike = one.slot.number.unit == first.slot.number.unit and _sort(one) == _sort(first) and one.period == first.period
    return alike and not other and _counts(one) and not _names_whole(one)


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
    channel = first.channel
    if not (channel or _opens(first) or first.slot.opened in ("：", ":", "（", "(") or first.slot.within_some):
        return None
    added = sum((pool[p].slot.number.value for p in parts), Decimal(0))
    found: list[int] = []
    for n in range(start - 1, max(start - _MEMORY, 0) - 1, -1):
        one = pool[n]
        if not _counts(one) or one.slot.depth > first.slot.depth or one.period != first.period:
            continue
        if one.slot.number.unit != first.slot.number.unit:
            break
        carried = _is_carried(one)
        if one.slot.number.value == added and not one.channel:
            return n
        if channel and (one.foreign or one.columns or carried or one.channel or _sort(one) == "result"):
            continue
        if not one.channel:
            found.append(n)
    largest = max(pool[p].slot.number.value for p in parts)
    nearest = next((n for n in found if not _is_carried(pool[n])), None)
    return nearest if nearest is not None and pool[nearest].slot.number.value >= largest else None


def _is_carried(frame: Frame) -> bool:
    """新收122件，上年结转2件。按内容分…… sorts what was received."""
    return any(tag.carry for tag in frame.tags)


def _total_after(pool: Sequence[Frame], parts: Sequence[int]) -> int | None:
    """网络21件，信函13件，共计34件: the whole may stand behind its parts."""
    n = parts[-1] + 1
    if n >= len(pool) or not _names_whole(pool[n]) or _sort(pool[parts[0]]) not in ("column", "unknown"):
        return None
    return n if pool[n].slot.number.unit == pool[parts[0]].slot.number.unit and not pool[n].columns else None


def _is_open(sentence: Sentence, pool: Sequence[Frame], whole: int, parts: Sequence[int]) -> bool:
    start, end = pool[whole].end, pool[parts[-1]].end
    tail = pool[parts[-1]].slot.right
    inside = sentence.between(start, end)
    named = all(pool[p].slot.right or pool[p].slot.number.start - pool[p].slot.clause_start > 1 for p in parts)
    return any(_opens_up(token) for token in (*inside, *tail)) or not named or any(_of_office(sentence, pool[p]) for p in parts)


def _of_office(sentence: Sentence, frame: Frame) -> bool:
    """区住建局31件: parts that are offices are seldom all of them."""
    slot = frame.slot
    return bool(_OFFICE.search(sentence.text, slot.clause_start - sentence.start, slot.number.start - sentence.start))


def _opens_up(token: Token) -> bool:
    return bool(token.of_kind("open")) or bool(token.of_kind("some"))


def _may_overlap(frames: Sequence[Frame], counted: CountedList) -> bool:
    """网站60条、微信70条: what is told in two places is counted in both."""
    words = (token for p in counted.parts for token in frames[p].slot.left)
    return frames[counted.whole].foreign and any(tag.id in ("platform", "channel") for token in words for tag in token.tags)


def _may_be_partial(frames: Sequence[Frame], counted: CountedList) -> bool:
    """Whether the parts may be some of the whole only: the words say so, they are few, or the whole is no matter of the form."""
    first = frames[counted.parts[0]]
    few = len(counted.parts) < _FEW and not first.channel
    return counted.is_open or (not first.slot.after_colon and (few or frames[counted.whole].foreign))


def list_outcomes(
    text: ReportText, frames: Sequence[Frame], read: list[ReadNumber], counted: CountedList
) -> dict[int, ReadNumber]:
    """What a list changes in the outcomes of its numbers: parts that are no cells are tied to their whole or are against it."""
    whole = frames[counted.whole].slot.number.value
    added = sum((frames[p].slot.number.value for p in counted.parts), Decimal(0))
    loose = [p for p in counted.parts if read[p].outcome in ("free", "unclaimed")]
    if added == whole:
        tied = [p for p in loose if read[p].outcome == "free" or frames[p].unknown]
        return {p: replace(read[p], outcome="tied", candidates=()) for p in tied}
    if not loose or _may_overlap(frames, counted) or (added < whole and _may_be_partial(frames, counted)):
        return {}
    if any(read[p].outcome == "contradicts" for p in counted.parts):
        return {}
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
