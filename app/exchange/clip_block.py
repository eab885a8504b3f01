"""A block without labels on the clipboard: its plain text, as long as that says what its HTML shows.

Plain text is flattened: 3 with a raised 2 becomes 32, a struck-out 5 is a 5 again. So each cell of the HTML is held
against the cell of the text, and any difference refuses the whole block. Reading the HTML may cost the square of its size and
more, so whoever has more than a small one hands in a `parse` that does it elsewhere (app.exchange.sandbox.clip_reading).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from lxml import etree, html

from app.errors import ExchangeError, ValueRefused
from app.exchange.readers.html.html_file import html_box, html_source
from app.exchange.source.source import Box, Line, Table, as_seen, seen
from app.report.entry import parse_block, write_block

CLIPBOARD = "剪贴板"
TOO_MUCH = f"{CLIPBOARD}里的内容过多，没有粘贴。请只复制需要的表格。"
NOTHING = "剪贴板里没有可以粘贴的内容，没有粘贴，表里没有变化。"
_BY_HAND = "不能确定是多少，整块没有粘贴。请看着原文逐格填写。"
MOST_BOXES = 6000
MOST_TEXT = 100_000  # characters that are seen; the largest official table has under 10 000
SMALL = 64 * 1024  # characters of HTML
FEW_TAGS, FEW_LOOKS = 3000, 40_000  # in a small one: tags, and tags times rules of style; an official table has 800 and 24 000
_LONGEST = 24  # characters of a cell in a message
_BLANKS = re.compile(r"(?<!\d) | (?!\d)")
Cells = Sequence[Sequence[str]]


@dataclass(frozen=True)
class ShownClip:
    """What the HTML of a clipboard shows: its lines and tables; without any table also all of it as one box."""

    blocks: tuple[Line | Table, ...]
    whole: Box | None = None

    @property
    def tables(self) -> list[Table]:
        """The tables alone."""
        return [block for block in self.blocks if isinstance(block, Table)]


Parse = Callable[[str], ShownClip | None]


def is_small(markup: str) -> bool:
    """Whether it is read in a moment, whatever it is: no part of the reading takes more than tags times rules."""
    tags, rules = markup.count("<"), markup.count("{") + markup.count(",")
    return len(markup) <= SMALL and tags <= FEW_TAGS and tags * rules <= FEW_LOOKS


def look_at(markup: str) -> ShownClip | None:
    """Reads the HTML; None when it is none. Raises ExchangeError for more than is ever pasted."""
    root = _root(markup)
    if root is None:
        return None
    blocks = seen(html_source(root, CLIPBOARD)).blocks
    tables = [block for block in blocks if isinstance(block, Table)]
    texts = [box.text for table in tables for box in table.boxes]
    if len(texts) > MOST_BOXES:
        raise ExchangeError(f"{CLIPBOARD}里的表格过大，没有粘贴。请只复制需要的表格。")
    texts += [block.text for block in blocks if isinstance(block, Line)]
    if sum(map(len, texts)) > MOST_TEXT:
        raise ExchangeError(TOO_MUCH)
    return ShownClip(blocks, None if tables else html_box(root, CLIPBOARD))


def block_of(markup: str, text: str, parse: Parse = look_at) -> str:
    """The text that goes into the cells from where the cursor is; of a clipboard with HTML alone, that of its table.

    Raises ExchangeError where the HTML shows other figures than the text says, or nobody can tell; with row, column
    and both readings.
    """
    if len(text) > MOST_TEXT:
        raise ExchangeError(TOO_MUCH)
    look = parse(markup) if "<" in markup else None
    if look is None:
        return text
    if look.whole is not None:
        return _one_cell(look.whole, text)
    tables = look.tables
    if not text.strip():
        if len(look.blocks) > 1:
            raise ExchangeError(
                f"{CLIPBOARD}里除了一个表格还有别的内容，没有粘贴。请只复制要填的那几格，再粘贴一次。"
            )
        _judge_doubts(tables)
        return _written(tables[0])
    shown: list[list[str]] = []
    for block in look.blocks:
        shown += _grid(block) if isinstance(block, Table) else [[block.text]]
    _compare(shown, _cells(text))
    _judge_doubts(tables)
    return text


def lines_of(markup: str, parse: Parse = look_at) -> str:
    """The text that the HTML of a clipboard shows, a line for each paragraph and row; '' when it shows none."""
    look = parse(markup) if "<" in markup else None
    rows: list[str] = []
    for block in look.blocks if look else ():
        rows += [" ".join(row).strip() for row in _grid(block)] if isinstance(block, Table) else [block.text]
    return "\n".join(rows)


def _root(markup: str) -> html.HtmlElement | None:
    try:
        parser = html.HTMLParser(encoding="utf-8", huge_tree=False, no_network=True)
        return html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError):
        return None


def _one_cell(box: Box, text: str) -> str:
    """What stands in no table at all: a few words of a page, perhaps one figure."""
    if box.doubt:
        raise ExchangeError(f"{CLIPBOARD}里的“{_short(box.text)}”{box.doubt}，{_BY_HAND}")
    if text.strip() and _bare(text) != _bare(box.text):
        raise ExchangeError(
            f"{CLIPBOARD}里看到的是“{_short(box.text)}”，纯文字却是“{_short(text)}”，{_BY_HAND}"
        )
    return text if text.strip() else write_block([[" ".join(box.text.split())]])


def _written(table: Table) -> str:
    return write_block([" ".join(cell.split()) for cell in row] for row in _grid(table))


def _grid(table: Table) -> list[list[str]]:
    """The texts of a table at their places; a merged cell's stands at its first."""
    wide = max((box.column + box.colspan for box in table.boxes), default=0)
    rows = [[""] * wide for _ in table.rows]
    for box in table.boxes:
        rows[box.row][box.column] = box.text
    return rows


def _cells(text: str) -> Cells:
    try:
        return parse_block(text)
    except ValueRefused as reason:
        raise ExchangeError(reason.sentence) from reason


def _compare(shown: Cells, told: Cells) -> None:
    for row, (seen_row, told_row) in enumerate(zip_longest(shown, told, fillvalue=()), 1):
        for column, (one, other) in enumerate(zip_longest(seen_row, told_row, fillvalue=""), 1):
            if _bare(one) != _bare(other):
                where = f"要粘贴的内容第 {row} 行第 {column} 列"
                raise ExchangeError(f"{where}，看到的是{_named(one)}，纯文字却是{_named(other)}，{_BY_HAND}")


def _judge_doubts(tables: Sequence[Table]) -> None:
    for table in tables:
        for box in table.boxes:
            if box.doubt:
                where = f"要粘贴的内容第 {box.row + 1} 行第 {box.column + 1} 列"
                raise ExchangeError(f"{where}“{_short(box.text)}”{box.doubt}，{_BY_HAND}")


def _bare(text: str) -> str:
    """Without blanks, but 3 and 7 with one between them, or one below the other, are not 37."""
    return _BLANKS.sub("", " ".join(as_seen(text).split()))


def _named(text: str) -> str:
    return f"“{_short(text)}”" if text.strip() else "空白"


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST]}…"
