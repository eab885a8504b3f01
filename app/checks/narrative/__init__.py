"""数文一致: the numbers of the prose, what each means, and whether the tables say the same.

The prose is read once (`read_prose`); `numbers` are its numbers with their outcomes, which editors underline, and
`narrative_findings` yields the findings. The words are data.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.checks.narrative.citations import Cited, citation_findings, cited
from app.checks.narrative.claims import cell_words, claimable, is_share, key_of
from app.checks.narrative.findings import number_findings, unit_findings, waiting_findings
from app.checks.narrative.mends import Mends
from app.checks.narrative.outcome import Candidate, Outcome, ReadNumber
from app.checks.narrative.table_figures import figures
from app.checks.narrative.text_reading import Reading, read_text
from app.findings.finding import Finding
from app.findings.reader import ProseReader

__all__ = [
    "Candidate",
    "Outcome",
    "ReadNumber",
    "cell_words",
    "claimable",
    "is_share",
    "key_of",
    "narrative_findings",
    "numbers",
    "read_prose",
]


@dataclass(frozen=True)
class ReadProse:
    """What all texts of a report say, for everybody who asks in one run of the checks."""

    source: ProseReader
    texts: tuple[Reading, ...]
    cited: tuple[tuple[Cited, ...], ...]


def read_prose(source: ProseReader) -> ReadProse:
    """Reads every text of the sections."""
    known = figures(source.inquiry)
    texts = tuple(read_text(source, known, text) for text in source.prose)
    return ReadProse(source, texts, tuple(tuple(cited(source, known, reading)) for reading in texts))


def numbers(prose: ReadProse) -> tuple[ReadNumber, ...]:
    """Every number of the prose and every word of none or all, in the order of the texts."""
    return tuple(one for reading in prose.texts for one in reading.outcomes)


def narrative_findings(prose: ReadProse) -> Iterator[Finding]:
    """The findings about numbers, none-words, lists, shares, citations and units of the prose."""
    mends = Mends(prose.source, numbers(prose))
    for reading, articles in zip(prose.texts, prose.cited, strict=True):
        yield from number_findings(prose.source, reading, mends)
        for article in articles:
            yield from citation_findings(prose.source, reading.text, article)
        yield from unit_findings(prose.source, reading)
    yield from waiting_findings(prose.source, numbers(prose))
