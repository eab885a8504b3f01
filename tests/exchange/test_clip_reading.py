"""The HTML of a clipboard has the bounds of a file: a small one is read at once, any other in the reading process."""

from __future__ import annotations

from time import process_time

import pytest

from app.errors import ExchangeError
from app.exchange.clip_block import FEW_TAGS, SMALL, block_of, is_small, lines_of, look_at
from app.exchange.clipboard import read_labelled
from app.exchange.sandbox import clip_reading
from app.exchange.sandbox.clip_reading import look_apart
from app.exchange.whole_report import Clip, WholeReports
from tests.corpus.base import REPORT, tables
from tests.corpus.in_html import table, wordy
from tests.reports import FORM, FORMS

WHOLE = WholeReports(FORMS)
FILL = "<!--" + "-" * SMALL + "-->"  # makes any page a large one
ATTRIBUTES = "<table><tr><td " + " ".join(f"a{n}=1" for n in range(300_000)) + ">5</td></tr></table>"
RULES = "<style>" + ".a{color:red}" * 40_000 + "</style><table>" + "<tr><td class=a>1</td></tr>" * 5000 + "</table>"
HOSTILE_CLIPS = {
    "attributes": ATTRIBUTES,
    "cells": "<table><tr>" + "<td>1" * 200_000 + "</table>",
    "long words": f"<table><tr><td>{'规章' * 100_000}</td></tr></table>",
}
SHAPES = {
    "opened": "<", "comments": "<!--", "styles": "<style>", "ampersands": "&a", "paragraphs": "<p>一、总体情况",
    "cells": "<td>行政许可",
    "attributes": "<p a=1", "one tag": " a=1", "tabs": "1\t", "closed": "<style></style>",
}  # fmt: skip
TIMES = 8


@pytest.mark.parametrize("tag", [None, wordy])
def test_a_large_page_is_read_apart_as_here(tag) -> None:
    markup = "".join(table(rows, tag) if tag else table(rows) for rows in tables())
    assert look_apart(FILL + markup) == look_at(markup)


def test_words_without_a_table_come_through_the_process_too() -> None:
    apart, here = look_apart(FILL + "<p>共 <s>5</s> 12 件</p>"), look_at("<p>共 <s>5</s> 12 件</p>")
    assert apart is not None
    assert here is not None
    assert apart.whole == here.whole


@pytest.mark.parametrize("kind", sorted(HOSTILE_CLIPS))
def test_a_hostile_page_costs_this_process_next_to_nothing_and_a_sentence(kind: str) -> None:
    begun = process_time()
    with pytest.raises(ExchangeError, match=r"剪贴板里的.*没有粘贴。请只复制需要的"):
        read_labelled(FORM, REPORT, markup=HOSTILE_CLIPS[kind], parse=look_apart)
    assert process_time() - begun < 1


def test_a_table_as_spreadsheets_copy_it_needs_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clip_reading, "AskedRoom", lambda: pytest.fail("a process was started"))
    rules = "<style>" + "".join(f".xl{n}{{color:black;font-family:宋体, serif}}" for n in range(20)) + "</style>"
    for rows in tables():
        assert look_apart(rules + table(rows)) is not None


@pytest.mark.parametrize("markup", [ATTRIBUTES, RULES, "<td>1" * (FEW_TAGS + 1), " " * (SMALL + 1)])
def test_what_may_take_long_is_not_small(markup: str) -> None:
    assert not is_small(markup)


@pytest.mark.parametrize("unit", ["<p a=1", " a", "<b>", "<style>a{}", "<td class=a>1", "{,"])
def test_whatever_is_small_is_read_in_a_moment(unit: str) -> None:
    size = SMALL
    while not is_small(markup := "<style>.a{}</style><table><tr><td " + unit * (size // len(unit))):
        size //= 2
    begun = process_time()
    look_at(markup)
    assert process_time() - begun < 2


def test_too_long_a_plain_text_is_no_table() -> None:
    with pytest.raises(ExchangeError, match="内容过多"):
        read_labelled(FORM, REPORT, text="行政许可\t1\n" * 20_000)
    with pytest.raises(ExchangeError, match="内容过多"):
        block_of("", "1\t" * 80_000)


def test_the_lines_of_a_page_keep_their_ends() -> None:
    page = "<p>一、总体情况</p><p>主动<b>公开</b>二十条。</p><table><tr><td>规章</td><td>3</td></tr></table>"
    assert lines_of(page) == "一、总体情况\n主动公开二十条。\n规章 3"


def seconds(clip: Clip) -> float:
    begun = process_time()
    WHOLE.holds(clip)
    WHOLE.as_file(clip)
    return process_time() - begun


@pytest.mark.parametrize("kind", sorted(SHAPES))
def test_the_look_for_a_whole_report_takes_no_square_of_the_time(kind: str) -> None:
    def clip(size: int) -> Clip:
        content = "<p" + SHAPES[kind] * (size // len(SHAPES[kind]))
        return Clip(markup=content, text=content)

    short = min(seconds(clip(20_000)) for _ in range(3))
    assert seconds(clip(20_000 * TIMES)) < 3 * TIMES * max(short, 0.001)
