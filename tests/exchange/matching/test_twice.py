"""A file that holds the same table twice with different figures is asked about, whichever comes last."""

from __future__ import annotations

import io

import openpyxl
import pytest

from app.exchange import Import, read
from tests.exchange.readers.shown_in_files import COUNT, COUNT_HEAD, HEADING, OTHER, TITLE
from tests.reports import FORMS

SENTENCE = "不止一份 2025 年的报告"


def workbook(*sheets: tuple[str, int]) -> Import:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for number, (title, figure) in enumerate(sheets):
        sheet = book.create_sheet(f"表{number}")
        for row in ([title], [HEADING], COUNT_HEAD, ("行政处罚", 7), ("行政许可", figure)):
            sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return read(FORMS, out.getvalue(), "表.xlsx")


def of_cell(found: Import, cell: str) -> str:
    return "".join(question.sentence for question in found.questions if question.cell == cell)


def test_two_sheets_with_other_figures_are_asked() -> None:
    found = workbook((TITLE, 37), (TITLE, 12))
    assert COUNT not in found.report.cells
    assert "37 和 12" in of_cell(found, COUNT)
    assert SENTENCE in of_cell(found, "")
    assert found.report.get(OTHER) == 7


def test_two_sheets_that_say_the_same_need_no_question() -> None:
    found = workbook((TITLE, 37), (TITLE, 37))
    assert found.report.get(COUNT) == 37
    assert of_cell(found, "") == ""


def test_the_sheet_of_another_year_is_named_and_not_taken() -> None:
    found = workbook((TITLE, 37), (TITLE.replace("2025", "2024"), 12))
    assert found.report.get(COUNT) == 37
    assert "2024 年的报告" in of_cell(found, "")


LINES = (HEADING, "\t".join(COUNT_HEAD), "行政处罚\t7", "行政许可\t{}")


@pytest.mark.parametrize("again", [(TITLE, *LINES), LINES, LINES[1:]])
def test_a_text_that_says_it_twice_is_asked(again: tuple[str, ...]) -> None:
    text = "\n".join((TITLE, *LINES)).format(37) + "\n\n" + "\n".join(again).format(12)
    found = read(FORMS, text.encode(), "文.txt")
    assert COUNT not in found.report.cells
    assert of_cell(found, COUNT)
    assert found.report.get(OTHER) == 7


@pytest.mark.parametrize("between", [f"<h1>{TITLE}</h1><h2>{HEADING}</h2>", f"<h2>{HEADING}</h2>", ""])
def test_a_page_that_says_it_twice_is_asked(between: str) -> None:
    def table(figure: int) -> str:
        head = "".join(f"<th>{text}</th>" for text in COUNT_HEAD)
        rows = f"<tr><td>行政处罚</td><td>7</td></tr><tr><td>行政许可</td><td>{figure}</td></tr>"
        return f"<table><tr>{head}</tr>{rows}</table>"

    page = f"<h1>{TITLE}</h1><h2>{HEADING}</h2>{table(37)}{between}{table(12)}"
    found = read(FORMS, f"<html><body>{page}</body></html>".encode(), "页.html")
    assert COUNT not in found.report.cells
    assert "37 和 12" in of_cell(found, COUNT)


def test_a_row_that_bears_its_label_twice_is_asked() -> None:
    text = "\n".join((TITLE, *LINES)).format("37\t行政许可\t12")
    found = read(FORMS, text.encode(), "文.txt")
    assert COUNT not in found.report.cells
    assert "37 行政许可 12" in of_cell(found, COUNT)
