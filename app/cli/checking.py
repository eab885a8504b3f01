"""The command `check`, and what the checks say of a report that is about to be written."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

from app.checks import LEVEL_WORDS, Finding, Inquiry, findings_json, look
from app.checks.number_words import counted_numbers, numbers_json
from app.checks.prose.glyphs import glyphs
from app.checks.prose.unseen import unseen
from app.chinese.characters import harmless
from app.cli.console import FINDINGS, FINE, hand_over, say, warn
from app.errors import InputError
from app.exchange import Import
from app.exchange.sandbox import ReadingRoom
from app.findings.reader import reader
from app.form.form import Form
from app.form.form_file import Forms
from app.knowledge.lookalikes import same_office
from app.report.report import OFFICE, Report
from app.system.files import read_input
from app.typeset.faces import load_faces
from app.typeset.page_grid import BODY


def check(forms: Forms, source: Path, last_year: Path | None, *, as_json: bool, with_numbers: bool) -> int:
    """The command `check`: every finding about the report in `source`, with last year's report where it is given, and the
    numbers of the prose where they are asked for."""
    with ReadingRoom(forms) as room:
        found = _read(source, room)
        _tell_notes(found, source.name)
        previous = _previous(last_year, found.report, room) if last_year else None
    form = forms.edition(found.report.edition)
    findings, numbers = look(_inquiry(form, found, load_faces().coverage(BODY.role), previous))
    if as_json:
        listed: object = findings_json(findings)
        told = {"findings": listed, "numbers": numbers_json(numbers)} if with_numbers else listed
        hand_over((json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode())
    else:
        say(harmless(_listed(form, findings) + (f"\n{counted_numbers(numbers)}。" if with_numbers else "")))
    return FINDINGS if any(finding.level == "mandatory" for finding in findings) else FINE


def _tell_notes(found: Import, name: str) -> None:
    for note in found.notes:
        warn(note)
    for question in found.questions:
        if question.cell == OFFICE:
            warn(harmless(f"{name}：{question.sentence}。"))


def _previous(path: Path, report: Report, room: ReadingRoom) -> Report:
    """Last year's report. Raises InputError for one of another year; another office's is told, for names change."""
    previous = _read(path, room).report
    if previous.year != report.year - 1:
        raise InputError(
            f"{path.name} 是 {previous.year} 年的报告，核对 {report.year} 年的报告要用 {report.year - 1} 年的，请换一个文件。"
        )
    if not same_office(previous.office, report.office) and previous.office and report.office:
        said = f"{path.name} 的单位是“{previous.office}”，报告的单位是“{report.office}”，请核对有没有选错。"
        warn(harmless(said))
    return previous


def _read(path: Path, room: ReadingRoom) -> Import:
    return room.read(read_input(path), path.name)


def _inquiry(
    form: Form, found: Import, has_glyph: Callable[[str], bool], previous: Report | None = None
) -> Inquiry:
    return Inquiry(form, found.report, previous, has_glyph, remarks=found.remarks, doubts=found.doubts)


def waiting_sentences(form: Form, found: Import, has_glyph: Callable[[str], bool]) -> Iterator[str]:
    """What a person should look at before the report is printed: values nobody has confirmed, characters without a glyph."""
    inquiry = _inquiry(form, found, has_glyph)
    headings = {section.id: section.heading for section in form.sections}
    for finding in unseen(reader(inquiry)):
        yield f"{headings.get(finding.section, '落款')}：{finding.sentence}。"
    yield from (f"{finding.sentence}。" for finding in glyphs(inquiry))


def _listed(form: Form, findings: tuple[Finding, ...]) -> str:
    if not findings:
        return "没有发现问题。"
    headings = {section.id: section.heading for section in form.sections}
    return "\n".join(
        f"{LEVEL_WORDS[one.level]}  {headings.get(one.section, '全篇')}：{one.sentence}。" for one in findings
    )
