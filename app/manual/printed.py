"""The whole manual as blocks, to be set by our own typesetter like a report, and as the bytes of its PDF.

Chapters are numbered 一、, parts （一） as in official papers; steps 1．.
"""

from __future__ import annotations

from collections.abc import Iterator

from app.chinese.numerals import numeral
from app.document.blocks import (
    Block,
    Document,
    Grid,
    GridCell,
    GridRow,
    Heading,
    Note,
    Paragraph,
    Picture,
    Signature,
    Title,
)
from app.errors import ResourceError
from app.manual.manual_source import (
    Chapter,
    Chart,
    Figure,
    Manual,
    ManualPart,
    ManualPiece,
    ManualStep,
    ManualText,
    plain,
)
from app.render import pdf
from app.render.pdf.pdf_picture import proportion
from app.render.pdf.pdf_press import PROGRAM
from app.render.writer_job import WriterJob

WIDTH = 156.0  # mm: the measure of the page


def book(manual: Manual, version: str) -> Document:
    """The manual as blocks. Raises ResourceError when a picture cannot be read."""
    title = "".join(manual.title)
    blocks = (
        Title(manual.title),
        *(
            block
            for number, chapter in enumerate(manual.chapters, 1)
            for block in _chapter(manual, chapter, number)
        ),
        Signature(f"{PROGRAM} {version} 版", manual.day),
    )
    return Document(title, PROGRAM, manual.day.year, "", blocks, subject=title)


def print_manual(manual: Manual, version: str) -> bytes:
    """The manual as PDF, for printing on both sides. Raises ResourceError."""
    return pdf.write(book(manual, version), WriterJob())


def _chapter(manual: Manual, chapter: Chapter, number: int) -> Iterator[Block]:
    yield Heading(1, f"{numeral(number)}、{chapter.title}", chapter.id)
    parts = 0
    for place, piece in enumerate(chapter.pieces):
        parts += isinstance(piece, ManualPart)
        yield from _blocks(manual, piece, f"{chapter.id}.{place}", parts)


def _blocks(manual: Manual, piece: ManualPiece, place: str, part: int) -> Iterator[Block]:
    match piece:
        case ManualPart(title):
            yield Heading(2, f"（{numeral(part)}）{title}", place)
        case ManualText(text):
            yield Paragraph(plain(text), place)
        case ManualStep(text, number):
            yield Paragraph(f"{number}．{plain(text)}" if number else f"——{plain(text)}", place)
        case Chart():
            yield _grid(piece, place)
        case Figure(file, caption):
            yield _picture(manual, file, caption)
            yield Note(f"图：{caption}", "")


def _picture(manual: Manual, file: str, caption: str) -> Picture:
    try:
        png = (manual.pictures / file).read_bytes()
    except OSError as reason:
        raise ResourceError(
            f"手册的图片 {file} 无法读取（{reason.strerror}）。请重新安装本程序。"
        ) from reason
    return Picture(png, caption, WIDTH, WIDTH * proportion(png))


def _grid(chart: Chart, place: str) -> Grid:
    shares = chart.shares or (1,) * len(chart.head)
    widths = tuple(round(WIDTH * share / sum(shares), 1) for share in shares)
    head = GridRow(tuple(GridCell(text, n, role="head") for n, text in enumerate(chart.head)))
    rows = (
        GridRow(
            tuple(GridCell(plain(text), n, role="stub", align="left") for n, text in enumerate(row)),
            group=True,
        )
        for row in chart.rows
    )
    return Grid(place, "", widths, (head, *rows), header_rows=1)
