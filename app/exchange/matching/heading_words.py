"""What the words of a heading mean, by the key words of the form's sections and fields (resources/exchange/headings.toml).

A heading names, it does not state: 依申请公开办理情况 is one, 公开内容质量有待改进 is a point under one. How much of its words
is left when key words and words without a meaning of their own are taken away tells how surely it is a heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from types import MappingProxyType
from typing import Annotated, Literal

from app.chinese.numerals import digits
from app.exchange.matching.labels import bare
from app.form.form import Field, Section
from app.system.paths import resource
from app.system.toml_table import made, open_toml

FEWEST_TRADITIONAL, LEAST_TRADITIONAL = 6, 0.02  # different ones, and of all characters
Strength = Literal["key", "weak", "near"]
_ORDER: tuple[Strength, ...] = ("key", "weak", "near")


def _longest_first(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(sorted(words, key=len, reverse=True)))


def _by_heading(words: Mapping[str, tuple[str, ...]]) -> Mapping[str, re.Pattern[str]]:
    return MappingProxyType({bare(heading): _longest_first(keys) for heading, keys in words.items()})


def _patterns(texts: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(map(re.compile, texts))


_Words = Annotated[Mapping[str, re.Pattern[str]], made(Mapping[str, tuple[str, ...]], _by_heading)]


@dataclass(frozen=True)
class Meant:
    """What a heading means: the ids of the fields (more than one: it names them all), and whether only by its sense."""

    names: tuple[str, ...]
    near: bool
    left: int  # characters without a meaning known


@dataclass(frozen=True)
class HeadingWords:
    """The key words of all headings, and of what else headings consist."""

    keys: _Words
    weak: _Words
    near: _Words
    filler: Annotated[re.Pattern[str], made(tuple[str, ...], _longest_first)]
    states: Annotated[re.Pattern[str], made(tuple[str, ...], _longest_first)]
    traditional: tuple[str, ...]
    joins: Annotated[re.Pattern[str], made(tuple[str, ...], _longest_first)]
    pointers: Annotated[re.Pattern[str], made(tuple[str, ...], _longest_first)]
    back: Annotated[tuple[re.Pattern[str], ...], made(tuple[str, ...], _patterns)]
    turn: Annotated[tuple[re.Pattern[str], ...], made(tuple[str, ...], _patterns)]

    def fields(self, words: str, fields: Sequence[Field], *, first: bool = False) -> Meant | None:
        """Which of the fields a heading of those words is; None when it is none of them, or states something. Of words that only
        begin a paragraph the `first` key word counts: 主动公开……通过网站."""
        named = {item.id: bare(item.heading) for item in fields if item.heading}
        return self._meant(words, named, first=first)

    def section(self, words: str, sections: Iterable[Section]) -> Meant | None:
        """The same for sections."""
        return self._meant(words, {section.id: bare(section.heading) for section in sections})

    def _meant(self, words: str, named: Mapping[str, str], *, first: bool = False) -> Meant | None:
        plain = "".join(words.split())
        same = [name for name, heading in named.items() if bare(plain) == heading]
        if same:
            return Meant((same[0],), near=False, left=0)
        if self.states.search(plain):
            return None
        for strength in _ORDER:
            hits = sorted(self._hits(plain, named, strength), key=lambda hit: (hit[1], hit[0]))
            if hits:
                chosen = (hits[0][2],) if first else self._chosen(plain, hits)
                return Meant(chosen, strength == "near", self._left(plain, hits))
        return None

    def _hits(
        self, plain: str, named: Mapping[str, str], strength: Strength
    ) -> Iterator[tuple[int, int, str]]:
        """(start, end, name) of each key word of that strength; one inside a longer one is none: 公开申请 in 依申请公开申请."""
        book: Mapping[str, re.Pattern[str]] = getattr(self, "keys" if strength == "key" else strength)
        found = [
            (*hit.span(), name)
            for name, heading in named.items()
            if heading in book
            for hit in book[heading].finditer(plain)
        ]
        for hit in found:
            wider = (o for o in found if o[0] <= hit[0] and hit[1] <= o[1] and o[1] - o[0] > hit[1] - hit[0])
            if next(wider, None) is None:
                yield hit

    def _chosen(self, plain: str, hits: Sequence[tuple[int, int, str]]) -> tuple[str, ...]:
        # A Chinese noun means what stands at its end: 问题整改情况 are 整改, 主动公开平台 is a 平台. Two joined by 和 count both.
        names = tuple(dict.fromkeys(name for *_, name in hits))
        pairs = pairwise(hits)
        both = any(one[2] != other[2] and self._joined(plain[one[1] : other[0]]) for one, other in pairs)
        return names if both else (hits[-1][2],)

    def _joined(self, between: str) -> bool:
        plain = self.filler.sub(lambda one: one[0] if self.joins.fullmatch(one[0]) else "", between)
        return self.joins.search(plain) is not None

    def _left(self, plain: str, hits: Sequence[tuple[int, int, str]]) -> int:
        for start, end, _ in sorted(hits, reverse=True):
            plain = f"{plain[:start]}\n{plain[end:]}"
        weak = [book for words in (self.weak, self.near) for book in words.values()]
        for pattern in (self.filler, *weak):
            plain = pattern.sub("", plain)
        return sum(char.isalnum() for char in plain)

    def points(self, sentence: str) -> bool:
        """Whether a sentence only points at the table beneath it."""
        return self.pointers.search(sentence) is not None

    def looks_back(self, paragraph: str) -> bool:
        """Whether a paragraph of part five begins with what has become of last year's problems, which is an improvement."""
        return any(pattern.match(paragraph) for pattern in self.back)

    def is_traditional(self, text: str) -> bool:
        """Whether a text is written in traditional characters, which no label of the form has; a quotation makes it none."""
        counts = [text.count(char) for char in self.traditional]
        return sum(map(bool, counts)) >= FEWEST_TRADITIONAL and sum(counts) >= len(text) * LEAST_TRADITIONAL

    def turns(self, sentence: str, year: int) -> bool:
        """Whether a paragraph or sentence of the report of `year` begins with what is to be done about what stands before it."""
        for pattern in self.turn:
            found = pattern.match(sentence)
            if found and ("year" not in pattern.groupindex or int(digits(found["year"])) == year + 1):
                return True
        return False


@cache
def heading_words() -> HeadingWords:
    """The words that come with the program. Raises ResourceError when the file is damaged."""
    return open_toml(resource("exchange", "headings.toml"), "标题关键字表").fill(HeadingWords)
