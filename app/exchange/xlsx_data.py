"""The data sheet of our own workbooks → a report: cells by id, exactly. Sums are compared, never taken.

The sheet points at the tables of the same workbook, so what was changed in Excel is what is read. Leans on
form_file, found and xlsx_file.
"""

from __future__ import annotations

from types import MappingProxyType

from app import totals
from app.errors import ExchangeError, ValueRefused
from app.exchange.found import Evidence, Import, Question
from app.exchange.xlsx_file import Rows
from app.exchange.xlsx_value import shown, unescaped
from app.form import Cell
from app.form_file import Forms
from app.kinds import TEXT, Value
from app.record import Remark
from app.report import OFFICE, TITLE, Report

YEAR, EDITION = "year", "edition"


def read_data(forms: Forms, rows: Rows, name: str) -> Import:
    """The report in a data sheet. Raises ExchangeError with the row, UnknownEdition."""
    texts = _texts(rows)
    year = texts.pop(YEAR, ("", 0))[0]
    edition = texts.pop(EDITION, ("", 0))[0]
    if not (year.isascii() and year.isdigit() and len(year) == 4):
        raise ExchangeError(f"{name}：“数据”表里的年份“{year[:20]}”不对，请重新导出。")
    form = forms.edition(edition)
    if not form.serves(int(year)):
        raise ExchangeError(
            f"{name}：{year} 年应使用 {forms.for_year(int(year)).edition} 版格式，请重新导出。"
        )
    office, title = (texts.pop(key, ("", 0))[0] for key in (OFFICE, TITLE))
    values: dict[str, Value] = {}
    stated: dict[str, Value] = {}
    evidence: dict[str, Evidence] = {}
    questions: list[Question] = []
    for cell_id, (text, row) in texts.items():
        cell = form.cells.get(cell_id)
        if cell is None:
            raise ExchangeError(
                f"{name}：“数据”表第 {row} 行的编号 {cell_id} 不是 {edition} 版格式的栏目，请核对。"
            )
        place = f"工作表“数据”C{row}"
        value = _value(cell, text, place, questions)
        if value is not None:
            (stated if cell.derived else values)[cell_id] = value
            evidence.update({} if cell.derived else {cell_id: Evidence(place, text[:40], "exact")})
    report = Report(office, int(year), edition, title or None, values)
    computed = {cell: totals.value(form, report, cell) for cell in stated}
    remarks = tuple(Remark(c, said, computed[c]) for c, said in stated.items() if said != computed[c])
    return Import(report, MappingProxyType(evidence), tuple(questions), remarks)


def _texts(rows: Rows) -> dict[str, tuple[str, int]]:
    """Each id with its whole text and first row; a long text goes on under the same id."""
    found: dict[str, tuple[str, int]] = {}
    for number, row in enumerate(rows, 2):
        if len(row) <= 2 or not (name := str(row[0] or "").strip()):
            continue
        value = unescaped(row[2]) if isinstance(row[2], str) else shown(row[2])
        before, first = found.get(name, ("", number))
        found[name] = (before + value, first)
    return found


def _value(cell: Cell, text: str, place: str, questions: list[Question]) -> Value | None:
    if cell.kind is TEXT:
        if not text:
            return None
        try:
            TEXT.judge(text)
        except ValueRefused:
            return TEXT.read(text)
        return text
    try:
        return cell.kind.read(text)
    except ValueRefused as reason:
        questions.append(Question(cell.id, f"{cell.label}：{reason.sentence}", place, text))
        return None
