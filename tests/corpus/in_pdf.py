"""The corpus as PDF files: with ruling lines as lines and as thin rectangles, without any, and as a scan."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from tests.corpus.base import OFFICE, Rows, prose, tables

FONT = Path(__file__).resolve().parents[2] / "resources" / "fonts" / "song.ttf"
WIDE, HIGH, LEFT, RIGHT, TOP, BOTTOM = 595.0, 842.0, 70.0, 525.0, 780.0, 60.0
Draw = Callable[[Canvas, float, float, float, float], None]


class Sheet:
    """A page after the other, filled from the top."""

    def __init__(self) -> None:
        self.out = io.BytesIO()
        self.canvas = Canvas(self.out, (WIDE, HIGH), invariant=1)
        pdfmetrics.registerFont(TTFont("corpus", str(FONT)))
        self.y, self.number = TOP, 1

    def need(self, height: float) -> None:
        """Turns the page when less than that is left."""
        if self.y - height < BOTTOM:
            self.turn()

    def turn(self) -> None:
        """Ends the page with its number."""
        self.canvas.setFont("corpus", 9)
        self.canvas.drawCentredString(WIDE / 2, 40, f"— {self.number} —")
        self.canvas.showPage()
        self.y, self.number = TOP, self.number + 1

    def line(self, text: str, size: float = 12, indent: float = 0) -> None:
        """A paragraph, broken at the right edge."""
        room = int((RIGHT - LEFT) // size)
        first = room - int(indent)
        lines = [text[:first], *(text[n : n + room] for n in range(first, len(text), room))]
        for number, part in enumerate(lines):
            self.need(size * 1.6)
            self.y -= size * 1.6
            self.canvas.setFont("corpus", size)
            self.canvas.drawString(LEFT + (indent * size if number == 0 else 0), self.y, part)

    def saved(self) -> bytes:
        """The file's bytes."""
        self.turn()
        self.canvas.save()
        return self.out.getvalue()


def as_box(canvas: Canvas, x: float, y: float, width: float, height: float) -> None:
    """A cell's border as one rectangle."""
    canvas.setLineWidth(0.5)
    canvas.rect(x, y, width, height)


def as_strips(canvas: Canvas, x: float, y: float, width: float, height: float) -> None:
    """A cell's border as four filled strips, as Word's PDF export draws it."""
    for strip in (
        (x, y, width, 0.5),
        (x, y + height, width, 0.5),
        (x, y, 0.5, height),
        (x + width, y, 0.5, height),
    ):
        canvas.rect(*strip, stroke=0, fill=1)


def as_inset(canvas: Canvas, x: float, y: float, width: float, height: float) -> None:
    """A cell's border within its place, so that neighbours have two lines between them, as browsers print it."""
    canvas.setLineWidth(0.5)
    canvas.rect(x + 1.2, y + 1.2, width - 2.4, height - 2.4)


def no_border(canvas: Canvas, x: float, y: float, width: float, height: float) -> None:
    """No border at all."""


def draw_table(sheet: Sheet, rows: Rows, draw: Draw) -> None:
    """A table on one page, each cell's text broken inside it."""
    columns = max(sum(cell.across for cell in row) for row in rows)
    shares = [1, 2, 6, *[1.0] * 7] if columns == 10 else [1.0] * columns
    edges = [LEFT + (RIGHT - LEFT) * sum(shares[:n]) / sum(shares) for n in range(columns + 1)]
    height = 22.0
    sheet.need(height * len(rows))
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            while (number, column) in taken:
                column += 1
            taken |= {(number + r, column + c) for r in range(cell.down) for c in range(cell.across)}
            x, y = edges[column], sheet.y - (number + cell.down) * height
            width = edges[column + cell.across] - x
            draw(sheet.canvas, x, y, width, cell.down * height)
            _write(sheet.canvas, cell.text, x + 2, y + cell.down * height - 7, width - 4)
    sheet.y -= height * len(rows)


def _write(canvas: Canvas, text: str, x: float, y: float, width: float) -> None:
    size = 5.5
    room = max(int(width // size), 1)
    canvas.setFont("corpus", size)
    for number in range(0, len(text), room):
        canvas.drawString(x, y - number // room * size * 1.1, text[number : number + room])


def printed(draw: Draw) -> bytes:
    """The report as a PDF."""
    sheet = Sheet()
    sheet.line(OFFICE, 18)
    sheet.line("2024年政府信息公开工作年度报告", 18)
    grids = tables()
    for heading, lines in prose():
        sheet.line(heading, 14)
        for line in lines:
            sheet.line(line, 12, 2)
        if not lines:
            draw_table(sheet, grids.pop(0), draw)
    return sheet.saved()


def scanned() -> bytes:
    """A page without text: a scan."""
    sheet = Sheet()
    sheet.canvas.rect(100, 100, 300, 500)
    sheet.canvas.showPage()
    sheet.canvas.save()
    return sheet.out.getvalue()


def files() -> dict[str, bytes]:
    """The PDF files by name."""
    return {
        "boxes.pdf": printed(as_box),
        "strips.pdf": printed(as_strips),
        "no-lines.pdf": printed(no_border),
    }
