"""The press and the messages to it: no Qt, no process; what goes in as a record comes out as pages and pictures."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.report.record import to_record
from app.report.report import Report
from tests.reports import FORM, FORMS, OFFICE, full
from ui.preview.frames import FrameReader, PipeFrame
from ui.preview.press import Press
from ui.preview.worker import answer

HEADS = st.dictionaries(st.text(max_size=8), st.integers() | st.text(max_size=20), max_size=4)
FRAMES = st.lists(st.builds(PipeFrame, HEADS, st.binary(max_size=300)), max_size=5)


def record(report: Report) -> bytes:
    return json.dumps(to_record(FORM, report), ensure_ascii=False).encode()


@pytest.fixture
def press():
    made = Press(FORMS)
    yield made
    made.close()


@given(FRAMES, st.integers(1, 64))
def test_messages_arrive_whole_however_they_are_cut(frames: list[PipeFrame], size: int) -> None:
    data = b"".join(map(bytes, frames))
    reader = FrameReader()
    pieces = (data[n : n + size] for n in range(0, len(data), size))
    assert [frame for piece in pieces for frame in reader.feed(piece)] == frames


def test_a_record_becomes_pages_and_each_cell_has_one(press) -> None:
    told = press.compose(record(full()), True)
    assert all(size == pytest.approx([595.3, 841.9], abs=0.1) for size in told["sizes"])
    assert set(told["cells"]) == set(FORM.cells)
    assert {page for page, _ in told["cells"].values()} <= set(range(len(told["sizes"])))


def test_a_blank_cell_belongs_to_the_page_of_its_neighbours(press) -> None:
    told = press.compose(record(Report(OFFICE, 2025, "2021")), True)
    pages = [told["cells"][cell.id][0] for cell in FORM.cells.values() if cell.section]
    assert pages == sorted(pages)


def test_the_picture_has_the_width_that_was_asked_for_and_ink_on_it(press) -> None:
    press.compose(record(full()), True)
    width, height, stride, pixels = press.picture(0, 400, grey=True)
    assert (width, height) == (400, 566)
    assert len(pixels) == stride * height
    assert min(pixels) < 64 < max(pixels) == 255


def test_what_cannot_be_composed_is_refused_and_the_last_pages_stay(press) -> None:
    press.compose(record(full()), True)
    damaged = answer(press, PipeFrame({"do": "compose", "two_sided": True, "faces": {}, "known": ()}, b'{"format": "nianbao"}'))
    assert "version" in damaged.head["error"]
    assert press.picture(0, 100, grey=True)[0] == 100


def test_single_sided_pages_bear_their_number_elsewhere(press) -> None:
    press.compose(record(full()), True)
    two_sided = press.picture(0, 400, grey=True)
    press.compose(record(full()), False)
    assert press.picture(0, 400, grey=True) != two_sided
