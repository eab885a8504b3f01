"""Numbers that Word itself puts before headings and points count as written."""

from __future__ import annotations

import pytest

from tests.exchange.readers.word_file import NAMES, level, numbered, numbering, para, read_lines, read_texts

TWO_LEVELS = level(0, "chineseCounting", "%1、") + level(1, "chineseCountingThousand", "（%2）")


def num(number: int, more: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="0"/>{more}</w:num>'


def test_the_number_of_a_level_stands_before_the_text_and_begins_anew_below_each_heading() -> None:
    paragraphs = [
        numbered("总体情况"),
        numbered("主动公开", 1, 1),
        numbered("监督保障", 1, 1),
        numbered("问题"),
    ]
    paragraphs.append(numbered("存在问题", 1, 1))
    found = read_texts(paragraphs, numbering(TWO_LEVELS))
    assert found == ["一、总体情况", "（一）主动公开", "（二）监督保障", "二、问题", "（一）存在问题"]


@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        ("decimal", "3"), ("chineseCounting", "三"), ("japaneseCounting", "三"), ("taiwaneseCounting", "三"),
        ("ideographDigital", "三"), ("decimalEnclosedCircle", "③"), ("upperLetter", "C"), ("lowerRoman", "iii"),
        ("ideographTraditional", "丙"), ("chineseLegalSimplified", "叁"), ("decimalFullWidth", "３"), ("decimalZero", "03"),
    ],
)  # fmt: skip
def test_numbers_are_written_as_their_level_says(kind: str, shown: str) -> None:
    lines = read_texts([numbered("甲"), numbered("乙"), numbered("丙")], numbering(level(0, kind, "%1.")))
    assert lines[2] == f"{shown}.丙"


def test_a_point_keeps_its_yi_shi() -> None:
    lists = numbering(level(0, "chineseCounting", "%1是"))
    assert read_texts([numbered("解读单一。"), numbered("公开不及时。")], lists) == [
        "一是解读单一。",
        "二是公开不及时。",
    ]


def test_a_bullet_is_no_number() -> None:
    assert read_texts([numbered("解读单一。")], numbering(level(0, "bullet", "●"))) == ["解读单一。"]


def test_numbers_above_ten_are_counted_out() -> None:
    lines = read_texts([numbered("项")] * 21, numbering(level(0, "chineseCountingThousand", "%1、")))
    assert (lines[10], lines[19], lines[20]) == ("十一、项", "二十、项", "二十一、项")


def test_two_lists_of_one_pattern_count_on_and_one_with_a_start_of_its_own_begins_there() -> None:
    again = num(2) + num(3, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>')
    lists = numbering(TWO_LEVELS, num(1) + again)
    paragraphs = [numbered("甲"), numbered("乙", 2), numbered("丙", 3), numbered("丁", 3)]
    assert read_texts(paragraphs, lists) == ["一、甲", "二、乙", "五、丙", "六、丁"]


def test_a_number_may_name_the_levels_above_it() -> None:
    lists = numbering(level(0, "chineseCounting", "第%1章") + level(1, "decimal", "%1.%2", "<w:isLgl/>"))
    assert read_texts([numbered("总则"), numbered("范围", 1, 1)], lists) == ["第一章总则", "1.1范围"]


def test_a_level_that_never_restarts_counts_on() -> None:
    lists = numbering(level(0, "decimal", "%1.") + level(1, "decimal", "(%2)", '<w:lvlRestart w:val="0"/>'))
    paragraphs = [numbered("甲"), numbered("子", 1, 1), numbered("乙"), numbered("丑", 1, 1)]
    assert read_texts(paragraphs, lists) == ["1.甲", "(1)子", "2.乙", "(2)丑"]


def test_a_style_numbers_its_paragraphs_on_the_level_that_names_it() -> None:
    style = (
        '<w:style w:type="paragraph" w:styleId="二级"><w:name w:val="二级"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    lists = numbering(
        level(0, "decimal", "%1.") + level(1, "chineseCounting", "（%2）", '<w:pStyle w:val="二级"/>')
    )
    styled = '<w:pStyle w:val="二级"/>'
    paragraphs = [para("主动公开", styled), para("甲", styled + '<w:numPr><w:numId w:val="0"/></w:numPr>')]
    assert read_texts(paragraphs, lists, style) == ["（一）主动公开", "甲"]


def test_empty_and_deleted_paragraphs_count_as_word_counts_them() -> None:
    deleted = numbered("旧").replace("</w:pPr>", '<w:rPr><w:del w:id="1"/></w:rPr></w:pPr>')
    assert read_texts([numbered(""), deleted, numbered("新")], numbering(TWO_LEVELS)) == ["旧", "二、新"]


def test_a_number_that_nobody_can_tell_leaves_a_heading_without_one() -> None:
    (line,) = read_lines([numbered("总体情况", 7)], numbering(TWO_LEVELS))
    assert (line.text, line.heading, line.mended) == ("总体情况", True, True)


def test_a_list_of_a_style_of_lists_is_found() -> None:
    linked = (
        f'<w:numbering {NAMES}><w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="目"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="1">{TWO_LEVELS}</w:abstractNum>'
        f'{num(1)}<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )
    style = '<w:style w:type="numbering" w:styleId="目"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    assert read_texts([numbered("总体情况")], linked, style) == ["一、总体情况"]
