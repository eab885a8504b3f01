"""Rows of a sheet or table that hold only words arrive as lines; what may be figures stays a table."""

from __future__ import annotations

import openpyxl
import pytest

from app.exchange.readers.prose_rows import with_lines
from app.exchange.readers.wrapped import PrintedLine
from app.exchange.readers.xlsx.xlsx_file import workbook_source
from app.exchange.source.source import Box, Line, Source, Table

TEXT = "街道通过区政府网站和公众号公开信息，其中政策解读九条。"
ONE, TWO, END = "2024年，街道通过区政府网站和公众号公开信息", "八十六条，其中政策解读九条，办事指南二十一", "条。"


def sheet(*rows: tuple[str | int | None, ...]) -> Source:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    return workbook_source(book)


def shown(source: Source) -> list[str]:
    assert not any(isinstance(block, Table) for block in source.blocks)
    return [block.text for block in source.blocks if isinstance(block, Line) and not block.part]


def test_a_sub_heading_and_the_text_beside_it_are_lines_from_left_to_right() -> None:
    assert shown(sheet((1, "（一）主动公开", TEXT), (2, "（二）依申请公开", "没有收到申请。"))) == [
        "（一）主动公开", TEXT, "（二）依申请公开", "没有收到申请。"
    ]  # fmt: skip


def test_a_head_that_only_names_columns_of_words_says_nothing() -> None:
    assert shown(sheet(("项目", "内容"), ("主动公开", TEXT))) == ["主动公开", TEXT]


@pytest.mark.parametrize(
    "row",
    [
        ("行政许可", 64), ("规章", "本年制发件数，含修订"), ("部分公开（区分处理的，只计这一情形，不计其他情形）", None),
        ("行政许可", 12, "上年为十一件，本年增加一件。"),
    ],
)  # fmt: skip
def test_what_may_be_figures_and_their_labels_stays_a_table(row: tuple[str | int | None, ...]) -> None:
    assert isinstance(sheet(row, ("行政处罚", 7)).blocks[0], Table)


def test_a_paragraph_over_several_rows_is_one() -> None:
    (line, _) = sheet((ONE,), (TWO,), (END,)).blocks
    assert isinstance(line, Line)
    assert (line.text, line.mended) == (ONE + TWO + END, True)


def test_a_table_below_words_begins_in_its_own_first_row() -> None:
    boxes = (Box(TEXT, 0, 0, "甲"), Box("行政许可", 1, 0, "乙", rowspan=2), Box("5", 1, 1, "丙"))
    line, table = with_lines([Table((*boxes, Box("7", 2, 1, "丁")), "表")])
    assert isinstance(line, PrintedLine)
    assert isinstance(table, Table)
    assert [(box.text, box.row) for box in table.boxes][:2] == [("行政许可", 0), ("5", 0)]
