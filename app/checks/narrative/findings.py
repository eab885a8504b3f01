"""The findings about the numbers of a text, with their mends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from app.checks.narrative.mends import Mends
from app.checks.narrative.outcome import ReadNumber
from app.checks.narrative.reading import Reading
from app.findings.finding import Finding
from app.findings.reader import ProseReader


def number_findings(source: ProseReader, reading: Reading, mends: Mends) -> Iterator[Finding]:
    """One finding for each number that contradicts the tables, one for all parts of a list."""
    seen: set[tuple[str, tuple[int, int]]] = set()
    for one in reading.outcomes:
        if one.outcome != "contradicts" or (one.rule, one.place) in seen:
            continue
        seen.add((one.rule, one.place))
        for found in source.found(one.rule, reading.text, one.place, cells=one.cells, **dict(one.told)):  # type: ignore[arg-type]
            yield replace(found, mends=mends.of(one))


def unit_findings(source: ProseReader, reading: Reading) -> Iterator[Finding]:
    """The hint about a request that is counted in 例 or the like."""
    text, lexicon = reading.text, source.knowledge.lexicon
    for row in reading.frames:
        for frame in row:
            number = frame.slot.number
            tied = frame.topic == lexicon.request_topic and not frame.foreign and frame.tags
            if tied and number.unit in lexicon.odd_units:
                words = text.text[number.start : number.end]
                right = words.removesuffix(number.unit) + lexicon.request_unit
                mend = text.replaced(number.start, number.end, right, f"把“{words}”改为“{right}”")
                yield from source.found("narrative.unit", text, (number.start, number.end), mend=mend, words=words, right=right)


def places_of(outcomes: tuple[ReadNumber, ...], cells: tuple[str, ...]) -> tuple[ReadNumber, ...]:
    """The numbers of the prose that speak of some cells."""
    return tuple(one for one in outcomes if one.cells == cells)
