"""How an equation of the form stands while a report is being filled in."""

from __future__ import annotations

from dataclasses import replace

from app.report.balance import Balance, column_equations, weigh
from app.report.report import Report
from tests.reports import FORM, empty, full

RECEIVED, OUT = "requests.received.natural", "requests.carried_out.natural"


def natural(report: Report) -> Balance:
    _, found = next(column_equations(FORM, "requests"))
    return weigh(FORM, report, found[0])


def changed(cells: dict[str, int | None]) -> Report:
    """The full report, of zeros, with other values."""
    kept = {name: value for name, value in full().cells.items() if name not in cells}
    return replace(full(), cells=kept | {name: value for name, value in cells.items() if value is not None})


def test_a_full_report_is_even() -> None:
    assert (natural(full()).state, natural(full()).blank, natural(full()).difference) == ("even", 0, 0)


def test_an_empty_one_is_open_with_all_its_typed_cells() -> None:
    assert (natural(empty()).state, natural(empty()).blank) == ("open", 24)


def test_one_too_many_is_off_by_one() -> None:
    off = natural(changed({RECEIVED: 1}))
    assert (off.state, off.difference) == ("off", 1)


def test_a_blank_that_may_make_it_even_leaves_it_open() -> None:
    assert natural(changed({RECEIVED: 2, OUT: None})).state == "open"


def test_a_blank_that_can_only_make_it_worse_does_not() -> None:
    assert natural(changed({OUT: 2, "requests.granted.natural": None})).state == "off"


def test_sections_without_such_a_rule_have_none() -> None:
    assert not list(column_equations(FORM, "proactive"))
