"""Where lines may break: runs that hold together, and marks that bind."""

from __future__ import annotations

import pytest

from app.typeset.line_units import FREE, HELD, LONG_WORD, LONG_WORD_AT_SIGN, penalties


@pytest.mark.parametrize(
    "held",
    ["——", "……", "36.5%", "110条", "第36条", "2025年12月31日", "1月1日", "〔2021〕30号", "（2021）7号", "Office365", "3小时",
     "1,234.56万元", "5㎡", "30℃", "20个工作日", "10余件", "12345热", "1.属", "a@b.cn"],
)  # fmt: skip
def test_a_run_holds_together(held):
    found = penalties(f"前文{held}后文")
    assert min(found[3 : 2 + len(held)]) >= HELD


@pytest.mark.parametrize("text", ["政府信息", "2025年度报告", "公开；", "第三十六条"])
def test_ordinary_text_breaks_between_characters(text):
    assert FREE in penalties(text)[1 : len(text)]


@pytest.mark.parametrize("mark", "，。、；：？！）》〉】〕」』”’…—·％℃")
def test_no_break_before_a_closing_mark(mark):
    assert penalties(f"字{mark}")[1] >= HELD


@pytest.mark.parametrize("mark", "（《〈【〔「『“‘￥")
def test_no_break_after_an_opening_mark(mark):
    assert penalties(f"{mark}字")[1] >= HELD


def test_a_very_long_word_may_break_best_after_a_sign():
    text = "http://example.gov.cn/abcdefgh"
    found = penalties(text)
    assert found[text.index("example")] == LONG_WORD_AT_SIGN
    assert found[text.index("xample")] == LONG_WORD
