"""A PDF: our own by the exchange file attached to it, any other page by page → source: text in ruled cells, lines joined into
paragraphs. One without text is a scan and is refused.

A new paragraph is told by its indent or by a short line before it; page numbers are left out. Where there are
no ruling lines, wide gaps part the fields of a row. A digit that is raised, lowered or smaller than the one before it
gets a mark, so that no number is made of the two. Files are opened in memory only.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from itertools import pairwise

import pypdfium2
import pypdfium2.raw as pdfium

from app.errors import ExchangeError
from app.exchange.readers.pdf.pdf_ruling import RuledPane, ruled_tables
from app.exchange.readers.txt_file import text_source
from app.exchange.source.source import Box, Line, Source, Table

ATTACHED = "nianbao.json"
ANCHOR = "nianbao-anchor.txt"
MOST_PAGES = 60
LARGEST_ATTACHED = 16 * 1024 * 1024  # bytes
FEWEST_LETTERS = 20  # on all pages; fewer is a scan
MOST_ON_A_PAGE = 12_000  # characters; a full page of a report has under 1 500
WIDE_GAP = 1.6  # in heights of a letter: further apart they are different fields
OFF_LINE, SMALLER = (
    0.12,
    0.82,
)  # in heights of a letter: a digit that stands or is set so is of no number beside it
ODD = "^"  # stands between two digits that are not set alike
NARROWEST = 0.2  # widths of a letter per height; narrower is no letter as printed
_HEADING = re.compile(
    r"(?:[一二三四五六七八九十]{1,2}、|[（(][一二三四五六七八九十]{1,2}[)）])[^。；，：]{2,30}"
)
_PAGE_NUMBER = re.compile(r"[—\-–－·\s]*\d{1,3}[—\-–－·\s]*|第\s*\d{1,3}\s*页.*")


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


class TooMuch(Exception):
    """A page holds more characters than any report."""


@dataclass(frozen=True)
class Letter:
    """One character and its box on the page, in points from the lower left."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    base: float  # of its line of writing

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of its box."""
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2

    @property
    def height(self) -> float:
        """The height of its line, nearly the size of its font."""
        return max(self.top - self.bottom, 1.0)


@dataclass(frozen=True)
class TextLine:
    """A line of letters with its ends; `top` orders it on the page."""

    text: str
    left: float
    right: float
    top: float
    size: float
    page: int


@dataclass
class _Story:
    """Blocks of all pages in order, and the paragraph that may go on."""

    blocks: list[Line | Table] = field(default_factory=list)
    open: list[TextLine] = field(default_factory=list)

    def close(self) -> None:
        """Ends the paragraph."""
        if self.open:
            text = "".join(line.text for line in self.open)
            self.blocks.append(Line(text, f"第 {self.open[0].page} 页"))
            self.open = []


def pdf_source(document: pypdfium2.PdfDocument, name: str) -> Source:
    """The lines and tables of all pages. Raises ExchangeError for a scan."""
    pieces: list[TextLine | Table] = []
    letters = tables = 0
    for number in range(len(document)):
        page = document[number]
        try:
            found = list(_letters(page))
        except TooMuch:
            raise ExchangeError(f"{name}：第 {number + 1} 页文字过多，不像是一份年报，没有读取。") from None
        letters += len(found)
        own = list(_read_page(page, found, number + 1, tables))
        tables += sum(isinstance(piece, Table) for piece in own)
        pieces += own
        page.close()
    if letters < FEWEST_LETTERS:
        raise ExchangeError(f"{name}：这是扫描的 PDF，里面没有文字，请改用 Word、Excel 或网页文件。")
    return Source(tuple(_story(pieces)))


def _story(pieces: list[TextLine | Table]) -> list[Line | Table]:
    story = _Story()
    edges = _edges([piece for piece in pieces if isinstance(piece, TextLine)])
    for piece in pieces:
        if isinstance(piece, TextLine):
            _add_line(piece, edges, story)
        else:
            story.close()
            story.blocks.append(piece)
    story.close()
    return story.blocks


def _letters(page: pypdfium2.PdfPage) -> Iterator[Letter]:
    text = page.get_textpage()
    if text.count_chars() > MOST_ON_A_PAGE:
        raise TooMuch
    for index in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, index)
        if pdfium.FPDFText_IsGenerated(text, index) == 1 or not code or code == 0xFFFE:
            continue
        box = pdfium.FS_RECTF()
        if not pdfium.FPDFText_GetLooseCharBox(text, index, ctypes.byref(box)):
            continue
        char = chr(code) if code < 0x110000 else ""
        if char.strip():
            x, y = ctypes.c_double(), ctypes.c_double(box.bottom)
            pdfium.FPDFText_GetCharOrigin(text, index, ctypes.byref(x), ctypes.byref(y))
            yield Letter(char, box.left, box.bottom, box.right, box.top, y.value)
    text.close()


def _read_page(
    page: pypdfium2.PdfPage, letters: list[Letter], number: int, tables_before: int
) -> Iterator[TextLine | Table]:
    """The lines and tables of a page from the top down."""
    tables = ruled_tables(page)
    panes = [pane for table in tables for pane in table]
    inside: dict[int, list[Letter]] = {}
    free: list[Letter] = []
    for letter in letters:
        pane = next((n for n, p in enumerate(panes) if _holds(p, letter)), None)
        (free if pane is None else inside.setdefault(pane, [])).append(letter)
    placed: list[tuple[float, TextLine | Table]] = [(line.top, line) for line in _lines(free, number)]
    for order, table in enumerate(tables, tables_before + 1):
        found = _table(table, panes, inside, number, order)
        placed.append((max(pane.top for pane in table), found))
    yield from (piece for _, piece in sorted(placed, key=lambda pair: -pair[0]))


def _edges(lines: list[TextLine]) -> dict[int, tuple[float, float]]:
    """Left and right edge of the text in each size; titles and tables may reach further than the body."""
    edges = {}
    for size in {round(line.size) for line in lines}:
        same = [line for line in lines if abs(line.size - size) <= 1]
        ends = [line.right for line in same if line.right < math.inf and "\t" not in line.text]
        edges[size] = min((line.left for line in same), default=0.0), max(ends, default=0.0)
    return edges


def _holds(pane: RuledPane, letter: Letter) -> bool:
    x, y = letter.middle
    return pane.left <= x <= pane.right and pane.bottom <= y <= pane.top


def _table(
    table: list[RuledPane], panes: list[RuledPane], inside: dict[int, list[Letter]], page: int, number: int
) -> Table:
    place = f"第 {page} 页第 {number} 个表"
    first = panes.index(table[0])
    boxes = []
    for offset, pane in enumerate(table):
        text = _cell_text(list(_lines(inside.get(first + offset, []), page)))
        where = f"{place}第 {pane.row + 1} 行第 {pane.column + 1} 列"
        boxes.append(Box(text, pane.row, pane.column, where, pane.rowspan, pane.colspan))
    return Table(tuple(boxes), place)


def _cell_text(lines: Sequence[TextLine]) -> str:
    """The lines of a cell as one text; digits that meet only where a line ends make no number."""
    parts = [line.text for line in lines[:1]]
    for before, line in pairwise(lines):
        meet = before.text[-1:].isdigit() and line.text[:1].isdigit()
        parts.append(ODD + line.text if meet else line.text)
    return "".join(parts)


def _lines(letters: Sequence[Letter], page: int) -> Iterator[TextLine]:
    """Letters grouped into lines from the top; a wide gap within a line becomes a tab."""
    line: list[Letter] = []
    for letter in sorted(letters, key=lambda one: (-one.middle[1], one.left)):
        if line and _is_below(line[0], letter) and not any(_hangs(one, letter) for one in line):
            yield _line(line, page)
            line = []
        line.append(letter)
    if line:
        yield _line(line, page)


def _is_below(first: Letter, letter: Letter) -> bool:
    """Whether a letter stands in a line below that of another."""
    return first.middle[1] - letter.middle[1] > min(first.height, letter.height) * 0.5


def _hangs(one: Letter, other: Letter) -> bool:
    """Whether two digits of different sizes stand side by side and nearly touch: a raised or lowered one and its number."""
    if not (one.text.isdigit() and other.text.isdigit()):
        return False
    small, tall = sorted((one.height, other.height))
    beside = min(abs(one.right - other.left), abs(other.right - one.left)) < tall * 0.3
    apart = max(one.bottom - other.top, other.bottom - one.top)
    return beside and small < tall * SMALLER and apart < tall * 0.3


def _line(letters: list[Letter], page: int) -> TextLine:
    ordered = sorted(letters, key=lambda one: one.left)
    size = sorted(one.height for one in ordered)[len(ordered) // 2]
    parts = [ordered[0].text]
    for before, letter in pairwise(ordered):
        gap = letter.left - before.right
        latin = before.text.isascii() and letter.text.isascii() and gap > size * 0.2
        odd = ODD if before.text.isdigit() and letter.text.isdigit() and _is_odd(before, letter) else ""
        parts.append("\t" if gap > size * WIDE_GAP else " " if latin else odd)
        parts.append(letter.text)
    # A replacement text (ISO 32000-1, 14.9.4) is squeezed into one box and does not say where its line ends.
    squeezed = ordered[-1].right - ordered[0].left < len(ordered) * size * NARROWEST
    right = math.inf if squeezed else ordered[-1].right
    return TextLine("".join(parts), ordered[0].left, right, ordered[0].top, size, page)


def _is_odd(before: Letter, letter: Letter) -> bool:
    """Whether two letters of a line are not set alike: off the line of writing, or of other sizes."""
    high = max(before.height, letter.height)
    small = min(before.height, letter.height) < high * SMALLER
    return small or abs(before.base - letter.base) > high * OFF_LINE


def _add_line(line: TextLine, edges: dict[int, tuple[float, float]], story: _Story) -> None:
    left, right = edges[round(line.size)]
    if _PAGE_NUMBER.fullmatch(line.text):
        return
    if "\t" in line.text.strip():
        story.close()
        story.blocks.extend(text_source([line.text]).blocks)
        return
    last = story.open[-1] if story.open else None
    indented = line.left > left + line.size * 0.8
    short = last is not None and last.right < right - last.size * 2
    heading = _HEADING.fullmatch(line.text) is not None
    if last is None or indented or short or heading:
        story.close()
    story.open.append(line)
    if heading:
        story.close()
