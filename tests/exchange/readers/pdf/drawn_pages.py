"""Small PDF files drawn for one test each, and what the reader makes of them."""

from __future__ import annotations

from collections.abc import Sequence

from app.exchange.readers.pdf.pdf_page import open_pdf, pdf_source
from app.exchange.source.source import Line, Source, Table
from tests.corpus.base import Cell
from tests.corpus.in_pdf import LEFT, RIGHT, Sheet, as_box, draw_table

TITLE = "柳荫街道办事处2024年政府信息公开工作年度报告"
SENTENCE = "街道把信息公开列入全年工作要点，每季度听取一次汇报，及时研究解决问题，共办理86件。"
LONG = SENTENCE * 4


def source_of(data: bytes) -> Source:
    with open_pdf(data, "年报.pdf") as document:
        return pdf_source(document, "年报.pdf")


def lines_of(data: bytes) -> list[str]:
    return [block.text for block in source_of(data).blocks if isinstance(block, Line)]


def rows_of(data: bytes) -> list[list[list[str]]]:
    """The texts of each table, row by row."""
    tables = [block for block in source_of(data).blocks if isinstance(block, Table)]
    return [
        [[box.text for box in row if box.row == n] for n, row in enumerate(table.rows)] for table in tables
    ]


def sheet(*lines: str) -> Sheet:
    """A page that begins with the title and these paragraphs."""
    made = Sheet()
    made.line(TITLE, 18)
    for line in lines:
        made.line(line, 12, 2)
    return made


def plain_table(made: Sheet, rows: Sequence[Sequence[str]], draw: object = as_box) -> None:
    draw_table(made, [[Cell(text) for text in row] for row in rows], draw)  # type: ignore[arg-type]


def bold(made: Sheet, text: str) -> None:
    """A line at the left edge, made bold as office programs do it: filled and stroked."""
    made.y -= 19.2
    made.canvas.setFont("corpus", 12)
    made.canvas.drawString(LEFT, made.y, text, mode=2)
    made.canvas.drawString(LEFT, made.y, "", mode=0)


def shade(made: Sheet, high: float, colour: str) -> None:
    """A ground behind the next lines, drawn line by line as Word draws it."""
    made.canvas.setFillColor(colour)
    for n in range(int(high // 19.2)):
        made.canvas.rect(LEFT, made.y - (n + 1) * 19.2 - 4, RIGHT - LEFT, 19.2, stroke=0, fill=1)
    made.canvas.setFillColor("black")
