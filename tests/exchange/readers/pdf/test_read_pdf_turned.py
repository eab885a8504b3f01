"""Pages are read as they are seen, whichever way they are turned in the file."""

from __future__ import annotations

import pytest

from tests.corpus.in_pdf import HIGH, WIDE, Sheet
from tests.exchange.readers.pdf.drawn_pages import LONG, TITLE, lines_of, plain_table, rows_of, sheet

ROWS = [["信息内容", "本年处理决定数量"], ["行政许可", "46"]]


def turned(quarters: int) -> Sheet:
    """A page whose content is drawn turned against the clock."""
    page = Sheet()
    sizes = {1: (HIGH, WIDE), 2: (WIDE, HIGH), 3: (HIGH, WIDE)}
    page.canvas.setPageSize(sizes[quarters])
    page.canvas.translate(*{1: (HIGH, 0), 2: (WIDE, HIGH), 3: (0, WIDE)}[quarters])
    page.canvas.rotate(90 * quarters)
    page.line(TITLE, 18)
    page.line(LONG, 12, 2)
    return page


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_a_page_that_says_it_is_turned(degrees: int) -> None:
    page = sheet(LONG)
    plain_table(page, ROWS)
    page.canvas.setPageSize((HIGH, WIDE) if degrees % 180 else (WIDE, HIGH))  # which turning swaps
    page.canvas.setPageRotation(degrees)
    data = page.saved()
    assert (lines_of(data), rows_of(data)) == ([TITLE, LONG], [ROWS])


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_page_whose_text_is_drawn_turned(quarters: int) -> None:
    page = turned(quarters)
    plain_table(page, ROWS)
    data = page.saved()
    assert (lines_of(data), rows_of(data)) == ([TITLE, LONG], [ROWS])


def test_a_cell_with_turned_text_is_read_along_it() -> None:
    page = sheet(LONG)
    plain_table(page, [["", "46"], ["", "7"]])
    canvas = page.canvas
    canvas.saveState()
    canvas.translate(120, page.y + 23)
    canvas.rotate(90)
    canvas.setFont("corpus", 5)
    canvas.drawString(0, 0, "许可")
    canvas.restoreState()
    assert rows_of(page.saved()) == [[["许可", "46"], ["", "7"]]]


def test_a_stamp_across_the_page_is_not_mixed_into_the_lines() -> None:
    page = sheet()
    page.canvas.saveState()
    page.canvas.translate(150, 500)
    page.canvas.rotate(40)
    page.canvas.setFont("corpus", 40)
    page.canvas.drawString(0, 0, "内部资料")
    page.canvas.restoreState()
    for _ in range(4):
        page.line(LONG, 12, 2)
    assert lines_of(page.saved()) == [TITLE, *[LONG] * 4]


def test_letters_outside_of_the_paper_are_not_seen() -> None:
    page = sheet(LONG)
    page.canvas.drawString(-200, 300, "裁掉的字")
    page.canvas.drawString(100, HIGH + 30, "裁掉的字")
    assert lines_of(page.saved()) == [TITLE, LONG]
