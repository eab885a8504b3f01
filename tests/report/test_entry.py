"""Blocks from the clipboard: read whole or refused whole, sums compared and skipped."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import ValueRefused
from app.report.entry import parse_block, read_block, read_entry, write_block
from app.report.report import Report
from tests.reports import FORM, OFFICE

BLANK = Report(OFFICE, 2025, "2021")
ROW = [
    f"requests.received.{c}" for c in ("natural", "business", "research", "ngo", "legal", "other", "total")
]
PLACES = [ROW, [name.replace("received", "carried_in") for name in ROW]]
CELL = st.text(st.characters(exclude_characters="\r\n\0", codec="utf-8"), max_size=6)


def read(text: str, places=PLACES):
    return read_block(FORM, BLANK, places, parse_block(text))


@given(st.integers(1, 4).flatmap(lambda n: st.lists(st.lists(CELL, min_size=n, max_size=n), min_size=1)))
def test_what_is_written_is_read_again(rows):
    # A last row that is one blank cell cannot be told from a line end, in any spreadsheet.
    assert parse_block(write_block(rows) + "\n") == tuple(map(tuple, rows))


def test_quoted_cells_hold_tabs_and_line_ends():
    assert parse_block('"a\tb"\t"say ""x"""\r\n"1\n2"\t3\r\n') == (("a\tb", 'say "x"'), ("1\n2", "3"))


def test_a_block_sets_numbers_full_width_with_commas_and_blank():
    pasted = read("１２\t1,234\t\n3件\t\t0")
    assert dict(pasted.edit.changes)[ROW[0]] == 12
    assert pasted.edit.changes[ROW[1]] == 1234
    assert pasted.edit.changes[ROW[2]] is None
    assert pasted.edit.changes[PLACES[1][2]] == 0


def test_sums_in_a_block_are_compared_and_skipped():
    pasted = read("1\t2\t3\t4\t5\t6\t21")
    assert ROW[-1] not in pasted.edit.changes
    assert "与粘贴来的一致" in pasted.sentence


def test_a_sum_that_differs_is_told():
    pasted = read("1\t2\t3\t4\t5\t6\t22")
    assert "粘贴来的是 22，自动相加是 21" in pasted.sentence


def test_many_differences_are_counted():
    columns = [
        [f"requests.{row}.total"] for row in ("received", "carried_in", "granted", "partial", "carried_out")
    ]
    assert "另有 2 处" in read("1\n2\n3\n4\n5", columns).sentence


def test_one_bad_cell_refuses_the_whole_block_and_names_its_place():
    with pytest.raises(ValueRefused) as refused:
        read("1\t2\n3\tx")
    assert "第 2 行第 2 列" in refused.value.sentence
    assert "整块没有粘贴" in refused.value.sentence


def test_a_block_too_large_is_refused_with_both_sizes():
    with pytest.raises(ValueRefused, match="3 行 1 列，从这一格起只有 2 行 7 列"):
        read("1\n2\n3")


def test_a_cell_longer_than_any_table_is_refused():
    with pytest.raises(ValueRefused, match="不是表格"):
        parse_block('"' + "1" * 200_000)


def test_an_entry_without_brackets_takes_the_note_away():
    cell = FORM.cells[ROW[0]]
    assert read_entry(cell, "22（其中 6 件）") == {cell.id: 22, cell.note: "其中 6 件"}
    assert read_entry(cell, "22") == {cell.id: 22, cell.note: None}


def test_a_pasted_figure_loses_what_nobody_sees_and_it_is_said():
    pasted = read("\ufeff12\t3\u200b4")
    assert (pasted.edit.changes[ROW[0]], pasted.edit.changes[ROW[1]]) == (12, 34)
    assert pasted.sentence.endswith("粘贴来的内容里有 2 个看不见的字符（U+FEFF、U+200B），已经去掉。")
