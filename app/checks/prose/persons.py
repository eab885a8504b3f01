"""Full names of persons: after what one calls the person (原告), or before what only a person does (不服, 联名).

No list holds all that a person may be (退役士兵, 快递员): whatever word ends like one counts before who asks for something.

A name that is masked already (张某, 王女士) is none. A surname makes no name: a given name of usual characters must follow, or
the person be called by a part in a case; for whole groups (群众) and without any part the finding is to be verified only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from app.findings.finding import Finding
from app.findings.reader import ProseReader, ReportText
from app.knowledge.phrases import PersonPhrases

_HAN = "\u4e00-\u9fff"
_ENDS = r"$|[，。；、：:（(）)“”\s]"


@dataclass(frozen=True)
class NamePatterns:
    """The patterns made of the phrases: a person called by a part, one of a group, one who acts or asks, several in a row."""

    called: re.Pattern[str]
    grouped: re.Pattern[str]
    acting: re.Pattern[str]
    asking: re.Pattern[str]


@lru_cache(maxsize=4)
def _patterns(words: PersonPhrases) -> NamePatterns:
    double = "|".join(words.double_surnames)
    given, surname = f"[{words.given}]", f"(?:{double}|[{words.surnames}])"
    follows, deeds = rf"(?={_ENDS}|{'|'.join(words.follows)})", "|".join(words.deeds)
    other = rf"(?![{words.not_given}])[{_HAN}]"
    full, three = rf"{surname}{given}{{1,2}}?", rf"{surname}(?:{given}{other}|{other}{given})"
    # 申请人向街道提出: a surname that is a word of its own makes a name only with usual characters behind it
    plain = rf"(?:{double}|(?![{words.wordy}])[{words.surnames}])"
    three = rf"(?:{three.replace(surname, plain)}|{surname}{given}{{2}})"
    three = rf"(?:{three}|(?:{double}){given})"
    some = rf"{plain}{other}{{2}}"  # any two characters, before what only a person does
    one = rf"(?:{full}|{three}|{some}(?={deeds}|、))"
    names = rf"(?P<names>{one}(?:[、和与及]{one}){{0,8}})"
    called = rf"(?:{'|'.join(words.roles)})(?:为|是|：|:|（|\()?[ \u3000]?{names}{follows}"
    grouped = rf"(?:{'|'.join(words.groups)})(?:：|:)?(?P<names>{three}{follows}|{some}(?={deeds}))"
    acting = (
        rf"(?:^|(?<=[，。；：、“（\n由对经向的为给系就了复])|(?<=[省市区县镇乡村])|(?<=居民)|(?<=以及)|(?<=其中))"
        rf"(?P<names>{three}(?:[、和与及]{full}){{0,8}})(?:{'|'.join(words.acts)}|[（(](?:{'|'.join(words.roles)}))"
    )
    asking = rf"(?:{'|'.join(words.callings)})(?P<names>{three}(?:[、和与及]{full}){{0,8}})，?(?:{'|'.join(words.asks)})"
    return NamePatterns(*map(re.compile, (called, grouped, f"(?m:{acting})", asking)))


def persons(source: ProseReader) -> Iterator[Finding]:
    """The findings about names of persons."""
    words = source.knowledge.phrases.person
    patterns = _patterns(words)
    for text in source.texts:
        done: set[int] = set()
        for pattern, rule in (
            (patterns.called, "privacy.name"),
            (patterns.grouped, "privacy.person"),
            (patterns.acting, "privacy.person"),
            (patterns.asking, "privacy.person"),
        ):
            for match in pattern.finditer(text.text):
                for place in _names(words, text, match.span("names")):
                    if place[0] not in done:
                        done.add(place[0])
                        yield from _found(source, rule, text, place)


def _names(words: PersonPhrases, text: ReportText, span: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """The places of the names of a row, without those that are words or masked."""
    start = span[0]
    for name in re.split("[、和与及]", text.text[slice(*span)]):
        end = start + len(name)
        behind = text.text[start + 1 : start + 4]
        masked = any(behind.startswith(one) for one in words.masked)
        if len(name) >= 2 and not masked and not any(text.text.startswith(one, start) for one in words.unless):
            yield start, end
        start = end + 1


def _found(source: ProseReader, rule: str, text: ReportText, place: tuple[int, int]) -> Iterator[Finding]:
    name = text.text[slice(*place)]
    doubles = source.knowledge.phrases.person.double_surnames
    masked = f"{name[: 2 if name[:2] in doubles else 1]}某"
    mend = text.replaced(*place, masked, f"隐去，写作“{masked}”")
    yield from source.found(rule, text, place, mend=mend, words=name)
