"""The blank form: the form's own headings and tables, nothing in the cells, lines under each heading, and no data."""

from __future__ import annotations

from io import BytesIO

import pypdfium2
import pytest

from app.document.blocks import Grid, Paragraph
from app.document.layout import lay_out
from app.export.blank_form import LINE, blank_pdf, blank_report
from app.report.record import from_record, to_record
from tests.reports import FORM, FORMS, OFFICE


def words(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(BytesIO(data))
    return ["".join(page.get_textpage().get_text_range().split()) for page in document]


def test_every_cell_of_the_tables_is_blank() -> None:
    blocks = lay_out(FORM, blank_report(FORM, 2025, OFFICE)).blocks
    grids = [block for block in blocks if isinstance(block, Grid)]
    assert len(grids) == sum(bool(section.grids) for section in FORM.sections)
    assert {cell.text for grid in grids for row in grid.rows for cell in row.cells if cell.cell} == {""}


def test_under_each_text_heading_are_lines_to_write_on() -> None:
    texts = [block for block in lay_out(FORM, blank_report(FORM, 2025)).blocks if isinstance(block, Paragraph)]
    assert [block.cell for block in texts] == [field.id for section in FORM.sections for field in section.fields]
    assert {letter for block in texts for letter in block.text} == {LINE}


@pytest.mark.parametrize("year", [FORMS.all[0].first_year, 2025])
def test_the_printed_pages_say_office_year_edition_and_that_they_are_blank(year: int) -> None:
    form = FORMS.for_year(year)
    pages = words(blank_pdf(form, blank_report(form, year, OFFICE), two_sided=True))
    assert OFFICE in pages[0]
    assert f"{year}年" in pages[0]
    assert "（空白表）" in pages[0]
    assert all("".join(section.heading.split()) in "".join(pages) for section in form.sections)


def test_without_an_office_the_title_stands_alone() -> None:
    report = blank_report(FORM, 2025)
    assert report.title == f"{FORM.title.format(year=2025)}（空白表）"


def test_the_printing_process_takes_it_as_any_report() -> None:
    for office in ("", OFFICE):
        report = blank_report(FORM, 2025, office)
        assert from_record(FORMS, to_record(FORM, report), "预览")[0] == report


def test_its_file_carries_no_data_that_could_be_read_as_a_report() -> None:
    data = blank_pdf(FORM, blank_report(FORM, 2025, OFFICE), two_sided=True)
    assert pypdfium2.PdfDocument(BytesIO(data)).count_attachments() == 0
    assert data == blank_pdf(FORM, blank_report(FORM, 2025, OFFICE), two_sided=True)
