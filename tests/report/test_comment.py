"""A comment stays with its words: edits elsewhere leave it, a change of its own sentence ends it, its words bring it back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.report.comment import Comment, Deed, Reply, both, sentence_around, spoken_of, state_of, stood
from app.report.report import Edit, Report, applied
from tests.reports import FORM, full

AT = datetime(2026, 1, 10, 9, 30, tzinfo=UTC)
TEXT, COUNT = "overview.proactive", "requests.received.natural"
WORDS = "受理五件。办结五件！\n没有复议。"


def report(words: str = WORDS, count: int = 5) -> Report:
    return applied(full(), Edit({TEXT: words, COUNT: count}))


def comment(on: Report, start: int, end: int, cell: str = TEXT) -> Comment:
    words, place = spoken_of(FORM, on, cell, start, end)
    return Comment("0" * 16, cell, words, place, "李二", AT, "请核对")


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [(0, 0, "受理五件。"), (5, 5, "办结五件！"), (6, 8, "办结五件！"), (10, 10, "办结五件！"), (3, 7, "受理五件。办结五件！"),
     (11, 11, "没有复议。"), (16, 16, "没有复议。")],
)  # fmt: skip
def test_the_sentences_under_the_caret_or_the_selection_are_meant(start: int, end: int, words: str) -> None:
    begin, stop = sentence_around(WORDS, start, end)
    assert WORDS[begin:stop] == words


def test_an_edit_elsewhere_leaves_a_comment_where_its_words_are() -> None:
    one, later = comment(report(), 6, 6), report("今年情况如下。受理六件。办结五件！\n没有复议。")
    place = stood(FORM, later, one)
    assert place is not None
    assert later.text(TEXT)[place.start : place.end] == "办结五件！"


@pytest.mark.parametrize("words", ["受理五件。办结六件！\n没有复议。", "受理五件。年内办结五件！\n没有复议。", "受理五件。"])
def test_a_change_of_its_own_sentence_ends_it_and_the_words_bring_it_back(words: str) -> None:
    one = comment(report(), 6, 6)
    assert state_of(FORM, report(words), one) == "ended"
    assert state_of(FORM, report(), one) == "open"


def test_of_equal_sentences_the_one_that_was_meant_is_found() -> None:
    twice = report("同上。受理五件。同上。")
    one = comment(twice, 9, 9)
    assert one.place == 1
    assert stood(FORM, twice, one).start == 8  # type: ignore[union-attr]


def test_on_a_number_it_ends_with_another_number() -> None:
    one = comment(report(), 0, 0, COUNT)
    assert one.words == "5"
    assert [state_of(FORM, report(count=n), one) for n in (5, 6)] == ["open", "ended"]


@pytest.mark.parametrize(
    ("deeds", "state"),
    [((), "open"), (("answer",), "answered"), (("answer", "done"), "done"), (("done", "reopen"), "open")],
)
def test_the_last_reply_says_how_it_stands(deeds: tuple[Deed, ...], state: str) -> None:
    one = comment(report(), 6, 6)
    for deed in deeds:
        one = one.with_reply(Reply(deed, "张一", AT, "改了"))
    assert state_of(FORM, report(), one) == state


def test_replies_of_two_computers_come_together_in_their_order() -> None:
    one = comment(report(), 6, 6)
    here, there = (one.with_reply(Reply("answer", who, AT + timedelta(minutes=n))) for n, who in ((2, "张一"), (1, "赵四")))
    (found,) = both((here,), (there,))
    assert [reply.who for reply in found.replies] == ["赵四", "张一"]
    assert both((here,), (there,)) == both((there,), (here,))
