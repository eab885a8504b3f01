"""A digit that is struck through or white on white is no part of the number that a person sees."""

from __future__ import annotations

from reportlab.lib.colors import Color, black, darkblue, white

from tests.corpus.in_pdf import LEFT, Sheet
from tests.exchange.readers.pdf.drawn_pages import LONG, plain_table, rows_of, sheet


def with_figure(ground: Color = white, ink: Color = black) -> Sheet:
    """A table whose second cell is empty, and the figure 7 drawn into it."""
    page = sheet(LONG)
    plain_table(page, [["行政许可", ""], ["行政处罚", "46"]])
    page.canvas.setFillColor(ground)
    page.canvas.rect(LEFT + 229, page.y + 23, 220, 20, stroke=0, fill=1)
    page.canvas.setFillColor(ink)
    page.canvas.setFont("corpus", 10)
    page.canvas.drawString(LEFT + 232, page.y + 28, "7")
    page.canvas.setFillColor(black)
    return page


def figure(page: Sheet) -> str:
    return rows_of(page.saved())[0][0][1]


def test_a_figure_struck_through_is_none() -> None:
    page = with_figure()
    page.canvas.line(LEFT + 232, page.y + 31.5, LEFT + 237, page.y + 31.5)
    assert figure(page) == "^7"


def test_an_underlined_figure_is_one() -> None:
    page = with_figure()
    page.canvas.line(LEFT + 232, page.y + 26.5, LEFT + 237, page.y + 26.5)
    assert figure(page) == "7"


def test_a_long_line_through_a_row_strikes_nothing() -> None:
    page = with_figure()
    page.canvas.line(LEFT + 229, page.y + 31.5, LEFT + 400, page.y + 31.5)
    assert figure(page) == "7"


def test_white_on_white_is_not_seen_and_white_on_blue_is() -> None:
    assert figure(with_figure(ink=white)) == "^7"
    assert figure(with_figure(darkblue, white)) == "7"
