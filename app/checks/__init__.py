"""The checks: generators that yield findings about a report. None of them raises, shows or changes anything.

`find` runs them all; `find_arithmetic` (the tables) and `find_prose` (the texts) run each half, for a window that
shows the quick one first. Findings come section by section in the form's order, the gravest first.
"""

from __future__ import annotations

from collections.abc import Iterable

from app.checks.arithmetic import arithmetic
from app.checks.demands import demands
from app.checks.fee import fees
from app.checks.finding import LEVEL_WORDS, LEVELS, Finding, Inquiry, Level, Span
from app.checks.glyphs import glyphs
from app.checks.language import language
from app.checks.leftovers import leftovers
from app.checks.names import names
from app.checks.narrative import narrative
from app.checks.privacy import privacy
from app.checks.reader import reader
from app.checks.report_json import findings_json
from app.checks.sameness import sameness
from app.checks.unseen import unseen
from app.checks.years import years

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
]

PROSE = (unseen, narrative, fees, years, names, leftovers, sameness, privacy, language, demands)


def find(inquiry: Inquiry) -> tuple[Finding, ...]:
    """Every finding of every check, in a stable order."""
    return _sorted(inquiry, (*find_arithmetic(inquiry), *find_prose(inquiry)))


def find_arithmetic(inquiry: Inquiry) -> tuple[Finding, ...]:
    """The findings about the tables."""
    return _sorted(inquiry, arithmetic(inquiry))


def find_prose(inquiry: Inquiry) -> tuple[Finding, ...]:
    """The findings about the texts, the tables' notes and the characters that cannot be printed."""
    source = reader(inquiry)
    found = [finding for check in PROSE for finding in check(source)]
    return _sorted(inquiry, (*glyphs(inquiry), *found))


def _sorted(inquiry: Inquiry, found: Iterable[Finding]) -> tuple[Finding, ...]:
    places = {section.id: n for n, section in enumerate(inquiry.form.sections)}
    return tuple(sorted(found, key=lambda f: (places.get(f.section, -1), LEVELS.index(f.level), f.rule)))
