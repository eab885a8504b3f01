"""Slips in official phrases: a character lost, doubled, changed places, put in, or another one of the same sound or shape.

The phrases of the form and the regulation stand letter by letter, so whatever comes so near to one of them and is none of
them is a slip, unless its last character begins a word of its own: 政务公开作为 has lost nothing. Any character whatever in a
long phrase may be another phrase that no list knows: a hint. Every head of a phrase is looked up, and only what has one is
looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from app.findings.finding import Finding
from app.findings.reader import ProseReader, ReportText
from app.knowledge.phrases import Slips

_LONG = 7  # characters from which on a phrase with any other character in it is held to be that phrase
_HEAD = 2  # characters at the head of a phrase that stand in each slip with any other character
_BOUND = re.compile(r"[^\u4e00-\u9fff]|[的和与及等、]|$")  # what may stand behind a phrase whose last character stands alone
_START = 4  # characters by which slips are looked up: none is shorter


@dataclass(frozen=True)
class SlipTable:
    """Every slip with the phrase that it is one of, by its first characters; and the phrases by their head, the longest first."""

    slips: Mapping[str, tuple[tuple[str, str], ...]]
    phrases: Mapping[str, tuple[str, ...]]


@lru_cache(maxsize=4)
def _table(known: Slips) -> SlipTable:
    right = "\n".join((*known.phrases, *known.unless))
    found: dict[str, dict[str, str]] = {}
    heads: dict[str, list[str]] = {}
    for phrase in sorted(known.phrases, key=len, reverse=True):
        heads.setdefault(phrase[:_HEAD], []).append(phrase)
        for wrong in _variants(phrase, known.alike):
            if wrong not in right:
                found.setdefault(wrong[:_START], {}).setdefault(wrong, phrase)
    longest = {start: tuple(sorted(here.items(), key=lambda one: -len(one[0]))) for start, here in found.items()}
    return SlipTable(longest, {head: tuple(here) for head, here in heads.items()})


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
            listed = wrong in dict(table.slips.get(wrong[:_START], ()))
            sure = listed and not (_is_cut(wrong, right) or _lost_link(wrong, right, source.knowledge.phrases.slip.links))
            yield from source.found("language.slip", text, place, sure=sure, mend=mend, words=wrong, right=right)


def _places(table: SlipTable, unless: tuple[str, ...], text: ReportText) -> Iterator[tuple[int, str, str]]:
    words, end = text.text, 0
    for start in range(len(words) - _START + 1):
        found = _at(table, words, start) if start >= end else None
        if found and not _within(words, unless, start, start + len(found[0])):
            end = start + len(found[0])
            if found[0] != found[1]:
                yield start, *found


def _at(table: SlipTable, words: str, start: int) -> tuple[str, str] | None:
    """The slip that stands there with the phrase that it is one of, or the phrase itself, within which nothing is looked for."""
    for phrase in table.phrases.get(words[start : start + _HEAD], ()):
        there = words[start : start + len(phrase)]
        if there == phrase or _other(there, phrase):
            return there, phrase
    for wrong, right in table.slips.get(words[start : start + _START], ()):
        if words.startswith(wrong, start) and (not _is_cut(wrong, right) or _BOUND.match(words, start + len(wrong))):
            return wrong, right
    return None


def _is_cut(wrong: str, right: str) -> bool:
    """Whether the character before the last one is lost: what is left of the last word may begin another one."""
    return wrong == right[:-2] + right[-1]


def _lost_link(wrong: str, right: str, links: str) -> bool:
    """Whether all that is lost is a character without which the phrase still reads well."""
    if len(wrong) + 1 != len(right):
        return False
    at = next((n for n, char in enumerate(wrong) if char != right[n]), len(wrong))
    return right[at] in links and right[:at] + right[at + 1 :] == wrong


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
