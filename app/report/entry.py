"""What is typed or pasted into the cells of a grid, read as changes: entries with a bracket note, and blocks.

A block is the tab-separated text that spreadsheets put on the clipboard. It is taken whole or refused whole.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.chinese.characters import told_of
from app.errors import ValueRefused
from app.form.form import Cell, Form
from app.form.kinds import DATE, TEXT, Value, split_note
from app.report import totals
from app.report.report import Edit, Report, applied

ValueBlock = tuple[tuple[str, ...], ...]
Places = Sequence[Sequence[str]]

PASTE = "粘贴"
MOST_DIFFERENCES = 3  # told one by one; the rest are counted


@dataclass(frozen=True)
class Pasted:
    """A block that was read: the edit that puts it in place, and the sentence that tells what happened."""

    edit: Edit
    sentence: str


def read_entry(cell: Cell, text: str) -> dict[str, Value | None]:
    """The changes that make a typed grid cell show `text`: 22（其中修订16件） sets the number and its note.

    Raises ValueRefused. An entry without brackets takes a note away: what is seen is what is kept.
    """
    if cell.kind in (TEXT, DATE):
        return {cell.id: cell.read(text)}
    number, note = split_note(text)
    return {cell.id: cell.read(number), cell.note: TEXT.read(note) if note else None}


def parse_block(text: str) -> ValueBlock:
    """The rows of a clipboard text; quoted cells may hold tabs, line ends and doubled quotes."""
    try:
        rows = [tuple(row) or ("",) for row in csv.reader(io.StringIO(text, newline=""), delimiter="\t")]
    except csv.Error as reason:
        raise ValueRefused(
            "剪贴板里的内容不是表格，没有粘贴。请在电子表格里选中单元格，复制后再粘贴。"
        ) from reason
    return tuple(rows) or (("",),)


def is_block(text: str) -> bool:
    """Whether a clipboard text holds more than one cell."""
    return any(mark in text.rstrip("\r\n") for mark in "\t\n")


def write_block(rows: Iterable[Iterable[str]]) -> str:
    """Rows as clipboard text; the reverse of `parse_block`."""
    return "\n".join("\t".join(map(_quoted, row)) for row in rows)


def _quoted(text: str) -> str:
    return '"{}"'.format(text.replace('"', '""')) if set(text) & set('\t\r\n"') else text


def read_block(form: Form, report: Report, places: Places, block: ValueBlock) -> Pasted:
    """Reads a block onto `places`, the cell ids from the current cell to the end of its grid.

    Derived cells are compared and skipped. Raises ValueRefused, naming row and column, when the block does
    not fit or holds anything that is no number; then nothing is pasted.
    """
    rows, columns = len(block), max(map(len, block))
    _judge_size(places, rows, columns)
    changes: dict[str, Value | None] = {}
    sums: dict[str, Value] = {}
    for n, row in enumerate(block):
        for m, text in enumerate(row):
            cell = form.cells[places[n][m]]
            read = _read_place(cell, text, n + 1, m + 1)
            if not cell.derived:
                changes |= read
            elif (value := read[cell.id]) is not None:
                sums[cell.id] = value
    edit = Edit(changes, PASTE)
    told = f"已粘贴 {rows} 行 {columns} 列。" + _compare(form, applied(report, edit), sums)
    return Pasted(edit, told + told_of((text for row in block for text in row), "粘贴来的内容里"))


def _judge_size(places: Places, rows: int, columns: int) -> None:
    high, wide = len(places), len(places[0]) if places else 0
    if rows > high or columns > wide:
        raise ValueRefused(
            f"要粘贴的内容有 {rows} 行 {columns} 列，从这一格起只有 {high} 行 {wide} 列，没有粘贴。"
            "请换一格开始，或少复制一些。"
        )


def _read_place(cell: Cell, text: str, row: int, column: int) -> dict[str, Value | None]:
    try:
        return read_entry(cell, text)
    except ValueRefused as reason:
        where = f"要粘贴的内容第 {row} 行第 {column} 列（{cell.label}）："
        raise ValueRefused(f"{where}{reason.sentence}整块没有粘贴。") from reason


def _compare(form: Form, report: Report, sums: dict[str, Value]) -> str:
    if not sums:
        return ""
    told = []
    for cell_id, value in sums.items():
        own = totals.value(form, report, cell_id)
        if own != value:
            cell = form.cells[cell_id]
            shown = "空白" if own is None else cell.kind.show(own)
            told.append(f"{cell.label}粘贴来的是 {cell.kind.show(value)}，自动相加是 {shown}")
    if not told:
        return "合计由程序自动相加，与粘贴来的一致。"
    rest = f"；另有 {len(told) - MOST_DIFFERENCES} 处" if len(told) > MOST_DIFFERENCES else ""
    return f"合计由程序自动相加，有出入：{'；'.join(told[:MOST_DIFFERENCES])}{rest}，请核对。"
