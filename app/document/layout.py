"""(Form, Report) → the neutral blocks of the printed report. All questions about the form are answered here.

Knows no output format and no row of any edition.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from app.chinese.sentences import lines
from app.document.blocks import (
    Block,
    Datum,
    Document,
    Formula,
    Grid,
    Heading,
    Note,
    Paragraph,
    Signature,
    Title,
)
from app.document.grid_plan import GridPlan, head_rows
from app.form.equations import equations
from app.form.form import Form, Section
from app.form.rule import EqualRule
from app.report import totals
from app.report.report import OFFICE, TITLE, Report

INDENT = " \u3000\t"


def lay_out(form: Form, report: Report) -> Document:
    """The whole report as blocks, in printed order."""
    return Layout(form).document(report)


class Layout:
    """Lays out one report after the other. A section or a row of a table that a change left alone is the very same again, so
    that whoever prints again and again (the preview) sees by a glance what is new.
    """

    def __init__(self, form: Form) -> None:
        self._form = form
        self._last: Report | None = None
        self._plans = {
            section.id: [GridPlan(form, section, grid) for grid in section.grids] for section in form.sections
        }
        self._equations = {section.id: tuple(_equations(form, section)) for section in form.sections}
        self._sections: dict[str, tuple[Block | str, ...]] = {}
        self._data: dict[str, Datum] = {}

    def document(self, report: Report) -> Document:
        """The report as blocks, equal to what a fresh layout makes of it."""
        changed = self._changed(report)
        stale = None if changed is None else {self._form.cells[name].section for name in changed}
        for section in self._form.sections:
            if stale is None or section.id in stale:
                self._sections[section.id] = tuple(self._section(report, section, changed))
        self._renew_data(report, changed)
        self._last = report
        blocks, stands = _parted(Title(title_lines(self._form, report), TITLE), self._body(report))
        return Document(
            title="".join(title_lines(self._form, report)),
            office=report.office,
            year=report.year,
            edition=report.edition,
            blocks=blocks,
            data=tuple(self._data.values()),
            subject=self._form.title.format(year=report.year),
            stands=stands,
        )

    def _changed(self, report: Report) -> frozenset[str] | None:
        """The cells that show something else than in the last report; None when there was none."""
        if self._last is None:
            return None
        before, after, form = self._last.cells, report.cells, self._form
        names = {name for name in {**before, **after} if before.get(name) != after.get(name)} & form.cells.keys()
        noted = {form.cells[name].note_of for name in names} & form.cells.keys()
        return totals.affected(form, frozenset(names | noted))

    def _body(self, report: Report) -> Iterator[Block | str]:
        """The blocks below the title; the id of a cell follows what it is printed with, or would be, were it not blank."""
        for section in self._form.sections:
            yield from self._sections[section.id]
        yield from _closing(self._form, report)

    def _renew_data(self, report: Report, changed: Collection[str] | None) -> None:
        self._data[OFFICE] = Datum(OFFICE, "单位名称", report.office)
        self._data[TITLE] = Datum(TITLE, "报告标题", report.title)
        cells = self._form.cells
        for name in cells if changed is None else changed:
            cell = cells[name]
            self._data[name] = Datum(name, cell.label, totals.value(self._form, report, name), cell.unit)

    def _section(
        self, report: Report, section: Section, changed: Collection[str] | None
    ) -> Iterator[Block | str]:
        plans = self._plans[section.id]
        first = section.fields[0].id if section.fields else plans[0].first if plans else ""
        yield Heading(1, section.heading, section.id, first)
        for item in section.fields:
            if item.heading:
                yield Heading(2, item.heading, section.id, item.id)
            for start, text in paragraphs(report.text(item.id)):
                yield Paragraph(text, item.id, start)
            yield item.id
        if section.grids:
            yield self._grid(report, section, changed)
            note = report.text(section.note)
            if note:
                yield Note(note, section.note)
            yield section.note

    def _grid(self, report: Report, section: Section, changed: Collection[str] | None) -> Grid:
        first = section.grids[0]
        return Grid(
            id=section.id,
            caption=section.heading,
            widths=first.stub_widths + first.widths,
            rows=tuple(row for plan in self._plans[section.id] for row in plan.rows(report, changed)),
            header_rows=head_rows(first) if len(section.grids) == 1 else 0,
            keep=any(grid.keep for grid in section.grids),
            equations=self._equations[section.id],
        )


def _parted(title: Title, body: Iterable[Block | str]) -> tuple[tuple[Block, ...], tuple[tuple[str, int], ...]]:
    """The blocks, and after which of them each cell stands."""
    blocks: list[Block] = [title]
    stands: list[tuple[str, int]] = []
    for one in body:
        if isinstance(one, str):
            stands.append((one, len(blocks) - 1))
        else:
            blocks.append(one)
    return tuple(blocks), tuple(stands)


def title_lines(form: Form, report: Report) -> tuple[str, ...]:
    """The title broken at sense units: the office, then the rest; a title typed by hand stays one line."""
    rest = form.title.format(year=report.year)
    if report.title is None:
        return (report.office, rest)
    if report.title.startswith(report.office) and report.title != report.office:
        return (report.office, report.title.removeprefix(report.office).strip(INDENT))
    return (report.title,)


def paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """The paragraphs of a text as (first character, text without indent); blank lines are dropped."""
    for start, line in lines(text):
        kept = line.strip(INDENT)
        if kept:
            yield start + line.index(kept), kept


def _equations(form: Form, section: Section) -> Iterator[Formula]:
    """The equal rules of a section, written out."""
    for rule in form.rules:
        if isinstance(rule, EqualRule) and rule.section == section.id:
            for one in equations(form, rule):
                yield Formula(" ".join(part for part in (rule.title, one.across) if part), one.left, one.right)


def _closing(form: Form, report: Report) -> Iterator[Block | str]:
    printed = [item for item in form.closing if item.id in report.cells]
    found = {item.part: report.cells[item.id] for item in printed}
    if found:
        day = found.get("date")
        yield Signature(
            office=str(found.get("office", "")),
            date=day if isinstance(day, date) else None,
            contact=str(found.get("contact", "")),
            cells=tuple((item.part, item.id) for item in printed),
        )
    yield from (item.id for item in form.closing)
