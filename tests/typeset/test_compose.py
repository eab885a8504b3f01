"""Pages: title, headings that stay with what follows, tables moved or broken, notes, closing block, page numbers."""

from __future__ import annotations

from datetime import date

import pytest

from app.document.blocks import Heading, Note, Paragraph, Signature, Title
from app.typeset.compose import compose
from app.typeset.page_grid import ADVANCE, DEPTH, MEASURE, PITCH, TOP, PageStyle, baseline
from app.typeset.typesetter import Typesetter
from tests.typeset.papers import OFFICE, TITLE, document, heading, lines_of_text, requests

SETTER = Typesetter()


def composed(*blocks, style=None):
    return compose(document(*blocks), style, SETTER)


def texts(page, part):
    return [placed.line.text for placed in page.lines if placed.part == part]


def test_the_title_stands_in_the_middle_with_an_empty_line_below():
    (page,) = composed(TITLE, lines_of_text(1)).pages
    first, second, body = page.lines[:3]
    assert first.x + first.line.width / 2 == pytest.approx(page.left + MEASURE / 2)
    assert second.line.text == "2025年政府信息公开工作年度报告"
    assert body.y == pytest.approx(baseline(3, 16))


def test_a_title_too_long_for_its_line_is_broken_evenly():
    (page,) = composed(Title(("某某" * 15, "年度报告")), lines_of_text(1)).pages
    assert [len(text) for text in texts(page, "title")] == [15, 15, 4]


def test_a_heading_is_never_the_last_line_of_a_page():
    pages = composed(lines_of_text(21), heading(), lines_of_text(3)).pages
    assert texts(pages[0], "heading") == []
    assert pages[1].lines[0].part == "heading"


def test_two_headings_in_a_row_move_together():
    pages = composed(
        lines_of_text(20), heading(), Heading(2, "（一）主动公开", "overview"), lines_of_text(3)
    ).pages
    assert texts(pages[1], "heading") == ["一、总体情况", "（一）主动公开"]


def test_a_heading_with_one_line_of_text_may_end_a_page():
    pages = composed(lines_of_text(20), heading(), lines_of_text(3)).pages
    assert texts(pages[0], "heading") == ["一、总体情况"]


def test_text_fills_22_lines_to_the_text_area_s_lower_edge():
    pages = composed(lines_of_text(60)).pages
    assert [len(texts(page, "paragraph")) for page in pages] == [22, 22, 16]
    assert pages[0].lines[21].y < TOP + DEPTH < pages[0].lines[21].y + PITCH


def test_table_three_moves_to_the_next_page_whole_with_its_heading():
    pages = composed(lines_of_text(5), heading("三、收到"), requests(), lines_of_text(2)).pages
    assert len(texts(pages[1], "cell")) > 200
    assert texts(pages[1], "heading") == ["三、收到"]
    assert texts(pages[0], "cell") == []


def test_the_note_stays_on_the_page_of_its_table():
    pages = composed(
        heading("三、收到"), requests(), Note("注：本表含上年度结转数量。", "requests.note"), lines_of_text(2)
    ).pages
    assert texts(pages[0], "note") == ["注：本表含上年度结转数量。"]
    assert next(placed.y for placed in pages[0].lines if placed.part == "note") < TOP + DEPTH


def test_a_table_too_long_for_a_page_breaks_before_a_group_and_repeats_its_head():
    pages = composed(heading("三、收到"), requests(rows=100)).pages
    assert len(pages) > 3
    for page in pages:
        assert "申请人情况" in texts(page, "cell")
        assert any("三、本" in text for text in texts(page, "cell"))
        assert max(placed.y for placed in page.lines if placed.part == "cell") < TOP + DEPTH
        numbers = [int(placed.cell.split(".")[1]) for placed in page.lines if placed.cell]
        assert min(numbers) % 5 == 0


