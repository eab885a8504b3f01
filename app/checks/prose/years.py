"""Years that do not belong into this report, and a date of signature within the period that it reports.

The report's year, the next one in plans, the last one in comparisons, and years of laws and documents are right.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from app.chinese.days import WrittenYear, plain_years
from app.chinese.days import years as written_years
from app.chinese.sentences import sentences
from app.findings.finding import Finding
from app.findings.reader import ProseReader, ReportText

_NAMED = re.compile(r"\s*年(?:度)?")
_SPANS = "—–~～-"  # 2022—2024年 is a span and names neither year alone
_LAW = re.compile(
    r"修订|修正|公布|施行|颁布|印发|实施|发布|出台|条例|办法|规定|法》|号）|号\)|以来|至今|成立|起|规划"
)
_COMPARED = re.compile(r"上年|去年|上一年|比|较|同期|同比|相比|结转|顺延|年报|年度报告|持平|截至")
_PLANNED = re.compile(r"将|计划|明年|下一步|今后|拟|打算|力争|下年|下一年|目标|前公布|前公开|结转|顺延|月")
_AHEAD, _BEHIND = 14, 8  # characters around a year in which a law or document may be named


@dataclass(frozen=True)
class YearSentence:
    """A sentence, its years as digits, with what excuses a year in it; each is looked for once."""

    start: int
    words: str

    @cached_property
    def named(self) -> tuple[tuple[WrittenYear, int], ...]:
        """Every year with 年 behind it, and where that ends."""
        found = ((year, _NAMED.match(self.words, year.end)) for year in written_years(self.words))
        return tuple((year, behind.end()) for year, behind in found if behind)

    @cached_property
    def compared(self) -> bool:
        """Whether it holds something against last year."""
        return _COMPARED.search(self.words) is not None

    @cached_property
    def planned(self) -> bool:
        """Whether it speaks of what is to come."""
        return _PLANNED.search(self.words) is not None

    @cached_property
    def of_laws(self) -> bool:
        """Whether it speaks of a law."""
        return "条例" in self.words or "法" in self.words

    @cached_property
    def all_years(self) -> frozenset[int]:
        """The years it names."""
        return frozenset(year.year for year, _ in self.named)

    @cached_property
    def _title_marks(self) -> tuple[int, ...]:
        return tuple(place for place, char in enumerate(self.words) if char in "《》")

    @cached_property
    def _last_close(self) -> int:
        return self.words.rfind("》")

    def quotes(self, place: int) -> bool:
        """Whether the place is inside 《》."""
        before = bisect_right(self._title_marks, place)
        opened = before > 0 and self.words[self._title_marks[before - 1]] == "《"
        return opened and self._last_close > place

    def spans(self, place: int) -> bool:
        """Whether the year there is the second one of a span."""
        return place > 0 and self.words[place - 1] in _SPANS

    def names_law(self, start: int, end: int) -> bool:
        """Whether what stands close around the year names a law or document."""
        return _LAW.search(self.words[end : end + _AHEAD] + self.words[max(start - _BEHIND, 0) : start]) is not None


def years(source: ProseReader) -> Iterator[Finding]:
    """The findings about years."""
    for text in source.texts:
        for one in sentences(plain_years(text.text)):
            sentence = YearSentence(one.start, one.text)
            for year, end in sentence.named:
                yield from _judged(source, text, sentence, year, end)
    yield from _signature(source)


def _judged(
    source: ProseReader, text: ReportText, sentence: YearSentence, written: WrittenYear, end: int
) -> Iterator[Finding]:
    this = source.inquiry.report.year
    if written.year == this or sentence.spans(written.start) or _excused(source, text, sentence, written, end):
        return
    place = (sentence.start + written.start, sentence.start + end)
    stands = (place[0], sentence.start + written.end)
    words = text.text[slice(*stands)]
    mend = text.replaced(*stands, str(this), f"把{words}年改为{this}年")
    yield from source.found(
        "years.other", text, place, mend=mend, words=text.text[slice(*place)], stated=written.year, year=this
    )


def _excused(
    source: ProseReader, text: ReportText, sentence: YearSentence, written: WrittenYear, end: int
) -> bool:
    year, this = written.year, source.inquiry.report.year
    if sentence.quotes(written.start) or (year < this and sentence.names_law(written.start, end)):
        return True
    if sentence.of_laws and any(year in law.years for law in source.knowledge.laws):
        return True
    if year < this and this in sentence.all_years:
        return True  # both years in one sentence are held against each other
    if year == this - 1:
        return sentence.compared
    planned = text.cell in source.cells_of("years.other") or sentence.planned
    return year == this + 1 and planned


def _signature(source: ProseReader) -> Iterator[Finding]:
    inquiry = source.inquiry
    last = date(inquiry.report.year, 12, 31)
    for field in inquiry.form.closing:
        signed = inquiry.report.cells.get(field.id)
        if isinstance(signed, date) and signed < last:
            yield from source.found(
                "years.signature", None, cells=(field.id,), words=field.kind.show(signed), year=last.year
            )
