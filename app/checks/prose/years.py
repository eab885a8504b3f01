"""Years that do not belong into this report, the period that it reports, and a date of signature within that.

A year is right by what it belongs to: a law or document of that year, what began in it, a comparison, a case carried over, a
paper about the year before, a plan for the next one. A word that merely stands somewhere in the sentence excuses nothing.
For sure wrong is only the year that tells when the office did what it reports: at the head of a clause or behind the office's
own name, where no other year was spoken of before. A year within a clause may belong to anything that no list knows: a hint.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from app.checks.prose.own_name import own_name
from app.chinese.days import WrittenYear, plain_years
from app.chinese.days import years as written_years
from app.chinese.sentences import Passage, sentences
from app.findings.finding import Finding
from app.findings.reader import ProseReader, ReportText
from app.knowledge.phrases import Pattern, YearPhrases

_NAMED = re.compile(r"[ \u3000]{0,4}年(?:度)?")
_SHORT = re.compile(r"[’'‘](?P<year>[0-9]{2})[ \u3000]?年(?:度)?")
_DAY = re.compile(r"[ \u3000]?[0-9]{1,2}[ \u3000]?月(?:[ \u3000]?[0-9]{1,2}[ \u3000]?日)?")
_SPAN = re.compile(r"^[至到—–~～-]{1,2}[0-9]{4}年[度底末]?")  # 2015年至2022年制发的: one thing tells of both
_SPAN_BEFORE = re.compile(r"[0-9]年?[度底末]?[—–~～至到-]$")  # 2022—2024年 is a span and names neither year alone
_STOPS = "，。；！？\n"
_BEHIND, _AHEAD = 24, 24  # characters before and behind a year to which it may belong
_CLAUSE = 200  # and of its clause that may tell whose year it is
_LINK = re.compile(r"(?:全年|年度|上年|上一年|去年|上年度)?[（(]?$")
_DATE = (
    r"(?:(?P<{0}y>[0-9]{{4}})[ \u3000]?[年./-])?"
    r"[ \u3000]?(?P<{0}m>[0-9]{{1,2}})[ \u3000]?[月./-][ \u3000]?(?P<{0}d>[0-9]{{1,2}})[ \u3000]?日?"
)
_PERIOD = re.compile(rf"{_DATE.format('f')}起?[ \u3000]?(?:至|到|—|–|-|~|～|－)+[ \u3000]?{_DATE.format('t')}")
_MONTHS = re.compile(
    r"(?P<fy>[0-9]{4})[ \u3000]?年[ \u3000]?(?P<fm>[0-9]{1,2})[ \u3000]?月份?(?:至|到|—|–|-|~|～|－)+[ \u3000]?"
    r"(?:(?P<ty>[0-9]{4})[ \u3000]?年[ \u3000]?)?(?P<tm>[0-9]{1,2})[ \u3000]?月(?![ \u3000]?[0-9])"
)
_UNTIL = re.compile(rf"截(?:至|止到?)[ \u3000]?{_DATE.format('t')}")


@dataclass(frozen=True)
class YearSentence:
    """A sentence, its years as digits, with what its years may belong to."""

    start: int
    words: str
    phrases: YearPhrases

    @cached_property
    def of_report(self) -> bool:
        """Whether it speaks of this very report."""
        return self.phrases.own.search(self.words) is not None

    @cached_property
    def of_statistics(self) -> bool:
        """Whether it speaks of the period of the figures."""
        return self.phrases.statistics.search(self.words) is not None

    @cached_property
    def planned(self) -> bool:
        """Whether it speaks of what is to come."""
        return self.phrases.planned.search(self.words) is not None

    @cached_property
    def compares(self) -> bool:
        """Whether it holds something against another year."""
        return self.phrases.against.search(self.words) is not None

    @cached_property
    def excused(self) -> bool:
        """Whether it speaks of this year, or of what happened once."""
        return any(words.search(self.words) for words in (self.phrases.this_year, self.phrases.once))

    @cached_property
    def is_no_plan(self) -> bool:
        """Whether it tells what will not be, or has been."""
        return self.phrases.not_will.search(self.words) is not None

    @cached_property
    def named(self) -> tuple[tuple[WrittenYear, int], ...]:
        """Every year with 年 behind it, and where that ends; ’24年 too."""
        found = ((year, _NAMED.match(self.words, year.end)) for year in written_years(self.words))
        whole = [(year, behind.end()) for year, behind in found if behind]
        short = [(WrittenYear(m.start(), m.end("year"), 2000 + int(m["year"])), m.end()) for m in _SHORT.finditer(self.words)]
        return tuple(sorted([*whole, *short], key=lambda one: one[0].start))

    @cached_property
    def all_years(self) -> frozenset[int]:
        """The years it names."""
        return frozenset(year.year for year, _ in self.named)

    @cached_property
    def _title_marks(self) -> tuple[int, ...]:
        return tuple(place for place, char in enumerate(self.words) if char in "《》")

    def quotes(self, place: int) -> bool:
        """Whether the place is inside 《》."""
        before = bisect_right(self._title_marks, place)
        return 0 < before < len(self._title_marks) and self.words[self._title_marks[before - 1]] == "《"

    def before(self, place: int) -> str:
        """What stands in the same clause before a place."""
        words = self.words[max(place - _BEHIND, 0) : place]
        return re.split(f"[{_STOPS}]", words)[-1]

    def behind(self, place: int) -> str:
        """What stands in the same clause behind a place."""
        return re.split(f"[{_STOPS}]", self.words[place : place + _AHEAD], maxsplit=1)[0]

    def clause(self, place: int) -> tuple[int, str]:
        """Where the clause begins in which a place stands, and what stands in it before the place."""
        before = bisect_right(self._stops, place - 1)
        start = self._stops[before - 1] + 1 if before else 0
        return start, self.words[max(start, place - _CLAUSE) : place]

    @cached_property
    def _stops(self) -> tuple[int, ...]:
        return tuple(place for place, char in enumerate(self.words) if char in f"{_STOPS}：")


def years(source: ProseReader) -> Iterator[Finding]:
    """The findings about years and periods."""
    for text in source.texts:
        plain = plain_years(text.text)
        spoken, passages = _first_of_this_year(source, plain), list(sentences(plain))
        for one, after in zip(passages, [*passages[1:], None], strict=True):
            sentence = YearSentence(one.start, one.text, source.knowledge.phrases.year)
            period = list(_periods(source, text, sentence))
            yield from period
            for year, end in () if period else sentence.named:
                yield from _judged(source, text, sentence, year, end, after, spoken=spoken < one.start)
    yield from _signature(source)


def _first_of_this_year(source: ProseReader, plain: str) -> int:
    """Where a text speaks of the report's own year for the first time; its end where it does not."""
    this = re.search(f"{source.inquiry.report.year}年", plain), source.knowledge.phrases.year.this_year.search(plain)
    return min((match.start() for match in this if match), default=len(plain))


