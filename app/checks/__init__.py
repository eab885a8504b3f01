"""The checks: generators that yield findings about a report. None of them raises, shows or changes anything.

`find` runs them all and sorts the findings: section by section in the form's order, the gravest first.
"""

from __future__ import annotations

from app.checks.arithmetic import arithmetic
from app.checks.finding import LEVEL_WORDS, LEVELS, Finding, Inquiry, Level, Span
from app.checks.glyphs import glyphs
from app.checks.report_json import findings_json

__all__ = ["LEVELS", "LEVEL_WORDS", "Finding", "Inquiry", "Level", "Span", "find", "findings_json"]

CHECKS = (arithmetic, glyphs)


def find(inquiry: Inquiry) -> tuple[Finding, ...]:
    """Every finding of every check, in a stable order."""
    found = [finding for check in CHECKS for finding in check(inquiry)]
    sections = [section.id for section in inquiry.form.sections]
    places = {name: n for n, name in enumerate(sections)}
    return tuple(sorted(found, key=lambda f: (places.get(f.section, -1), LEVELS.index(f.level), f.rule)))
