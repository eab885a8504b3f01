"""The anchor that the window gives its exports: carried beside the data, read back exactly, in the way of nothing."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

import docx
import openpyxl
import pypdfium2
import pytest

from app.document.layout import lay_out
from app.errors import ExchangeError
from app.exchange import read
from app.exchange.anchored import anchor_in
from app.export.exporting import export
from app.export.formats import FORMATS
from app.render.html_page import fragment
from app.report.anchor import Anchor
from tests.render.numbers import numbered
from tests.reports import FORM, FORMS

ANCHOR = Anchor(1234, "ab12cd34ef567890" * 4, "0123456789abcdef")
CARRYING = ("pdf", "docx", "html", "xlsx")


@pytest.mark.parametrize("suffix", CARRYING)
def test_an_export_carries_the_anchor_and_the_report_as_before(suffix):
    report, name = numbered(), f"a.{suffix}"
    plain, anchored = export(FORM, report, suffix), export(FORM, report, suffix, anchor=ANCHOR)
    assert (anchor_in(plain, name), anchor_in(anchored, name)) == (None, ANCHOR)
    assert read(FORMS, anchored, name) == read(FORMS, plain, name)


@pytest.mark.parametrize("suffix", CARRYING)
def test_the_same_report_and_anchor_give_the_same_bytes(suffix):
    one, two = (export(FORM, numbered(), suffix, anchor=ANCHOR) for _ in range(2))
    assert one == two != export(FORM, numbered(), suffix, anchor=Anchor(1235, ANCHOR.hash))


@pytest.mark.parametrize("suffix", sorted(set(FORMATS) - set(CARRYING)))
def test_text_and_the_exchange_file_have_no_room_for_it(suffix):
    anchored = export(FORM, numbered(), suffix, anchor=ANCHOR)
    assert anchored == export(FORM, numbered(), suffix)
    assert anchor_in(anchored, f"a.{suffix}") is None


def test_nobody_sees_it_on_the_page_or_in_what_is_pasted():
    page = export(FORM, numbered(), "html", anchor=ANCHOR).decode()
    assert fragment(lay_out(FORM, numbered())) in page
    assert "nianbao-anchor" not in re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
    with pypdfium2.PdfDocument(export(FORM, numbered(), "pdf", anchor=ANCHOR)) as file:
        assert [file.get_attachment(n).get_name() for n in range(2)] == ["nianbao-anchor.txt", "nianbao.json"]
        assert all("anchor" not in page.get_textpage().get_text_range() for page in file)


def test_other_programs_open_the_office_files_and_keep_the_anchor_of_a_workbook():
    workbook = openpyxl.load_workbook(BytesIO(export(FORM, numbered(), "xlsx", anchor=ANCHOR)))
    saved = BytesIO()
    workbook.save(saved)
    assert anchor_in(saved.getvalue(), "a.xlsx") == ANCHOR
    letter = export(FORM, numbered(), "docx", anchor=ANCHOR)
    assert docx.Document(BytesIO(letter)).paragraphs
    with zipfile.ZipFile(BytesIO(letter)) as archive:
        assert archive.testzip() is None


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.xlsx", "a.html"])
def test_a_damaged_file_is_refused_with_a_sentence(name):
    with pytest.raises(ExchangeError, match=name):
        anchor_in(b"PK\x00\xff\xfe\x80", name)
