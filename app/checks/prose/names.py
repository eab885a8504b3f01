"""Names: other offices, what another kind of office calls itself, the signature.

Own names come from the report; words are data.
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


def names(source: ProseReader) -> Iterator[Finding]:
    """The findings about names and signature."""
    for text in source.texts:
        yield from _others(source, text)
        yield from _pronouns(source, text)
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
