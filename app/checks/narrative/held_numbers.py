"""A number's meaning held against the table: the link that editors underline, and the finding when they differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from app.checks.narrative.meaning import Meaning
from app.findings.finding import Finding, Inquiry, Span
from app.findings.reader import ProseReader, ReportText
from app.knowledge.lexicon import CellSum
from app.report import totals
from app.report.report import Report

TEN_THOUSAND = 10000  # 元 in 万元


@dataclass(frozen=True)
class Link:
    """A place in a text and the cells it speaks of. `value` is the table's; `agrees` is None while it is blank."""

    span: Span
    cells: tuple[str, ...]
    value: Decimal | None
    agrees: bool | None


@dataclass(frozen=True)
class HeldNumber:
    """A link with the meaning behind it."""

    meaning: Meaning
    link: Link


def held(inquiry: Inquiry, text: ReportText, meaning: Meaning) -> HeldNumber | None:
    """The meaning with its link; None for a year of which there is no report."""
    report = inquiry.report if meaning.period == "this" else inquiry.previous
    if report is None or meaning.period == "other":
        return None
    wanted = amount(meaning)
    sums = [(reading, total(inquiry, report, reading)) for reading in meaning.readings]
    agreeing = [one for one in sums if one[1] == wanted]
    reading, value = (agreeing or sums)[0]
    agrees = bool(agreeing) if agreeing or value is not None else None
    number = meaning.mention.number
    cells = reading if meaning.period == "this" else ()
    return HeldNumber(meaning, Link(text.span(number.start, number.end), cells, value, agrees))


def together(row: Sequence[HeldNumber | None]) -> list[HeldNumber | None]:
    """The numbers of a sentence, those of one meaning taken together where only their sum agrees with the table.

    2件不属于本机关负责公开，1件信息不存在: both are of one row.
    """
    groups: dict[tuple[str, tuple[str, ...]], list[HeldNumber]] = {}
    for one in row:
        if one is not None and one.link.agrees is False:
            groups.setdefault((one.meaning.quantity.id, one.meaning.readings[0]), []).append(one)
    settled = [
        one
        for group in groups.values()
        for one in group
        if len(group) > 1 and sum(amount(o.meaning) for o in group) == one.link.value
    ]
    return [replace(o, link=replace(o.link, agrees=True)) if o in settled else o for o in row]


def amount(meaning: Meaning) -> Decimal:
    """The number in the unit of its cells: money in 万元."""
    number = meaning.mention.number
    return number.value / TEN_THOUSAND if number.unit == "元" else number.value


def total(inquiry: Inquiry, report: Report, reading: CellSum) -> Decimal | None:
    """The sum of a reading's cells; None when one is blank."""
    if not all(totals.complete(inquiry.form, report, cell) for cell in reading):
        return None
    values = [totals.value(inquiry.form, report, cell) for cell in reading]
    return sum((Decimal(v) for v in values if isinstance(v, int | Decimal)), Decimal(0))


def number_findings(reader: ProseReader, text: ReportText, one: HeldNumber) -> Iterator[Finding]:
    """The finding about a number that agrees with no reading."""
    meaning, link = one.meaning, one.link
    if link.agrees is not False or link.value is None:
        return
    number = meaning.mention.number
    start = min(meaning.phrase_start, number.start)
    year = "" if meaning.period == "this" else "上年的"
    yield from reader.found(
        "narrative.number",
        text,
        (start, number.end),
        cells=link.cells,
        words=text.text[start : number.end],
        meaning=f"{year}“{named(reader.inquiry, meaning)}”",
        stated=plain(amount(meaning)),
        table=plain(link.value),
        difference=plain(abs(amount(meaning) - link.value)),
    )


def named(inquiry: Inquiry, meaning: Meaning) -> str:
    """The quantity in words, with the columns that the text names."""
    cells = meaning.readings[0]
    if not meaning.columns or len(cells) != 1:
        return meaning.quantity.title
    return f"{meaning.quantity.title}（{inquiry.form.cells[cells[0]].names[-1]}）"


def plain(value: Decimal) -> int | float:
    """A number as JSON and sentences show it."""
    return int(value) if value == value.to_integral_value() else float(value)
