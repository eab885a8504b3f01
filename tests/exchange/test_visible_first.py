"""A file of our own that was edited says what is seen: what it carries counts as long as that is the same, else it is asked."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn

from app.document.layout import lay_out
from app.exchange import Import, read
from app.exchange.exchange_file import write_json
from app.export.exporting import export
from app.export.formats import FORMATS
from app.form.kinds import Value
from app.render.writer_job import WriterJob
from app.report.report import Report
from tests.corpus.base import REPORT
from tests.reports import FORM, FORMS

CELL = "proactive.licences.decisions"  # 46 in the report
TEXT = "overview.proactive"
CARRYING = ["pdf", "docx", "html"]


def told(report: Report, **cells: Value | None) -> Report:
    return replace(report, cells={k: v for k, v in {**report.cells, **cells}.items() if v is not None})


def torn(suffix: str, shown: Report, carried: Report) -> Import:
    """What is read from a file that shows one report and carries another."""
    data = FORMATS[suffix].write(lay_out(FORM, shown), WriterJob(exchange=write_json(FORM, carried)))
    return read(FORMS, data, f"x.{suffix}")


def workbook(change: Callable[[openpyxl.Workbook], None], report: Report = REPORT) -> Import:
    """What is read from our own workbook after a program that computes nothing has changed it."""
    book = openpyxl.load_workbook(io.BytesIO(export(FORM, report, "xlsx")))
    change(book)
    out = io.BytesIO()
    book.save(out)
    return read(FORMS, out.getvalue(), "x.xlsx")


def asked(found: Import) -> dict[str, str]:
    return {one.cell: one.sentence for one in found.questions}


@pytest.mark.parametrize("suffix", CARRYING)
def test_a_figure_that_is_seen_counts_and_the_carried_one_is_told(suffix: str) -> None:
    found = torn(suffix, told(REPORT, **{CELL: 12}), told(REPORT, **{CELL: 21}))
    assert found.report == told(REPORT, **{CELL: 12})
    assert list(asked(found)) == [CELL]
    assert asked(found)[CELL].endswith("：页面上是 12，随文件的数据是 21，已按页面上读取，请核对")


@pytest.mark.parametrize("suffix", CARRYING)
def test_a_figure_that_is_not_seen_is_blank(suffix: str) -> None:
    found = torn(suffix, told(REPORT, **{CELL: None}), REPORT)
    assert CELL not in found.report.cells
    assert "页面上是空白，随文件的数据是 46" in asked(found)[CELL]


@pytest.mark.parametrize("suffix", CARRYING)
def test_a_text_that_is_seen_counts(suffix: str) -> None:
    new = f"{REPORT.text(TEXT)}另有三条。"
    found = torn(suffix, told(REPORT, **{TEXT: new}), REPORT)
    assert "".join(found.report.text(TEXT).split()) == "".join(new.split())
    assert list(asked(found)) == [TEXT]


@pytest.mark.parametrize("suffix", CARRYING)
def test_all_else_stays_as_it_is_carried_to_the_last_blank(suffix: str) -> None:
    odd = told(REPORT, **{TEXT: "主动公开  信息。\n\n　　另起一段  有空格。"})
    found = torn(suffix, told(odd, **{CELL: 12}), odd)
    assert found.report == told(odd, **{CELL: 12})
    assert found.evidence[TEXT].certainty == "exact"


@pytest.mark.parametrize("suffix", CARRYING)
def test_another_office_and_another_year_are_asked_too(suffix: str) -> None:
    other = torn(suffix, replace(REPORT, office="青石桥街道办事处"), REPORT)
    assert (other.report.office, "office" in asked(other)) == ("青石桥街道办事处", True)
    found = torn(suffix, replace(REPORT, year=2023), REPORT)
    assert found.report.year == 2023
    assert "年度：页面上是 2023，随文件的数据是 2024" in "".join(asked(found).values())


@pytest.mark.parametrize("look", ["text-decoration:line-through", "display:none"])
def test_what_is_struck_or_hidden_in_a_page_of_ours_is_not_seen(look: str) -> None:
    page = export(FORM, REPORT, "html").decode()
    text = REPORT.text(TEXT).split("\n")[0]
    assert page.count(text) == 2  # seen, and carried
    changed = page.replace(text, f'<span style="{look}">{text[:6]}</span>{text[6:]}', 1)
    found = read(FORMS, changed.encode(), "x.html")
    assert text[:6] not in found.report.text(TEXT)
    assert TEXT in asked(found)


@pytest.mark.parametrize("mark", ["w:strike", "w:vanish"])
def test_what_is_struck_or_hidden_in_a_word_file_of_ours_is_not_seen(mark: str) -> None:
    text = REPORT.text(TEXT).split("\n")[0]
    file = docx.Document(io.BytesIO(export(FORM, REPORT, "docx")))
    (run,) = (run for paragraph in file.paragraphs for run in paragraph.runs if run.text == text)
    run._r.get_or_add_rPr().append(run._r.makeelement(qn(mark), {}))
    out = io.BytesIO()
    file.save(out)
    found = read(FORMS, out.getvalue(), "x.docx")
    assert text not in found.report.text(TEXT)
    assert TEXT in asked(found)


def place_of(book: openpyxl.Workbook, cell: str) -> int:
    return next(row[0].row for row in book["数据"].iter_rows(max_col=1) if row[0].value == cell)


def test_a_copied_figure_of_the_data_sheet_does_not_outlive_its_table() -> None:
    def change(book: openpyxl.Workbook) -> None:
        row = place_of(book, CELL)
        book["数据"].cell(row, 3).value = 21

    found = workbook(change)
    assert found.report.cells[CELL] == REPORT.cells[CELL]
    assert "表里是 46，随文件的数据是 21" in asked(found)[CELL]


def test_a_figure_changed_in_its_table_counts_though_nobody_computed_the_sums() -> None:
    def change(book: openpyxl.Workbook) -> None:
        for cell in (cell for row in book["二、主动公开政府信息情况"].iter_rows() for cell in row if cell.value == 46):
            cell.value = 12

    assert workbook(change).report.cells[CELL] == 12


def test_prose_changed_in_its_sheet_counts() -> None:
    first = REPORT.text(TEXT).split("\n")[0]

    def change(book: openpyxl.Workbook) -> None:
        for cell in (cell for row in book["正文"].iter_rows() for cell in row if cell.value == first):
            cell.value = "全年没有公开。"

    found = workbook(change)
    assert found.report.text(TEXT).startswith("全年没有公开。")
    assert TEXT in asked(found)


def test_a_workbook_with_nothing_but_its_data_says_what_that_says() -> None:
    def change(book: openpyxl.Workbook) -> None:
        for sheet in [sheet for sheet in book if sheet.title != "数据"]:
            book.remove(sheet)
        book["数据"].cell(place_of(book, CELL), 3).value = 7

    assert workbook(change).report.cells[CELL] == 7


@pytest.mark.parametrize("suffix", [*CARRYING, "xlsx"])
def test_a_file_that_nobody_changed_asks_nothing(suffix: str) -> None:
    found = read(FORMS, export(FORM, REPORT, suffix), f"x.{suffix}")
    assert (found.report, found.questions) == (REPORT, ())
    assert {one.certainty for one in found.evidence.values()} == {"exact"}
