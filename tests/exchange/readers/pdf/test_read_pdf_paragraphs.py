"""Lines of pages become paragraphs and headings as a person sees them."""

from __future__ import annotations

import pytest

from app.exchange.source.source import Line
from tests.corpus.in_pdf import RIGHT, Sheet
from tests.exchange.readers.pdf.drawn_pages import LONG, SENTENCE, TITLE, bold, lines_of, sheet, source_of

# 37 letters fill a line, the first one of a paragraph holds 35; so these end right at the edge.
FULL = (SENTENCE * 3)[: 35 + 37 - 1] + "。"
HEADINGS = [
    "一、总体情况",
    "（一）主动公开",
    "(一)主动公开",
    "1.平台建设",
    "1、平台建设",
    "①平台建设",
    "第一部分 概述",
]


def at_the_edge(page: Sheet, text: str) -> None:
    page.line(text, 12)


@pytest.mark.parametrize("heading", HEADINGS)
def test_a_numbered_heading_at_the_left_edge_stands_alone(heading: str) -> None:
    page = sheet(FULL, LONG)
    page.line(FULL, 12, 2)
    at_the_edge(page, heading)
    page.line(LONG, 12, 2)
    assert lines_of(page.saved()) == [TITLE, FULL, LONG, FULL, heading.replace(" ", ""), LONG]


@pytest.mark.parametrize("heading", [*HEADINGS, "平台建设", "一是加强领导"])
def test_an_indented_heading_stands_alone(heading: str) -> None:
    assert lines_of(sheet(FULL, heading, LONG).saved()) == [TITLE, FULL, heading.replace(" ", ""), LONG]


def test_a_strong_line_is_a_heading_and_says_so() -> None:
    page = sheet(FULL, LONG)
    page.line(FULL, 12, 2)
    bold(page, "平台建设情况")
    page.line(LONG, 12, 2)
    found = [block for block in source_of(page.saved()).blocks if isinstance(block, Line)]
    assert [line.text for line in found] == [TITLE, FULL, LONG, FULL, "平台建设情况", LONG]
    assert [line.strong for line in found] == [True, False, False, False, True, False]


@pytest.mark.parametrize("number", ["一是", "1、", "（1）", "①", "第一，", "二、"])
def test_a_number_that_begins_a_line_within_a_sentence_does_not_part_it(number: str) -> None:
    text = SENTENCE * 2
    text = f"{text[:35]}{number}及时公开，共办理86件。{text}"
    assert lines_of(sheet(text, LONG, LONG).saved()) == [TITLE, text, LONG, LONG]


def test_a_heading_that_runs_into_its_paragraph_stays_there() -> None:
    texts = [f"{number}主动公开。{LONG}" for number in ("（一）", "1.", "一是")]
    assert lines_of(sheet(*texts).saved()) == [TITLE, *texts]


def test_paragraphs_without_an_indent_are_parted_by_their_numbers() -> None:
    full = (SENTENCE * 2)[:36] + "。"
    page = sheet()
    for text in (f"1.{full[2:]}", f"2.{full[2:]}", f"3.{LONG}"):
        at_the_edge(page, text)
    assert lines_of(page.saved()) == [TITLE, f"1.{full[2:]}", f"2.{full[2:]}", f"3.{LONG}"]


def test_a_paragraph_goes_on_over_two_pages() -> None:
    page = sheet(*[LONG] * 5)
    page.line(SENTENCE * 40, 12, 2)
    page.line(LONG, 12, 2)
    assert lines_of(page.saved()) == [TITLE, *[LONG] * 5, SENTENCE * 40, LONG]
    assert page.number > 2


def test_left_and_right_pages_may_have_other_margins() -> None:
    class Bound(Sheet):
        def turn(self) -> None:
            super().turn()
            if self.number % 2 == 0:
                self.canvas.translate(30, 0)

    page = Bound()
    page.line(TITLE, 18)
    for _ in range(12):
        page.line(SENTENCE * 7, 12, 2)
    assert lines_of(page.saved()) == [TITLE, *[SENTENCE * 7] * 12]


