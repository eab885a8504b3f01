"""Names: other offices, what another kind of office calls itself, the title, the signature, the form's number.

Own names come from the report; words and miswritten numbers are data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.checks.prose.office_calls import calls
from app.checks.prose.other_offices import other_offices, own_name
from app.findings.finding import Finding
from app.findings.reader import ProseReader, ReportText

_NUMBER = r"\s*[〔\[［【(（〖]?\s*\d{4}\s*[〕\]］】)）〗]?\s*第?\s*\d+\s*号"
_FORM_NAME = re.compile(r"《([^《》]*年度报告格式[^《》]*)》")


def names(source: ProseReader) -> Iterator[Finding]:
    """The findings about names, title, signature and document number."""
    for text in source.texts:
        yield from _others(source, text)
        yield from _pronouns(source, text)
        yield from _document(source, text)
    yield from _title(source)
    yield from _signature(source)


def _others(source: ProseReader, text: ReportText) -> Iterator[Finding]:
    office, own = source.inquiry.report.office, own_name(source)
    for rule, start, end in other_offices(text.text, own) if office else ():
        yield from source.found(rule, text, (start, end), words=text.text[start:end], office=office)


def _pronouns(source: ProseReader, text: ReportText) -> Iterator[Finding]:
    office = source.inquiry.report.office
    for start, end in sorted(set(calls(source, text))) if office else ():
        yield from source.found("names.pronoun", text, (start, end), words=text.text[start:end], office=office)


def _title(source: ProseReader) -> Iterator[Finding]:
    report, form = source.inquiry.report, source.inquiry.form
    if report.title is None:
        return
    plain = re.sub(r"\s", "", report.title)
    wanted = (report.office, *re.split(r"(?<=年)", form.title.format(year=report.year), maxsplit=1))
    missing = [part for part in wanted if part and part not in plain]
    if missing:
        yield from source.found("names.title", None, words=report.title, missing="、".join(missing))


def _signature(source: ProseReader) -> Iterator[Finding]:
    report = source.inquiry.report
    for field in source.inquiry.form.closing:
        signed = report.text(field.id).strip()
        if field.part != "office" or not signed:
            continue
        if not (report.office.endswith(signed) or signed.endswith(report.office)):
            yield from source.found(
                "names.signature", None, cells=(field.id,), words=signed, office=report.office
            )


def _document(source: ProseReader, text: ReportText) -> Iterator[Finding]:
    known, form = source.knowledge, source.inquiry.form
    for word in known.miswritten:
        for match in re.finditer(rf"(?<!国办){re.escape(word)}", text.text):
            if not any(other != word and word in other and other in text.text for other in known.miswritten):
                yield from _corrected(source, text, match.span(), known.document)
    for match in re.finditer(re.escape(known.document) + _NUMBER, text.text):
        if match.group() != form.basis:
            yield from _corrected(source, text, match.span(), form.basis)
    for match in _FORM_NAME.finditer(text.text):
        if form.name not in match[1]:
            yield from _corrected(source, text, match.span(), f"《{form.name}》")


def _corrected(source: ProseReader, text: ReportText, place: tuple[int, int], right: str) -> Iterator[Finding]:
    words = text.text[place[0] : place[1]]
    mend = text.replaced(*place, right, f"改为“{right}”")
    yield from source.found("documents.number", text, place, mend=mend, words=words, right=right)
