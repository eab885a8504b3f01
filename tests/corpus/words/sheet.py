"""Paper for the PDF files: pages with heads and feet, lines with a filled rectangle behind them, ruled tables, turned pages."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

from reportlab import rl_config
from reportlab.lib import colors
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Table

from tests.corpus.base import Rows

FONTS = Path(__file__).parents[3] / "resources" / "fonts"
WIDE, HIGH = 595, 842
NOT_FIRST = "，。；：、）》”！？"
MM = 72 / 25.4
WIDTHS = {
    10: [12.4, 21.3, 44.4, 10.4, 11.2, 10.7, 13.1, 11.4, 10.4, 10.7],
    4: [39.0] * 4,
    15: [10.4] * 15,
}
RADICALS = dict(zip("一工文人大口日月用入力子二长水", "⼀⼯⽂⼈⼤⼝⽇⽉⽤⼊⼒⼦⼆⻓⽔", strict=True))


@dataclass(frozen=True)
class Look:
    """How a PDF is printed. `turned` are the tables on turned pages, with their angle."""

    size: float = 14
    heading_size: float = 14
    leading: float = 26
    margin: float = 80
    shade: str = ""
    grey: bool = False
    radicals: bool = False
    turned: dict[int, int] = field(default_factory=dict)
    cut: bool = False
    side: float = 0  # the width of a side bar


def use_fonts() -> None:
    """Registers the faces; a radical is drawn with the glyph of its character. A second call changes nothing."""
    for name in ("song", "hei", "title"):
        font = TTFont(name, str(FONTS / f"{name}.ttf"))
        glyphs = font.face.charToGlyph
        for real, other in RADICALS.items():
            glyphs[ord(other)] = glyphs[ord(real)]
            font.face.charWidths[ord(other)] = font.face.charWidths[ord(real)]
        pdfmetrics.registerFont(font)


def broken(text: str, width: float, font: str, size: float) -> list[str]:
    """A text cut into lines of a width; marks that may not begin a line hang on the one before."""
    lines, line = [], ""
    for letter in text:
        if line and letter not in NOT_FIRST and pdfmetrics.stringWidth(line + letter, font, size) > width:
            lines.append(line)
            line = ""
        line += letter
    return [*lines, line]


@dataclass
class Sheet:
    """A PDF being printed from the top of its pages to their foot."""

    look: Look
    head: str = ""
    foot: str = ""
    number: str = ""
    all: int = 0
    page: int = 0
    y: float = 0
    high: float = HIGH
    wide: float = WIDE
    out: io.BytesIO = field(default_factory=io.BytesIO)
    canvas: Canvas = field(init=False)

    def __post_init__(self) -> None:
        use_fonts()
        self.canvas = Canvas(self.out, pagesize=(WIDE, HIGH), invariant=1)
        self.next()

    @property
    def left(self) -> float:
        """Where lines begin: beside the side bar on the first page."""
        return self.look.margin + (self.look.side if self.page == 1 else 0)

    @property
    def width(self) -> float:
        """The width of a line."""
        return self.wide - self.look.margin - self.left

    def next(self, turn: int = 0) -> None:
        """A new page, turned by 0, 90 or 270 degrees, with its head and foot."""
        if self.page:
            self.canvas.showPage()
        self.page += 1
        self.wide, self.high = (HIGH, WIDE) if turn else (WIDE, HIGH)
        self.canvas.setPageSize((self.wide, self.high))  # reportlab swaps the sides of a turned page
        self.canvas.setPageRotation(turn)
        if turn == 90:
            self.canvas.translate(WIDE, 0)
            self.canvas.rotate(90)
        elif turn == 270:
            self.canvas.translate(0, HIGH)
            self.canvas.rotate(-90)
        self.canvas.setFont("song", 9)
        self.canvas.drawString(self.look.margin, self.high - 36, self.head)
        self.canvas.drawString(self.look.margin, 28, self.foot)
        shown = self.number.format(n=self.page, all=self.all)
        if self.foot:
            self.canvas.drawRightString(self.wide - self.look.margin, 28, shown)
        else:
            self.canvas.drawCentredString(self.wide / 2, 28, shown)
        self.y = self.high - 70

    def write(self, text: str, font: str = "song", size: float = 0, place: str = "left") -> None:
        """A paragraph, line by line; indents are in the text."""
        size = size or self.look.size
        leading = max(self.look.leading, size * 1.5)
        for line in broken(text, self.width, font, size):
            if self.y - leading < 60:
                self.next()
            self.y -= leading
            if self.look.shade:
                self.canvas.setFillColor(colors.HexColor(self.look.shade))
                self.canvas.rect(self.left, self.y - size * 0.35, self.width, leading, stroke=0, fill=1)
                self.canvas.setFillColor(colors.black)
            self.canvas.setFont(font, size)
            middle, right = self.left + self.width / 2, self.left + self.width
            if place == "middle":
                self.canvas.drawCentredString(middle, self.y, line)
            elif place == "right":
                self.canvas.drawRightString(right, self.y, line)
            else:
                self.canvas.drawString(self.left, self.y, line)

    def bar(self, entries: list[str]) -> None:
        """The side bar of a web page beside the first lines."""
        self.canvas.setFont("song", 10)
        for at, entry in enumerate(entries):
            self.canvas.drawString(self.look.margin, self.high - 120 - 30 * at, entry)

    def draw(self, rows: Rows, upright: bool = False) -> bool:
        """A ruled table where there is room for it; false where the page is too short."""
        gap = self.look.size * 0.6
        table, height = ruled(rows, self.wide - 2 * self.look.margin, self.look.grey, upright)
        if self.y - gap - height < 50:
            return False
        table.drawOn(self.canvas, self.look.margin, self.y - gap - height)
        self.y -= gap + height + 4
        return True

    def done(self) -> bytes:
        """The file."""
        self.canvas.showPage()
        with patch.object(rl_config, "useA85", 0):  # streams as bytes, smaller by a fifth
            self.canvas.save()
        return self.out.getvalue()


def ruled(rows: Rows, wide: float, grey: bool, upright: bool) -> tuple[Table, float]:
    """A table with a rule round each cell, and its height; with `upright` none beside the letters of the vertical label."""
    columns = sum(cell.across for cell in rows[0])
    widths = [one * wide / sum(WIDTHS[columns]) for one in WIDTHS[columns]]
    if upright and columns == 10:
        widths = [12.0, widths[1] + widths[0] - 12.0, *widths[2:]]
    data = [[""] * columns for _ in rows]
    style: list[tuple] = [
        ("FONT", (0, 0), (-1, -1), "song", 8),
        ("LEADING", (0, 0), (-1, -1), 9.5),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("ALIGN", (0, 0), (-1, -1), "CENTER"),
        *((f"{side}PADDING", (0, 0), (-1, -1), 1.5) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")),
    ]
    if upright and columns == 10:
        style.append(("ALIGN", (0, 5), (1, -1), "LEFT"))
    taken: set[tuple[int, int]] = set()
    for at, row in enumerate(rows):
        column = 0
        for cell in row:
            while (at, column) in taken:
                column += 1
            end = (column + cell.across - 1, at + cell.down - 1)
            taken |= {(y, x) for y in range(at, end[1] + 1) for x in range(column, end[0] + 1)}
            room = sum(widths[column : column + cell.across]) - 3
            data[at][column] = "\n".join(broken(cell.text, room, "song", 8))
            style += [("SPAN", (column, at), end), *rules((column, at), end, upright and columns == 10)]
            if grey and cell.role != "data":
                style.append(("BACKGROUND", (column, at), end, colors.HexColor("#D9D9D9")))
    table = Table(data, colWidths=widths, style=style)
    return table, table.wrap(wide, 2000)[1]


def rules(start: tuple[int, int], end: tuple[int, int], upright: bool) -> list[tuple]:
    """The rules round a cell; those between the first column and the second are left out with `upright`."""
    if not upright or start[1] < 5 or start[0] > 1 or (start[0] == 0 and end[0] > 0):
        return [("BOX", start, end, 0.5, colors.black)]
    side = "LINEBEFORE" if start[0] == 0 else "LINEAFTER"
    return [(kind, start, end, 0.5, colors.black) for kind in ("LINEABOVE", "LINEBELOW", side)]
