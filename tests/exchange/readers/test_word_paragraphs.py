"""The words of a Word file arrive as paragraphs: broken lines joined, headings apart, everything that is seen once."""

from __future__ import annotations

from app.exchange.readers.docx.docx_file import read_docx_source
from tests.exchange.readers.word_file import para, read_lines, read_texts, run, word_bytes

ONE = "2024年，街道通过区政府网站和公众号公开信息"
TWO = "八十六条，其中政策解读九条，办事指南二十一"
END = "条。"


def test_printed_lines_as_paragraphs_are_one() -> None:
    (line,) = read_lines([para(ONE), para(TWO), para(END)])
    assert (line.text, line.mended) == (ONE + TWO + END, True)


def test_printed_lines_parted_by_soft_breaks_are_one() -> None:
    assert read_texts([para(f"{ONE}\n{TWO}\n{END}")]) == [ONE + TWO + END]


def test_an_indent_of_the_first_line_begins_a_paragraph() -> None:
    indent = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
    assert read_texts([para(ONE, indent), para(END), para(TWO, indent), para(END)]) == [ONE + END, TWO + END]


def test_an_indent_that_every_line_has_begins_none() -> None:
    indent = '<w:ind w:firstLineChars="200"/>'
    assert read_texts([para(text, indent) for text in (ONE, TWO, ONE, TWO, END)]) == [
        ONE + TWO + ONE + TWO + END
    ]


def test_an_empty_paragraph_parts() -> None:
    assert read_texts([para(ONE), para(), para(TWO), para(END)]) == [ONE, TWO + END]


def test_a_soft_break_parts_a_heading_from_its_text() -> None:
    lines = read_lines([para(f"（一）主动公开\n{ONE}。")])
    assert [line.text for line in lines] == ["（一）主动公开", f"{ONE}。"]


def test_a_soft_break_within_a_heading_joins_it() -> None:
    heading = '<w:outlineLvl w:val="0"/>'
    assert read_texts([para("三、收到和处理政府信息\n公开申请情况", heading)]) == [
        "三、收到和处理政府信息公开申请情况"
    ]
    assert read_texts([para("三、收到和处理政府信息\n公开申请情况")]) == [
        "三、收到和处理政府信息公开申请情况"
    ]


def test_the_text_behind_a_heading_in_its_own_paragraph_is_no_heading() -> None:
    lines = read_lines([para(f"一、总体情况\n{ONE}。", '<w:outlineLvl w:val="0"/>')])
    assert [line.heading for line in lines] == [True, False]


def test_a_line_is_strong_when_all_of_it_is_bold() -> None:
    style = '<w:style w:type="paragraph" w:styleId="粗"><w:rPr><w:b/></w:rPr></w:style>'
    bold, mixed = para("主动公开", "", "<w:b/>"), para("主动", "", "<w:b/>", run("公开"))
    styled = para("主动公开", '<w:pStyle w:val="粗"/>')
    plain = para("主动公开", '<w:pStyle w:val="粗"/>', '<w:b w:val="0"/>')
    lines = read_lines([bold, mixed, styled, plain], "", style)
    assert [line.strong for line in lines] == [True, False, True, False]


def test_a_style_that_is_called_by_a_figure_makes_no_heading() -> None:
    style = '<w:style w:type="paragraph" w:default="1" w:styleId="1"><w:name w:val="Normal"/></w:style>'
    (line,) = read_lines([para("总体情况", '<w:pStyle w:val="1"/>')], "", style)
    assert not line.heading


def test_a_text_box_is_read_once_and_its_paragraphs_are_its_own() -> None:
    box = f"<w:txbxContent>{para('甲。')}{para('乙。')}</w:txbxContent>"
    drawn = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><wps:txbx>{box}</wps:txbx></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert read_texts([para("前", more=drawn)]) == ["前", "甲。", "乙。"]


def test_wrappers_within_a_paragraph_hide_nothing() -> None:
    inner = (
        f"<w:sdt><w:sdtContent>{run('甲')}</w:sdtContent></w:sdt><w:smartTag>{run('乙')}</w:smartTag>"
        f'<w:hyperlink>{run("丙")}</w:hyperlink><w:ins w:id="1">{run("丁")}</w:ins><w:del w:id="2">{run("戊")}</w:del>'
    )
    assert read_texts([f"<w:sdt><w:sdtContent>{para(more=inner)}</w:sdtContent></w:sdt>"]) == ["甲乙丙丁"]


def test_what_may_be_two_paragraphs_or_one_is_asked_once() -> None:
    full = "每季度对专栏里公开的文件清理一次，及时改正。"
    source, _ = read_docx_source(
        word_bytes([para(text) for text in (full, full, ONE, TWO, ONE, END)]), "年报.docx"
    )
    (sentence,) = source.asks
    assert "2 处看不出是否另起一段" in sentence
