"""How text, numbers and formulas are put into a sheet, and what each formula is worth.

Text never becomes a formula, whatever it begins with. Formulas get their value written beside them (openpyxl
itself leaves it out), so that programs which do not compute show the same numbers.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from lxml import etree
from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook import Workbook
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from app.document.blocks import Scalar

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
FORMULA_SIGNS = ("=", "+", "-", "@")
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", "·"))  # in the name of a sheet
LONGEST_NAME = 31
LONGEST_TEXT = 32_000  # characters; a cell holds 32 767
MM_PER_UNIT = 25.4 / 96 * 7  # Excel's column unit: one digit, 7 pixels
MM_PER_POINT = 25.4 / 72
CellNumber = int | Decimal


@dataclass
class XlsxBook:
    """A workbook in the making: where each cell id stands, its value, and the value of each formula."""

    workbook: Workbook
    places: dict[str, tuple[str, int, int]] = field(default_factory=dict)  # id → sheet, row, column
    values: dict[str, CellNumber] = field(default_factory=dict)
    computed: dict[tuple[str, str], CellNumber | str] = field(default_factory=dict)  # sheet, A1 → value

    def sheet(self, name: str) -> Worksheet:
        """A new sheet at the end; the name is cut and cleaned as Excel wants it."""
        sheet: Worksheet = self.workbook.create_sheet(
            name.translate(FORBIDDEN)[:LONGEST_NAME].strip("'") or "表"
        )
        return sheet

    def put_formula(self, sheet: Worksheet, row: int, column: int, formula: str, value: CellNumber | str) -> Cell:
        """A live formula and what it is worth now."""
        cell = sheet.cell(row, column)
        assert isinstance(cell, Cell)
        cell.value = formula
        self.computed[sheet.title, cell.coordinate] = value
        return cell

    def references(self, ids: tuple[str, ...], home: str) -> str:
        """The cells as arguments of a function, neighbours joined to ranges; `home` is the formula's own sheet."""
        return ",".join(_ranges([self.places[name] for name in ids], home))


# ECMA-376 part 1, 22.9.2.19: in a workbook's text _x0041_ stands for A, so a typed one is written otherwise.
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def put(sheet: Worksheet, row: int, column: int, value: Scalar | None) -> Cell:
    """A plain value: numbers as numbers, everything else as text."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    if value is None:
        return cell
    if isinstance(value, int | Decimal):
        cell.value = value
        return cell
    text = str(value)
    cell.value = _ESCAPE.sub("_x005F_", text)
    cell.data_type = "s"  # else "=1+1" would be a formula and "#N/A" an error
    if text.startswith(FORMULA_SIGNS):
        cell.quotePrefix = True  # and stays text when the clerk edits it
    return cell


def _ranges(places: list[tuple[str, int, int]], home: str) -> Iterator[str]:
    """Runs of neighbours in one row or one column as A1:A9, the rest alone."""
    run: list[tuple[str, int, int]] = []
    for place in [*places, None]:
        if place and run and _goes_on(run, place):
            run.append(place)
            continue
        if run:
            yield _range(run, home)
        run = [place] if place else []


def _goes_on(run: list[tuple[str, int, int]], place: tuple[str, int, int]) -> bool:
    sheet, row, column = run[-1]
    steps = {(p[1] - q[1], p[2] - q[2]) for q, p in pairwise(run)}
    step = (place[1] - row, place[2] - column)
    return place[0] == sheet and step in {(0, 1), (1, 0)} and steps <= {step}


def _range(run: list[tuple[str, int, int]], home: str) -> str:
    (sheet, *first), (_, *last) = run[0], run[-1]
    prefix = "" if sheet == home else f"{quote_sheetname(sheet)}!"
    ends = [f"{get_column_letter(column)}{row}" for row, column in dict.fromkeys([tuple(first), tuple(last)])]
    return prefix + ":".join(ends)


def with_values(xml: bytes, computed: dict[str, CellNumber | str]) -> bytes:
    """A sheet's XML with the value of each formula (by A1) written beside it: ECMA-376 part 1, 18.3.1.96."""
    root = etree.fromstring(xml)
    for cell in root.iter(f"{MAIN}c"):
        if cell.find(f"{MAIN}f") is None:
            continue
        value = computed[str(cell.get("r"))]
        if isinstance(value, str):
            cell.set("t", "str")
        shown = cell.find(f"{MAIN}v")
        if shown is None:
            shown = etree.SubElement(cell, f"{MAIN}v")
        shown.text = (
            value if isinstance(value, str) else f"{value:f}" if isinstance(value, Decimal) else str(value)
        )
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def line_count(text: str, width: float, size: float) -> int:
    """How many lines a text of `size` points takes in a column of `width` mm; half-width letters count half."""
    room = max(1.0, (width - 2) / (size * MM_PER_POINT))
    return max(1, math.ceil(sum(0.5 if char.isascii() else 1 for char in text) / room))


def fit_page(sheet: Worksheet, *, one_page: bool = False) -> None:
    """Prints on A4, as wide as the paper; with `one_page` also no longer than one."""
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "portrait"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 1 if one_page else 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
