"""A source of lines and tables → a report with evidence: the one core behind every reader.

Year and edition first, then tables by their labels, then texts by their headings; what the source does not
settle becomes a question.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from app.document.layout import title_lines
from app.errors import ExchangeError
from app.exchange.matching.closing_block import closing_values, is_annex, named_closing, split_closing
from app.exchange.matching.figures import Numbers, read_numbers
from app.exchange.matching.found_row import FoundRow
from app.exchange.matching.heading_words import heading_words
from app.exchange.matching.headings import (
    is_first_level,
    line_starts,
    section_heading,
    section_of,
    with_whole_headings,
)
from app.exchange.matching.labels import LabelBook, read_wording
from app.exchange.matching.narrative_texts import (
    Prose,
    SectionLines,
    is_prose,
    read_preface,
    read_prose,
)
from app.exchange.matching.numbering import FIRST_LEVEL, numbered
from app.exchange.matching.one_report import only_report
from app.exchange.matching.report_title import (
    Opening,
    Titles,
    is_partial,
    likely_year,
    office_elsewhere,
    read_opening,
    signed_office,
    stated_year,
    title_patterns,
    whole_name,
    year_of_name,
)
from app.exchange.matching.stray import placed_pieces
from app.exchange.source.found import NO_OFFICE, Evidence, Import, Question
from app.exchange.source.source import Line, Source, Table, seen, told_unseen
from app.form.form import Form, Section
from app.form.form_file import Forms
from app.form.kinds import TEXT
from app.report import totals
from app.report.record import Remark, one_line
from app.report.report import OFFICE, Report

MOST_PIECES = 6000  # lines and cells; a whole report has under 600
LONGEST_NOISE = 200  # characters of a line that can be page furniture
MOST_BEFORE = 40  # lines in which a title is sought where no heading follows
CLOSING = ("title", "closing", "office", "date", "contact")  # parts that belong to no section


@dataclass
class Parts:
    """The source taken apart: lines before the first heading, then each section with its lines; rows of tables; what stands
    `behind` the report."""

    behind: list[Line]
    opening: list[Line] = field(default_factory=list)
    named: list[Line] = field(default_factory=list)
    sections: list[SectionLines] = field(default_factory=list)
    rows: list[FoundRow] = field(default_factory=list)


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
    visible = source if source.ours else with_whole_headings(books, seen(source))
    one = only_report(books, titles, visible, year_of_name(name) or year)
    source = one.source
    lines = _lines_before_text(books, source)
    opening = _opening(source, read_opening(lines, titles, ours=source.ours), name, year, lines)
    if not source.ours:
        opening = _with_whole_text(opening, source, lines, titles, name)
    opening = replace(opening, rivals=tuple(sorted({*opening.rivals, *one.others} - {opening.year})))
    if not source.ours and heading_words().is_traditional("".join(line.text for line in _all_lines(source))):
        raise ExchangeError(f"{name}：是用繁体字写的，认不出年报的标题和栏目。请在 Word 或 WPS 里用“繁转简”转成简体后再导入。")
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
    found = _Result(numbers, _prose(book, parts, opening, source, titles))
    whole = _assemble(book.form, opening, parts, found)
    twice = tuple(_twice(whole.report.year, source, one.twins))
    asked = tuple(Question("", sentence) for sentence in source.asks)
    notes = (*notes, *found.prose.told)
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


def _opening(source: Source, opening: Opening, name: str, year: int | None, lines: list[Line]) -> Opening:
    own = source.facts.year or opening.year or year_of_name(name) or stated_year(lines)
    found = own or year
    office = source.facts.office or opening.office
    lent = found is not None and not own
    return replace(opening, year=found, office=office, lent=lent)


def _with_whole_text(opening: Opening, source: Source, lines: list[Line], titles: Titles, name: str) -> Opening:
    """The opening with what only the rest of the text tells: the office, its whole name, a year that nothing states."""
    every = list(_all_lines(source))
    office = whole_name(opening.office, every) or office_elsewhere(lines, titles, name)
    told = likely_year(every) if opening.year is None else None
    return replace(opening, office=office, year=opening.year or told, lent=opening.lent or told is not None)


def _take_apart(book: LabelBook, source: Source) -> Parts:
    return _Reading(book, source).parts()


class _Reading:
    """Walks through the pieces of a source and notes under which section each stands."""

    def __init__(self, book: LabelBook, source: Source) -> None:
        self._book, self._ours = book, source.ours
        pieces = list(placed_pieces(book, source))
        self._pieces, behind = (pieces, []) if source.ours else _without_furniture(book, pieces)
        self._parts = Parts(behind=behind)
        self._below = self._detached = False
        firm = (piece for piece in self._pieces if isinstance(piece, Line) and is_first_level(piece))
        self._named = frozenset(one.id for line in firm if (one := book.section(line.text)))
        self._number = 0  # of the last heading of the first level

    def parts(self) -> Parts:
        """What stands where."""
        for piece in self._pieces:
            if isinstance(piece, FoundRow):
                self._row(piece)
            elif piece.part in CLOSING:
                self._parts.named.append(piece)
            else:
                self._line(piece)
        return self._parts

    def _row(self, row: FoundRow) -> None:
        # A table has heads of its own and needs no heading above it.
        self._parts.rows.append(row)
        section = row.grid.section
        here = self._parts.sections[-1].section.id if self._parts.sections else ""
        if section.id != here and row.inside != section.id:
            self._begin(section)
        self._below = True

    def _line(self, line: Line) -> None:
        found = section_heading(self._book, line, self._named)
        section, rest = found if found else (self._headed_part(line), line.text)
        self._detached = section is None and (self._detached or line.part == "break")
        if section:
            self._begin(section)
            if rest.strip():
                self._parts.sections[-1].lines.append(replace(line, text=rest))
        elif self._detached:
            self._parts.behind.append(line)
        elif not self._parts.sections:
            self._parts.opening.append(line)
        elif not self._is_strange(line):
            self._add(line)
        if found:
            self._hear(line)

    def _begin(self, section: Section) -> None:
        self._parts.sections.append(SectionLines(section))
        self._below = False

    def _add(self, line: Line) -> None:
        last = self._parts.sections[-1]
        if line.part or not (last.section.grids and self._book.only_labels(line.text)):
            last.lines.append(line)
            last.under.extend([line] if self._below and not last.strange else [])

    def _headed_part(self, line: Line) -> Section | None:
        """The section of texts that goes on, or begins, with a part of its own behind a table or before all headings."""
        here = self._parts.sections[-1] if self._parts.sections else None
        if self._ours or line.part or (here and not here.section.grids and not here.strange):
            return None
        for start in line_starts(line, ()):
            if start.way not in ("alone", "closed") or not (here or start.numbering):
                continue
            for section in self._book.form.sections:
                meant = heading_words().fields(start.words, section.fields)
                if meant and not (meant.near or meant.left):
                    return section
        return None

    def _is_strange(self, line: Line) -> bool:
        """Begins a part of its own where a line bears the next number of the first level and is no heading of the form."""
        start = next(line_starts(line, ()), None)
        if self._ours or line.part or start is None or start.style not in FIRST_LEVEL or start.way != "alone":
            return False
        here, number = self._parts.sections[-1].section, start.numbering
        if (
            number is None
            or number.value != self._number + 1
            or heading_words().fields(start.words, here.fields)
        ):
            return False
        self._number = number.value
        self._parts.sections.append(SectionLines(here, [replace(line, text=start.words)], strange=start.words))
        return True

    def _hear(self, line: Line) -> None:
        number, _ = numbered(line.text.strip())
        if number and number.style in FIRST_LEVEL:
            self._number = number.value


def _without_furniture(
    book: LabelBook, pieces: list[FoundRow | Line]
) -> tuple[list[FoundRow | Line], list[Line]]:
    """The pieces without page furniture, and what stands from the foot of the page on, which comes after the last heading."""
    headings = [n for n, piece in enumerate(pieces) if isinstance(piece, Line) and section_of(book, piece)]
    last = headings[-1] if headings else len(pieces)
    foot = [
        n
        for n, piece in enumerate(pieces)
        if n > last and isinstance(piece, Line) and book.wording.ends.fullmatch(piece.text.strip())
    ]
    end = foot[0] if foot else len(pieces)
    kept = [
        p for n, p in enumerate(pieces) if isinstance(p, FoundRow) or (n < end and not _is_noise(book, p))
    ]
    return kept, [piece for piece in pieces[end:] if isinstance(piece, Line) and not _is_noise(book, piece)]


def _is_noise(book: LabelBook, line: Line) -> bool:
    text = line.text.strip()
    return not (line.part or len(text) > LONGEST_NOISE) and (
        not text or book.wording.noise.fullmatch(text) is not None
    )


def _prose(book: LabelBook, parts: Parts, opening: Opening, source: Source, titles: Titles) -> Prose:
    assert opening.year is not None
    closing = named_closing(book.form, parts.named)
    # Behind the foot of a page only a text of its own is told; what stands before that is no furniture until a person says so.
    behind = [line for line in parts.behind if is_prose(line) or is_annex(line)]
    beyond: list[Line] = []
    if parts.sections and not source.ours:
        last = parts.sections[-1]
        last.lines, signed, beyond = split_closing(book.form, last.lines, opening.office)
        last.under = [line for line in last.under if line in last.lines]
        closing |= signed
    before, preface, scraps = read_preface(book, parts.opening, titles, opening.office)
    prose = read_prose(book, parts.sections, opening.year, preface)
    first = next(iter(book.form.cells))
    prose.leave(first, "标题之前的文字", before)
    prose.leave(first, "标题和正文之间的文字", scraps)
    if parts.sections:
        section = parts.sections[-1].section
        prose.leave(section.note or section.fields[-1].id, "报告之后的文字", [*beyond, *behind])
    for cell, value, evidence in closing_values(closing, opening.office):
        prose.values[cell], prose.evidence[cell] = value, evidence
    return prose


def _assemble(form: Form, opening: Opening, parts: Parts, found: _Result) -> Import:
    assert opening.year is not None
    cells = {**found.numbers.values, **found.prose.values}
    office = one_line(opening.office) or signed_office(form, cells)
    plain = Report(office, opening.year, form.edition)
    derived = "".join(title_lines(form, plain))
    stated = one_line("".join(line.text for line in parts.named if line.part == "title"))
    title = stated if stated not in ("", derived) else None
    report = Report(office, opening.year, form.edition, title, cells)
    evidence: dict[str, Evidence] = {**found.numbers.evidence, **found.prose.evidence}
    remarks = tuple(_remarks(form, report, found.numbers))
    told = cells.keys() | {remark.cell for remark in remarks}
    ordered = {name: evidence[name] for name in form.cells if name in evidence and name in told}
    return Import(
        report,
        MappingProxyType(ordered),
        tuple(_questions(form, opening, report, found)),
        remarks,
        unplaced=tuple(found.prose.unplaced),
    )


def _questions(form: Form, opening: Opening, report: Report, found: _Result) -> Iterator[Question]:
    if not report.office:
        yield Question(OFFICE, NO_OFFICE)
    elif is_partial(report.office):
        yield Question(OFFICE, f"单位：文件里只写着“{report.office}”，请核对是不是单位全称", opening.place)
    if opening.lent:
        yield Question("", f"年度：文件里没有写年份，按 {report.year} 年读取，请核对")
    if opening.rivals:
        years = "、".join(map(str, opening.rivals))
        yield Question(
            "", f"年度：文件里还提到 {years} 年的报告，这一份按 {report.year} 年读取，请核对", opening.place
        )
    unsure = {form.cells[one.beside].section for one in found.prose.unplaced}
    for cell in form.required:
        if cell.id not in report.cells:
            whole = found.prose.whole.get(cell.section, "") if cell.kind is TEXT else ""
            maybe = "没有归入栏目的文字" if cell.kind is TEXT and cell.section in unsure else ""
            where = "和".join(part for part in (f"“{whole}”" if whole else "", maybe) if part)
            why = f"留空，可能在{where}里" if where else "文件里没有找到"
            yield found.numbers.doubts.get(cell.id) or Question(cell.id, f"{cell.label}：{why}")
    yield from found.prose.questions


def _remarks(form: Form, report: Report, numbers: Numbers) -> Iterator[Remark]:
    """Stated sums that differ from computed ones; where a number is still blank nothing can be compared."""
    for name, stated in numbers.stated.items():
        if totals.complete(form, report, name):
            computed = totals.value(form, report, name)
            if computed != stated:
                yield Remark(name, stated, computed)
