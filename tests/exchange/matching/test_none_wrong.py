"""Tables damaged the way people and converters damage them: what is read is right, or it is asked for."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from app.exchange import read
from app.report.report import Report
from tests.corpus.base import REPORT, Cell, Rows, tables
from tests.corpus.in_html import body, page, table
from tests.reports import FORM, FORMS

NUMBERS = [cell for cell in FORM.required if cell.kind.name == "count"]
SMALL = st.integers(0, 4)


@st.composite
def balanced(draw: st.DrawFn) -> Report:
    """A report with small numbers, whose columns balance as the form wants."""
    cells = {cell.id: 0 for cell in NUMBERS}
    chosen = draw(st.lists(st.sampled_from(NUMBERS), unique_by=lambda cell: cell.id, max_size=14))
    cells |= {cell.id: draw(SMALL) for cell in chosen}
    for column in ("natural", "business", "research", "ngo", "legal", "other"):
        own = {n: v for n, v in cells.items() if n.startswith("requests.") and n.endswith(f".{column}")}
        received, carried_in, carried_out = (
            own.pop(f"requests.{row}.{column}") for row in ("received", "carried_in", "carried_out")
        )
        results = sum(own.values())
        cells[f"requests.received.{column}"] = max(results + carried_out - carried_in, 0)
        cells[f"requests.carried_out.{column}"] = cells[f"requests.received.{column}"] + carried_in - results
        assert received >= 0
    return replace(REPORT, cells={**REPORT.cells, **cells})


def dropped(rows: Rows, row: int, column: int) -> Rows:
    """One cell of a row is gone."""
    return [
        [c for n, c in enumerate(line) if (number, n) != (row, column)] for number, line in enumerate(rows)
    ]


def blanked(rows: Rows, row: int, column: int) -> Rows:
    """One cell is empty."""
    return _changed(rows, row, column, "")


def struck(rows: Rows, row: int, column: int) -> Rows:
    """One cell holds a stroke."""
    return _changed(rows, row, column, "/")


def doubled(rows: Rows, row: int, column: int) -> Rows:
    """An empty cell has crept in."""
    return [
        [*line[:column], Cell(""), *line[column:]] if number == row else line
        for number, line in enumerate(rows)
    ]


def unspanned(rows: Rows, row: int, column: int) -> Rows:
    """A row's cells have lost their spans."""
    return [
        [replace(c, down=1, across=1) for c in line] if number == row else line
        for number, line in enumerate(rows)
    ]


def _changed(rows: Rows, row: int, column: int, text: str) -> Rows:
    def change(cell: Cell, here: bool) -> Cell:
        return replace(cell, text=text) if here and cell.role == "data" else cell

    return [
        [change(c, (number, n) == (row, column)) for n, c in enumerate(line)]
        for number, line in enumerate(rows)
    ]


DAMAGES = (dropped, blanked, struck, doubled, unspanned)
PLACES = st.tuples(st.integers(0, 2), st.sampled_from(DAMAGES), st.integers(0, 27), st.integers(0, 14))


@given(report=balanced(), damages=st.lists(PLACES, min_size=1, max_size=6))
@settings(max_examples=30)
def test_a_damaged_table_gives_no_wrong_number(report: Report, damages: list) -> None:
    grids = tables(report)
    for number, damage, row, column in damages:
        grids[number] = damage(grids[number], row, column)
    found = read(FORMS, page(body([table(rows) for rows in grids], report)), "2024.html")
    asked = {question.cell for question in found.questions}
    numbers = {n: v for n, v in found.report.cells.items() if not isinstance(v, str)}
    assert {n: (report.cells[n], v) for n, v in numbers.items() if report.cells[n] != v} == {}
    assert {cell.id for cell in NUMBERS} - set(numbers) - asked == set()