def test_every_cell_is_found_on_its_page():
    pages = composed(lines_of_text(30, "a"), heading("三、收到"), requests(rows=100), Paragraph("完。", "z"))
    assert pages.cells.get("a") == 0
    assert pages.cells.get("requests.0.3") == 1
    assert pages.cells.get("requests.99.9") == pages.cells.get("z") == len(pages.pages) - 1
    assert pages.cells.get("no.such.cell") is None


def test_text_after_a_table_returns_to_the_grid():
    (page,) = composed(heading(), requests(rows=4), lines_of_text(2)).pages
    after = next(placed for placed in page.lines if placed.part == "paragraph")
    slot = (after.y - baseline(0, 16)) / PITCH
    assert slot == pytest.approx(round(slot))
    assert after.y - 16 > max(rule.y1 for rule in page.rules)


def test_page_numbers_stand_at_the_outer_edge_one_character_in():
    odd, even = composed(lines_of_text(30)).pages
    first, second = odd.lines[-1], even.lines[-1]
    assert (first.line.text, second.line.text) == ("— 1 —", "— 2 —")
    assert first.x + first.line.width == pytest.approx(odd.left + MEASURE - 14)
    assert second.x == pytest.approx(even.left + 14)


def test_margins_are_mirrored_on_two_sides_and_equal_on_one():
    assert [page.left for page in composed(lines_of_text(30)).pages] == pytest.approx(
        [28 * 72 / 25.4, 26 * 72 / 25.4]
    )
    single = composed(lines_of_text(30), style=PageStyle(two_sided=False)).pages
    assert single[0].left == single[1].left
    number = single[1].lines[-1]
    assert number.x + number.line.width / 2 == pytest.approx(single[1].left + MEASURE / 2)


def test_the_office_signs_two_characters_in_and_the_date_follows():
    (page,) = composed(lines_of_text(2), Signature(OFFICE * 2, date(2026, 1, 5), "联系电话：0000")).pages
    office, day, contact = (placed for placed in page.lines if placed.part == "signature")
    assert office.x + office.line.width == pytest.approx(page.left + MEASURE - 2 * ADVANCE)
    assert day.line.text == "2026年1月5日"
    assert day.x == pytest.approx(office.x + 2 * ADVANCE)
    assert contact.x == pytest.approx(page.left + 2 * ADVANCE)
    assert office.y == pytest.approx(baseline(3, 16))


@pytest.mark.parametrize("count", [21, 22, 43])
def test_a_closing_block_takes_two_lines_of_text_to_its_new_page(count):
    pages = composed(lines_of_text(count), Signature(OFFICE, date(2026, 1, 15))).pages
    assert texts(pages[-2], "signature") == []
    assert texts(pages[-1], "signature") == [OFFICE, "2026年1月15日"]
    assert len(texts(pages[-1], "paragraph")) == 2


def test_a_short_last_paragraph_goes_with_the_closing_block_and_its_heading():
    pages = composed(
        lines_of_text(19), heading("六、其他"), Paragraph("无。", "x"), Signature(OFFICE, date(2026, 1, 15))
    ).pages
    assert [placed.part for placed in pages[1].lines] == [
        "heading",
        "paragraph",
        "signature",
        "signature",
        "number",
    ]


def test_a_closing_block_without_room_for_an_empty_line_stays():
    pages = composed(lines_of_text(20), Signature(OFFICE, date(2026, 1, 15))).pages
    assert texts(pages[0], "signature") == [OFFICE, "2026年1月15日"]


def test_headings_of_the_first_level_become_bookmarks():
    pages = composed(
        TITLE,
        heading(),
        Heading(2, "（一）主动公开", "x"),
        lines_of_text(30),
        heading("二、其他"),
        lines_of_text(1),
    )
    assert [(mark.text, mark.page) for mark in pages.bookmarks] == [("一、总体情况", 0), ("二、其他", 1)]
    assert pages.bookmarks[0].y == pytest.approx(TOP + 3 * PITCH)


def test_an_empty_report_is_one_page_with_its_number():
    (page,) = composed().pages
    assert [placed.part for placed in page.lines] == ["number"]
