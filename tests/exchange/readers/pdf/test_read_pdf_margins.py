"""What stands again and again in the margin is no part of the text, and nothing else is taken for it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.corpus.in_pdf import HIGH, LEFT, RIGHT, TOP, WIDE, Sheet
from tests.exchange.readers.pdf.drawn_pages import LONG, SENTENCE, TITLE, lines_of

Furnish = Callable[[Canvas, int], None]
MANY = SENTENCE * 12


class Furnished(Sheet):
    """Pages with something in their margins."""

    def __init__(self, furnish: Furnish) -> None:
        super().__init__()
        self.furnish = furnish

    def turn(self) -> None:
        self.canvas.setFont("corpus", 9)
        self.furnish(self.canvas, self.number)
        self.canvas.showPage()
        self.y, self.number = TOP, self.number + 1


def of_word(canvas: Canvas, number: int) -> None:
    canvas.drawString(LEFT, 812, "政务公开年度报告材料")
    canvas.drawCentredString(WIDE / 2, 30, f"第 {number} 页 共 3 页")


def of_a_book(canvas: Canvas, number: int) -> None:
    if number % 2:
        canvas.drawRightString(RIGHT, 812, "柳荫街道")
        canvas.drawRightString(RIGHT, 30, f"— {number} —")
    else:
        canvas.drawString(LEFT, 812, "政府信息公开年报")
        canvas.drawString(LEFT, 30, f"— {number} —")


def of_a_browser(canvas: Canvas, number: int) -> None:
    canvas.drawString(20, HIGH - 20, "2025/1/20 10:05")
    canvas.drawString(300, HIGH - 20, TITLE)
    canvas.drawString(20, 15, "https://www.example.gov.cn/zwgk/2025/art_1.html")
    canvas.drawRightString(WIDE - 20, 15, f"{number}/4")


@pytest.mark.parametrize("furnish", [of_word, of_a_book, of_a_browser])
def test_a_paragraph_goes_on_over_heads_and_feet(furnish: Furnish) -> None:
    pages = Furnished(furnish)
    pages.line(TITLE, 18)
    for _ in range(8):
        pages.line(MANY, 12, 2)
    found = lines_of(pages.saved())
    assert found[-9:] == [TITLE, *[MANY] * 8]
    assert pages.number > 4
    assert set(found[:-9]) <= {"政务公开年度报告材料", "柳荫街道"}  # told nowhere else: once, above the title


def test_a_title_that_only_the_running_head_tells_stays_once() -> None:
    pages = Furnished(lambda canvas, number: canvas.drawString(LEFT, 812, TITLE))
    for _ in range(3):
        pages.line(MANY, 12, 2)
    assert lines_of(pages.saved()) == [TITLE, MANY, MANY, MANY]


def test_a_heading_that_stands_at_the_top_of_two_pages_stays() -> None:
    pages = Sheet()
    for _ in range(2):
        pages.line("二、主动公开政府信息情况", 14)
        pages.line(LONG, 12, 2)
        pages.turn()
    assert lines_of(pages.saved()) == ["二、主动公开政府信息情况", LONG] * 2


def test_a_line_of_text_that_begins_two_pages_stays() -> None:
    pages = Sheet()
    for number in range(2):
        pages.line("主动公开情况", 12)
        pages.line(f"{number}{LONG}", 12, 2)
        pages.turn()
    assert lines_of(pages.saved()) == ["主动公开情况", f"0{LONG}", "主动公开情况", f"1{LONG}"]


def test_one_page_has_no_running_head() -> None:
    page = Furnished(lambda canvas, number: canvas.drawString(LEFT, 812, "政务公开"))
    page.line(LONG, 12, 2)
    assert lines_of(page.saved()) == ["政务公开", LONG]


def test_a_number_that_stands_alone_in_the_text_is_no_page_number() -> None:
    page = Sheet()
    for text in (LONG, "46", LONG):
        page.line(text, 12, 2)
    assert lines_of(page.saved()) == [LONG, "46", LONG]
