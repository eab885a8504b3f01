"""Years that do not belong into this report, and a date of signature within the period that it reports.

The report's year, the next one in plans, the last one in comparisons, and years of laws and documents are right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from app.findings.finding import Finding
from app.findings.reader import ProseReader, ReportText

_YEAR = re.compile(
    r"(?<![\d—–~～-])((?:19|20)\d{2}|[一二]\s*[〇零○九][〇零○一二三四五六七八九]{2})\s*年(?:度)?"
)
_HAN = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_SENTENCE = re.compile(r"[^。！？\n]*[。！？\n]?")
_LAW = re.compile(
    r"修订|修正|公布|施行|颁布|印发|实施|发布|出台|条例|办法|规定|法》|号）|号\)|以来|至今|成立|起|规划"
)
_COMPARED = re.compile(r"上年|去年|上一年|比|较|同期|同比|相比|结转|顺延|年报|年度报告|持平|截至")
_PLANNED = re.compile(r"将|计划|明年|下一步|今后|拟|打算|力争|下年|下一年|目标|前公布|前公开|结转|顺延|月")


def years(source: ProseReader) -> Iterator[Finding]:
    """The findings about years."""
    for text in source.texts:
        for sentence in _SENTENCE.finditer(text.text):
            for match in _YEAR.finditer(sentence.group()):
                yield from _judged(source, text, sentence, match)
    yield from _signature(source)


def _judged(source: ProseReader, text: ReportText, sentence: re.Match[str], match: re.Match[str]) -> Iterator[Finding]:
    year = int(re.sub(r"\s", "", match[1]).translate(_HAN))
    words = sentence.group()
    this = source.inquiry.report.year
    if year == this or _excused(source, text, year, words, match):
        return
    start = sentence.start() + match.start()
    mend = text.replaced(start, start + len(match[1]), str(this), f"把{match[1]}年改为{this}年")
    place = (start, sentence.start() + match.end())
    yield from source.found(
        "years.other", text, place, mend=mend, words=match.group(), stated=year, year=this
    )


def _excused(source: ProseReader, text: ReportText, year: int, words: str, match: re.Match[str]) -> bool:
    this = source.inquiry.report.year
    before, after = words[: match.start()], words[match.end() :]
    quoted = before.rfind("《") > before.rfind("》") and "》" in after
    if quoted or (year < this and _LAW.search(after[:14] + before[-8:])):
        return True
    if any(year in law.years for law in source.knowledge.laws) and re.search(r"条例|法", words):
        return True
    if year < this and re.search(rf"{this}\s*年", words):
        return True  # both years in one sentence are held against each other
    if year == this - 1:
        return bool(_COMPARED.search(words))
    planned = text.cell in source.cells_of("years.other") or bool(_PLANNED.search(words))
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
