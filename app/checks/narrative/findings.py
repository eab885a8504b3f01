"""The findings about the numbers of a text, with their mends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from app.checks.narrative.mends import Mends
from app.checks.narrative.outcome import ReadNumber
from app.checks.narrative.text_reading import Reading
from app.findings.finding import Finding
from app.findings.reader import ProseReader
from app.report.report import Edit


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
    """The hint about requests that are counted in 例 or the like: once a text, with one mend for all places."""
    text, lexicon = reading.text, source.knowledge.lexicon
    places = [
        (frame.slot.number.start, frame.slot.number.end)
        for row in reading.frames
        for frame in row
        if frame.topic == lexicon.request_topic and frame.sure
        if frame.slot.number.unit in lexicon.odd_units
    ]
    if not places:
        return
    mended, done = "", 0
    for _, end in places:
        mended, done = mended + text.text[done : end - 1] + lexicon.request_unit, end  # each of these units is one character
    words = text.text[slice(*places[0])]
    right = words[:-1] + lexicon.request_unit
    label = f"把“{words}”改为“{right}”" if len(places) == 1 else f"{len(places)} 处都改为“{lexicon.request_unit}”"
    more = "" if len(places) == 1 else f"等 {len(places)} 处"
    mend = Edit({text.cell: mended + text.text[done:]}, label)
    yield from source.found("narrative.unit", text, *places, mend=mend, words=words, right=right, more=more)


def waiting_findings(source: ProseReader, read: Iterable[ReadNumber]) -> Iterator[Finding]:
    """What cannot be compared because of blanks: once a table, with how many numbers wait and which cells they wait for."""
    form, stored = source.inquiry.form, source.inquiry.report.cells
    waiting: dict[str, list[ReadNumber]] = {}
    for one in read:
        if one.outcome == "free" and one.cells and one.table is None:
            waiting.setdefault(form.cells[one.cells[0]].section, []).append(one)
    for section, numbers in waiting.items():
        typed = (cell for one in numbers for named in one.cells for cell in form.typed_under(named))
        blank = tuple(dict.fromkeys(cell for cell in typed if stored.get(cell) is None))
        if blank:
            yield from source.found(
                "narrative.waiting", None, cells=blank, section=section,
                count=len(numbers), words=numbers[0].words, table=form.section(section).heading, blank=len(blank),
            )  # fmt: skip
