"""Texts held against each other: words, sentences, paragraphs; of two states and of three. Nothing is lost or made up."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from app.report.comparing import ComparedParagraph, paragraphs, pieces
from app.report.comparing.likeness import matched
from app.report.comparing.paragraphs import chosen

WORDS = st.text("公开年报告12.，。a b\n", max_size=30)
LINES = st.lists(st.sampled_from(["公开信息十条。", "公开信息十二条。", "培训两次", "", "甲", "乙"]), max_size=8)
TEXTS = LINES.map("\n".join)
PAGE = [f"第{n}项工作已经完成，共办理{n * 7}件，群众满意。" for n in range(1000)]


@given(WORDS, WORDS)
def test_the_pieces_joined_give_both_texts(before, after):
    found = pieces(before, after)
    assert "".join(one.text for one in found if one.kind != "new") == before
    assert "".join(one.text for one in found if one.kind != "gone") == after


@given(WORDS, WORDS)
def test_what_hangs_together_is_one_piece(before, after):
    found = pieces(before, after)
    assert all(one.text for one in found)
    assert all(one.kind != other.kind for one, other in pairwise(found))


def test_a_comparison_is_word_by_word_and_a_number_is_one_word():
    found = pieces("公开 1234 条", "公开 1235 条信息")
    assert [(one.kind, one.text) for one in found] == [
        ("same", "公开 "), ("gone", "1234"), ("new", "1235"), ("same", " 条"), ("new", "信息"),
    ]  # fmt: skip


def test_a_sentence_that_was_put_between_two_leaves_both_whole():
    found = pieces("公开十条。培训两次。", "公开十条。接待来访三人。培训两次。")
    assert [(one.kind, one.text) for one in found] == [
        ("same", "公开十条。"), ("new", "接待来访三人。"), ("same", "培训两次。"),
    ]  # fmt: skip


@given(LINES, LINES)
def test_lines_are_paired_in_order_and_none_twice(old, new):
    found = matched(old, new)
    assert all(a < c and b < d for (a, b), (c, d) in pairwise(found))
    assert all(0 <= a < len(old) and 0 <= b < len(new) for a, b in found)


def test_a_changed_paragraph_is_found_again_though_others_moved_in():
    rows = paragraphs("公开信息十条。\n培训两次。", "公开信息十条。\n培训两次。", "另设专栏。\n公开信息十二条。\n培训两次。")
    assert [row.their_change for row in rows] == ["new", "changed", "same"]
    assert rows[1] == ComparedParagraph("公开信息十条。", "公开信息十条。", "公开信息十二条。")


def test_each_change_of_a_paragraph_knows_its_side():
    base = "总的情况良好。\n公开信息十条。\n培训两次。\n没有收费。"
    mine = "总的情况很好。\n公开信息十条。\n没有收费。"
    theirs = "总的情况良好。\n公开信息十二条。\n培训两次。\n没有收过费。"
    rows = paragraphs(base, mine, theirs)
    assert [row.side for row in rows] == ["mine", "theirs", "mine", "theirs"]
    assert [row.mine_change for row in rows] == ["changed", "same", "gone", "same"]


def test_one_paragraph_changed_by_both_is_a_conflict_and_alike_it_is_none():
    assert [row.side for row in paragraphs("公开十条。", "公开十一条。", "公开十二条。")] == ["both"]
    assert [row.side for row in paragraphs("公开十条。", "公开十一条。", "公开十一条。")] == ["same"]


@given(TEXTS, TEXTS, TEXTS)
def test_every_paragraph_of_every_state_stands_in_one_row(base, mine, theirs):
    rows = paragraphs(base, mine, theirs)
    for name, text in (("base", base), ("mine", mine), ("theirs", theirs)):
        kept = [getattr(row, name) for row in rows if getattr(row, name) is not None]
        assert kept == (text.split("\n") if text else [])


@given(TEXTS, TEXTS, TEXTS)
def test_all_rows_of_one_side_give_its_text(base, mine, theirs):
    rows = paragraphs(base, mine, theirs)
    assert chosen(rows, range(len(rows))) == theirs
    assert chosen(rows, ()) == mine


def test_a_thousand_paragraphs_that_all_changed_are_found_again_one_by_one():
    changed = [line.replace("群众", "办事群众") for line in PAGE]
    rows = paragraphs("\n".join(PAGE), "\n".join(PAGE), "\n".join(changed))
    assert len(rows) == len(PAGE)
    assert {row.their_change for row in rows} == {"changed"}
