"""Pieces of a text joined give the text, and each stands where it says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.chinese.days import years
from app.chinese.sentences import Passage, clauses, lines, sentences

TEXTS = st.text(st.sampled_from("甲乙a。！？；;!?”」\n =/\u3000"), max_size=60)
CUTS = [sentences, clauses]


@pytest.mark.parametrize("cut", CUTS)
@given(text=TEXTS)
def test_passages_joined_give_the_text(cut: Callable[[str], Iterator[Passage]], text: str) -> None:
    found = list(cut(text))
    assert "".join(one.text for one in found) == text
    assert all(text[one.start : one.end] == one.text and one.text for one in found)


@given(TEXTS)
def test_lines_joined_give_the_text(text: str) -> None:
    found = list(lines(text))
    assert "\n".join(line for _, line in found) == text
    assert all(text[start : start + len(line)] == line for start, line in found)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("收到3件。办结2件", ["收到3件。", "办结2件"]),
        ("真的？！是。", ["真的？！", "是。"]),
        ("他说：“好。”走了。", ["他说：“好。”", "走了。"]),
        ("甲\n\n乙", ["甲\n\n", "乙"]),
        ("见www.x.cn/list?id=3的内容!好", ["见www.x.cn/list?id=3的内容!", "好"]),
        ("甲；乙。", ["甲；乙。"]),
    ],
)
def test_a_sentence_ends_at_its_stop(text: str, wanted: list[str]) -> None:
    assert [one.text for one in sentences(text)] == wanted


def test_a_clause_ends_at_a_semicolon_too() -> None:
    assert [(one.words, one.stop) for one in clauses("甲；乙。")] == [("甲", "；"), ("乙", "。")]


@pytest.mark.parametrize("text", ["甲", "?", "?a", "二〇二四", "二〇二四年", "二〇 ", "。”", "\n", "2024 "])
def test_a_text_ten_times_as_long_takes_no_hundred_times_as_long(text: str) -> None:
    def seconds(times: int) -> float:
        begun = process_time()
        for cut in (sentences, clauses, years, lines):
            assert sum(1 for _ in cut(text * times)) >= 0
        return process_time() - begun

    assert min(seconds(50_000) for _ in range(2)) < 40 * min(seconds(5_000) for _ in range(3)) + 0.05
