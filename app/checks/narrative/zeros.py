"""Words that say none or all: 未收到申请, 无行政复议, 均维持, 全部办结. Each means that a sum of cells is 0.

Which words mean which cells is data in the grammar.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from app.checks.narrative.clauses import Sentence
from app.checks.narrative.context import ClauseContext
from app.checks.narrative.held_numbers import Link, plain, total
from app.findings.finding import Finding
from app.findings.reader import ProseReader, ReportText
from app.knowledge.cell_sums import cell_sum
from app.knowledge.lexicon import CellSum, Zero


@dataclass(frozen=True)
class Said:
    """A place that says none."""

    zero: Zero
    start: int
    end: int
    link: Link


def said(reader: ProseReader, context: ClauseContext, text: ReportText, sentence: Sentence) -> Iterator[Said]:
    """Every place of a sentence that says none, with its link."""
    for zero in reader.knowledge.grammar.zeros:
        for match in zero.pattern.finditer(sentence.text):
            words = sentence.text[: match.end()]
            if zero.topic and context.topic_at(text.cell, words) != zero.topic:
                continue
            period = context.period(sentence.text[: match.start()])
            if period == "other" or (period == "last" and reader.inquiry.previous is None):
                continue
            reading = _reading(reader, zero, words)
            report = reader.inquiry.report if period == "this" else reader.inquiry.previous
            if not reading or report is None:
                continue
            value = total(reader.inquiry, report, reading)
            start, end = sentence.start + match.start(), sentence.start + match.end()
            agrees = None if value is None else value == 0
            yield Said(zero, start, end, Link(text.span(start, end), reading, value, agrees))


def _reading(reader: ProseReader, zero: Zero, words: str) -> CellSum:
    """The cells of a zero; where it needs a kind of case, the one last named, else none."""
    columns: tuple[str, ...] = ()
    if zero.of:
        places = [
            (match.end(), variant.stands_for)
            for variant in reader.knowledge.grammar.variants
            if variant.of == zero.of
            for pattern in variant.words
            for match in pattern.finditer(words)
        ]
        columns = max(places)[1] if places else ()
    return cell_sum(reader.inquiry.form, zero.reading, columns)


def zero_findings(reader: ProseReader, text: ReportText, one: Said) -> Iterator[Finding]:
    """The finding about a none that is not none in the table."""
    if one.link.agrees is not False:
        return
    value = one.link.value or Decimal(0)
    yield from reader.found(
        "narrative.zero",
        text,
        (one.start, one.end),
        cells=one.link.cells,
        words=text.text[one.start : one.end],
        meaning=f"“{one.zero.title}”",
        stated=0,
        table=plain(value),
        difference=plain(value),
    )
