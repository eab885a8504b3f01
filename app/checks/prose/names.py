"""Names: other offices, what another kind of office calls itself, the title, the signature, the form's number.

Own names come from the report; words and miswritten numbers are data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.chinese.days import plain_years
from app.findings.finding import Finding
from app.findings.reader import ProseReader, ReportText

# Characters that end the names of sub-districts; 镇 and 村 are left out for 乡镇街道.
_STREET = re.compile(
    r"[\u4e00-\u9fff]{0,3}[\u4e00-\u9fff](?<=[路桥湖山河江湾庄门城园泉关店营寺塔岛林岗坡])街道(?:办事处)?"
)
_GENERIC = re.compile(r"(?:全城|入城|进城|沿河|沿湖|出门|部门|主城|中心城|校园|家园)街道")
_GOVERNMENT = re.compile(
    r"(?:^|(?<=[。；\n]))\s*(?:\d{4}年(?:度)?，?)?((?:市|县|省|镇|乡)(?:人民)?政府(?:办公室|办)?)(?=高度|认真|坚持|严格|全面|深入|共|主动|依法|积极|不断|累计|收到|及时)"
)
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
    office = source.inquiry.report.office
    own = office.removesuffix("办事处")
    for match in _STREET.finditer(text.text):
        words = match.group().removesuffix("办事处")
        ours = own.endswith(words) or any(words.endswith(own[-n:]) for n in range(4, len(own) + 1))
        if not (ours or _GENERIC.search(words)):
            yield from source.found("names.other", text, match.span(), words=match.group(), office=office)
    for match in _GOVERNMENT.finditer(plain_years(text.text)):
        if match[1] not in office:
            yield from source.found("names.other", text, match.span(1), words=match[1], office=office)


def _pronouns(source: ProseReader, text: ReportText) -> Iterator[Finding]:
    words, office = source.knowledge.words, source.inquiry.report.office
    if words.pronouns_office not in office:
        return
    for start, word in source.listed(text, words.pronouns, words.pronouns_unless):
        yield from source.found("names.pronoun", text, (start, start + len(word)), words=word, office=office)


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
