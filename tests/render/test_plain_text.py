"""The plain text: what each kind of block becomes."""

from __future__ import annotations

from datetime import date

from app.document.blocks import Document, Grid, GridCell, GridRow, Heading, Note, Paragraph, Signature, Title
from app.render.plain_text import write
from app.render.writer_job import WriterJob


def lines(*blocks) -> list[str]:
    return write(Document("标题", "甲", 2025, "2021", blocks), WriterJob()).decode("utf-8-sig").split("\r\n")[:-1]


def head(text, column, colspan=1, rowspan=1) -> GridCell:
    return GridCell(text, column, colspan, rowspan, "head")


def test_it_opens_in_old_editors_too():
    data = write(Document("标题", "甲", 2025, "2021", (Title(("甲", "乙")),)), WriterJob())
    assert data == "\ufeff甲\r\n乙\r\n".encode()


def test_only_typed_text_is_indented():
    assert lines(Heading(1, "一、总", "s"), Heading(2, "（一）主", "s"), Paragraph("文。", "s.a")) == [
        "", "一、总", "（一）主", "\u3000\u3000文。",
    ]  # fmt: skip


def test_a_row_is_its_heading_and_a_line_of_values():
    rows = (
        GridRow((head("内容", 0), head("甲数", 1), head("乙数", 2))),
        GridRow((GridCell("规章", 0, role="stub"), GridCell("3", 1, cell="a"), GridCell("", 2, cell="b"))),
    )
    assert lines(Grid("g", "表", (9, 9, 9), rows)) == ["规章", "\u3000\u3000甲数：3\u3000乙数："]


def test_a_line_across_the_table_stands_alone():
    rows = (GridRow((head("第（一）项", 0, 2),)), GridRow((head("甲", 0), head("乙", 1))))
    assert lines(Grid("g", "表", (9, 9), rows)) == ["第（一）项"]


def test_repeated_column_names_are_told_apart_by_their_group():
    rows = (
        GridRow((head("复议", 0), head("诉讼", 1))),
        GridRow((head("维持", 0), head("维持", 1))),
        GridRow((GridCell("1", 0, cell="a"), GridCell("2", 1, cell="b"))),
    )
    assert lines(Grid("g", "表", (9, 9), rows)) == [
        "复议",
        "\u3000\u3000维持：1",
        "诉讼",
        "\u3000\u3000维持：2",
    ]


def test_a_note_is_one_line_a_line():
    assert lines(Note("甲\n\n乙", "g.note")) == ["甲", "乙"]


def test_the_signature_stands_deeper_than_any_text():
    block = Signature("甲街道办事处", date(2026, 1, 5), "电话：1")
    assert lines(block) == ["", "\u3000" * 4 + "甲街道办事处", "\u3000" * 4 + "2026年1月5日", "电话：1"]
