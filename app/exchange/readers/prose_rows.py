"""Rows of a table or sheet that only hold words: each filled cell is a line, from left to right, for a table of figures has none.

A sheet may have the sub-heading in one column and its text in the next; a page or a form in Word may be one table throughout.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from app.exchange.readers.wrapped import SHORTEST, Piece, PrintedLine
from app.exchange.source.source import Box, Line, Table
from app.exchange.source.values import is_number, is_value

_BRACKETS = re.compile(r"[（(][^（）()]*[)）]")  # labels of the form have pauses only in brackets
_CLAUSE = re.compile("[，。；！？]")
_HEADS = frozenset(
    ("序号", "项目", "栏目", "标题", "小标题", "名称", "事项", "类别", "内容", "具体内容", "情况", "正文", "文字", "备注")
)
_LONG = 60  # letters, more than any label
_MOST_BEFORE = 3  # cells before the text: a number, the section, the sub-heading


def with_lines(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces, each table taken apart into the lines and tables of which it is made up."""
    for piece in pieces:
        yield from _taken_apart(piece) if isinstance(piece, Table) else (piece,)


def _taken_apart(table: Table) -> Iterator[Piece]:
    rows = [[box for box in row if box.row == number and box.text.strip()] for number, row in enumerate(table.rows)]
    prose = [n for n, row in enumerate(rows) if _is_prose(row) or (_is_head(row) and any(map(_is_prose, rows[n + 1 : n + 2])))]
    if not prose or table.loose:
        yield table
        return
    start = 0
    for number in (*prose, len(rows)):
        yield from _between(table, start, number)
        if number < len(rows):
            yield from _lines(rows[number]) if not _is_head(rows[number]) else ()
        start = number + 1


def _is_prose(row: list[Box]) -> bool:
    """Whether a row has a text, and before it nothing but what may head it."""
    if not row or len(row) > _MOST_BEFORE + 1 or any(is_number(box.text) for box in row[1:]):
        return False
    *before, last = row
    text = last.text.strip()
    if any(len(box.text) > _LONG for box in before) or is_value(text):
        return False
    if text.endswith("。"):
        return True
    wordy = _CLAUSE.search(_BRACKETS.sub("", text)) is not None
    return wordy and len(text) >= SHORTEST and (not before or len(text) > _LONG or text[-1] in "；！？")


def _is_head(row: list[Box]) -> bool:
    """Whether a row only names columns of words."""
    return len(row) > 1 and all("".join(box.text.split()) in _HEADS for box in row)


def _between(table: Table, start: int, end: int) -> Iterator[Table]:
    """The rows from `start` to before `end` as a table of their own."""
    boxes = tuple(
        replace(box, row=box.row - start, rowspan=min(box.rowspan, end - box.row))
        for box in table.boxes
        if start <= box.row < end
    )
    if any(box.text.strip() for box in boxes):
        yield Table(boxes, table.place)


def _lines(row: list[Box]) -> Iterator[PrintedLine]:
    for box in row:
        if box is row[0] and is_value(box.text):
            continue  # the number of the row
        for number, text in enumerate(part for part in box.text.split("\n") if part.strip()):
            yield PrintedLine(Line(text, box.place, box.cell), number > 0, setting=f"column {box.column}")
