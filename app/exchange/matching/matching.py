"""A source of lines and tables → a report with evidence: the one core behind every reader.

Year and edition first, then tables by their labels, then texts by their headings; what the source does not
settle becomes a question.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from app.document.layout import title_lines
from app.errors import ExchangeError
from app.exchange.matching.figures import Numbers, read_numbers
from app.exchange.matching.found_row import FoundRow
from app.exchange.matching.labels import LabelBook, read_wording
from app.exchange.matching.narrative_texts import (
    Prose,
    SectionLines,
    clean,
    closing_values,
    named_closing,
    read_prose,
    section_of,
    split_closing,
)
from app.exchange.matching.one_report import only_report
from app.exchange.matching.report_title import Opening, read_opening, title_patterns, year_of_name
from app.exchange.matching.stray import placed_pieces
from app.exchange.source.found import NO_OFFICE, Evidence, Import, Question
from app.exchange.source.source import Line, Source, Table, seen, told_unseen
from app.form.form import Form
from app.form.form_file import Forms
from app.report import totals
from app.report.record import Remark, one_line
from app.report.report import OFFICE, Report

MOST_PIECES = 6000  # lines and cells; a whole report has under 600
MOST_BEFORE = 40  # lines in which a title is sought where no heading follows
CLOSING = ("title", "closing", "office", "date", "contact")  # parts that belong to no section


@dataclass
class Parts:
    """The source taken apart: lines before the first heading, then each section with its lines; rows of tables."""

    opening: list[Line]
    named: list[Line]
    sections: list[SectionLines]
    rows: list[FoundRow]


def match(forms: Forms, source: Source, name: str, year: int | None) -> Import:
    """The report in a source. `year` helps when the file does not say its own.

    Raises ExchangeError when no year can be known or nothing of a report is in it, UnknownEdition for a year
    without a form.
    """
    if sum(map(_size, source.blocks)) > MOST_PIECES:
        raise ExchangeError(f"{name}：内容过多，不像是一份年报，没有读取。请核对所选文件。")
    wording = read_wording()
    books = [LabelBook(form, wording) for form in forms.all]
    titles = title_patterns(wording.of_title(form.title) for form in forms.all)
    notes = told_unseen(source)
    one = only_report(books, titles, seen(source), year_of_name(name) or year)
    source = one.source
    lines = _lines_before_text(books, source)
    opening = _opening(source, read_opening(lines, titles, ours=source.ours), name, year)
    opening = replace(opening, rivals=tuple(sorted({*opening.rivals, *one.others} - {opening.year})))
    if opening.year is None:
        raise ExchangeError(
            f"{name}：没有写明是哪一年的年报。请把年份写进文件名（如 2025年年报.docx）后重试。"
        )
    book = LabelBook(forms.for_year(opening.year), wording)
    parts = _take_apart(book, source)
    if not parts.rows and not parts.sections:
        raise ExchangeError(f"{name}：里面没有找到年报的标题和表格，请核对所选文件。")
    again = [row for twin in one.twins for row in _take_apart(book, twin).rows]
    numbers = read_numbers(book, [*parts.rows, *again], infer=not source.ours)
    found = _Result(numbers, _prose(book, parts, opening, source))
    whole = _assemble(book.form, opening, parts, found)
    twice = tuple(_twice(whole.report.year, source, one.twins))
    asked = tuple(Question("", sentence) for sentence in source.asks)
    return replace(whole, source=source, questions=(*twice, *asked, *whole.questions), notes=notes)


def _twice(year: int, source: Source, twins: Sequence[Source]) -> Iterator[Question]:
    """Says that the report stands there more than once, unless word for word."""
    said = _words(source)
    for twin in twins:
        if _words(twin) != said:
            sentence = f"年度：文件里不止一份 {year} 年的报告，文字按前一份读取，数不一样的栏没有填，请核对"
            yield Question("", sentence, twin.blocks[0].place)
            return


def _words(source: Source) -> list[str]:
    return [line.text.strip() for line in _all_lines(source) if line.text.strip()]


@dataclass(frozen=True)
class _Result:
    numbers: Numbers
    prose: Prose


def _size(block: Line | Table) -> int:
    return sum(1 for box in block.boxes if box.text.strip()) if isinstance(block, Table) else 1


def _all_lines(source: Source) -> Iterator[Line]:
    for block in source.blocks:
        if isinstance(block, Line):
            yield block
        else:
            yield from (Line(box.text, box.place) for box in block.boxes if len(box.text) < 100)


def _lines_before_text(books: list[LabelBook], source: Source) -> list[Line]:
    """The lines before the first heading of any form; the first few where there is no heading."""
    lines = list(_all_lines(source))
    headings = (n for n, line in enumerate(lines) if any(section_of(book, line) for book in books))
    return lines[: next(headings, MOST_BEFORE)]


def _opening(source: Source, opening: Opening, name: str, year: int | None) -> Opening:
    found = source.facts.year or opening.year or year_of_name(name) or year
    office = source.facts.office or opening.office
    lent = found is not None and not (source.facts.year or opening.year or year_of_name(name))
    return replace(opening, year=found, office=office, lent=lent)


def _take_apart(book: LabelBook, source: Source) -> Parts:
    parts = Parts([], [], [], [])
    below = detached = False
    pieces = list(placed_pieces(book, source))
    for piece in pieces if source.ours else _clean_tail(book, pieces):
        if isinstance(piece, FoundRow):
            parts.rows.append(piece)
            below = True
            continue
        section = section_of(book, piece)
        detached = section is None and (detached or piece.part == "break")
        if piece.part in CLOSING:
            parts.named.append(piece)
        elif section:
            parts.sections.append(SectionLines(section))
            below = False
        elif detached or not parts.sections:
            parts.opening.append(piece)
        elif piece.part or not (parts.sections[-1].section.grids and book.is_group(piece.text)):
            parts.sections[-1].lines.append(piece)
            parts.sections[-1].under.extend([piece] if below else [])
    return parts


def _clean_tail(book: LabelBook, pieces: list[FoundRow | Line]) -> Iterator[FoundRow | Line]:
    """Drops page furniture; a footer only counts after the last heading of the form."""
    headings = [n for n, piece in enumerate(pieces) if isinstance(piece, Line) and section_of(book, piece)]
    last = headings[-1] if headings else -1
    for number, piece in enumerate(pieces):
        if isinstance(piece, FoundRow):
            yield piece
        elif number <= last:
            yield from () if book.wording.noise.fullmatch(piece.text.strip()) else (piece,)
    rest = [piece for piece in pieces[last + 1 :] if isinstance(piece, Line)] if headings else []
    yield from clean(rest, book.wording)


def _prose(book: LabelBook, parts: Parts, opening: Opening, source: Source) -> Prose:
    closing = named_closing(book.form, parts.named)
    if parts.sections and not parts.sections[-1].section.grids and not source.ours:
        last = parts.sections[-1]
        last.lines, closing = split_closing(book.form, last.lines, opening.office)
    prose = read_prose(book, parts.sections)
    for cell, value, evidence in closing_values(closing):
        prose.values[cell], prose.evidence[cell] = value, evidence
    return prose


def _assemble(form: Form, opening: Opening, parts: Parts, found: _Result) -> Import:
    assert opening.year is not None
    cells = {**found.numbers.values, **found.prose.values}
    office = one_line(opening.office)
    plain = Report(office, opening.year, form.edition)
    derived = "".join(title_lines(form, plain))
    told = one_line("".join(line.text for line in parts.named if line.part == "title"))
    title = told if told not in ("", derived) else None
    report = Report(office, opening.year, form.edition, title, cells)
    evidence: dict[str, Evidence] = {**found.numbers.evidence, **found.prose.evidence}
    ordered = {name: evidence[name] for name in form.cells if name in evidence and name in cells}
    return Import(
        report,
        MappingProxyType(ordered),
        tuple(_questions(form, opening, report, found)),
        tuple(_remarks(form, report, found.numbers)),
    )


def _questions(form: Form, opening: Opening, report: Report, found: _Result) -> Iterator[Question]:
    if not opening.office:
        yield Question(OFFICE, NO_OFFICE)
    if opening.lent:
        yield Question("", f"年度：文件里没有写年份，按 {report.year} 年读取，请核对")
    if opening.rivals:
        years = "、".join(map(str, opening.rivals))
        yield Question(
            "", f"年度：文件里还提到 {years} 年的报告，这一份按 {report.year} 年读取，请核对", opening.place
        )
    for cell in form.required:
        if cell.id not in report.cells:
            yield found.numbers.doubts.get(cell.id) or Question(cell.id, f"{cell.label}：文件里没有找到")
    yield from found.prose.questions


def _remarks(form: Form, report: Report, numbers: Numbers) -> Iterator[Remark]:
    """Stated sums that differ from computed ones; where a number is still blank nothing can be compared."""
    for name, stated in numbers.stated.items():
        if totals.complete(form, report, name):
            computed = totals.value(form, report, name)
            if computed != stated:
                yield Remark(name, stated, computed)
