"""A table from the clipboard matched by its labels: from Excel, WPS, Word or a web page, whole or in part.

The HTML of the clipboard is preferred, since it keeps merged cells; tab text is the fallback. Without a single
label of the form the answer is None, and the block belongs where the cursor is (clip_block, app.report.entry).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.errors import ExchangeError, ValueRefused
from app.exchange.clip_block import CLIPBOARD, MOST_BOXES, MOST_TEXT, TOO_MUCH, Parse, block_of, look_at
from app.exchange.matching.figures import read_numbers
from app.exchange.matching.found_row import FoundRow
from app.exchange.matching.labels import LabelBook, read_wording
from app.exchange.matching.row_search import SearchContext, read_rows
from app.exchange.readers.txt_file import text_source
from app.exchange.source.found import Evidence, Question
from app.exchange.source.source import Source, Table, seen
from app.form.form import Form
from app.report.entry import parse_block
from app.report.report import Edit, Report

LARGEST = 4 * 1024 * 1024  # characters of the HTML


@dataclass(frozen=True)
class LabelledPaste:
    """What a labelled block says: one edit, where each value stood, and what stays open."""

    edit: Edit
    evidence: Mapping[str, Evidence]
    questions: tuple[Question, ...]
    source: Source


def read_labelled(
    form: Form, report: Report, *, markup: str = "", text: str = "", section: str = "", parse: Parse = look_at
) -> LabelledPaste | None:
    """The block on the clipboard as an edit of `report`, None when no row in it bears a label of the form.

    `section` is the section whose page is open: where a block says nothing of its section, rows are sought
    there first; `parse` reads the HTML. Raises ExchangeError for a block beyond reason, and where the labels stand in
    the plain text alone and it says something else than the HTML shows.
    """
    if len(markup) > LARGEST or len(text) > MOST_TEXT:
        raise ExchangeError(TOO_MUCH)
    book = LabelBook(form, read_wording())
    if "<t" in markup.lower() and (look := parse(markup)) is not None:
        shown = Source(look.blocks)
        if rows := _rows(book, shown, section):
            return _labelled(book, report, rows, shown)
    told = seen(text_source(_lines(text)))
    if not (rows := _rows(book, told, section) if text.strip() else []):
        return None
    block_of(markup, text, parse)
    return _labelled(book, report, rows, told)


def _lines(text: str) -> list[str]:
    """The rows of a clipboard text; spreadsheets quote a cell that holds line ends, and double its quotes."""
    if '"' not in text or "\t" not in text:
        return text.splitlines()
    try:
        rows = parse_block(text)
    except ValueRefused:
        return text.splitlines()
    return ["\t".join(" ".join(cell.split()) for cell in row) for row in rows]


def _rows(book: LabelBook, source: Source, section: str) -> list[FoundRow]:
    tables = [block for block in source.blocks if isinstance(block, Table)]
    if sum(len(table.boxes) for table in tables) > MOST_BOXES:
        raise ExchangeError(f"{CLIPBOARD}里的表格过大，没有粘贴。请只复制需要的表格。")
    for place in dict.fromkeys((section, "")):
        context = SearchContext(book.form.section(place) if place else None)
        rows: list[FoundRow] = []
        for block in source.blocks:
            if isinstance(block, Table):
                rows += [piece for piece in read_rows(book, block, context) if isinstance(piece, FoundRow)]
            else:
                context.hear(block.text)
        if rows:
            return rows
    return []


def _labelled(book: LabelBook, report: Report, rows: list[FoundRow], source: Source) -> LabelledPaste:
    numbers = read_numbers(book, rows)
    changes = {name: value for name, value in numbers.values.items() if report.get(name) != value}
    ordered = {name: numbers.evidence[name] for name in book.form.cells if name in numbers.values}
    return LabelledPaste(Edit(changes, "粘贴表格"), ordered, tuple(numbers.doubts.values()), source)
