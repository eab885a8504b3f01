"""Reports for tests: the editions, an empty and a full report, and a hypothesis strategy for any report."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from app.chinese.characters import clean
from app.form import kinds
from app.form.form import Cell, Form
from app.form.form_file import Forms
from app.report.report import Report
from app.system.paths import resource

FORMS = Forms(resource("forms"))
FORM = FORMS.edition("2021")
OFFICE = "青石桥街道办事处"

# What nobody sees is not taken from a person or a file; everything else may be typed.
SEEN = st.characters(exclude_categories=("Cc", "Cf", "Cs", "Zl", "Zp"), include_characters="\n")
TEXT = st.text(SEEN, min_size=1).map(clean).filter(bool)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "count": st.integers(0, 10**kinds.MOST_DIGITS - 1),
    "delta": st.integers(1 - 10**kinds.MOST_DIGITS, 10**kinds.MOST_DIGITS - 1),
    "amount": st.integers(0, 10**15 - 1).map(lambda n: kinds.AMOUNT.read(f"{Decimal(n).scaleb(-6):f}")),
    "text": TEXT.filter(str.strip),
    "date": st.dates(date(1900, 1, 1), date(2199, 12, 31)),
}
LINES = st.text(SEEN, min_size=1, max_size=40).map(lambda text: clean(text).replace("\n", "")).filter(str.strip)


def empty(year: int = 2025) -> Report:
    """A report with nothing filled in."""
    return Report(OFFICE, year, FORM.edition)


def full(form: Form = FORM, year: int = 2025, **numbers: int) -> Report:
    """Every required cell filled: numbers 0 but for `numbers` (dots of the id written as __), texts one sentence."""
    cells = {cell.id: plain_value(cell) for cell in form.required}
    changed = {name.replace("__", "."): value for name, value in numbers.items()}
    return Report(OFFICE, year, form.edition, None, {**cells, **changed})


def plain_value(cell: Cell) -> kinds.Value:
    """The plainest value that fits a cell."""
    values: dict[str, kinds.Value] = {
        "count": 0,
        "delta": 0,
        "amount": Decimal(0),
        "text": "本年按要求开展了这项工作。",
        "date": date(2026, 1, 15),
    }
    return values[cell.kind.name]


@st.composite
def reports(draw: st.DrawFn, form: Form = FORM) -> Report:
    """Any report of an edition: any subset of cells filled with any value of their kinds."""
    typed = [cell for cell in form.cells.values() if not cell.derived]
    chosen = draw(st.lists(st.sampled_from(typed), unique_by=lambda cell: cell.id, max_size=40))
    cells: dict[str, kinds.Value] = {cell.id: draw(VALUES[cell.kind.name]) for cell in chosen}
    year = draw(st.integers(form.first_year, form.last_year or 2199))
    return Report(draw(LINES), year, form.edition, draw(st.none() | LINES), cells)
