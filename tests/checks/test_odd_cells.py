"""The odd cell of an equation that breaks: offered where something points to it alone, never guessed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.checks import Inquiry, look
from app.checks.tables.odd_cells import slipped
from app.report.report import Report
from tests.reports import FORM, full

NEW, CARRIED, GRANTED, OUT = (f"requests.{row}.natural" for row in ("received", "carried_in", "granted", "carried_out"))


def report(**figures: int) -> Report:
    return full(FORM, **{name.replace(".", "__"): value for name, value in figures.items()})


def labels(inquiry: Inquiry, rule: str = "requests.balance") -> list[str]:
    found = look(inquiry)[0]
    return [mend.label for one in found if one.rule == rule for mend in one.mends]


def natural(new: int, granted: int, out: int = 0, carried: int = 0) -> Report:
    return report(**{NEW: new, GRANTED: granted, OUT: out, CARRIED: carried})


@pytest.mark.parametrize(
    ("stands", "meant", "slip"),
    [
        (16, 61, True), (60, 61, True), (1, 12, True), (122, 12, True), (116, 161, True),
        (16, 67, False), (0, 5, False), (5, 0, False), (12, 12, False), (123, 321, False), (1, 123, False),
    ],
)  # fmt: skip
def test_a_slip_of_the_hand_is_a_digit_wrong_lost_doubled_or_two_changed(stands: int, meant: int, slip: bool) -> None:
    assert slipped(stands, meant) == slip


def test_the_cell_whose_digits_changed_places_is_named() -> None:
    assert labels(Inquiry(FORM, natural(16, 57, 4))) == ["表改成 61（本年新收政府信息公开申请数量·自然人 16→61）"]


def test_of_two_cells_that_may_be_the_slip_none_is_named() -> None:
    assert labels(Inquiry(FORM, natural(61, 60))) == []


def test_what_was_typed_last_over_the_right_number_is_named() -> None:
    inquiry = Inquiry(FORM, natural(61, 60), stood=((NEW, 60),))
    assert labels(inquiry) == ["表改成 60（本年新收政府信息公开申请数量·自然人 61→60）"]


def test_what_was_typed_last_over_a_blank_is_not_named() -> None:
    assert labels(Inquiry(FORM, natural(61, 60), stood=((GRANTED, None),))) == []


def test_last_years_number_points_to_what_was_carried_in() -> None:
    inquiry = Inquiry(FORM, natural(60, 61), previous=replace(natural(5, 4, 1), year=2024))
    assert labels(inquiry) == ["表改成 1（上年结转政府信息公开申请数量·自然人 0→1）"]


def test_what_the_prose_says_too_is_offered_at_the_broken_equation() -> None:
    made = natural(61, 60)
    made = replace(made, cells={**made.cells, "overview.on_request": "2025年收到政府信息公开申请60件。"})
    assert labels(Inquiry(FORM, made)) == ["表改成 60（本年新收政府信息公开申请数量·自然人 61→60）"]


def test_of_a_sum_of_several_cells_the_one_that_breaks_its_column_is_offered() -> None:
    made = report(**{NEW: 61, GRANTED: 60, "requests.received.business": 5, "requests.granted.business": 5})
    made = replace(made, cells={**made.cells, "overview.on_request": "2025年收到政府信息公开申请65件。"})
    assert labels(Inquiry(FORM, made), "narrative.number") == [
        "正文改成 66", "表改成 60（本年新收政府信息公开申请数量·自然人 61→60）"
    ]  # fmt: skip


def test_while_a_cell_is_blank_nothing_is_named() -> None:
    made = natural(16, 57, 4)
    blank = next(one for one in FORM.typed_under("requests.total.natural") if one != GRANTED)
    cells = {name: value for name, value in made.cells.items() if name != blank}
    assert labels(Inquiry(FORM, replace(made, cells=cells))) == []
