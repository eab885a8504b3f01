"""A PDF: our own by the exchange file attached to it, any other page by page → source: text in ruled cells, lines joined into
paragraphs. One without text is a scan and is refused.

Running heads, page numbers and columns beside the text are left out. Where there are no ruling lines, wide gaps part the
fields of a row. Files are opened in memory only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from typing import NamedTuple

import pypdfium2

from app.errors import ExchangeError
from app.exchange.readers.pdf.page_columns import in_columns
from app.exchange.readers.pdf.page_margins import without_margins
from app.exchange.readers.pdf.page_parts import PageParts, PageTable
from app.exchange.readers.pdf.page_story import told_story
from app.exchange.readers.pdf.page_tables import tables_joined
from app.exchange.readers.pdf.pdf_drawing import drawn
from app.exchange.readers.pdf.pdf_letters import Letter, PageLetters, TooMuch, page_letters
from app.exchange.readers.pdf.pdf_lines import TextLine, cell_text
from app.exchange.readers.pdf.pdf_ruling import PaneFinder, RuledPane, ruled_tables
from app.exchange.readers.pdf.pdf_unseen import doubted
from app.exchange.source.source import Box, Line, Source, Table

ATTACHED = "nianbao.json"
ANCHOR = "nianbao-anchor.txt"
MOST_PAGES = 60
LARGEST_ATTACHED = 16 * 1024 * 1024  # bytes
FEWEST_LETTERS = 20  # on all pages; fewer is a scan
MOST_TOLD, LONGEST_TOLD = 6, 16  # pages and letters that a sentence names
THIN, THINNEST = 0.25, 2.5  # sizes of a letter, points: what is filled no wider than that is a line
MOST_UNREADABLE = 0.2  # of all letters; with more of them there is no text to read


@contextmanager
def open_pdf(data: bytes, name: str) -> Iterator[pypdfium2.PdfDocument]:
    """The open file. Raises ExchangeError for a damaged, protected or overlong one, also while it is read."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as reason:
        why = "有密码保护，请去掉密码" if "password" in str(reason).lower() else "不完整或已损坏，请重新保存"
        raise ExchangeError(f"{name}：PDF {why}后重试。") from None
    with closing(document):
        if len(document) > MOST_PAGES:
            raise ExchangeError(f"{name}：有 {len(document)} 页，不像是一份年报，没有读取。请核对所选文件。")
        try:
            yield document
        except pypdfium2.PdfiumError as reason:
            raise ExchangeError(
                f"{name}：PDF 里有损坏的部分，读不出来（{reason}）。请重新保存后重试。"
            ) from None


def attached(document: pypdfium2.PdfDocument, name: str = ATTACHED) -> bytes | None:
    """The exchange file, or another of that name, attached by this program; None for a foreign PDF."""
    for number in range(min(document.count_attachments(), 20)):
        one = document.get_attachment(number)
        if one.get_name() == name:
            data = bytes(one.get_data())
            return data if len(data) <= LARGEST_ATTACHED else None
    return None


class _Unreadable(NamedTuple):
    """How many letters of a page have no code, and how many letters there are."""

    page: int
    letters: int
    of: int


def pdf_source(document: pypdfium2.PdfDocument, name: str) -> Source:
    """The lines and tables of all pages. Raises ExchangeError for a scan, and for fonts that do not say their characters."""
    pages: list[PageParts] = []
    read: list[_Unreadable] = []
    tables = 0
    for number in range(len(document)):
        page = document[number]
        try:
            found = page_letters(page)
        except TooMuch:
            raise ExchangeError(f"{name}：第 {number + 1} 页文字过多，不像是一份年报，没有读取。") from None
        read.append(_Unreadable(number + 1, found.unreadable, len(found.letters)))
        pages.append(_read_page(page, found, number + 1, tables))
        tables += sum(isinstance(piece, PageTable) for piece in pages[-1].pieces)
        page.close()
    _judge_letters(read, name)
    pages = without_margins(pages)
    pieces = tables_joined([piece for page in pages for piece in page.pieces])
    aside = [line for page in pages for line in page.aside]
    papers = {page.number: (page.paper[0], page.paper[2]) for page in pages}
    return Source((*told_story(pieces, papers), *_beside(aside)), asks=(*_unread(read), *_left_aside(aside)))


