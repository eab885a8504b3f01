"""The workbook: official tables, live formulas with their values beside them, text that never computes."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given, settings
from lxml import etree
from openpyxl.utils.escape import unescape

from app.document.blocks import Datum, Document, Formula, Grid, GridCell, GridRow, Note, Paragraph
from app.document.layout import lay_out
from app.render.writer_job import WriterJob
from app.render.xlsx import write
from app.render.xlsx.xlsx_sheet import LONGEST_TEXT
from tests.render.numbers import document
from tests.reports import FORM, full, reports

REQUESTS = "三、收到和处理政府信息公开申请情况"


@pytest.fixture(scope="module")
def data() -> bytes:
    return write(document(), WriterJob())


@pytest.fixture(scope="module")
def book(data):
    return openpyxl.load_workbook(BytesIO(data))


@pytest.fixture(scope="module")
def shown(data):
    return openpyxl.load_workbook(BytesIO(data), data_only=True)


def page(*blocks, data=()):
    return Document("标题", "甲街道办事处", 2025, "2021", blocks, data)


def opened(document, *, computed=False):
    return openpyxl.load_workbook(BytesIO(write(document, WriterJob())), data_only=computed)


def one_cell(cell: GridCell):
    return opened(page(Grid("g", "表", (40.0,), (GridRow((cell,)),))))["表"]["A2"]


def stated(book) -> dict[str, object]:
    return {row[0]: row[2] for row in book["数据"].iter_rows(min_row=2, values_only=True)}


def test_there_is_a_sheet_a_table_between_prose_and_data(book):
    grids = [block.caption for block in document().blocks if isinstance(block, Grid)]
    assert book.sheetnames == ["正文", *grids, "勾稽核对", "数据"]


def test_the_headings_are_merged_as_printed(book):
    merged = {str(area) for area in book[REQUESTS].merged_cells.ranges}
    assert {"A1:J1", "A2:C4", "D2:J2", "D3:D4", "E3:I3", "J3:J4", "A7:A28", "B9:B16"} <= merged


def test_a_number_is_a_number(book):
    assert book[REQUESTS]["D5"].data_type == "n"


def test_a_sum_is_live_and_its_value_stands_beside_it(book, shown):
    assert book[REQUESTS]["J5"].value == '=IF(COUNT(D5:I5)=0,"",SUM(D5:I5))'
    assert shown[REQUESTS]["J5"].value == sum(
        shown[REQUESTS].cell(5, column).value for column in range(4, 10)
    )


def test_the_total_row_adds_its_neighbours_as_one_range(book):
    assert book[REQUESTS]["D28"].value == '=IF(COUNT(D7:D27)=0,"",SUM(D7:D27))'


def test_a_sum_over_nothing_is_empty():
    empty = full()
    blank = type(empty)(empty.office, empty.year, empty.edition)
    assert opened(lay_out(FORM, blank), computed=True)[REQUESTS]["J5"].value in (None, "")


def test_cells_apart_are_added_one_by_one():
    cells = [GridCell(str(n), n, cell=f"a.{n}", value=n) for n in (0, 1, 2)]
    total = GridCell("2", 3, cell="a.t", value=2, operands=("a.0", "a.2"))
    sheet = opened(page(Grid("g", "表", (9.0,) * 4, (GridRow((*cells, total)),))))["表"]
    assert sheet["D2"].value == '=IF(COUNT(A2,C2)=0,"",SUM(A2,C2))'


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("x")', "#N/A"])
def test_no_text_becomes_a_formula(text):
    cell = opened(page(Paragraph(text, "a.b")))["正文"]["A1"]
    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.quotePrefix is text.startswith(("=", "+", "-", "@"))


@pytest.mark.parametrize("text", ["_x0041_", "共_x000D_件", "_x_", "x005F", "_x0041"])
def test_text_that_looks_like_an_escape_stays_what_it_is(text):
    with ZipFile(BytesIO(write(page(Paragraph(text, "a.b")), WriterJob()))) as archive:
        written = list(etree.fromstring(archive.read("xl/worksheets/sheet1.xml")).itertext())
    assert text in [unescape(str(one)) for one in written]


def test_a_bracket_note_rides_on_its_number():
    cell = one_cell(GridCell('22（其中“修订"16件）', 0, cell="a.b", value=22))
    assert (cell.value, cell.number_format) == (22, 'General"（其中“修订"\\""16件）"')


def test_a_note_too_long_for_a_format_stands_under_the_table():
    text = f"22（{'注' * 300}）"
    row = GridRow((GridCell(text, 0, cell="a.b", value=22),))
    sheet = opened(page(Grid("g", "表", (40.0,), (row,)), Note("表注", "g.note")))["表"]
    assert [sheet.cell(line, 1).value for line in (2, 3, 4)] == [22, "表注", text]


def test_an_amount_keeps_its_decimals():
    assert one_cell(GridCell("59237.2449", 0, cell="a.b", value=Decimal("59237.2449"))).value == 59237.2449


def test_the_equations_are_checked_by_the_workbook(book, shown):
    row = ["C", "D", "E"]
    assert [book["勾稽核对"][f"{c}2"].value for c in row[:2]] == [
        f"=SUM('{REQUESTS}'!D5:D6)", f"=SUM('{REQUESTS}'!D28:D29)",
    ]  # fmt: skip
    left, right, verdict = (shown["勾稽核对"][f"{c}2"].value for c in row)
    assert verdict == f"相差 {abs(left - right)}"


@pytest.mark.parametrize(("right", "verdict"), [(5, "相符"), (7, "相差 2"), (None, "未填全")])
def test_an_equation_says_how_it_stands(right, verdict):
    cells = [GridCell("", n, cell=f"a.{n}", value=value) for n, value in enumerate((5, right))]
    grid = Grid("g", "表", (9, 9), (GridRow(tuple(cells)),), equations=(Formula("甲", ("a.0",), ("a.1",)),))
    assert opened(page(grid), computed=True)["勾稽核对"]["E2"].value == verdict


def test_the_data_sheet_points_at_the_tables(book, shown):
    told = stated(book)["requests.received.natural"]
    assert told == f"=IF(ISNUMBER('{REQUESTS}'!D5),'{REQUESTS}'!D5,\"\")"
    assert stated(shown)["requests.received.natural"] == shown[REQUESTS]["D5"].value


@settings(max_examples=15)
@given(reports())
def test_the_data_sheet_holds_any_report_cell_by_cell(report):
    told = stated(opened(lay_out(FORM, report), computed=True))
    numbers = {name: value for name, value in report.cells.items() if isinstance(value, int | Decimal)}
    assert {name: Decimal(str(told[name])) for name in numbers} == numbers
    texts = {name: value for name, value in report.cells.items() if isinstance(value, str)}
    assert {name: told[name] for name in texts} == texts


def test_a_long_text_of_the_data_sheet_stays_within_its_cell(book):
    rows = [row for row in book["数据"].iter_rows(min_row=2) if str(row[0].value).startswith("overview.")]
    assert rows
    assert all(row[2].alignment.wrap_text for row in rows)
    assert {book["数据"].row_dimensions[row[2].row].height for row in rows} == {15}


def test_an_overlong_text_goes_on_in_the_next_row():
    text = "甲" * LONGEST_TEXT + "乙"
    rows = list(opened(page(data=(Datum("a.b", "文", text),)))["数据"].iter_rows(min_row=4, values_only=True))
    assert [row[0] for row in rows] == ["a.b", "a.b"]
    assert "".join(row[2] for row in rows) == text


def test_a_name_that_no_sheet_can_have_is_mended():
    assert "表·" + "一" * 29 in opened(page(Grid("g", "表/" + "一" * 40, (9,), ()))).sheetnames


def test_the_properties_tell_no_clock(book):
    assert (book.properties.creator, book.properties.modified) == ("青石桥街道办事处", datetime(2025, 12, 31))


def test_the_same_report_gives_the_same_bytes(data):
    assert write(document(), WriterJob()) == data
