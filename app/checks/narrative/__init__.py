"""数文一致: the numbers of the prose, what each means, and whether the tables say the same.

The prose is read once (`read_prose`); `links` is what editors underline of it, `narrative_findings` yields the findings.
The grammar of phrases is data.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from app.checks.narrative.citations import Cited, citation_findings, cited
from app.checks.narrative.clauses import Sentence, sentences
from app.checks.narrative.context import ClauseContext
from app.checks.narrative.held_numbers import HeldNumber, Link, held, number_findings, together
from app.checks.narrative.lists import CountedList, list_findings, share_findings
from app.checks.narrative.meaning import Interpreter, Meaning
from app.checks.narrative.zeros import Said, said, zero_findings
from app.findings.finding import Finding, Inquiry
from app.findings.reader import ProseReader, ReportText

__all__ = ["Link", "links", "narrative_findings", "read_prose"]


@dataclass(frozen=True)
class ReadNumbers:
    """What one text says, sentence by sentence."""

    text: ReportText
    sentences: tuple[Sentence, ...]
    counted: tuple[tuple[CountedList, ...], ...]
    said: tuple[Said, ...]
    cited: tuple[Cited, ...]


@dataclass(frozen=True)
class ReadProse:
    """What all texts of a report say, for everybody who asks in one run of the checks."""

    source: ProseReader
    texts: tuple[ReadNumbers, ...]


def read_prose(source: ProseReader) -> ReadProse:
    """Reads every text of the sections."""
    return ReadProse(source, tuple(_read(source, text) for text in source.prose))


def links(prose: ReadProse) -> tuple[Link, ...]:
    """Every place of the prose that speaks of cells of this year, in the order of the texts."""
    found: list[Link] = []
    for reading in prose.texts:
        here = [c.held.link for row in reading.counted for c in row if c.held and c.held.link.cells]
        here += [none.link for none in reading.said] + [article.link for article in reading.cited]
        found += sorted(here, key=lambda link: link.span.start)
    return tuple(found)


def narrative_findings(prose: ReadProse) -> Iterator[Finding]:
    """The findings about numbers, none-words, lists, shares and citations of the prose."""
    source = prose.source
    for reading in prose.texts:
        text = reading.text
        wholes: list[Decimal] = []
        before: list[CountedList] = []
        for sentence, row in zip(reading.sentences, reading.counted, strict=True):
            for one in row:
                if one.held:
                    yield from number_findings(source, text, one.held)
            yield from list_findings(source, text, sentence, before, list(row))
            before = list(row)
            yield from share_findings(source, text, list(row), wholes)
        for place in reading.said:
            yield from zero_findings(source, text, place)
        for article in reading.cited:
            yield from citation_findings(source, text, article)


def _read(source: ProseReader, text: ReportText) -> ReadNumbers:
    inquiry, grammar = source.inquiry, source.knowledge.grammar
    context = ClauseContext(grammar, inquiry.report.year)
    whole = tuple(sentences(text.text))
    meanings = Interpreter(grammar, context, inquiry.form, text.cell).meanings(whole)
    rows = tuple(
        tuple(map(CountedList, s.mentions, together([_held(inquiry, text, meaning) for meaning in row])))
        for s, row in zip(whole, meanings, strict=True)
    )
    columns = _columns(meanings)
    return ReadNumbers(
        text,
        whole,
        rows,
        tuple(one for sentence in whole for one in said(source, context, text, sentence)),
        tuple(one for sentence in whole for one in cited(source, context, text, sentence, columns)),
    )


def _held(inquiry: Inquiry, text: ReportText, meaning: Meaning | None) -> HeldNumber | None:
    return held(inquiry, text, meaning) if meaning else None


def _columns(meanings: list[list[Meaning | None]]) -> tuple[str, ...]:
    """The only applicant that a text speaks of, () when there are several or none."""
    named = {m.columns for row in meanings for m in row if m and m.columns and m.quantity.of == "applicant"}
    return named.pop() if len(named) == 1 else ()
