"""The demands of a profile: lengths, required sentences, refused words, the deadline. The demands are data.

Each finding carries the demand's own id, level and basis.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from types import MappingProxyType

from app.chinese.numerals import NUMERALS
from app.chinese.sentences import sentences
from app.findings.finding import Finding
from app.findings.reader import ProseReader, ReportText
from app.knowledge.profile import Deadline, Demand, Length, Refused, Required

_BESIDE = 24  # characters on either side of a word in which its number stands
_NUMBER = re.compile(rf"(?:\d|[{NUMERALS}])+ ?(?!年|月|日|季度)[\u4e00-\u9fff%％]|未|没有|均为零|为零|无")


def demands(source: ProseReader) -> Iterator[Finding]:
    """The findings about what the profile asks."""
    for length in source.profile.lengths:
        yield from _length(source, length)
    for required in source.profile.required:
        yield from _required(source, required)
    for refused in source.profile.refused:
        yield from _refused(source, refused)
    for deadline in source.profile.deadlines:
        yield from _deadline(source, deadline)


def _there(source: ProseReader, place: str) -> list[ReportText]:
    """The texts of a section, or the one text of that id."""
    return [t for t in source.prose if place in (t.section, t.cell)]


def _length(source: ProseReader, one: Length) -> Iterator[Finding]:
    texts = _there(source, one.place)
    if not texts:
        return  # a blank section is another rule's finding
    number = sum(len(re.sub(r"\s", "", text.text)) for text in texts)
    where = _where(source, one.place)
    if one.least and number < one.least:
        says = f"{where}共 {number} 字，不到 {one.least} 字，少 {one.least - number} 字"
        yield _finding(one.demand, texts, says, characters=number, least=one.least)
    if one.most and number > one.most:
        says = f"{where}共 {number} 字，超过 {one.most} 字，多 {number - one.most} 字"
        yield _finding(one.demand, texts, says, characters=number, most=one.most)


def _required(source: ProseReader, one: Required) -> Iterator[Finding]:
    texts = _there(source, one.place)
    near = re.compile("|".join(map(re.escape, one.near)))
    if texts and not any(_stated(text.text, near, number=one.number) for text in texts):
        says = f"{_where(source, one.place)}没有写到{one.what}，{one.advice}"
        yield _finding(one.demand, texts, says, words=one.what)


def _stated(text: str, near: re.Pattern[str], *, number: bool) -> bool:
    """Whether a sentence holds one of the words, and a number or that there was none close by."""
    for sentence in sentences(text):
        for found in near.finditer(sentence.words):
            beside = sentence.words[max(0, found.start() - _BESIDE) : found.end() + _BESIDE]
            if not number or _NUMBER.search(beside):
                return True
    return False


def _refused(source: ProseReader, one: Refused) -> Iterator[Finding]:
    for text in source.texts:
        for start, word in source.listed(text, one.words, ()):
            says = f"{text.label}里有“{word}”，{one.advice}"
            yield _finding(one.demand, [text], says, places=((start, start + len(word)),), words=word)


def _deadline(source: ProseReader, one: Deadline) -> Iterator[Finding]:
    report = source.inquiry.report
    last = date(report.year + 1, one.month, one.day)
    for field in source.inquiry.form.closing:
        signed = report.cells.get(field.id)
        if isinstance(signed, date) and signed > last:
            says = f"落款日期 {field.kind.show(signed)} 晚于 {field.kind.show(last)}，晚 {(signed - last).days} 天"
            found = _finding(one.demand, [], says, signed=signed.isoformat(), last=last.isoformat())
            yield Finding(**{**found.__dict__, "cells": (field.id,)})


def _where(source: ProseReader, place: str) -> str:
    for section in source.inquiry.form.sections:
        if section.id == place:
            return section.tab
    return source.inquiry.form.cells[place].label


def _finding(
    demand: Demand,
    texts: list[ReportText],
    says: str,
    *,
    places: tuple[tuple[int, int], ...] = (),
    **values: int | str,
) -> Finding:
    return Finding(
        level=demand.level,
        rule=demand.id,
        section=texts[0].section if texts else "",
        sentence=says,
        cells=tuple(text.cell for text in texts),
        values=MappingProxyType(values),
        basis=demand.basis,
        spans=tuple(texts[0].span(*place) for place in places),
    )
