"""A text as sentences, and every number in it with the words of its clause before and after.

A clause ends at a comma, semicolon, colon or bracket, and at 、 once it holds a number. Digits and years stand in the words
as 0–9, so that the patterns of phrases need not know other ways to write them; every place stays what it was.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from app.checks.narrative.numbers import WrittenNumber, numbers
from app.chinese.days import plain_years
from app.chinese.sentences import sentences as passages

_BREAK = re.compile(r"[，,；;：:（）()、]")


@dataclass(frozen=True)
class Mention:
    """A number in its clause: `left` and `right` are the clause's words on either side, up to the next number."""

    number: WrittenNumber
    left: str
    right: str

    @property
    def left_start(self) -> int:
        """Where `left` starts in the text."""
        return self.number.start - len(self.left)


@dataclass(frozen=True)
class Sentence:
    """A sentence: its place in the text, its words and its mentions."""

    start: int
    text: str
    mentions: tuple[Mention, ...]

    @property
    def end(self) -> int:
        """Where the sentence ends in the text."""
        return self.start + len(self.text)


def sentences(text: str) -> Iterator[Sentence]:
    """Every sentence that is not blank; places count in `text`."""
    plain = plain_years(text)
    found = tuple(numbers(plain))
    starts = [number.start for number in found]
    for one in passages(plain):
        if one.text.strip():
            own = found[bisect_left(starts, one.start) : bisect_left(starts, one.end)]
            stop = one.start + len(one.words)
            yield Sentence(one.start, one.text, tuple(_mentions(plain, one.start, stop, own)))


def _mentions(text: str, start: int, end: int, own: tuple[WrittenNumber, ...]) -> Iterator[Mention]:
    breaks = _breaks(text, start, end, own)
    for n, number in enumerate(own):
        floor = own[n - 1].end if n else start
        ceiling = own[n + 1].start if n + 1 < len(own) else end
        before, after = bisect_left(breaks, number.start), bisect_left(breaks, number.end)
        left_from = breaks[before - 1] + 1 if before and breaks[before - 1] >= floor else floor
        right_to = breaks[after] if after < len(breaks) and breaks[after] < ceiling else ceiling
        yield Mention(number, text[left_from : number.start], text[number.end : right_to])


def _breaks(text: str, start: int, end: int, own: tuple[WrittenNumber, ...]) -> list[int]:
    """Places of the clause breaks; a colon right before a number, and 、 before any number, break nothing."""
    found: list[int] = []
    starts = [number.start for number in own]
    for match in _BREAK.finditer(text, start, end):
        at = match.start()
        before = bisect_left(starts, at)
        if before and at < own[before - 1].end:
            continue  # the comma of 1,234
        if match.group() in "：:" and at + 1 in starts[before : before + 1]:
            continue
        last = found[-1] if found else start
        if match.group() == "、" and not (before and starts[before - 1] >= last):
            continue
        found.append(at)
    return found
