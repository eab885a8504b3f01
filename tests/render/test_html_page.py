"""The web page: valid by a strict parser, semantic, free of styling in the text, and safe with any text."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import html5lib
import pytest
from hypothesis import given, settings
from lxml import html

from app.document.blocks import Document, Grid, GridCell, GridRow, Note, Paragraph, Signature
from app.document.layout import lay_out
from app.render.html_page import END, START, fragment, write
from app.render.writer_job import WriterJob
from tests.render.numbers import document
from tests.reports import FORM, reports


@pytest.fixture(scope="module")
def page():
    return html.document_fromstring(write(document(), WriterJob()).decode("utf-8"))


def body(*blocks) -> html.HtmlElement:
    printed = Document("标题", "甲街道办事处", 2025, "2021", blocks)
    return html.document_fromstring(write(printed, WriterJob()).decode("utf-8"))


def strictly_parsed(data: bytes) -> None:
    """Raises ParseError for anything the HTML standard calls a parse error."""
    html5lib.HTMLParser(strict=True).parse(data)


def test_the_page_has_no_parse_error():
    strictly_parsed(write(document(), WriterJob()))


@settings(max_examples=25)
@given(reports())
def test_any_text_is_escaped_and_none_is_lost(report):
    printed = lay_out(FORM, report)
    article = html.fromstring(fragment(printed))
    shown = [
        p.text or ""
        for p in article.iter("p")
        if p.get("data-cell", "").count(".") == 1 and not p.get("class")
    ]
    assert shown == [block.text for block in printed.blocks if isinstance(block, Paragraph)]
    assert len(list(article.iter("script"))) == 0


def test_markup_in_a_text_stays_text():
    page = body(Paragraph('<script>alert("1")</script>&amp;', "a.b"))
    assert page.find(".//p").text == '<script>alert("1")</script>&amp;'


def test_the_language_is_chinese(page):
    assert page.get("lang") == "zh-CN"
    assert page.find(".//article").get("lang") == "zh-CN"


def test_headings_are_nested_without_a_gap(page):
    levels = [int(one.tag[1]) for one in page.iter("h1", "h2", "h3")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_each_table_has_a_caption_and_scoped_headings(page):
    for table in page.iter("table"):
        assert table.find("caption").text
        assert {cell.get("scope") for cell in table.iter("th")} <= {"col", "row", "rowgroup"}
        assert None not in {cell.get("scope") for cell in table.iter("th")}


def test_every_row_covers_every_column(page):
    for table in page.iter("table"):
        columns = len(list(table.iter("col")))
        covered: dict[tuple[int, int], int] = {}
        for number, row in enumerate(table.iter("tr")):
            for cell in row:
                free = next(c for c in range(columns) if (number, c) not in covered)
                for down in range(int(cell.get("rowspan", 1))):
                    for right in range(int(cell.get("colspan", 1))):
                        covered[number + down, free + right] = (
                            covered.get((number + down, free + right), 0) + 1
                        )
        assert set(covered) == {(row, c) for row in range(number + 1) for c in range(columns)}
        assert set(covered.values()) == {1}


def test_no_cell_reaches_out_of_its_group_of_rows(page):
    for part in page.iter("thead", "tbody"):
        rows = list(part)
        assert all(n + int(cell.get("rowspan", 1)) <= len(rows) for n, row in enumerate(rows) for cell in row)


def test_the_three_heading_rows_repeat_in_print(page):
    table = page.get_element_by_id("table-requests")
    assert len(table.find("thead")) == 3


def test_no_font_and_no_colour_stands_in_the_text():
    text = fragment(document())
    assert not any(word in text for word in ("font", "color", "<style", "<script", "&nbsp;"))


def test_the_part_to_copy_is_marked():
    text = write(document(), WriterJob()).decode("utf-8")
    assert text.split(START)[1].split(END)[0].strip() == fragment(document())


def test_each_place_names_its_cell():
    row = GridRow((GridCell("甲", 0, role="stub"), GridCell("22（注）", 1, cell="a.b.c")))
    cell = body(Grid("g", "表", (10, 10), (row,))).find(".//td")
    assert (cell.get("data-cell"), cell.text) == ("a.b.c", "22（注）")


def test_a_note_gives_a_paragraph_a_line():
    notes = body(Note("第一行\n\n第二行", "g.note")).findall(".//p")
    assert [(p.get("class"), p.text) for p in notes] == [("note", "第一行"), ("note", "第二行")]


def test_the_signature_names_its_parts():
    lines = body(Signature("甲街道办事处", date(2026, 1, 5), "电话：1")).findall(".//p")
    assert [(p.get("data-part"), p.text) for p in lines] == [
        ("office", "甲街道办事处"), ("date", "2026年1月5日"), ("contact", "电话：1"),
    ]  # fmt: skip


def test_the_same_report_gives_the_same_bytes():
    assert write(document(), WriterJob()) == write(document(), WriterJob())
