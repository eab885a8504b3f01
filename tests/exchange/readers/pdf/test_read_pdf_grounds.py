"""Filled areas behind text are ground; only strokes and narrow fills are lines of a table."""

from __future__ import annotations

import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.corpus.in_pdf import LEFT, as_box
from tests.exchange.readers.pdf.drawn_pages import LONG, TITLE, lines_of, plain_table, rows_of, shade, sheet

ROWS = [["信息内容", "本年处理决定数量"], ["行政许可", "46"], ["行政处罚", "7"]]


def filled(canvas: Canvas, x: float, y: float, width: float, height: float) -> None:
    canvas.setFillGray(0.9)
    canvas.rect(x, y, width, height, stroke=0, fill=1)
    canvas.setFillGray(0)


def filled_and_ruled(canvas: Canvas, x: float, y: float, width: float, height: float) -> None:
    filled(canvas, x, y, width, height)
    as_box(canvas, x, y, width, height)


@pytest.mark.parametrize("colour", ["white", "lightgrey"])
def test_shaded_paragraphs_are_read_like_plain_ones(colour: str) -> None:
    page = sheet()
    shade(page, 200, colour)
    page.line(f"（一）主动公开。{LONG}", 12, 2)
    page.line(LONG, 12, 2)
    assert lines_of(page.saved()) == [TITLE, f"（一）主动公开。{LONG}", LONG]


@pytest.mark.parametrize("draw", [filled, filled_and_ruled])
def test_filled_cells_side_by_side_are_a_table(draw: object) -> None:
    page = sheet(LONG)
    plain_table(page, ROWS, draw)
    assert rows_of(page.saved()) == [ROWS]


def test_the_pieces_of_a_ground_are_no_lines() -> None:
    page = sheet()
    for x in (LEFT, LEFT + 200, LEFT + 400):
        page.canvas.setFillGray(0.9)
        page.canvas.rect(x, page.y - 80, 2, 80, stroke=0, fill=1)
        page.canvas.rect(x + 2, page.y - 80, 198, 80, stroke=0, fill=1)
    for y in (0, 40, 80):
        page.canvas.rect(LEFT, page.y - y, 400, 2, stroke=0, fill=1)
    page.canvas.setFillGray(0)
    page.line(LONG, 12, 2)
    assert lines_of(page.saved()) == [TITLE, LONG]


def test_a_border_filled_between_two_rectangles_is_drawn() -> None:
    def ring(canvas: Canvas, x: float, y: float, width: float, height: float) -> None:
        path = canvas.beginPath()
        path.rect(x, y, width, height)
        path.rect(x + 1, y + 1, width - 2, height - 2)
        canvas.drawPath(path, stroke=0, fill=1, fillMode=0)

    page = sheet(LONG)
    plain_table(page, ROWS, ring)
    assert rows_of(page.saved()) == [ROWS]


def test_a_text_in_a_frame_is_no_table() -> None:
    page = sheet()
    page.canvas.rect(LEFT - 5, page.y - 200, 460, 196)
    page.canvas.line(LEFT - 5, page.y - 100, LEFT + 455, page.y - 100)
    page.line(LONG, 12, 2)
    assert lines_of(page.saved()) == [TITLE, LONG]
