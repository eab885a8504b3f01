"""Slips in official phrases: a character lost, doubled, changed places, put in, or another one of the same sound or shape.

The phrases of the form and the regulation stand letter by letter, so whatever comes so near to one of them and is none of
them is a slip. Every head and every tail of a phrase is looked up, and only what has one of them is looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from app.findings.finding import Finding
from app.findings.reader import ProseReader, ReportText
from app.knowledge.phrases import Slips

_LONG = 7  # characters from which on a phrase with any other character in it is held to be that phrase
_HEAD = 2  # characters at the head of a phrase that stand in each of its slips; the last one stands, too


SlipTable = Mapping[str, tuple[tuple[str, str], ...]]  # every slip with the phrase that it is one of, by its first two characters


@lru_cache(maxsize=4)
def _table(slips: Slips) -> SlipTable:
    right = (*slips.phrases, *slips.unless)
    heads: dict[str, dict[str, str]] = {}
    for phrase in sorted(slips.phrases, key=len, reverse=True):
        for wrong in _variants(phrase, slips.alike):
            if not any(wrong in one for one in right):
                heads.setdefault(wrong[:_HEAD], {}).setdefault(wrong, phrase)
    for phrase in slips.phrases:  # itself, so that nothing is looked for within it, and one character of it may be any
        heads.setdefault(phrase[:_HEAD], {})[phrase] = phrase
    return {head: tuple(sorted(found.items(), key=lambda one: -len(one[0]))) for head, found in heads.items()}


def _variants(phrase: str, sounds: Mapping[str, str]) -> Iterator[str]:
    last = len(phrase) - 1
    for n, char in enumerate(phrase):
        if _HEAD <= n < last and len(phrase) >= 5:
            yield phrase[:n] + phrase[n + 1 :]
        if 0 < n < last and char != phrase[n - 1]:  # 财政|政策解读, 行政许可|可以: at the ends two words may meet
            yield phrase[: n + 1] + phrase[n:]
        if len(phrase) >= 4:
            yield from (phrase[:n] + other + phrase[n + 1 :] for other in sounds.get(char, ""))
        if n < last and char != phrase[n + 1]:
            yield phrase[:n] + phrase[n + 1] + char + phrase[n + 2 :]


def slips(source: ProseReader) -> Iterator[Finding]:
    """The findings about slips in official phrases."""
    table = _table(source.knowledge.phrases.slip)
    for text in source.texts:
        for start, wrong, right in _places(table, source.knowledge.phrases.slip.unless, text):
            place = (start, start + len(wrong))
            mend = text.replaced(*place, right, f"把“{wrong}”改为“{right}”")
            yield from source.found("language.slip", text, place, mend=mend, words=wrong, right=right)


def _places(table: SlipTable, unless: tuple[str, ...], text: ReportText) -> Iterator[tuple[int, str, str]]:
    words, end = text.text, 0
    for start in range(len(words) - 2):
        if start < end:
            continue
        for wrong, right in table.get(words[start : start + _HEAD], ()):
            there = words[start : start + len(wrong)]
            near = there == wrong or (wrong == right and _other(there, right))
            if near and not _within(words, unless, start, start + len(wrong)):
                if there != right:
                    yield start, there, right
                end = start + len(there)
                break


def _other(there: str, right: str) -> bool:
    """Whether one character within a long phrase is another one, whichever."""
    if len(right) < _LONG or len(there) != len(right) or there[-1] != right[-1]:
        return False
    apart = [one for one, other in zip(there, right, strict=True) if one != other]
    return len(apart) == 1 and "\u4e00" <= apart[0] <= "\u9fff"


def _within(words: str, unless: tuple[str, ...], start: int, end: int) -> bool:
    """Whether a longer right word stands over the place."""
    around = words[max(start - 6, 0) : end + 6]
    return any(one in around for one in unless)
