"""Paragraphs that were broken at the right edge of plain text come back whole, and nothing else is joined."""

from __future__ import annotations

import pytest

from app.exchange.readers.txt_file import text_source
from app.exchange.source.source import Line

EDGE = "街道把信息公开列入全年工作要点，每季度听取一次汇报，"  # 26 characters


def lines(text: str) -> list[str]:
    return [block.text for block in text_source(text.splitlines()).blocks if isinstance(block, Line)]


def test_a_line_that_stops_within_a_sentence_goes_on() -> None:
    assert lines(f"　　{EDGE}\n及时研究解决问题。") == [f"　　{EDGE}及时研究解决问题。"]


def test_a_page_number_does_not_part_a_paragraph() -> None:
    assert lines(f"{EDGE}\n— 1 —\n及时研究解决问题。") == [f"{EDGE}及时研究解决问题。"]


def test_a_full_line_that_ends_a_sentence_goes_on_only_without_an_indent() -> None:
    full = EDGE[:-1] + "。"
    assert lines(f"　　{full}\n{full}\n　　{full}") == [f"　　{full}{full}", f"　　{full}"]
    assert lines(f"{full}\n{full}") == [full, full]


@pytest.mark.parametrize(
    "opening",
    ["一、总体情况", "（一）主动公开", "二是加强培训", "　　另起一段", "1.属于国家秘密", "注：含上年"],
)
def test_what_opens_a_paragraph_is_never_joined(opening: str) -> None:
    assert lines(f"{EDGE}\n{opening}") == [EDGE, opening]


def test_a_short_line_was_not_broken_at_the_edge() -> None:
    assert lines("青石桥街道办事处\n联系人某某") == ["青石桥街道办事处", "联系人某某"]


def test_joined_paragraphs_are_marked_as_mended() -> None:
    (line,) = text_source([EDGE, "及时研究解决问题。"]).blocks
    assert isinstance(line, Line)
    assert line.mended
