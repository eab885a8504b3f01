"""Tables: sizes, heights, cut pieces, rules."""

from __future__ import annotations

import pytest

from app.document.blocks import Grid, GridCell, GridRow
from app.typeset.page_grid import DEPTH, MEASURE, PITCH
from app.typeset.rules import table_rules
from app.typeset.tables import STYLES, clipped, piece, set_table
from app.typeset.typesetter import Typesetter
from tests.typeset.papers import requests

SETTER = Typesetter()


def set_whole(grid: Grid, style=STYLES[0]):
    return set_table(grid, grid.rows, style, SETTER)


def sizes_by_cell(table) -> dict[str, float]:
    return {placed.cell: placed.line.runs[0].size for placed in table.lines if placed.cell}


def test_the_table_takes_the_whole_measure():
    assert set_whole(requests()).edges_x[-1] == pytest.approx(MEASURE)


@pytest.mark.parametrize("value", ["1234567", "59237.2449", "9999999"])
def test_a_long_number_makes_its_whole_column_smaller_and_no_other(value):
    grid = requests("0")
    cells = [*grid.rows[6].cells[:-3], GridCell(value, 7, cell="requests.3.7"), *grid.rows[6].cells[-2:]]
    rows = (*grid.rows[:6], GridRow(tuple(cells), grid.rows[6].group), *grid.rows[7:])
    table = set_whole(Grid(grid.id, grid.caption, grid.widths, rows, 3))
    sizes = sizes_by_cell(table)
    assert len({sizes[f"requests.{row}.7"] for row in range(25)}) == 1
    assert sizes["requests.0.7"] < sizes["requests.0.6"] == STYLES[0].size


def test_seven_digits_stay_on_one_line_inside_the_narrowest_column():
    table = set_whole(requests("7654321"))
    numbers = [placed for placed in table.lines if placed.cell]
    assert {placed.line.text for placed in numbers} == {"7654321"}
    for placed in numbers:
        column = int(placed.cell.rsplit(".", 1)[1])
        assert table.edges_x[column] < placed.x
        assert placed.x + placed.line.width < table.edges_x[column + 1]


def test_numbers_are_centred_across_and_upright():
    table = set_whole(requests("12"))
    placed = next(placed for placed in table.lines if placed.cell == "requests.0.4")
    middle = placed.x + placed.line.width / 2
    assert middle == pytest.approx((table.edges_x[4] + table.edges_x[5]) / 2)
    top, bottom = table.edges_y[3], table.edges_y[4]
    assert placed.y - 0.38 * placed.line.runs[0].size == pytest.approx((top + bottom) / 2, abs=0.01)


def test_no_text_leaves_its_row():
    for style in STYLES:
        table = set_whole(requests("22（其中修订16件）"), style)
        assert all(placed.y - 0.8 * placed.line.runs[0].size > 0 for placed in table.lines)
        assert all(placed.y < table.height for placed in table.lines)


def test_a_spanning_cell_is_cut_and_shown_on_both_sides_of_a_break():
    grid = requests()
    above, below = clipped(grid.rows, 0, 13), clipped(grid.rows, 13, 28)
    spans = [
        next(cell.rowspan for row in rows for cell in row.cells if cell.text == "三、本年度办理结果")
        for rows in (above, below)
    ]
    assert spans == [10, 15]


def test_a_later_piece_begins_with_the_head_rows():
    grid = requests()
    assert piece(grid, 13, 28)[:3] == grid.rows[:3]
    assert piece(grid, 0, 13) == clipped(grid.rows, 0, 13)


def test_every_place_of_a_piece_is_covered_once():
    grid = requests()
    for rows in (grid.rows, piece(grid, 8, 13), piece(grid, 13, 28), piece(grid, 14, 17)):
        covered = [
            (row, column)
            for number, entry in enumerate(rows)
            for cell in entry.cells
            for row in range(number, number + cell.rowspan)
            for column in range(cell.column, cell.column + cell.colspan)
        ]
        assert sorted(covered) == [(row, column) for row in range(len(rows)) for column in range(10)]


def test_rules_run_round_cells_and_never_through_them():
    grid = Grid(
        "t", "", (50, 50), (GridRow((GridCell("甲", 0, 2),)), GridRow((GridCell("乙", 0), GridCell("丙", 1))))
    )
    table = set_whole(grid)
    upright = [(rule.x0, rule.y0, rule.y1) for rule in table_rules(table) if rule.x0 == rule.x1]
    assert (table.edges_x[1], table.edges_y[1], table.edges_y[2]) in upright
    assert len(upright) == 3
    assert sum(rule.y0 == rule.y1 for rule in table_rules(table)) == 3


def test_table_three_fits_a_page_under_its_heading_at_a_readable_size():
    table = next(
        table for style in STYLES if (table := set_whole(requests("12345"), style)).height <= DEPTH - PITCH
    )
    assert min(run.size for placed in table.lines if not placed.cell for run in placed.line.runs) >= 9
