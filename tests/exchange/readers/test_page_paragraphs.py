"""The words of a web page arrive as paragraphs: broken lines joined, headings apart, list numbers written, menus left out."""

from __future__ import annotations

import pytest
from lxml import html

from app.errors import ExchangeError
from app.exchange.readers.html.html_file import html_source, read_html_source
from app.exchange.source.source import Line

ONE = "2024年，街道通过区政府网站和公众号公开信息"
TWO = "八十六条，其中政策解读九条，办事指南二十一"
END = "条。"


def lines(page: str) -> list[Line]:
    source, _ = read_html_source(page.encode(), "年报.html")
    return [block for block in source.blocks if isinstance(block, Line)]


def texts(page: str) -> list[str]:
    return [line.text for line in lines(page)]


@pytest.mark.parametrize(
    "page", [f"<p>{ONE}<br>{TWO}<br>{END}</p>", f"<p>{ONE}</p><p>{TWO}</p>\n<p>{END}</p>"]
)
def test_printed_lines_are_one_paragraph(page: str) -> None:
    (line,) = lines(page)
    assert (line.text, line.mended) == (ONE + TWO + END, True)


@pytest.mark.parametrize(
    "between", ["<br><br>", "<br>　　", "<br>二是", "<br>（二）", "</p><p>&nbsp;</p><p>"]
)
def test_what_parts_paragraphs_parts_them(between: str) -> None:
    page = f"<p>{ONE}<br>{END}{between}{TWO}<br>{END}</p>"
    assert [text.strip("　（二）是") for text in texts(page)] == [ONE + END, TWO + END]


def test_an_indent_by_style_parts_too() -> None:
    page = (
        "<style>.a {text-indent: 2em}</style>"
        + f"<p class=a>{ONE}</p><p>{END}</p><p class=a>{TWO}</p><p>{END}</p>"
    )
    assert texts(page) == [ONE + END, TWO + END]


def test_short_lines_and_whole_paragraphs_stay_apart() -> None:
    page = f"<p>柳荫街道办事处</p><p>2024年政府信息公开工作年度报告</p><p>{ONE}{TWO}{END}</p><p>{TWO}{ONE}{END}</p>"
    assert len(texts(page)) == 4


def test_a_list_of_links_is_no_paragraph() -> None:
    links = "".join(
        f"<p><a>柳荫街道办事处{year}年政府信息公开工作年度报告</a></p>" for year in range(2019, 2024)
    )
    assert len(texts(links)) == 5


def test_a_break_parts_a_heading_from_its_text_and_joins_a_heading() -> None:
    page = f"<p>（一）主动公开<br>{ONE}{END}</p><h2>三、收到和处理政府信息<br>公开申请情况</h2>"
    assert texts(page) == ["（一）主动公开", ONE + END, "三、收到和处理政府信息公开申请情况"]


def test_lines_of_the_clipboard_stay_as_they_are_printed() -> None:
    source = html_source(html.document_fromstring(f"<p>{ONE}<br>{TWO}<br>{END}</p>"), "剪贴板")
    assert len(source.blocks) == 3


@pytest.mark.parametrize(
    ("markup", "strong"),
    [
        ("<b>主动公开</b>", True), ("<b>主动</b>公开", False), ("<span style='font-weight:700'>主动公开</span>", True),
        ("<b style='font-weight: normal'>主动公开</b>", False), ("<font><strong>主动</strong> <b>公开</b></font>", True),
        ("<span style='font:bold 12pt 宋体'>主动公开</span>", True), ("主动公开", False),
    ],
)  # fmt: skip
def test_a_line_is_strong_when_all_of_it_is_bold(markup: str, strong: bool) -> None:
    assert [line.strong for line in lines(f"<p>{markup}</p>")] == [strong]


def test_headings_and_rules_of_style_sheets_make_bold() -> None:
    page = "<style>.t {font-weight: 600}</style><h3>主动公开</h3><p class=t>主动公开</p><b>甲</b><br>乙"
    assert [line.strong for line in lines(page)] == [True, True, True, False]


@pytest.mark.parametrize(
    ("opening", "numbers"),
    [
        ("<ol>", ["1. ", "2. "]), ("<ol start=3>", ["3. ", "4. "]), ("<ol type=A>", ["A. ", "B. "]),
        ("<ol reversed>", ["2. ", "1. "]), ("<ol style='list-style-type: cjk-ideographic'>", ["一、", "二、"]),
        ("<ol style='list-style: simp-chinese-informal inside'>", ["一、", "二、"]),
        ("<ol style='list-style: none'>", ["", ""]), ("<ul>", ["", ""]),
    ],
)  # fmt: skip
def test_the_number_of_an_item_counts_as_written(opening: str, numbers: list[str]) -> None:
    assert texts(f"{opening}<li><p>总体情况</p></li><li>问题</li>") == [
        f"{numbers[0]}总体情况",
        f"{numbers[1]}问题",
    ]


def test_an_item_may_say_its_number() -> None:
    assert texts("<ol><li value=5>甲</li><li>乙</li></ol>") == ["5. 甲", "6. 乙"]


TEXT = "<div><p>一、总体情况</p><p>甲。</p><p>二、主动公开政府信息情况</p><p>乙。</p></div>"


@pytest.mark.parametrize(
    "frame",
    [
        "<nav>{}</nav>",
        "<aside>{}</aside>",
        "<div role=navigation>{}</div>",
        "<footer>{}</footer>",
        "<form>{}</form>",
    ],
)
def test_the_frame_of_a_page_is_left_out_where_a_text_with_sections_is_there(frame: str) -> None:
    menu = frame.format("<p>首页</p><p>一、总体情况</p>")
    assert "首页" not in texts(menu + TEXT)
    assert "首页" in texts(menu + "<p>甲。</p>")


def test_a_frame_that_holds_the_text_or_its_title_keeps_it() -> None:
    assert "乙。" in texts(f"<form>{TEXT}</form><p>页脚</p>")
    assert "年度报告" in texts(f"<header><h1>年度报告</h1></header>{TEXT}")
    assert "导语" in texts(f"<article><header><p>导语</p></header>{TEXT}</article>")


def test_a_tag_of_countless_attributes_is_refused_before_it_is_parsed() -> None:
    many = " ".join(f'a{n}="x"' for n in range(300_000))
    with pytest.raises(ExchangeError, match="内容过多"):
        read_html_source(f"<p {many}>1</p>".encode(), "年报.html")
