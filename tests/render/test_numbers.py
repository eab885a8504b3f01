"""The same report's five outputs, read by other programs, show the same two hundred numbers."""

from __future__ import annotations

import pytest

from app.document.blocks import Grid
from app.export.exporting import export
from tests.render import numbers
from tests.reports import FORM


@pytest.fixture(scope="module")
def printed():
    return numbers.document()


@pytest.fixture(scope="module")
def wanted(printed):
    return numbers.expected(printed)


def written(suffix: str) -> bytes:
    return export(FORM, numbers.numbered(), suffix)


def test_the_form_of_2021_has_two_hundred_numbers(wanted):
    assert len(wanted) == 200


def test_the_web_page_shows_the_numbers(wanted):
    assert numbers.from_html(written("html")) == wanted


def test_the_word_file_shows_the_numbers(wanted):
    assert numbers.from_docx(written("docx")) == wanted


def test_the_workbook_shows_the_numbers(printed, wanted):
    tables = sum(isinstance(block, Grid) for block in printed.blocks)
    assert numbers.from_xlsx(written("xlsx"), tables) == wanted


def test_the_plain_text_shows_the_numbers(wanted):
    assert numbers.from_txt(written("txt")) == wanted


def test_the_pdf_shows_the_numbers(wanted, tmp_path):
    assert numbers.from_pdf(written("pdf"), tmp_path) == wanted
