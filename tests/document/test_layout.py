"""From form and report to blocks: the official order, wording and spans, and nothing that is not on the form."""

from __future__ import annotations

from datetime import date

import pytest

from app.document.blocks import Grid, Heading, Note, Paragraph, Signature, Title
from app.document.layout import lay_out, paragraphs
from app.report.report import Edit, applied
from tests.reports import FORM, OFFICE, full


def blocks(kind, **changes):
    report = applied(full(), Edit({name.replace("__", "."): value for name, value in changes.items()}))
    return [block for block in lay_out(FORM, report).blocks if isinstance(block, kind)]


def grid(section: str) -> Grid:
    found: list[Grid] = blocks(Grid)
    return next(block for block in found if block.id == section)


def test_the_title_breaks_after_the_office():
    assert blocks(Title) == [Title((OFFICE, "2025年政府信息公开工作年度报告"))]


def test_a_title_of_its_own_that_begins_with_the_office_breaks_there_too():
    assert blocks(Title, title=f"{OFFICE} 2025年度报告") == [Title((OFFICE, "2025年度报告"))]


def test_the_headings_are_those_of_the_form_in_order():
    first = [block.text for block in blocks(Heading) if block.level == 1]
    assert first == [section.heading for section in FORM.sections]


@pytest.mark.parametrize("section", ["proactive", "requests", "disputes"])
def test_the_cells_of_a_grid_cover_every_place_exactly_once(section):
    one = grid(section)
    covered: list[tuple[int, int]] = []
    for number, row in enumerate(one.rows):
        for cell in row.cells:
            rows = range(number, number + cell.rowspan)
            covered += [(r, c) for r in rows for c in range(cell.column, cell.column + cell.colspan)]
    places = [(r, c) for r in range(len(one.rows)) for c in range(len(one.widths))]
    assert sorted(covered) == places


@pytest.mark.parametrize("section", ["proactive", "requests", "disputes"])
def test_a_grid_is_as_wide_as_the_text(section):
    assert sum(grid(section).widths) == pytest.approx(156)


def test_table_three_has_three_header_rows_and_twenty_five_rows_of_seven():
    one = grid("requests")
    assert one.header_rows == 3
    assert one.keep
    assert [len([c for c in row.cells if c.cell]) for row in one.rows] == [0, 0, 0] + [7] * 25


def test_table_four_has_one_row_of_fifteen():
    assert [len([c for c in row.cells if c.cell]) for row in grid("disputes").rows] == [0, 0, 0, 15]


def test_results_span_twenty_two_rows():
    spans = {
        cell.text: cell.rowspan for row in grid("requests").rows for cell in row.cells if cell.role == "stub"
    }
    assert spans["三、本年度办理结果"] == 22
    assert spans["（三）不予公开"] == 8
    assert spans["（四）无法提供"] == 3


def test_typed_indents_and_blank_lines_are_no_paragraphs():
    assert list(paragraphs("　　甲。\n\n  乙。")) == [(2, "甲。"), (8, "乙。")]


def test_a_paragraph_says_where_it_was_typed():
    found = blocks(Paragraph, other__text="甲。\n　　乙。")
    assert found[-1] == Paragraph("乙。", "other.text", 5)


def test_a_note_stands_under_its_table():
    assert blocks(Note, disputes__note="含上年度结转数量。") == [Note("含上年度结转数量。", "disputes.note")]


def test_the_signature_stands_only_when_something_of_it_is_filled():
    assert blocks(Signature) == []
    day = date(2026, 1, 15)
    assert blocks(Signature, signature__date=day) == [Signature("", day, "")]
