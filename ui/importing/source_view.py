"""The file that is being imported, as lines and tables, with the place of the chosen cell marked in it.

Shows what the reader saw, not what Word or a browser would.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QTextBrowser

from app.chinese.characters import harmless
from app.exchange.source.source import Box, Line, Source, Table

ANCHOR = "here"
WIDE_CELL, SHORT_TEXT = 130, 8  # pixels that a cell of more characters gets, so that its table stays low
LONGEST = 2000  # characters shown of one paragraph


class SourceView(QTextBrowser):
    """Shows a source; `mark` brings a place into view."""

    def __init__(self, source: Source | None) -> None:
        super().__init__()
        self._source = source
        self._place = ""
        self.setOpenLinks(False)
        self.setAccessibleName("原文")
        self.setToolTip("读到的原文，选中的一格在其中标出")
        self.mark("")

    def mark(self, place: str) -> None:
        """Marks what stands at a place, and scrolls there; an unknown place marks nothing."""
        self._place = place
        blocks = self._source.blocks if self._source else ()
        self.setHtml("".join(_shown(blocks, place, self.palette())))
        self.scrollToAnchor(ANCHOR)

    @property
    def marked(self) -> str:
        """The text that is marked, '' when nothing is."""
        blocks = self._source.blocks if self._source else ()
        return next((text for place, text in _places(blocks) if place == self._place), "")


def _places(blocks: tuple[Line | Table, ...]) -> Iterator[tuple[str, str]]:
    for block in blocks:
        if isinstance(block, Line):
            yield block.place, block.text
        else:
            yield from ((box.place, box.text) for box in block.boxes)


def _shown(blocks: tuple[Line | Table, ...], place: str, palette: QPalette) -> Iterator[str]:
    ground, ink = palette.color(QPalette.ColorRole.Highlight), palette.color(QPalette.ColorRole.HighlightedText)
    style = f' style="background-color: {ground.name()}; color: {ink.name()}"'
    for block in blocks:
        if isinstance(block, Table):
            yield '<table border="1" cellspacing="0" cellpadding="3">'
            yield from (
                f"<tr>{''.join(_cells(row, n, place, style))}</tr>" for n, row in enumerate(block.rows)
            )
            yield "</table>"
        elif block.text.strip():
            here = block.place == place
            anchor = f'<a name="{ANCHOR}"></a>' if here else ""
            yield f"<p{style if here else ''}>{anchor}{escape(harmless(block.text.strip()[:LONGEST]))}</p>"


def _cells(row: tuple[Box, ...], number: int, place: str, style: str) -> Iterator[str]:
    for box in row:
        if box.row == number:
            here = box.place == place
            anchor = f'<a name="{ANCHOR}"></a>' if here else ""
            spans = f' rowspan="{box.rowspan}" colspan="{box.colspan}"'
            text = escape(harmless(box.text.strip()[:LONGEST])).replace("\n", "<br>")
            room = f' width="{WIDE_CELL}"' if len(box.text) > SHORT_TEXT and box.colspan == 1 else ""
            yield f"<td{spans}{room}{style if here else ''}>{anchor}{text}</td>"
