"""The row in which a case counts, found by article or by words, from the form's own rows."""

from __future__ import annotations

import pytest

from app.form.row_guide import Provision, asked_provision, guide_rows, matching_rows, provisions
from tests.reports import FORM

ROWS = guide_rows(FORM)


def found(words: str) -> list[str]:
    return [row.headings[-1] for row in matching_rows(ROWS, words)]


WRITTEN = ["三十六条（七）项", "第三十六条第（七）项", "36(7)", "36.7", "36条7项", "条例第36条第（7）项", "３６（７）"]


@pytest.mark.parametrize("words", WRITTEN)
def test_an_article_is_understood_however_it_is_written(words: str) -> None:
    assert found(words) == ["8.属于行政查询事项"]


def test_an_article_alone_leads_to_all_its_rows() -> None:
    assert found("39") == ["1.信访举报投诉类申请", "3.要求提供公开出版物"]


def test_a_paragraph_tells_two_rows_apart() -> None:
    assert found("十六条一款") == ["5.属于三类内部事务信息"]
    assert "7.属于行政执法案卷" in found("16条2款")


def test_a_row_of_two_items_is_found_by_each() -> None:
    assert tuple(provisions("条例第三十六条第（四）项、第（五）项")) == (Provision(36, None, 4), Provision(36, None, 5))
    assert found("36(5)") == ["1.本机关不掌握相关政府信息"]


def test_words_of_the_heading_come_before_words_of_the_help() -> None:
    rows = found("信访")
    assert rows[0] == "1.信访举报投诉类申请"


def test_what_is_no_article_is_looked_for_as_words() -> None:
    assert asked_provision("撤回") is None
    assert found("撤回") == ["3.其他"]


def test_words_that_no_row_says_find_nothing() -> None:
    assert found("无人机") == []


def test_every_row_gives_only_cells_that_a_person_fills_in() -> None:
    assert all(not FORM.cells[cell].derived for row in ROWS for _, cell in row.cells)
    assert {row.section.id for row in ROWS} >= {"proactive", "requests"}
