"""Each text against last year's own, digits aside, and sentences that hold no fact of their own.

The share of common pairs of characters stands for likeness: quick, and blind to the order of sentences.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from app.chinese.days import plain_years
from app.chinese.numerals import NUMERALS
from app.chinese.sentences import sentences
from app.findings.finding import Finding
from app.findings.reader import ProseReader, ReportText

_DIGITS = re.compile(rf"[\s\d]|[{NUMERALS}]+(?=[年件例条个次份宗起月日])")
_FACT = re.compile(rf"[\d《“]|[{NUMERALS}]+(?:件|条|次|个|场|期|名|项)")
_SHORT = 30  # characters: what is shorter says the same every year, like 没有收取信息处理费


def sameness(source: ProseReader) -> Iterator[Finding]:
    """The findings about texts that say what last year's said, or nothing."""
    previous = source.inquiry.previous
    for text in source.prose:
        if previous is not None:
            yield from _against(source, text, previous.text(text.cell))
        yield from _empty(source, text)


def _against(source: ProseReader, text: ReportText, before: str) -> Iterator[Finding]:
    now, then = (_DIGITS.sub("", plain_years(one)) for one in (text.text, before))
    if len(now) < _SHORT or not then:
        return
    if now == then:
        yield from source.found("sameness.identical", text, percent=100)
        return
    rule = source.knowledge.rules.get("sameness.similar")
    percent = likeness(now, then)
    if rule and percent >= rule.limit:
        yield from source.found("sameness.similar", text, percent=percent, limit=rule.limit)


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
