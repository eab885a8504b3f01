"""A text as sentences, and every number in it with the words of its clause before and after.

A clause ends at a comma, semicolon, colon or bracket, and at 、 once it holds a number. Leans on numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.checks.narrative.numbers import WrittenNumber, numbers

_SENTENCE_END = re.compile(r"[。！？\n]")
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
    found = tuple(numbers(text))
    start = 0
    for end in [*(m.end() for m in _SENTENCE_END.finditer(text)), len(text)]:
        words = text[start:end]
        if words.strip():
            own = [n for n in found if start <= n.start < end]
            yield Sentence(start, words, tuple(_mentions(text, start, end, own)))
        start = end


def _mentions(text: str, start: int, end: int, own: list[WrittenNumber]) -> Iterator[Mention]:
    breaks = _breaks(text, start, end, own)
    for n, number in enumerate(own):
        floor = own[n - 1].end if n else start
        ceiling = own[n + 1].start if n + 1 < len(own) else end
        before = [b for b in breaks if floor <= b < number.start]
        after = [b for b in breaks if number.end <= b < ceiling]
        left_from = before[-1] + 1 if before else floor
        right = text[number.end : after[0] if after else ceiling].rstrip("。！？\n")
        yield Mention(number, text[left_from : number.start], right)


def _breaks(text: str, start: int, end: int, own: list[WrittenNumber]) -> list[int]:
    """Places of the clause breaks; a colon right before a number, and 、 before any number, break nothing."""
    found: list[int] = []
    starts = {number.start for number in own}
    for match in _BREAK.finditer(text, start, end):
        at = match.start()
        if any(number.start <= at < number.end for number in own):
            continue
        if match.group() in "：:" and at + 1 in starts:
            continue
        last = found[-1] if found else start
        if match.group() == "、" and not any(last <= number.start < at for number in own):
            continue
        found.append(at)
    return found
