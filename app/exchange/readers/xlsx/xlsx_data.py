"""The data sheet of our own workbooks → a report: cells by id, exactly. Sums are compared, never taken.

The sheet points at the tables of the same workbook, so what was changed in Excel is what is read, as it is seen there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from types import MappingProxyType

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from app.chinese.characters import told_of
from app.errors import ExchangeError, ValueRefused
from app.exchange.readers.xlsx.xlsx_cell import shown, unescaped
from app.exchange.readers.xlsx.xlsx_file import DataRow, workbook_source
from app.exchange.source.found import NO_OFFICE, Evidence, Import, Question
from app.exchange.source.source import Source
from app.exchange.source.values import read_value
from app.form.form import Cell, Form
from app.form.form_file import Forms
from app.form.kinds import DATE, TEXT, Value
from app.report import totals
from app.report.record import Remark, one_line
from app.report.report import OFFICE, TITLE, Report

YEAR, EDITION = "year", "edition"
EQUATIONS = "勾稽核对"  # the name of the sheet that checks sums


@dataclass
class _Sheet:
    """What the rows say: the whole text of each id with its first row (a long one goes on under the same id)."""

    texts: dict[str, str] = field(default_factory=dict)
    rows: dict[str, DataRow] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)

    def take(self, row: DataRow) -> None:
        """One row; a row without an id says nothing."""
        if row.cell:
            text = unescaped(row.value) if isinstance(row.value, str) else shown(row.value).text
            self.texts[row.cell] = self.texts.get(row.cell, "") + text
            self.rows.setdefault(row.cell, row)

    def word(self, name: str) -> str:
        """A text that is no cell of the form, taken off."""
        self.rows.pop(name, None)
        return self.texts.pop(name, "")

    def value(self, cell: Cell) -> Value | None:
        """The value of a cell; what does not go is asked."""
        text, row = self.texts[cell.id], self.rows[cell.id]
        if cell.kind is TEXT:
            return _text(text)
        try:
            return cell.read(text) if cell.kind is DATE else self._figure(cell, row)
        except ValueRefused as reason:
            self.ask(cell, reason.sentence)
            return None

    def _figure(self, cell: Cell, row: DataRow) -> Value | None:
        """Blank is blank here and needs no question, but a figure that is not seen does."""
        if not row.seen.text.strip() and not row.seen.doubt:
            if row.stored not in (None, ""):
                self.ask(cell, f"存的是“{str(row.stored)[:40]}”，表里却看不见")
            return None
        reading = read_value(cell.kind, row.seen.text, cell.unit, row.seen.doubt)
        if reading.problem:
            self.ask(cell, reading.problem)
        return reading.value

    def ask(self, cell: Cell, sentence: str) -> None:
        """Leaves a cell blank and says why."""
        row = self.rows[cell.id]
        self.questions.append(Question(cell.id, f"{cell.label}：{sentence}", _place(row), row.seen.text))


def read_data(forms: Forms, rows: Iterable[DataRow], name: str) -> Import:
    """The report in a data sheet. Raises ExchangeError with the row, UnknownEdition."""
    sheet = _Sheet()
    for row in rows:
        sheet.take(row)
    told = told_of(sheet.texts.values(), "“数据”表里")
    form, year = _form(forms, sheet.word(EDITION), sheet.word(YEAR), name)
    office, title = one_line(sheet.word(OFFICE)), one_line(sheet.word(TITLE))
    values: dict[str, Value] = {}
    stated: dict[str, Value] = {}
    evidence: dict[str, Evidence] = {}
    for cell_id, row in sheet.rows.items():
        cell = form.cells.get(cell_id)
        if cell is None:
            raise ExchangeError(
                f"{name}：“数据”表第 {row.number} 行的编号 {cell_id} 不是 {form.edition} 版格式的栏目，请核对。"
            )
        value = sheet.value(cell)
        if value is not None:
            (stated if cell.derived else values)[cell_id] = value
            said = Evidence(_place(row), sheet.texts[cell_id][:40], "exact")
            evidence.update({} if cell.derived else {cell_id: said})
    report = Report(office, year, form.edition, title or None, values)
    computed = {cell: totals.value(form, report, cell) for cell in stated}
    remarks = tuple(Remark(c, said, computed[c]) for c, said in stated.items() if said != computed[c])
    questions = (*(() if office else (Question(OFFICE, NO_OFFICE),)), *sheet.questions)
    return Import(report, MappingProxyType(evidence), questions, remarks, notes=(told,) if told else ())


def report_source(workbook: Workbook, data: Worksheet) -> Source:
    """What the workbook shows as a report; its data sheet, and the sheet that checks sums, are taken off."""
    for sheet in workbook.worksheets:
        if sheet is data or sheet.title == EQUATIONS:
            workbook.remove(sheet)
    return workbook_source(workbook)


def _form(forms: Forms, edition: str, year: str, name: str) -> tuple[Form, int]:
    if not (year.isascii() and year.isdigit() and len(year) == 4):
        raise ExchangeError(f"{name}：“数据”表里的年份“{year[:20]}”不对，请重新导出。")
    form = forms.edition(edition)
    if not form.serves(int(year)):
        raise ExchangeError(
            f"{name}：{year} 年应使用 {forms.for_year(int(year)).edition} 版格式，请重新导出。"
        )
    return form, int(year)


def _place(row: DataRow) -> str:
    return f"工作表“数据”C{row.number}"


def _text(text: str) -> Value | None:
    return TEXT.read(text) if text else None