def test_a_mark_far_from_its_point_makes_no_columns() -> None:
    page = sheet(LONG)
    page.y -= 20
    page.canvas.drawString(94, page.y, "1.")
    page.canvas.drawString(130, page.y, "完善公开平台")
    page.line(LONG, 12, 2)
    assert lines_of(page.saved()) == [TITLE, LONG, "1.完善公开平台", LONG]


@pytest.mark.parametrize("mark", ["", "1.", "（一）"])
def test_a_point_that_is_set_in_as_a_whole_is_one_paragraph(mark: str) -> None:
    text = SENTENCE[:20] + SENTENCE * 3
    page = sheet(LONG, LONG)
    for n, start in enumerate(range(0, len(text), 33)):
        page.line(
            (mark if n == 0 else "") + text[start : start + 33],
            12,
            4 if n or not mark else 4 - len(mark) * 0.9,
        )
    page.line(LONG, 12, 2)
    assert lines_of(page.saved()) == [TITLE, LONG, LONG, mark + text, LONG]


def by_hand(page: Sheet, text: str, letters: int = 28) -> None:
    """A paragraph whose lines the writer broke, figures counted like letters."""
    lines = [text[: letters - 2], *(text[n : n + letters] for n in range(letters - 2, len(text), letters))]
    for number, line in enumerate(lines):
        page.line(line, 12, 0 if number else 2)


def signed(page: Sheet, *lines: str) -> None:
    """Lines that end at the right edge of the text."""
    page.canvas.setFont("corpus", 12)
    for line in lines:
        page.y -= 19.2
        page.canvas.drawRightString(RIGHT, page.y, line)


def test_lines_that_their_writer_broke_before_the_edge_are_whole_paragraphs() -> None:
    texts = [LONG, SENTENCE * 3, f"（一）{LONG}", SENTENCE, "共发出通知2025条、公告1188条、简报40期。" * 3]
    page = sheet()
    for text in texts:
        by_hand(page, text)
    signed(page, "柳荫街道办事处", "2025年1月20日")
    assert lines_of(page.saved()) == [TITLE, *texts, "柳荫街道办事处", "2025年1月20日"]


def test_few_lines_that_were_broken_early_go_on_within_their_sentence() -> None:
    page = sheet(LONG, LONG)
    by_hand(page, SENTENCE)
    page.line(LONG, 12, 2)
    assert lines_of(page.saved()) == [TITLE, LONG, LONG, SENTENCE, LONG]


def test_an_address_that_had_no_room_goes_on_in_the_next_line() -> None:
    first, rest = f"{SENTENCE[:27]}邮箱：", "lyjd-xxgk@example.com。"
    page = sheet(LONG, LONG, first)
    page.line(rest, 12)
    assert lines_of(page.saved()) == [TITLE, LONG, LONG, first + rest]


@pytest.mark.parametrize(
    "last", ["附件：公开查阅点一览", "柳荫街道党政办：0872-6170023", "联系电话：6170023"]
)
def test_lines_of_a_signature_stand_alone(last: str) -> None:
    page = sheet(LONG, LONG)
    signed(page, "柳荫街道办事处", "2025年1月20日")
    page.line(last, 12)
    assert lines_of(page.saved()) == [TITLE, LONG, LONG, "柳荫街道办事处", "2025年1月20日", last]


def test_a_named_line_after_an_early_stop_stands_alone() -> None:
    page, last = sheet(), "柳荫街道党政办：0872-6170023"
    for text in (LONG, LONG, SENTENCE[:23] + "。"):
        by_hand(page, text)
    page.line(last, 12)
    assert lines_of(page.saved()) == [TITLE, LONG, LONG, SENTENCE[:23] + "。", last]


def test_a_page_of_nothing_but_rows_has_no_edges_and_is_read() -> None:
    page = sheet(LONG, LONG)
    page.turn()
    for n in range(3):
        page.y -= 19.2
        page.canvas.setFont("corpus", 12)
        page.canvas.drawString(94, page.y, f"规章{n}")
        page.canvas.drawString(294, page.y, "0")
    assert lines_of(page.saved()) == [TITLE, LONG, LONG]
