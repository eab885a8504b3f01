"""Plain text → source: rows by tabs or spaces, rows flattened to one cell a line, and our own `列名：值`.

In flattened text merged cells and whole columns may be lost, so its tables are loose: places count for
nothing, order for something.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from app.chinese.days import day_parts
from app.chinese.sentences import CLAUSE_ENDS
from app.errors import ExchangeError
from app.exchange.readers.encoding import decode
from app.exchange.readers.printed_rows import with_whole_labels
from app.exchange.readers.wrapped import PrintedLine, rejoined
from app.exchange.source.source import Box, Line, Source, Table
from app.exchange.source.values import is_number, is_value

INDENT = "\u3000" * 2
DEEP = "\u3000" * 4  # our own text file begins the lines of the signature with these
_SHORT = 45  # characters; a cell of a table is shorter, a sentence mostly longer
MOST_LINES = 20_000  # a report has under 1 000
LONGEST = 400  # characters of a line that may be a row; longer ones are paragraphs
_AHEAD = 30  # short lines between two rows that may still be cells of one table
_MOST_LABELS = 3  # headings before a row's numbers; more short lines are the head of the table
_SENTENCE = re.compile(f"[{CLAUSE_ENDS}]")
_PAGE_NUMBER = re.compile(r"[—–－-]\s*\d{1,3}\s*[—–－-]")
_BARS = re.compile("[|│┃｜]")
_RULES = re.compile(r"\s*[-+|:=─━│┃┌┐└┘├┤┬┴┼\s]{5,}")
_FEWEST_CELLS, _NEARLY_ALL = 20, 0.9  # a text with a blank line after nine of ten of its many numbers
_ENDS = re.compile(r"\r\n|\n|\r")
_ODD = "\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_ODD_ENDS = re.compile(rf"(?<!\d)[{_ODD}]|[{_ODD}](?!\d)")
_WIDE = re.compile(r"\s{2,}|\u3000")
_TAIL = re.compile(r"\s*(?P<label>\S.*?)(?P<numbers>(?:[ \u3000\u00a0]+(?:\d[\d,]*(?:\.\d+)?|[/—－-]+))+)\s*")

TokenKind = Literal["blank", "row", "number", "named", "short", "text"]
Row = tuple[tuple[str, ...], int]  # the fields, and the number of the line they begin in


@dataclass(frozen=True)
class TextToken:
    """What a line looks like; `fields` when it looks like cells."""

    kind: TokenKind
    text: str
    line: int
    fields: tuple[str, ...] = ()

    @property
    def as_line(self) -> Line:
        """The line as a paragraph."""
        return Line(self.text, f"第 {self.line + 1} 行")


def read_txt_source(data: bytes, name: str) -> Source:
    """The lines and tables of a text file. Raises ExchangeError for an unknown encoding or far too many lines."""
    lines = _lines(decode(data, name))
    if len(lines) > MOST_LINES:
        raise ExchangeError(f"{name}：有 {len(lines)} 行，不像是一份年报，没有读取。请核对所选文件。")
    return text_source(lines)


def _lines(text: str) -> list[str]:
    """The lines; other ends of lines than the usual ones break a paragraph, but no figure and no row of cells."""
    if "\n" not in text and "\r" not in text:
        return text.splitlines()
    found: list[str] = []
    for line in _ENDS.split(text):
        found += [line] if "\t" in line.strip(_ODD) else _ODD_ENDS.split(line)
    return found if found[-1] else found[:-1]


def text_source(lines: Sequence[str]) -> Source:
    """The same from lines already decoded."""
    tokens = _single_spaced([_token(text, number) for number, text in enumerate(with_whole_labels(lines))])
    ours = any(token.kind == "named" for token in tokens)
    blocks: list[Line | Table] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.kind == "named":
            label = blocks.pop() if blocks and isinstance(blocks[-1], Line) else None
            blocks.append(_named_table(label if isinstance(label, Line) else None, token))
            at += 1
        elif token.kind in ("row", "number"):
            end = _region_end(tokens, at)
            blocks.append(_table(_labels_before(tokens, at, blocks) + tokens[at:end]))
            at = end
        else:
            blocks.extend([token.as_line] if token.kind != "blank" else ())
            at += 1
    if ours:
        return Source(tuple(_with_parts(blocks)), ours=True)
    whole = rejoined(PrintedLine(one, printed=True) if isinstance(one, Line) else one for one in blocks)
    return Source(tuple(whole.blocks), asks=whole.asks)


def _single_spaced(tokens: list[TextToken]) -> list[TextToken]:
    """Without blank lines where one stands after every cell of the tables: there they part nothing."""
    cells = [n for n, token in enumerate(tokens[:-1]) if token.kind == "number"]
    apart = sum(tokens[n + 1].kind == "blank" for n in cells)
    if len(cells) < _FEWEST_CELLS or apart < len(cells) * _NEARLY_ALL:
        return tokens
    return [token for token in tokens if token.kind != "blank"]


def _ruled_fields(text: str) -> tuple[str, ...]:
    """The cells of a row drawn with bars; () for any other line. A line of rules alone has none."""
    if len(_BARS.findall(text)) < 2:
        return ()
    return tuple(part.strip() for part in _BARS.split(text.strip())[1:-1])


def _token(text: str, line: int) -> TextToken:
    if len(text) > LONGEST:
        return TextToken("text", text, line)
    named = _named_fields(text)
    if named:
        return TextToken("named", text, line, named)
    if _RULES.fullmatch(text):
        return TextToken("blank", text, line)
    fields = _ruled_fields(text) or tuple(field.strip() for field in text.split("\t"))
    if len(fields) > 1 and (sum(map(bool, fields)) > 1 or not fields[-1]):
        return TextToken("row", text, line, fields)
    plain = text.strip()
    words = tuple(plain.split())
    if not plain or _PAGE_NUMBER.fullmatch(plain):
        return TextToken("blank", text, line)
    if is_number(plain) or plain in ("/", "—", "-"):
        return TextToken("number", text, line, (plain,))
    tail = _TAIL.fullmatch(text)
    if tail and len(tail["label"]) <= 2 * _SHORT and not _SENTENCE.search(text):
        return TextToken("row", text, line, (*_WIDE.split(tail["label"].strip()), *tail["numbers"].split()))
    apart = tuple(_WIDE.split(plain))
    if len(apart) > 1 and not _SENTENCE.search(plain):
        return TextToken("row", text, line, apart)
    if len(words) > 1 and (all(map(is_value, words)) or (len(words) > 2 and max(map(len, words)) <= 12)):
        return TextToken("row", text, line, words)
    short = len(plain) <= _SHORT and not _SENTENCE.search(plain)
    return TextToken("short" if short else "text", text, line)


def _named_fields(text: str) -> tuple[str, ...]:
    """name, value, name, value … of a line of our own text file; () for any other line."""
    if not text.startswith(INDENT) or text.startswith(DEEP):
        return ()
    found = [_name_and_value(part) for part in text.removeprefix(INDENT).split("\u3000")]
    return tuple(field for pair in found for field in pair) if all(found) else ()


def _name_and_value(part: str) -> tuple[str, ...]:
    """`列名：值` taken apart at the first colon after which a value stands; () when there is none."""
    for at, char in enumerate(part):
        if char == "：" and 0 < at <= _SHORT and is_value(part[at + 1 :]):
            return part[:at], part[at + 1 :]
    return ()


def _named_table(label: Line | None, token: TextToken) -> Table:
    names, values = token.fields[::2], token.fields[1::2]
    place = f"第 {token.line + 1} 行"
    boxes = [Box(name, 0, n, place) for n, name in enumerate(names, 1)]
    boxes += [Box(value, 1, n, f"{place}“{names[n - 1]}”") for n, value in enumerate(values, 1)]
    stub = (
        Box("", 0, 0, place),
        Box(label.text.strip() if label else "", 1, 0, label.place if label else place),
    )
    return Table((*stub, *boxes), place, lines=(*((label,) if label else ()), token.as_line))


def _region_end(tokens: Sequence[TextToken], start: int) -> int:
    """Where the table that begins here ends: after its last row, short lines between rows included."""
    end, at = start + 1, start + 1
    while at < len(tokens) and tokens[at].kind in ("row", "number", "short", "blank") and at - end < _AHEAD:
        at += 1
        if tokens[at - 1].kind in ("row", "number"):
            end = at
    return end


def _labels_before(tokens: Sequence[TextToken], at: int, blocks: list[Line | Table]) -> list[TextToken]:
    """The short lines right before a first lone number: its label and the head of the table; taken off `blocks`."""
    start = at
    while tokens[at].kind == "number" and start and tokens[start - 1].kind == "short" and blocks:
        if not isinstance(blocks[-1], Line):
            break
        blocks.pop()
        start -= 1
    return list(tokens[start:at])


def _table(tokens: Sequence[TextToken]) -> Table:
    boxes = [
        Box(field, row, column, f"第 {line + 1} 行第 {column + 1} 项")
        for row, (fields, line) in enumerate(_rows(tokens))
        for column, field in enumerate(fields)
    ]
    lines = tuple(token.as_line for token in tokens if token.kind != "blank")
    return Table(tuple(boxes), lines[0].place, loose=True, lines=lines)


def _rows(tokens: Sequence[TextToken]) -> Iterator[Row]:
    labels: list[TextToken] = []
    numbers: list[TextToken] = []
    for token in (*tokens, TextToken("row", "", 0)):
        if numbers and token.kind != "number":
            yield from _column_row(labels, numbers)
            labels, numbers = [], []
        if token.kind == "number":
            numbers.append(token)
        elif token.kind == "short":
            labels.append(token)
        elif token.fields:
            yield from (((label.text.strip(),), label.line) for label in labels)
            labels = []
            yield token.fields, token.line


def _column_row(labels: list[TextToken], numbers: list[TextToken]) -> Iterator[Row]:
    """A row that was flattened to one cell a line; many labels before it are the head of the table first."""
    head = labels[:-1] if len(labels) > _MOST_LABELS else []
    if head:
        yield tuple(token.text.strip() for token in head), head[0].line
    own = [*labels[len(head) :], *numbers]
    yield tuple(token.text.strip() for token in own), own[0].line


def _with_parts(blocks: Sequence[Line | Table]) -> Iterator[Line | Table]:
    """Names the parts of our own signature: deep lines are office and date, what follows them the contact."""
    after = False
    for number, block in enumerate(blocks):
        if isinstance(block, Line) and block.text.startswith(DEEP):
            last = number + 1 == len(blocks) or not _is_deep(blocks[number + 1])
            after = True
            yield replace(
                block,
                text=block.text.removeprefix(DEEP),
                part="date" if last and day_parts(block.text) else "office",
            )
        elif isinstance(block, Line) and after:
            yield replace(block, part="contact")
        else:
            yield block


def _is_deep(block: Line | Table) -> bool:
    return isinstance(block, Line) and block.text.startswith(DEEP)
