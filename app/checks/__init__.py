"""The checks: generators that yield findings about a report. None of them raises, shows or changes anything.

`find` runs them all, `look` gives the numbers of the prose too; `find_arithmetic` (the tables) and `find_prose` (the
texts) run each half. Findings come section by section in the form's order, in a section the gravest first, and of one
level in the order of the cells where they stand.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import lru_cache

from app.checks.narrative import ReadNumber, ReadProse, narrative_findings, numbers, read_prose
from app.checks.prose.demands import demands
from app.checks.prose.documents import documents
from app.checks.prose.fee import fees
from app.checks.prose.glyphs import glyphs
from app.checks.prose.language import language
from app.checks.prose.leftovers import leftovers
from app.checks.prose.names import names
from app.checks.prose.parts import parts
from app.checks.prose.persons import persons
from app.checks.prose.privacy import privacy
from app.checks.prose.problems import problems
from app.checks.prose.sameness import sameness
from app.checks.prose.slips import slips
from app.checks.prose.unseen import unseen
from app.checks.prose.years import years
from app.checks.reworded import reworded
from app.checks.tables.arithmetic import arithmetic
from app.checks.tables.odd_cells import agreeing
from app.findings.finding import LEVEL_WORDS, Finding, Inquiry, Span, tally
from app.findings.findings_json import findings_json
from app.findings.ground import with_grounds
from app.findings.reader import ProseReader, reader
from app.form.rule import LEVELS, Level
from app.report.report import Report

__all__ = [
    "LEVELS",
    "LEVEL_WORDS",
    "Finding",
    "Inquiry",
    "Level",
    "Span",
    "find",
    "find_arithmetic",
    "find_prose",
    "findings_json",
    "look",
    "tally",
]

BESIDE_TABLES = (unseen, fees, privacy)  # these look at numbers of the tables, too
OF_WORDS = (years, names, documents, parts, leftovers, problems, sameness, persons, language, slips, demands)
PROSE = (*BESIDE_TABLES, *OF_WORDS)


def find(inquiry: Inquiry) -> tuple[Finding, ...]:
    """Every finding of every check, in a stable order."""
    return _finished(inquiry, (*find_arithmetic(inquiry), *find_prose(inquiry)))


def look(inquiry: Inquiry) -> tuple[tuple[Finding, ...], tuple[ReadNumber, ...]]:
    """Every finding, that claims hold no more among them, and every number of the prose: it is read once for all."""
    prose = read_prose(reader(inquiry))
    read = numbers(prose)
    found = (*find_arithmetic(inquiry), *_of_prose(prose), *reworded(inquiry, prose.source.prose, read))
    return _finished(inquiry, found), read


def find_arithmetic(inquiry: Inquiry) -> tuple[Finding, ...]:
    """The findings about the tables."""
    return _sorted(inquiry, arithmetic(inquiry))


def find_prose(inquiry: Inquiry) -> tuple[Finding, ...]:
    """The findings about the texts, the tables' notes and the characters that cannot be printed."""
    return _of_prose(read_prose(reader(inquiry)))


def _of_prose(prose: ReadProse) -> tuple[Finding, ...]:
    source = prose.source
    found = [finding for check in BESIDE_TABLES for finding in check(source)]
    return _sorted(source.inquiry, (*_of_words(_worded(source)), *narrative_findings(prose), *found))


@lru_cache(maxsize=4)
def _of_words(inquiry: Inquiry) -> tuple[Finding, ...]:
    """The findings that no number of the tables can change. Most keys are typed there: kept for some states of the texts."""
    source = reader(inquiry)
    return (*glyphs(inquiry), *(finding for check in OF_WORDS for finding in check(source)))


def _worded(source: ProseReader) -> Inquiry:
    """What those checks look at, and nothing else: so no other change makes them run again, and none goes by them."""
    asked = source.inquiry
    previous = _without_numbers(asked.previous) if asked.previous else None
    known = Inquiry(asked.form, _without_numbers(asked.report), previous, asked.has_glyph)
    return replace(known, profile=source.profile, knowledge=source.knowledge)


def _without_numbers(report: Report) -> Report:
    return replace(report, cells={name: value for name, value in report.cells.items() if isinstance(value, str | date)})


def _finished(inquiry: Inquiry, found: Iterable[Finding]) -> tuple[Finding, ...]:
    """What tables and prose found, each with the mends of the other; hints know what they speak of, so that they can be set
    aside."""
    return _sorted(inquiry, with_grounds(inquiry.form, inquiry.report, agreeing(inquiry, found)))


def _sorted(inquiry: Inquiry, found: Iterable[Finding]) -> tuple[Finding, ...]:
    sections = {section.id: n for n, section in enumerate(inquiry.form.sections)}
    cells = {name: n for n, name in enumerate(inquiry.form.cells)}

    def place(one: Finding) -> tuple[int, int, int, int, str]:
        start = one.spans[0].start if one.spans else 0
        return sections.get(one.section, -1), LEVELS.index(one.level), cells.get(one.home, -1), start, one.rule

    return tuple(sorted(found, key=place))
