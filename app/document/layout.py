"""(Form, Report) → the neutral blocks of the printed report. All questions about the form are answered here.

Knows no output format and no row of any edition.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from app.chinese.sentences import lines
from app.document.blocks import (
    Align,
    Block,
    Datum,
    Document,
    Formula,
    Grid,
    GridCell,
    GridRow,
    Heading,
    Note,
    Paragraph,
    Signature,
    Title,
)
from app.form.axis import GridForm, Placed, place
from app.form.equations import equations
from app.form.form import Form, Section, grid_cell
from app.form.rule import EqualRule
from app.report import totals
from app.report.report import OFFICE, TITLE, Report

INDENT = " \u3000\t"


def lay_out(form: Form, report: Report) -> Document:
    """The whole report as blocks, in printed order."""
    blocks: list[Block] = [Title(title_lines(form, report))]
    stands: list[tuple[str, int]] = []
    for one in _body(form, report):
        if isinstance(one, str):
            stands.append((one, len(blocks) - 1))
        else:
            blocks.append(one)
    return Document(
        title="".join(title_lines(form, report)),
        office=report.office,
        year=report.year,
        edition=report.edition,
        blocks=tuple(blocks),
        data=tuple(_data_of(form, report)),
        subject=form.title.format(year=report.year),
        stands=tuple(stands),
    )


def _body(form: Form, report: Report) -> Iterator[Block | str]:
    """The blocks below the title; the id of a cell follows what it is printed with, or would be, were it not blank."""
    for section in form.sections:
        yield from _section(form, report, section)
    yield from _closing(form, report)


def _data_of(form: Form, report: Report) -> Iterator[Datum]:
    yield Datum(OFFICE, "单位名称", report.office)
    yield Datum(TITLE, "报告标题", report.title)
    for name, cell in form.cells.items():
        yield Datum(name, cell.label, totals.value(form, report, name), cell.unit)


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


def _section(form: Form, report: Report, section: Section) -> Iterator[Block | str]:
    yield Heading(1, section.heading, section.id)
    for item in section.fields:
        if item.heading:
            yield Heading(2, item.heading, section.id)
        for start, text in paragraphs(report.text(item.id)):
            yield Paragraph(text, item.id, start)
        yield item.id
    if section.grids:
        yield _grid(form, report, section)
        note = report.text(section.note)
        if note:
            yield Note(note, section.note)
        yield section.note


def _grid(form: Form, report: Report, section: Section) -> Grid:
    rows = [row for grid in section.grids for row in _grid_rows(form, report, section, grid)]
    first = section.grids[0]
    single = len(section.grids) == 1
    return Grid(
        id=section.id,
        caption=section.heading,
        widths=first.stub_widths + first.widths,
        rows=tuple(rows),
        header_rows=_head_rows(first) if single else 0,
        keep=any(grid.keep for grid in section.grids),
        equations=tuple(_equations(form, section)),
    )


def _equations(form: Form, section: Section) -> Iterator[Formula]:
    """The equal rules of a section, written out."""
    for rule in form.rules:
        if isinstance(rule, EqualRule) and rule.section == section.id:
            for one in equations(form, rule):
                yield Formula(" ".join(part for part in (rule.title, one.across) if part), one.left, one.right)


def _head_rows(grid: GridForm) -> int:
    return bool(grid.header) + grid.columns.depth


def _grid_rows(form: Form, report: Report, section: Section, grid: GridForm) -> Iterator[GridRow]:
    stub = len(grid.stub_widths)
    if grid.header:
        yield GridRow((GridCell(grid.header, 0, stub + len(grid.widths), role="head"),), group=True)
    yield from _head(grid, stub)
    placed = place(grid.rows)
    keys = [key for key, _, _ in grid.rows.leaves()]
    for number, key in enumerate(keys):
        stubs = tuple(
            GridCell(p.axis.label, p.level, p.levels, p.extent, "stub", _stub_align(p, stub))
            for p in placed
            if p.start == number and stub
        )
        outer = any(p.level <= 1 and p.start == number for p in placed)
        yield GridRow(
            stubs + tuple(_data(form, report, section, grid, key, stub)), group=outer and not grid.header
        )


def _stub_align(placed: Placed, stub: int) -> Align:
    # Only the innermost of several stub columns holds sentences; groups and short labels stand centred.
    return "left" if placed.level + placed.levels == stub > 1 else "center"


def _head(grid: GridForm, stub: int) -> Iterator[GridRow]:
    depth = grid.columns.depth
    placed = place(grid.columns)
    for level in range(depth):
        corner = (GridCell(grid.corner, 0, stub, depth, "head"),) if stub and level == 0 else ()
        heads = tuple(
            GridCell(p.axis.label, stub + p.start, p.extent, p.levels, "head")
            for p in placed
            if p.level == level
        )
        yield GridRow(corner + heads)


def _data(
    form: Form, report: Report, section: Section, grid: GridForm, row: str, stub: int
) -> Iterator[GridCell]:
    column = stub
    for key, leaf, _ in grid.columns.leaves():
        cell = grid_cell(section, row, key)
        yield GridCell(
            totals.shown(form, report, cell),
            column,
            leaf.extent,
            cell=cell,
            value=totals.value(form, report, cell),
            operands=form.cells[cell].operands,
        )
        column += leaf.extent


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
