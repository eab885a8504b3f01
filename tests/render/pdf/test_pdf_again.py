"""Whoever keeps layout and setter prints the very bytes of a fresh print, whatever was changed between; and only what changed
is drawn again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import app.typeset.typesetter as typesetter
from app.document.layout import Layout, lay_out
from app.form.kinds import COUNT, DATE, TEXT, Value
from app.render.pdf import write
from app.render.pdf.page_ink import drawn_page
from app.render.writer_job import WriterJob
from app.report.report import Report
from app.typeset.compose import compose
from app.typeset.typesetter import Typesetter
from tests.reports import FORM, full

TYPED = [cell for cell in FORM.cells.values() if not cell.derived]
COUNTS = [cell.id for cell in TYPED if cell.kind is COUNT]
TEXTS = [cell.id for cell in TYPED if cell.kind is TEXT]
DAYS = [cell.id for cell in TYPED if cell.kind is DATE]
WORDS = st.text("政府信息公开，。、（）“”—…1234567890年月日件abc \n", max_size=200)
EDITS = st.lists(
    st.tuples(st.sampled_from(COUNTS), st.none() | st.integers(0, 10**7))
    | st.tuples(st.sampled_from(TEXTS), st.none() | WORDS)
    | st.tuples(st.sampled_from(DAYS), st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31)))
    | st.tuples(st.just("office"), st.sampled_from(["某某街道办事处", "某某市某某区很长的名字街道办事处", "乙镇"])),
    min_size=1,
    max_size=6,
)  # fmt: skip


def edited(report: Report, place: str, value: Value | None) -> Report:
    if place == "office":
        return replace(report, office=str(value))
    cells = {name: kept for name, kept in report.cells.items() if name != place}
    return replace(report, cells=cells if value in (None, "") else {**cells, place: value})


@settings(max_examples=25, deadline=None)
@given(EDITS, st.booleans())
def test_a_warm_print_has_the_bytes_of_a_cold_one(edits, two_sided) -> None:
    report, layout, job = full(), Layout(FORM), WriterJob(two_sided, setter=Typesetter())
    write(layout.document(report), job)
    for place, value in edits:
        report = edited(report, place, value)
        warm = layout.document(report)
        assert warm == lay_out(FORM, report)
        assert write(warm, job) == write(lay_out(FORM, report), WriterJob(two_sided))


def test_what_was_forgotten_is_made_again_to_the_same_bytes(monkeypatch) -> None:
    monkeypatch.setattr(typesetter, "MOST", 0)
    layout, job = Layout(FORM), WriterJob(setter=Typesetter())
    for number in (3, 4, 3):
        report = edited(full(), COUNTS[0], number)
        assert write(layout.document(report), job) == write(lay_out(FORM, report), WriterJob())


@pytest.mark.parametrize("cell", ["requests.received.natural", "disputes.review.upheld"])
def test_one_number_draws_one_page_anew(cell: str) -> None:
    layout, setter = Layout(FORM), Typesetter()
    before, after = (
        [drawn_page(page, setter) for page in compose(layout.document(edited(full(), cell, n)), None, setter).pages]
        for n in (11, 22)
    )
    assert sum(one is not other for one, other in zip(before, after, strict=True)) == 1


def test_one_number_sets_the_rows_it_stands_in_anew_and_no_other() -> None:
    layout, setter = Layout(FORM), Typesetter()
    cell = "requests.received.natural"
    before, after = (
        {
            piece
            for page in compose(layout.document(edited(full(), cell, n)), None, setter).pages
            for piece in page.pieces
        }
        for n in (11, 22)
    )
    changed = {box.cell.rsplit(".", 1)[0] for piece in after - before for box in piece.boxes if box.data}
    assert changed == {"requests.received"}
