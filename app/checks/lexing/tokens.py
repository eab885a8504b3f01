"""A sentence as tokens: its numbers, its signs, and the words of the lexicon; what is none of these stays unknown.

Of two words that overlap the longer one counts, and no word reaches into a number.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from app.checks.lexing.lexical_text import BLANK, plain_text
from app.checks.lexing.written_numbers import WrittenNumber, numbers
from app.chinese.sentences import sentences as passages
from app.knowledge.lexicon import Lexicon, Tag

_AHEAD = 30  # words that are looked at behind a number
_SIGN = re.compile(r"[，,；;：:（）()、。！？!?\n]")
_HEADING = re.compile(r"(?:^|(?<=[，；：。\n]))\s*[（(]?(?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})(?:[)）]|[、.．](?![0-9]))")
_PART_OF_NAME = re.compile("(?<=[省市区县旗州镇乡])|(?<=街道)|(?=办事处|人民政府|管理委员会|管委会)")
_UNKNOWN = re.compile(rf"[^\s{BLANK}“”‘’\"'《》〔〕\[\]\-—~～·]")


@dataclass(frozen=True, slots=True)
class Token:
    """A number, a sign or a word of the lexicon, at characters `start` to `end` of the text. A word may have several tags."""

    start: int
    end: int
    tags: tuple[Tag, ...] = ()
    number: WrittenNumber | None = None
    sign: str = ""

    def of_kind(self, *kinds: str) -> tuple[Tag, ...]:
        """Its tags of some kinds."""
        return tuple(tag for tag in self.tags if tag.kind in kinds)


@dataclass(frozen=True)
class Sentence:
    """A sentence with its place in the text, its plain words and its tokens in order.

    `gaps` counts the characters in no token before each place of the sentence.
    """

    start: int
    text: str
    tokens: tuple[Token, ...]
    gaps: tuple[int, ...]

    @property
    def end(self) -> int:
        """Where it ends in the text."""
        return self.start + len(self.text)

    def between(self, start: int, end: int) -> tuple[Token, ...]:
        """The tokens that begin at `start` or behind it and before `end`."""
        first = bisect_left(self.tokens, start, key=lambda token: token.start)
        last = bisect_left(self.tokens, end, first, key=lambda token: token.start)
        return self.tokens[first:last]

    def until_number(self, start: int) -> tuple[Token, ...]:
        """The tokens from `start` on before the next number, some dozens at most."""
        first = bisect_left(self.tokens, start, key=lambda token: token.start)
        found = self.tokens[first : first + _AHEAD]
        return found[: next((n for n, token in enumerate(found) if token.number), len(found))]

    def unknown(self, start: int, end: int) -> int:
        """How many characters between two places are in no token."""
        return self.gaps[max(start, end) - self.start] - self.gaps[start - self.start]


def sentences(lexicon: Lexicon, text: str, year: int, office: str = "") -> Iterator[Sentence]:
    """Every sentence that is not blank; places count in `text`. What is of the name of its `office` is known and says nothing."""
    name = _name_of(office)
    plain = plain_text(text, year)
    found = tuple(numbers(plain))
    starts = [number.start for number in found]
    for one in passages(plain):
        if one.text.strip():
            own = found[bisect_left(starts, one.start) : bisect_left(starts, one.end)]
            yield _sentence(lexicon, one.start, one.text, own, name)


@lru_cache(maxsize=8)
def _name_of(office: str) -> re.Pattern[str] | None:
    """What a text may call its office: 凤台区, 凤台区行政审批局, 白石街道办事处, 白石街道."""
    parts = [part for part in _PART_OF_NAME.split(office) if part]
    runs = {"".join(parts[a:b]) for a in range(len(parts)) for b in range(a + 1, len(parts) + 1)}
    known = sorted((run for run in runs if len(run) > 2), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, known))) if known else None


def _sentence(
    lexicon: Lexicon, start: int, words: str, own: tuple[WrittenNumber, ...], name: re.Pattern[str] | None
) -> Sentence:
    headings = [(start + m.start(), start + m.end()) for m in _HEADING.finditer(words)]
    inside = {place for a, b in headings for place in range(a, b)}
    numbered = [n for n in own if n.start not in inside]
    spans = sorted(headings + [(n.start, n.end) for n in numbered])
    taken = bytearray(len(words))
    for a, b in spans:
        taken[a - start : b - start] = b"\x01" * (b - a)
    for called in name.finditer(words) if name else ():
        taken[called.start() : called.end()] = b"\x01" * len(called[0])
    found = list(_words(lexicon, start, words, taken))
    found += [Token(n.start, n.end, number=n) for n in numbered]
    signs = [m for m in _SIGN.finditer(words) if not taken[m.start()]]
    found += [Token(start + m.start(), start + m.end(), sign=m[0]) for m in signs]
    for m in signs:
        taken[m.start()] = 1
    gaps = (not used and bool(_UNKNOWN.match(char)) for char, used in zip(words, taken, strict=True))
    tokens = tuple(sorted(found, key=lambda token: token.start))
    return Sentence(start, words, tokens, tuple(accumulate(gaps, initial=0)))


def _words(lexicon: Lexicon, start: int, words: str, taken: bytearray) -> Iterator[Token]:
    """The words of the lexicon, the longest first; `taken` are characters that belong to something already."""
    places: dict[tuple[int, int], list[Tag]] = {}
    for tag in lexicon.tags:
        for match in tag.words.finditer(words):
            places.setdefault(match.span(), []).append(tag)
    for (a, b), tags in sorted(places.items(), key=lambda one: (one[0][0] - one[0][1], one[0][0])):
        if a < b and not any(taken[a:b]):
            taken[a:b] = b"\x01" * (b - a)
            yield Token(start + a, start + b, tuple(tags))