def _judged(
    source: ProseReader,
    text: ReportText,
    sentence: YearSentence,
    written: WrittenYear,
    end: int,
    after: Passage | None,
    *,
    spoken: bool,
) -> Iterator[Finding]:
    this = source.inquiry.report.year
    if written.year == this:
        yield from _plan(source, text, sentence, written, end)
        return
    if _excused(source, text, sentence, written, end, after):
        return
    place = (sentence.start + written.start, sentence.start + end)
    stands = (place[0], sentence.start + written.end)
    words = text.text[slice(*stands)]
    mend = text.replaced(*stands, str(this), f"把{words}年改为{this}年")
    sure = _tells_when(source, sentence, written, end, spoken=spoken)
    yield from source.found(
        "years.other", text, place, sure=sure, mend=mend, words=text.text[slice(*place)], stated=written.year, year=this
    )


def _tells_when(source: ProseReader, sentence: YearSentence, written: WrittenYear, end: int, *, spoken: bool) -> bool:
    """Whether a year tells when the office did what it reports, or is that of the report itself; `spoken` is this year's."""
    phrases = source.knowledge.phrases.year
    if sentence.of_statistics or phrases.titled.match(sentence.words, end):
        return True
    start, clause = sentence.clause(written.start)
    own = own_name(source)
    head = phrases.opening.fullmatch(clause.strip()) or own.is_part_of(clause.strip()) or own.calls.fullmatch(clause.strip())
    return bool(head) and not (spoken or sentence.excused or (start > 0 and sentence.compares))


def _plan(source: ProseReader, text: ReportText, sentence: YearSentence, written: WrittenYear, end: int) -> Iterator[Finding]:
    """What is still to be done in the year that is over: 2025年，将继续…"""
    behind = _DAY.sub("", sentence.words[end : end + _AHEAD], count=1)
    will = sentence.phrases.will.search(re.split("[。；！？\n]", behind, maxsplit=1)[0])
    if text.cell not in source.cells_of("years.plan") or not will or sentence.is_no_plan:
        return
    place = (sentence.start + written.start, sentence.start + end)
    after = written.year + 1
    mend = text.replaced(place[0], sentence.start + written.end, str(after), f"改为{after}年")
    yield from source.found(
        "years.plan", text, place, mend=mend, words=text.text[slice(*place)] + will[0], year=written.year, next=after
    )