def _judge_letters(read: Sequence[_Unreadable], name: str) -> None:
    letters = sum(page.of for page in read)
    if letters < FEWEST_LETTERS:
        raise ExchangeError(f"{name}：这是扫描的 PDF，里面没有文字，请改用 Word、Excel 或网页文件。")
    if sum(page.letters for page in read) > letters * MOST_UNREADABLE:
        raise ExchangeError(
            f"{name}：PDF 里{_pages(read)}的字体没有注明是哪些字，读出来是乱码，没有读取。请改用 Word、Excel 或网页文件。"
        )


def _pages(read: Sequence[_Unreadable]) -> str:
    numbers = [str(page.page) for page in read if page.letters]
    return f"第 {'、'.join(numbers[:MOST_TOLD])} {'等页' if len(numbers) > MOST_TOLD else '页'}"


def _unread(read: Sequence[_Unreadable]) -> Iterator[str]:
    count = sum(page.letters for page in read)
    if count:
        yield f"PDF 里{_pages(read)}有 {count} 个字没有注明是哪个字，读不出来，请对照原文件核对"


def _beside(aside: Sequence[TextLine]) -> Iterator[Line]:
    """What stands beside the text, behind all of it and apart from it."""
    if aside:
        yield Line("", f"第 {aside[0].page} 页", part="break")
        yield from (Line(line.text, f"第 {line.page} 页") for line in aside)


def _left_aside(aside: Sequence[TextLine]) -> Iterator[str]:
    if aside:
        first = aside[0].text[:LONGEST_TOLD]
        yield f"第 {aside[0].page} 页正文旁边另有一栏文字（“{first}”等 {len(aside)} 行），没有放进正文，请核对"


def _read_page(page: pypdfium2.PdfPage, found: PageLetters, number: int, tables_before: int) -> PageParts:
    """The lines and tables of a page from the top down."""
    sizes = sorted(letter.size for letter in found.letters)
    thin = max(THINNEST, THIN * sizes[len(sizes) // 2]) if sizes else THINNEST
    drawing = drawn(page, found.frame, thin)
    tables = ruled_tables(drawing, thin)
    finder = PaneFinder(tables)
    inside: dict[int, list[Letter]] = {}
    free: list[Letter] = []
    for letter in doubted(found.letters, drawing):
        pane = finder.at(*letter.middle)
        (free if pane is None else inside.setdefault(pane, [])).append(letter)
    lines, aside = in_columns(free, number)
    pieces: list[TextLine | PageTable] = list(lines)
    first = 0
    for order, table in enumerate(tables, tables_before + 1):
        held = [inside.get(first + offset, []) for offset in range(len(table))]
        _place(_table(table, held, number, order), pieces)
        first += len(table)
    return PageParts(number, tuple(pieces), tuple(aside), found.frame.box(*page.get_cropbox()))


def _place(table: PageTable, pieces: list[TextLine | PageTable]) -> None:
    """Puts a table before the first line that stands below its upper edge."""
    at = next((n for n, piece in enumerate(pieces) if piece.top < table.top), len(pieces))
    pieces.insert(at, table)


def _table(table: list[RuledPane], held: Sequence[list[Letter]], page: int, number: int) -> PageTable:
    place = f"第 {page} 页第 {number} 个表"
    boxes = []
    for pane, letters in zip(table, held, strict=True):
        where = f"{place}第 {pane.row + 1} 行第 {pane.column + 1} 列"
        boxes.append(Box(cell_text(letters, page), pane.row, pane.column, where, pane.rowspan, pane.colspan))
    edges = tuple(sorted({edge for pane in table for edge in (pane.left, pane.right)}))
    top, bottom = max(pane.top for pane in table), min(pane.bottom for pane in table)
    return PageTable(Table(tuple(boxes), place), edges, top, bottom, page)
