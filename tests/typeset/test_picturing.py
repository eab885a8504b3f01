"""Pictures on the page: whole, in proportion, in the middle, with their note; the next page where they do not fit."""

from __future__ import annotations

import struct
import zlib

import pytest

from app.document.blocks import Note, Picture
from app.typeset.compose import compose
from app.typeset.page_grid import DEPTH, MEASURE, MM, TOP
from tests.typeset.papers import document, heading, lines_of_text


def png(across: int, down: int) -> bytes:
    """A grey picture of so many pixels."""
    parts = ((b"IHDR", struct.pack(">IIBBBBB", across, down, 8, 0, 0, 0, 0)), (b"IDAT", zlib.compress(bytes(across + 1) * down)))
    chunks = (struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def picture(across: int, down: int, width: float) -> Picture:
    """A picture of so many pixels, so many mm wide."""
    return Picture(png(across, down), "图", width, width * down / across)


def placed(*blocks):
    pages = compose(document(*blocks)).pages
    return [(page.number, picture) for page in pages for picture in page.pictures]


def test_it_stands_in_the_middle_in_its_proportion():
    ((number, seen),) = placed(picture(40, 10, 100.0))
    assert number == 1
    assert (seen.width, seen.height) == pytest.approx((100 * MM, 25 * MM))
    assert seen.x - 28 * MM == pytest.approx((MEASURE - 100 * MM) / 2)
    assert seen.y == pytest.approx(TOP)


def test_one_that_does_not_fit_goes_to_the_next_page_with_its_heading():
    blocks = (lines_of_text(18), heading("二、看图"), picture(20, 20, 100.0))
    ((number, _),) = placed(*blocks)
    assert number == 2
    pages = compose(document(*blocks)).pages
    assert next(line.line.text for line in pages[1].lines) == "二、看图"


@pytest.mark.parametrize(("across", "down"), [(10, 400), (4000, 10)])
def test_one_that_is_too_large_is_made_smaller_in_proportion(across, down):
    ((_, seen),) = placed(picture(across, down, 300.0))
    assert seen.width <= MEASURE + 0.01
    assert seen.height <= DEPTH + 0.01
    assert seen.height / seen.width == pytest.approx(down / across)


def test_its_note_stands_under_it_on_the_same_page():
    blocks = (lines_of_text(9), picture(20, 20, 100.0), Note("图：看这里", ""))
    page = compose(document(*blocks)).pages[-1]
    note = next(line for line in page.lines if line.part == "note")
    assert page.pictures[0].y + page.pictures[0].height < note.y
    assert len(page.rules) == 4


def test_text_goes_on_under_it():
    page = compose(document(picture(40, 10, 100.0), lines_of_text(1))).pages[0]
    text = next(line for line in page.lines if line.part == "paragraph")
    assert text.y > page.pictures[0].y + page.pictures[0].height