def _excused(
    source: ProseReader, text: ReportText, sentence: YearSentence, written: WrittenYear, end: int, after: Passage | None
) -> bool:
    year, this, phrases = written.year, source.inquiry.report.year, source.knowledge.phrases.year
    before = sentence.before(written.start)
    day = _DAY.match(sentence.words, end)
    behind = _SPAN.sub("", sentence.behind(day.end() if day else end))
    titled = phrases.titled.match(sentence.words, end) and phrases.presents.search(before)
    own = year == this - 1 and bool(titled or (sentence.of_report and this not in sentence.all_years))
    if titled and own:
        return False
    if sentence.quotes(written.start):
        return not own
    if not sentence.of_statistics and (_SPAN_BEFORE.search(before) or _SPAN.match(sentence.behind(end))):
        return year < this or bool(_SPAN_BEFORE.search(before))
    asked = text.cell in source.cells_of("privacy.house") and phrases.before_asked.search(before)
    if year < this and (asked or _of_past(phrases, before, behind)):
        return True
    if year < this and not own and sentence.before(written.start) and sentence.compares:
        return True
    if year == this + 1:
        planned = text.cell in source.cells_of("years.other") or sentence.planned
        of_next = phrases.carried.search(before + behind) or phrases.after_next.match(sentence.words[end : end + 8])
        return bool(planned or of_next or _ends(phrases.before_papers, before))
    carried = phrases.carried.search(sentence.behind(end))  # 2024年12月收到的: with its month
    if year == this - 1 and (carried or _of_last(phrases, sentence, before, behind, own=own)):
        return True
    return year < this and _beside(sentence, this, after)


def _of_past(phrases: YearPhrases, before: str, behind: str) -> bool:
    """Whether the year is a law's or a document's, or that in which something began."""
    ends = _ends(phrases.before_law, before) and phrases.after_law.search(behind[:8])
    return bool(
        ends
        or phrases.after_law.match(behind)
        or phrases.after_kept.match(behind)
        or phrases.after_since.match(behind.lstrip("初底末"))
        or (_ends(phrases.before_since, before) and phrases.after_since.search(behind))
        or (_ends(phrases.before_since, before) and len(before) > 2)
        or _ends(phrases.before_old, before)
    )


def _of_last(phrases: YearPhrases, sentence: YearSentence, before: str, behind: str, *, own: bool) -> bool:
    """Whether last year is what this one is compared with, where a case or a problem comes from, or what a paper is about."""
    plain = _LINK.sub("", before) if before else ""
    return bool(
        (_ends(phrases.before_compared, plain or before) and before)
        or phrases.after_compared.match(behind)
        or phrases.carried.search(before + behind)
        or (not own and phrases.after_papers.match(behind))
        or (not own and not sentence.of_statistics and _ends(phrases.before_papers, before))
        or phrases.after_mended.match(behind)
    )


def _ends(pattern: Pattern, words: str) -> bool:
    """Whether the words end with the pattern: tried at the last places only."""
    size = len(words)
    return any((match := pattern.match(words, max(size - n, 0))) and match.end() == size for n in range(1, 8))


def _beside(sentence: YearSentence, this: int, after: Passage | None) -> bool:
    """Whether both years are told of, in one sentence or in two: 2024年发布5条，2025年发布7条."""
    if sentence.of_statistics:
        return False
    if this in sentence.all_years:
        return True
    opens = after is not None and re.match(rf"[ \u3000]{{0,4}}(?:而|到)?{this}年", after.words)
    return bool(opens and after is not None and not sentence.phrases.planned.search(after.words))


def _periods(source: ProseReader, text: ReportText, sentence: YearSentence) -> Iterator[Finding]:
    """The period that the report says it covers, and the day up to which its figures are told to go."""
    this = source.inquiry.report.year
    if not sentence.of_statistics:
        return
    for pattern in (_PERIOD, _MONTHS, _UNTIL):
        for match in pattern.finditer(sentence.words):
            place = (sentence.start + match.start(), sentence.start + match.end())
            if not _is_whole_year(match, this):
                right = f"截至{this}年12月31日" if pattern is _UNTIL else f"{this}年1月1日至12月31日"
                mend = text.replaced(*place, right, f"改为{right}")
                yield from source.found("years.period", text, place, mend=mend, words=text.text[slice(*place)], right=right)


def _is_whole_year(match: re.Match[str], this: int) -> bool:
    found = match.groupdict()
    years_told = {found.get("fy"), found.get("ty")} - {None}
    from_first = "fm" not in found or (found["fm"].lstrip("0"), found.get("fd", "1").lstrip("0")) == ("1", "1")
    return years_told <= {str(this)} and from_first and (found["tm"], found.get("td", "31")) == ("12", "31")


def _signature(source: ProseReader) -> Iterator[Finding]:
    inquiry = source.inquiry
    last = date(inquiry.report.year, 12, 31)
    for field in inquiry.form.closing:
        signed = inquiry.report.cells.get(field.id)
        if isinstance(signed, date) and signed < last:
            yield from source.found(
                "years.signature", None, cells=(field.id,), words=field.kind.show(signed), year=last.year
            )
