"""What a workbook shows counts, not what it stores: number formats, rich text, conditions, views of a sheet."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.formatting.rule import CellIsRule, DataBarRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.colors import Color
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from openpyxl.worksheet.worksheet import Worksheet

from app.exchange import read
from app.export.exporting import export
from tests.exchange.readers.shown_figures import ASKED, IN_EXCEL, IN_EXCEL_AMOUNTS
from tests.exchange.readers.shown_in_files import COUNT, FEES, FEES_HEAD, OTHER, answer, formatted, in_excel
from tests.reports import FORM, FORMS, full


@pytest.mark.parametrize(("stored", "layout", "right"), IN_EXCEL, ids=str)
def test_a_count_under_a_number_format(stored: object, layout: str, right: object) -> None:
    assert answer(in_excel(formatted(stored, layout)), COUNT) == right


@pytest.mark.parametrize(("stored", "layout", "right"), IN_EXCEL_AMOUNTS, ids=str)
def test_an_amount_under_a_number_format(stored: object, layout: str, right: object) -> None:
    assert answer(in_excel(formatted(stored, layout), FEES_HEAD, "行政事业性收费"), FEES) == right


def rich(**font: Any) -> Callable[[Worksheet], None]:
    def fill(sheet: Worksheet) -> None:
        sheet["B6"].value = CellRichText("5", TextBlock(InlineFont(**font), "2"))

    return fill


def hides_zeros(sheet: Worksheet) -> None:
    sheet["B6"].value = 0
    sheet.sheet_view.showZeros = False


def bars_only(sheet: Worksheet) -> None:
    sheet["B6"].value = 52
    rule = DataBarRule("min", None, "max", None, color="FF638EC6", showValue=False)
    sheet.conditional_formatting.add("B5:B9", rule)


def formatted_by_condition(sheet: Worksheet) -> None:
    sheet["B6"].value = 52
    rule = CellIsRule("greaterThan", ["50"])
    rule.dxf = DifferentialStyle(numFmt=NumberFormat(numFmtId=200, formatCode="0,"))
    sheet.conditional_formatting.add("B5:B9", rule)


def coloured_by_condition(sheet: Worksheet) -> None:
    sheet["B6"].value = 52
    sheet.conditional_formatting.add("B5:B9", CellIsRule("greaterThan", ["50"], font=Font(color="FFFF0000")))


def white(sheet: Worksheet) -> None:
    sheet["B6"].value = 52
    sheet["B6"].font = Font(color="FFFFFFFF")


def filled(sheet: Worksheet) -> None:
    sheet["B6"].value = 5
    sheet["B6"].alignment = Alignment(horizontal="fill")


def raised(sheet: Worksheet) -> None:
    sheet["B6"].value = 52
    sheet["B6"].font = Font(vertAlign="superscript")


def styled(**styles: Any) -> Callable[[Worksheet], None]:
    def fill(sheet: Worksheet) -> None:
        sheet["B6"].value = 52
        for name, style in styles.items():
            setattr(sheet["B6"], name, style)

    return fill


def solid(colour: str) -> PatternFill:
    return PatternFill("solid", fgColor=colour)


def under_condition(**style: Any) -> Callable[[Worksheet], None]:
    def fill(sheet: Worksheet) -> None:
        sheet["B6"].value = 52
        sheet.conditional_formatting.add("B5:B9", CellIsRule("greaterThan", ["50"], **style))

    return fill


def in_a_row_of(points: float) -> Callable[[Worksheet], None]:
    def fill(sheet: Worksheet) -> None:
        sheet["B6"].value = 52
        sheet.row_dimensions[6].height = points

    return fill


CROSSED = Border(diagonal=Side("thin"), diagonalUp=True, diagonalDown=True)


@pytest.mark.parametrize(
    ("fill", "right"),
    [
        (rich(color=Color(indexed=9)), ASKED),
        (rich(color=Color(theme=0, tint=-0.02)), ASKED),
        (rich(color=Color(theme=1)), 52),
        (rich(rFont="Wingdings"), ASKED),
        (styled(font=Font(color=Color(indexed=9))), ASKED),
        (styled(font=Font(color=Color(indexed=64))), 52),
        (styled(font=Font(color="FFFFFF00"), fill=solid("FFFFFF00")), ASKED),
        (styled(font=Font(color="FF000000"), fill=solid("FF000000")), ASKED),
        (styled(fill=solid("FF0A0A0A")), ASKED),
        (styled(font=Font(color="FFFFFFFF"), fill=solid("FF1F3864")), 52),
        (styled(font=Font(color=Color(theme=0)), fill=PatternFill("solid", fgColor=Color(theme=4))), 52),
        (styled(font=Font(color="FFFFFFFF"), fill=PatternFill("darkGrid", fgColor="FF000000")), ASKED),
        (styled(font=Font(sz=1)), ASKED),
        (styled(font=Font(name="Wingdings 2")), ASKED),
        (styled(font=Font(name="宋体", color="FFFF0000")), 52),
        (styled(border=CROSSED), ASKED),
        (styled(border=Border(left=Side("thin"))), 52),
        (under_condition(font=Font(color="FFFEFEFE")), ASKED),
        (under_condition(font=Font(strike=True)), ASKED),
        (under_condition(fill=PatternFill(bgColor="FF050505")), ASKED),
        (under_condition(font=Font(color="FFFFFFFF"), fill=PatternFill(bgColor="FFC00000")), 52),
        (in_a_row_of(0.1), ASKED),
        (in_a_row_of(1), ASKED),
        (in_a_row_of(12), 52),
    ],
)
def test_a_count_in_a_cell_that_is_painted(fill: Callable[[Worksheet], None], right: object) -> None:
    assert answer(in_excel(fill), COUNT) == right


@pytest.mark.parametrize(
    ("fill", "right"),
    [
        (rich(b=True), 52),
        (rich(vertAlign="superscript"), 5),
        (rich(vertAlign="subscript"), ASKED),
        (rich(sz=6), ASKED),
        (rich(color="FFFFFFFF"), ASKED),
        (hides_zeros, ASKED),
        (bars_only, ASKED),
        (formatted_by_condition, ASKED),
        (coloured_by_condition, 52),
        (white, ASKED),
        (raised, ASKED),
        (filled, ASKED),
    ],
)
def test_a_count_in_a_sheet_that_changes_its_look(fill: Callable[[Worksheet], None], right: object) -> None:
    assert answer(in_excel(fill), COUNT) == right


def test_a_sheet_that_shows_formulas_shows_no_figures() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["B6"].value = 52
        sheet.sheet_view.showFormulas = True

    found = in_excel(fill)
    assert {COUNT, OTHER} <= {question.cell for question in found.questions}


@pytest.mark.parametrize(
    ("stored", "layout", "right"),
    [
        (5, "General", 5),
        (5, '0"份"', 5),
        (5, '0"万元"', ASKED),
        (5000, "0,", ASKED),
        (5, ";;;", ASKED),
        ("5件", "@", 5),
    ],
)
def test_a_figure_whose_look_was_changed_in_our_own_workbook(stored: Any, layout: str, right: object) -> None:
    book = openpyxl.load_workbook(io.BytesIO(export(FORM, full(), "xlsx")))
    sheet, cell = next(
        (sheet, row[at + 1])
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for at, one in enumerate(row[:-1])
        if one.value == "行政许可"
    )
    cell.value, cell.number_format = stored, layout
    assert sheet.title != "数据"
    out = io.BytesIO()
    book.save(out)
    found = read(FORMS, out.getvalue(), "年报.xlsx")
    asked = {question.cell for question in found.questions}
    assert (ASKED if COUNT in asked else found.report.get(COUNT)) == right
