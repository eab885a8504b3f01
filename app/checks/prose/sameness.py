"""Each text against last year's own and this year's others, digits aside; texts and sentences without a fact of their own.

The share of common pairs of characters stands for likeness: quick, and blind to the order of sentences. Sentences that every
report repeats (the fee, the law, the period, what did not occur) are held against nothing. A text may say the same for good
reason where it is no account of the year's doings, or where most of it are new numbers in last year's words: a hint.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import combinations, pairwise

from app.chinese.days import plain_years
from app.chinese.numerals import NUMERALS
from app.chinese.sentences import clauses, sentences
from app.findings.finding import Finding
from app.findings.reader import ProseReader, ReportText

_DIGITS = re.compile(rf"[\s\d]|(?<![{NUMERALS}])[{NUMERALS}]{{1,12}}(?=[年件例条个次份宗起月日])")
_FACT = re.compile(rf"[\d《“]|[{NUMERALS}](?:件|条|次|个|场|期|名|项)")
_COUNT = re.compile(rf"\d|[{NUMERALS}]余?(?:件|条|次|个|场|期|篇|份|项|类|批|人)")
_LONG = 40  # characters of a clause that may tell more than what its repeated part says: …，全年未发生责任追究
_SHORT = 40  # characters: what is shorter says the same every year, like 没有收取信息处理费
_MOSTLY = 0.5
_YEAR = re.compile("20[0-9]{2}年度?")


def sameness(source: ProseReader) -> Iterator[Finding]:
    """The findings about texts that say what last year's or another one said, or nothing."""
    previous = source.inquiry.previous
    for text in source.prose:
        if previous is not None:
            yield from _against(source, text, previous.text(text.cell))
        yield from _empty(source, text)
        if text.cell in source.cells_of("sameness.number") and not _COUNT.search(plain_years(text.text)):
            yield from source.found("sameness.number", text)
    yield from _alike(source)


def _own(source: ProseReader, text: str, cell: str) -> str:
    """The text without digits, blanks and the clauses that every report repeats; of a long one, without those parts of it."""
    repeated, kept = source.knowledge.phrases.repeated, ""
    for one in clauses(plain_years(text)):
        by_part = len(one.words) > _LONG and cell in source.cells_of("sameness.identical")
        parts = one.text.split("，") if by_part else [one.text]
        kept += "，".join(part for part in parts if not repeated.search(part))
    return _DIGITS.sub("", kept)


def _against(source: ProseReader, text: ReportText, before: str) -> Iterator[Finding]:
    now, then = _own(source, text.text, text.cell), _own(source, before, text.cell)
    if len(now) < _SHORT or not then:
        return
    sure = text.cell in source.cells_of("sameness.identical") and _fresh(text.text, before) < _MOSTLY
    if now == then:
        yield from source.found("sameness.identical", text, sure=sure, percent=100)
        return
    rule = source.knowledge.rules.get("sameness.similar")
    percent = likeness(now, then)
    if rule and percent >= rule.limit:
        yield from source.found("sameness.similar", text, sure=sure, percent=percent, limit=rule.limit)


def _fresh(text: str, before: str) -> float:
    """The share of the parts of a text whose numbers are not last year's, years aside."""
    now, then = (re.split("[，、；。：\n]", _YEAR.sub("", plain_years(one))) for one in (text, before))
    new = [part for part in now if _COUNT.search(part) and part not in then]
    return sum(map(len, new)) / max(sum(map(len, now)), 1)


def _alike(source: ProseReader) -> Iterator[Finding]:
    """Two texts of this year of which the shorter one stands in the longer."""
    rule = source.knowledge.rules.get("sameness.sections")
    if rule is None:
        return
    owns = [(text, Counter(pairwise(own))) for text in source.prose if len(own := _own(source, text.text, text.cell)) >= _SHORT]
    for (one, first), (other, second) in combinations(owns, 2):
        shared = 100 * (first & second).total() // min(first.total(), second.total())
        if shared >= rule.limit:
            yield from source.found("sameness.sections", other, cells=(one.cell,), other=one.label, percent=shared)


def likeness(one: str, other: str) -> int:
    """The share of common pairs of neighbouring characters, in whole percent, rounded down."""
    first, second = Counter(pairwise(one)), Counter(pairwise(other))
    pairs = first.total() + second.total()
    return 200 * (first & second).total() // pairs if pairs else 0


def _empty(source: ProseReader, text: ReportText) -> Iterator[Finding]:
    rule = source.knowledge.rules.get("sameness.empty")
    office = source.inquiry.report.office.removesuffix("办事处")
    for sentence in sentences(text.text):
        words = sentence.words
        place = (sentence.start, sentence.start + len(words))
        stock = [phrase for phrase in source.knowledge.words.stock if phrase in words]
        if rule and len(stock) >= rule.limit and not _FACT.search(plain_years(words)) and office not in words:
            yield from source.found("sameness.empty", text, place, words=words.strip()[:20] + "……")
