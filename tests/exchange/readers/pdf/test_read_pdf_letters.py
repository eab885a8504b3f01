"""Letters whose file does not say which they are, and those that it names by another letter of the same look."""

from __future__ import annotations

from decimal import Decimal

import pytest

from app.errors import ExchangeError
from app.exchange import read
from tests.corpus.in_pdf import Sheet
from tests.exchange.hostile_pdf import CATALOGUE, PAGES, pdf, stream
from tests.exchange.readers.pdf.drawn_pages import LONG, lines_of, plain_table, sheet, source_of
from tests.reports import FORMS


def named(text: str, codes: dict[int, str]) -> bytes:
    """A page that shows `text` in Latin letters, some of which the font names otherwise."""
    pairs = "".join(f"<{code:02x}> <{name.encode('utf-16-be').hex()}>\n" for code, name in codes.items())
    table = f"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def
        1 begincodespacerange <00> <ff> endcodespacerange
        {len(codes)} beginbfchar\n{pairs}endbfchar endcmap end end"""
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>"
    return pdf(
        CATALOGUE, PAGES, page, stream(f"BT /F 12 Tf 50 700 Td ({text}) Tj ET".encode()),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>", stream(table.encode()),
    )  # fmt: skip


def unnamed(made: Sheet) -> bytes:
    """A file whose fonts do not say their characters."""
    made.canvas.setPageCompression(0)
    return made.saved().replace(b"/ToUnicode", b"/ToUnicodX")


def test_radicals_of_dictionaries_become_the_characters() -> None:
    codes = {
        ord("A"): "⼀",
        ord("B"): "⽉",
        ord("C"): "⻅",
        ord("D"): "⻚",
        ord("E"): "⻔",
        ord("F"): "\uf98e",
    }
    assert lines_of(named("ABCDEF" + "x" * 20, codes)) == ["一月见页门年" + "x" * 20]


def test_a_file_whose_fonts_name_no_characters_is_refused_with_a_way_out() -> None:
    with pytest.raises(ExchangeError, match=r"第 1 页的字体没有注明是哪些字.*请改用"):
        source_of(unnamed(sheet(LONG)))


def test_a_few_letters_without_a_name_are_told_and_stay_to_be_seen() -> None:
    source = source_of(named("AB" + "x" * 60, {ord("A"): "\ufffd", ord("B"): "一"}))
    assert source.asks == ("PDF 里第 1 页有 1 个字没有注明是哪个字，读不出来，请对照原文件核对",)
    assert lines_of(named("AB" + "x" * 60, {ord("A"): "\ufffd", ord("B"): "一"})) == ["\ufffd一" + "x" * 60]


def test_a_letter_without_a_name_makes_no_figure_shorter() -> None:
    codes = {ord("#"): "\ufffd", ord("A"): "行", ord("B"): "政"}
    assert "1\ufffd2" in lines_of(named("AB 1#2 " + "x" * 60, codes))[0]


def test_private_characters_beyond_a_share_are_no_text() -> None:
    with pytest.raises(ExchangeError, match="没有注明"):
        source_of(named("A" * 30 + "x" * 30, {ord("A"): "\ue123"}))


def test_what_a_cell_shows_comes_through() -> None:
    page = Sheet()
    page.line("柳荫街道办事处2024年政府信息公开工作年度报告", 18)
    page.line("二、主动公开政府信息情况", 14)
    plain_table(page, [["信息内容", "本年收费金额（单位：万元）"], ["行政事业性收费", "1.25"]])
    found = read(FORMS, page.saved(), "年报.pdf")
    assert found.report.get("proactive.fees.amount") == Decimal("1.25")
