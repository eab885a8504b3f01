"""Names: other offices, what another kind of office calls itself, the signature.

Own names come from the report; words are data.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from app.checks.prose.office_calls import calls, own_call
from app.checks.prose.other_offices import other_offices
from app.checks.prose.own_name import own_name
from app.chinese.days import plain_years
from app.findings.finding import Finding
from app.findings.reader import ProseReader, ReportText
from app.knowledge.offices import contradicted, kind_of
from app.report.report import KIND, Edit


def names(source: ProseReader) -> Iterator[Finding]:
    """The findings about names and signature."""
    for text in source.texts:
        yield from _others(source, text)
        yield from _pronouns(source, text)
    yield from _signature(source)
    yield from _kind(source)


def _others(source: ProseReader, text: ReportText) -> Iterator[Finding]:
    office, own = source.inquiry.report.office, own_name(source)
    for one in other_offices(plain_years(text.text), own) if office else ():
        words = text.text[one.start : one.end]
        right = get_close_matches(words, sorted(own.forms), 1) if one.rule == "names.own" else []
        mend = text.replaced(one.start, one.end, right[0], f"改成“{right[0]}”") if right else None
        yield from source.found(one.rule, text, (one.start, one.end), sure=one.sure, mend=mend, words=words, office=office)


def _pronouns(source: ProseReader, text: ReportText) -> Iterator[Finding]:
    report, office = source.inquiry.report, source.inquiry.report.office
    other = contradicted(office, report.kind)
    if other:
        office = kind_of(office, report.kind).name  # that is what 我街道 is held against, and the name would agree with it
    for start, end, sure in sorted(set(calls(source, text))) if office else ():
        words = text.text[start:end]
        right = "" if other else own_call(source, words)
        mend = text.replaced(start, end, right, f"改成“{right}”") if right else None
        yield from source.found("names.pronoun", text, (start, end), sure=sure, mend=mend, words=words, office=office)


def _signature(source: ProseReader) -> Iterator[Finding]:
    report = source.inquiry.report
    for field in source.inquiry.form.closing:
        signed = report.text(field.id).strip()
        if field.part != "office" or not signed:
            continue
        if not (report.office.endswith(signed) or signed.endswith(report.office)):
            mend = Edit({field.id: report.office}, "改成单位名称")
            yield from source.found(
                "names.signature", None, cells=(field.id,), mend=mend, words=signed, office=report.office
            )


def _kind(source: ProseReader) -> Iterator[Finding]:
    report = source.inquiry.report
    told = contradicted(report.office, report.kind)
    if told is not None:
        yield from source.found(
            *("names.kind", None),
            mend=Edit({KIND: None}, "按单位名称"),
            kind=kind_of(report.office, report.kind).name,
            office=report.office,
            told=told.name,
        )
