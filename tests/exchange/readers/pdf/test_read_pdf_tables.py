"""A table that goes on over the page is one table where its columns agree."""

from __future__ import annotations

from app.exchange.source.source import Table
from tests.corpus.base import Cell
from tests.corpus.in_pdf import Sheet, as_box, draw_table
from tests.exchange.readers.pdf.drawn_pages import lines_of, plain_table, rows_of, sheet, source_of

HEAD = ["信息内容", "本年制发件数", "本年废止件数"]


def over_the_page(above: list[list[str]], below: list[list[str]], *between: str) -> bytes:
    page = sheet("以下为统计表。")
    plain_table(page, above)
    page.turn()
    for line in between:
        page.line(line, 12, 2)
    plain_table(page, below)
    return page.saved()


def test_rows_without_a_head_go_on() -> None:
    rows = [HEAD, ["规章", "0", "1"], ["行政规范性文件", "3", "2"]]
    assert rows_of(over_the_page(rows[:2], rows[2:] * 2)) == [[*rows[:2], *rows[2:] * 2]]


def test_a_row_split_by_the_edge_of_the_page_is_one_row() -> None:
    above, below = [HEAD, ["行政规", "3", "2"]], [["范性文件", "", ""], ["规章", "0", "1"]]
    assert rows_of(over_the_page(above, below)) == [[HEAD, ["行政规范性文件", "3", "2"], ["规章", "0", "1"]]]


def test_a_row_without_figures_is_no_rest_of_another_where_blanks_are_the_custom() -> None:
    above = [HEAD, ["规章", "", ""], ["行政规范性文件", "3", "2"]]
    assert rows_of(over_the_page(above, [["其他文件", "", ""], ["决定", "1", "1"]]))[0][3:] == [
        ["其他文件", "", ""],
        ["决定", "1", "1"],
    ]


def test_a_numbered_row_without_figures_is_a_row_of_its_own() -> None:
    above = [HEAD, ["1.规章", "3", "2"]]
    assert rows_of(over_the_page(above, [["2.决定", "", ""], ["3.公告", "1", "1"]]))[0][2][0] == "2.决定"


def test_tables_with_other_columns_or_with_text_between_them_stay_apart() -> None:
    two, three = [["行政许可", "46"]] * 2, [["规章", "0", "1"]] * 2
    assert rows_of(over_the_page(three, two)) == [three, two]
    assert rows_of(over_the_page(three, three, "三、收到和处理政府信息公开申请情况")) == [three, three]


def test_a_heading_beside_rows_of_both_pages_stays_one() -> None:
    page = sheet("以下为统计表。")
    grid = [[Cell("（三）不予公开", down=2), Cell("1.国家秘密"), Cell("0")], [Cell("2.禁止公开"), Cell("1")]]
    rest = [[Cell("", down=2), Cell("3.三安全"), Cell("2")], [Cell("4.内部事务"), Cell("3")]]
    draw_table(page, grid, as_box)
    page.turn()
    draw_table(page, rest, as_box)
    (table,) = [block for block in source_of(page.saved()).blocks if isinstance(block, Table)]
    first = table.boxes[0]
    assert (first.text, first.rowspan) == ("（三）不予公开", 4)
    assert [row[0] for row in table.rows] == [first] * 4


def test_a_heading_broken_at_the_right_edge_is_one_line() -> None:
    page = Sheet()
    page.line("三、" + "收到和处理政府信息公开申请以及办理情况" * 2, 14)
    page.line("全年收到申请8件。", 12, 2)
    assert lines_of(page.saved()) == [
        "三、" + "收到和处理政府信息公开申请以及办理情况" * 2,
        "全年收到申请8件。",
    ]
