"""The Word file: page, styles, headings, tables and properties, as python-docx and lxml read them back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings

from app.document.blocks import Document, Grid, GridCell, GridRow, Heading, Paragraph, Signature, Title
from app.document.layout import lay_out
from app.render.docx import write
from app.render.writer_job import WriterJob
from tests.render.numbers import W, document, member
from tests.reports import FORM, full, reports

MM = 36_000  # English metric units


@pytest.fixture(scope="module")
def data() -> bytes:
    return write(document(), WriterJob())


@pytest.fixture(scope="module")
def file(data):
    return docx.Document(BytesIO(data))


def page(*blocks, title="标题", office="甲街道办事处"):
    return Document(title, office, 2025, "2021", blocks)


def body(*blocks) -> Any:
    return docx.Document(BytesIO(write(page(*blocks), WriterJob())))


def test_the_page_is_a4_with_the_standards_margins(file):
    section = file.sections[0]
    sizes = (section.page_width, section.page_height, section.top_margin, section.bottom_margin)
    assert [round(size / MM) for size in sizes] == [210, 297, 37, 35]
    assert [round(side / MM) for side in (section.left_margin, section.right_margin)] == [28, 26]


def test_twenty_two_lines_of_twenty_eight_characters_fit_the_text_area(data, file):
    style = member(data, "word/styles.xml").find(f"{W}style[@{W}styleId='Normal']")
    pitch = int(style.find(f"{W}pPr/{W}spacing").get(f"{W}line"))
    advance = 320 + int(style.find(f"{W}rPr/{W}spacing").get(f"{W}val"))
    section = file.sections[0]
    depth = (section.page_height - section.top_margin - section.bottom_margin) // 635
    measure = (section.page_width - section.left_margin - section.right_margin) // 635
    assert (depth // pitch, measure // advance) == (22, 28)


def test_headings_feed_the_navigation_pane(file):
    headings = [(p.style.name, p.text) for p in file.paragraphs if p.style.name.startswith("Heading")]
    wanted = [(f"Heading {b.level}", b.text) for b in document().blocks if isinstance(b, Heading)]
    assert headings == wanted
    assert file.styles["Heading 1"].element.find(f".//{W}outlineLvl").get(f"{W}val") == "0"


def test_each_style_names_its_chinese_face(file):
    faces = {
        name: file.styles[name].element.find(f".//{W}rFonts") for name in ("Title", "Heading 1", "Heading 2")
    }
    named = {name: fonts.get(qn("w:eastAsia")) for name, fonts in faces.items()}
    assert named == {"Title": "方正小标宋简体", "Heading 1": "黑体", "Heading 2": "楷体_GB2312"}


def test_quotes_and_dashes_come_from_the_chinese_face():
    paragraph = body(Paragraph("他说：“好——”", "a.b")).paragraphs[0]
    assert paragraph.runs[0]._r.find(f".//{W}rFonts").get(qn("w:hint")) == "eastAsia"


def test_the_indent_is_a_setting_and_no_blank(file):
    indent = file.styles["Body Text"].element.find(f".//{W}ind")
    assert indent.get(qn("w:firstLineChars")) == "200"
    assert not any(p.text.startswith((" ", "\u3000")) for p in file.paragraphs)


def test_the_title_breaks_at_sense_units():
    title = body(Title(("甲街道办事处", "2025年报告"))).paragraphs[0]
    assert (title.style.name, title.text) == ("Title", "甲街道办事处\n2025年报告")


def test_the_page_number_stands_outside_between_dashes(file):
    section = file.sections[0]
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        paragraph = footer.paragraphs[0]
        assert paragraph.text == "— 1 —"
        assert paragraph._p.find(f".//{W}instrText").text.strip() == "PAGE"
        assert paragraph._p.find(f"{W}pPr/{W}jc").get(qn("w:val")) == side


def test_odd_and_even_pages_differ_and_mirror(data):
    settings_part = member(data, "word/settings.xml")
    assert settings_part.find(f"{W}evenAndOddHeaders") is not None
    assert settings_part.find(f"{W}mirrorMargins") is not None


def test_printed_on_one_side_nothing_is_mirrored():
    data = write(document(), WriterJob(two_sided=False))
    assert member(data, "word/settings.xml").find(f"{W}mirrorMargins") is None
    sides = [member(data, f"word/footer{n}.xml").find(f"{W}p/{W}pPr/{W}jc").get(qn("w:val")) for n in (1, 2)]
    assert sides == ["center", "center"]


def test_a_tables_columns_are_as_wide_as_printed(file):
    grids = [block for block in document().blocks if isinstance(block, Grid)]
    for table, grid in zip(file.tables, grids, strict=True):
        widths = [column.width / MM for column in table.columns]
        assert widths == pytest.approx(grid.widths, abs=0.02)


def test_every_row_covers_every_column(file):
    for table in file.tables:
        columns = len(table.columns)
        for row in table._tbl.tr_lst:
            assert sum(cell.grid_span for cell in row.tc_lst) == columns


def test_a_cell_over_rows_is_merged():
    tall = GridRow((GridCell("甲", 0, rowspan=2, role="stub"), GridCell("1", 1)))
    table = body(Grid("g", "表", (50, 106), (tall, GridRow((GridCell("2", 1),))))).tables[0]
    assert [c.text for row in table.rows for c in row.cells] == ["甲", "1", "甲", "2"]


def test_heading_rows_repeat_and_no_row_splits(file):
    table = file.tables[1]
    heads = [row._tr.find(f"{W}trPr/{W}tblHeader") is not None for row in table.rows]
    assert heads == [True] * 3 + [False] * 25
    assert all(row._tr.find(f"{W}trPr/{W}cantSplit") is not None for row in table.rows)


def test_table_three_is_kept_on_one_page(file):
    rows = file.tables[1].rows
    kept = [all(p.paragraph_format.keep_with_next for p in row.cells[0].paragraphs) for row in rows]
    assert kept == [True] * 27 + [False]


def test_a_long_number_makes_its_whole_column_smaller():
    rows = tuple(GridRow((GridCell(text, 0),)) for text in ("1234567", "5"))
    sizes = {run.font.size.pt for cell in body(Grid("g", "表", (10.4,), rows)).tables[0].columns[0].cells
             for run in cell.paragraphs[0].runs}  # fmt: skip
    assert sizes == {7.0}


def test_a_file_may_end_in_a_table():
    file = body(Grid("g", "表", (10.0,), (GridRow((GridCell("1", 0),)),)))
    assert file.element.body[-2].tag == qn("w:p")


def test_the_signature_gives_office_date_and_contact():
    block = Signature("甲街道办事处", date(2026, 1, 5), "电话：1")
    told = [(p.style.name, p.text) for p in body(block).paragraphs]
    assert told == [("落款", "甲街道办事处"), ("落款", "2026年1月5日"), ("联系方式", "电话：1")]


def test_the_properties_name_office_and_report_and_no_machine():
    properties = body(Signature(date=date(2026, 1, 5))).core_properties
    assert (properties.author, properties.last_modified_by, properties.title) == ("甲街道办事处",) * 2 + (
        "标题",
    )
    assert {f"{day:%Y-%m-%d %H:%M}" for day in (properties.created, properties.modified)} == {
        "2026-01-05 00:00"
    }
    assert properties.identifier == "nianbao:2021:2025"


def test_an_overlong_title_still_makes_a_file():
    data = write(page(Title(("长" * 300,)), title="长" * 300), WriterJob())
    assert docx.Document(BytesIO(data)).core_properties.title == "长" * 255


def test_the_same_report_gives_the_same_bytes(data):
    assert write(document(), WriterJob()) == data


def test_another_date_is_the_only_clock(data):
    dated = replace(document(), blocks=(*document().blocks, Signature(date=date(2026, 2, 1))))
    assert write(dated, WriterJob()) != data


@settings(max_examples=25)
@given(reports())
def test_any_report_keeps_its_paragraphs_letter_by_letter(report):
    printed = lay_out(FORM, report)
    file: Any = docx.Document(BytesIO(write(printed, WriterJob())))
    texts = [p.text for p in file.paragraphs if p.style.name == "Body Text"]
    assert texts == [block.text for block in printed.blocks if isinstance(block, Paragraph)]


def test_a_full_report_opens_with_three_tables():
    assert len(docx.Document(BytesIO(write(lay_out(FORM, full()), WriterJob()))).tables) == 3
