"""What a finding speaks of, as a short digest: the very sentences it marks and the figures of the cells it names.

The same words and figures give the same digest wherever they stand, so that an edit elsewhere changes nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from app.chinese.sentences import Passage, sentences
from app.findings.finding import Finding
from app.form.form import Form
from app.report import totals
from app.report.report import Report


def with_grounds(form: Form, report: Report, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings of a report; the hints, which alone can be set aside, with the digest of what they speak of."""
    known: dict[str, tuple[Passage, ...]] = {}
    for one in findings:
        yield replace(one, ground=_digest(form, report, one, known)) if one.level == "hint" else one


def fingerprint(values: Mapping[str, object]) -> str:
    """The values of a finding as a short digest; the same values give the same digest on any machine."""
    return _short(dict(values))


def _digest(form: Form, report: Report, one: Finding, known: dict[str, tuple[Passage, ...]]) -> str:
    marked = {span.cell for span in one.spans}
    words = [_sentences(report, span.cell, span.start, span.end, known) for span in one.spans]
    figures = {cell: _shown(form, report, cell) for cell in one.cells if cell not in marked}
    return _short([dict(one.values), words, figures, "" if words or figures else one.sentence])


def _sentences(report: Report, cell: str, start: int, end: int, known: dict[str, tuple[Passage, ...]]) -> str:
    """The sentences of a text that some characters of it touch."""
    if cell not in known:
        known[cell] = tuple(sentences(report.text(cell)))
    touched = (passage for passage in known[cell] if passage.start < max(end, start + 1) and start < passage.end)
    return "".join(passage.text for passage in touched).strip()


def _shown(form: Form, report: Report, cell: str) -> str:
    return totals.shown(form, report, cell) if cell in form.cells else str(report.get(cell))


def _short(told: object) -> str:
    return hashlib.sha256(json.dumps(told, ensure_ascii=False, sort_keys=True).encode("utf-8")).hexdigest()[:16]
