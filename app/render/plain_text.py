"""Plain text for forms and chats: every line stands alone, no table drawing, nothing to align.

Body text keeps its indent of two ideographic spaces. A table is a line for each heading when it begins, then a
line of `列名：值`. UTF-8 with a mark and CRLF, so that old editors on Windows show it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.document.blocks import (
    Block,
    Document,
    Grid,
    GridCell,
    Heading,
    Note,
    Paragraph,
    Picture,
    Signature,
    Title,
)
from app.render.writer_job import WriterJob

INDENT = "\u3000" * 2
DEEP = "\u3000" * 4  # the signature's lines; no body line begins with four


def write(document: Document, _job: WriterJob) -> bytes:
    """The report as plain text, which has room for nothing else."""
    lines = [line for block in document.blocks for line in _lines(block)]
    return "".join(f"{line}\r\n" for line in lines).encode("utf-8-sig")


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Title(lines):
            yield from lines
        case Heading(level, text):
            yield from ("", text) if level == 1 else (text,)
        case Paragraph(text):
            yield INDENT + text
        case Note(text):
            yield from (line for line in text.split("\n") if line.strip())
        case Grid():
            yield from _grid(block)
        case Picture(_, text):
            yield f"［图：{text}］"
        case Signature():
            yield from _signature(block)


def _signature(block: Signature) -> Iterator[str]:
    yield ""
    yield from (DEEP + line for line in (*block.office.split("\n"), block.day) if line)
    yield from (line for line in block.contact.split("\n") if line)


def _grid(grid: Grid) -> Iterator[str]:
    heads: list[GridCell] = []
    fresh = True
    for row in grid.rows:
        if all(cell.role == "head" for cell in row.cells):
            heads = heads if not fresh else []
            fresh = False
            if row.cells[0].colspan == len(grid.widths):
                yield row.cells[0].text
            else:
                heads += row.cells
            continue
        fresh = True
        yield from (cell.text for cell in row.cells if cell.role == "stub" and cell.text)
        yield from _values(heads, [cell for cell in row.cells if cell.role == "data"])


def _values(heads: list[GridCell], cells: list[GridCell]) -> Iterator[str]:
    """The values of a row; where column names repeat, a line for each group of columns names it first."""
    paths = [_path(heads, cell) for cell in cells]
    names = [path[-1] if path else "" for path in paths]
    if len(set(names)) == len(names):
        yield _line(dict(zip(names, cells, strict=True)))
        return
    groups: dict[str, dict[str, GridCell]] = {}
    for path, name, cell in zip(paths, names, cells, strict=True):
        groups.setdefault("／".join(path[:-1]), {})[name] = cell
    for group, members in groups.items():
        yield group
        yield _line(members)


def _line(members: Mapping[str, GridCell]) -> str:
    return INDENT + "\u3000".join(f"{name}：{_one_line(cell.text)}" for name, cell in members.items())


def _one_line(text: str) -> str:
    return text.replace("\n", " ")


def _path(heads: list[GridCell], cell: GridCell) -> list[str]:
    """The headings over a data cell, the outermost first."""
    return [head.text for head in heads if head.column <= cell.column < head.column + head.colspan]
