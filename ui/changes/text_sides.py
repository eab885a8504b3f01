"""Two texts side by side: what only one has is struck out or underlined as well as coloured.

Shows one difference at a time.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHeaderView, QLabel, QSplitter, QTextEdit, QTreeWidget, QVBoxLayout, QWidget

from app.report.comparing import CellDifference, PieceKind, WordPiece
from ui.look.theme import Theme

BLANK = "（空白）"
GLANCE = 30  # characters of the first mark that are brought into sight
GONE: PieceKind = "gone"
NEW: PieceKind = "new"
MARKS: dict[PieceKind, tuple[str, str, str]] = {
    GONE: ("line-through", "mandatory", "mandatory_soft"),
    NEW: ("underline", "accent", "accent_soft"),
}


def dress_places(places: QTreeWidget, columns: Sequence[str], name: str, tip: str) -> None:
    """The looks of a list of places whose two sides are told: the place has the room, and both its ends stay."""
    places.setHeaderLabels(list(columns))
    places.setRootIsDecorated(False)
    places.setUniformRowHeights(True)
    places.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # row and column both tell a cell
    places.setAccessibleName(name)
    places.setToolTip(tip)
    places.header().setStretchLastSection(False)
    places.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)


def over_sides(places: QTreeWidget, texts: QWidget, height: int) -> QSplitter:
    """The list over the two sides of its current place, which have a third of a dialog of that height (pixels)."""
    both = QSplitter(Qt.Orientation.Vertical)
    both.addWidget(places)
    both.addWidget(texts)
    both.setChildrenCollapsible(False)
    both.setSizes([height * 2, height])
    return both


class TextPane(QTextEdit):
    """One side. Its cursor stands where the sides part, and stays in sight."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setAccessibleName(f"{words}的内容")
        self.setToolTip(f"{words}的内容")

    def show_from(self, place: int, markup: str) -> None:
        """Shows a text with its cursor behind so many characters."""
        self.setHtml(markup)
        cursor = self.textCursor()
        cursor.setPosition(min(place, self.document().characterCount() - 1))
        self.setTextCursor(cursor)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other lines, the same place."""
        super().resizeEvent(event)
        self.ensureCursorVisible()

    def showEvent(self, event: QShowEvent) -> None:
        """Only what is shown can be scrolled."""
        super().showEvent(event)
        self.ensureCursorVisible()


class TextSides(QSplitter):
    """`names` are the words above the two sides; `theme` gives the colours of the marks."""

    def __init__(self, names: tuple[str, str], theme: Callable[[], Theme]) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._theme = theme
        self.panes = {kind: TextPane(words) for kind, words in zip((GONE, NEW), names, strict=True)}
        for (kind, pane), words in zip(self.panes.items(), names, strict=True):
            side = QWidget()
            column = QVBoxLayout(side)
            column.setContentsMargins(0 if kind == GONE else 4, 8, 4 if kind == GONE else 0, 0)
            label = QLabel(words)
            label.setProperty("muted", True)
            column.addWidget(label)
            column.addWidget(pane)
            self.addWidget(side)

    def show_difference(self, one: CellDifference | None) -> None:
        """Shows both sides of a difference, from the first place on where they part, or nothing."""
        found = one.pieces if one is not None else ()
        same = len(found[0].text) if found and found[0].kind == "same" else 0
        for kind, pane in self.panes.items():
            marked = sum(len(piece.text) for piece in found[:3] if piece.kind == kind)
            pane.show_from(same + min(marked, GLANCE), self._marked(found, kind) or (BLANK if found else ""))

    def _marked(self, found: Sequence[WordPiece], kind: PieceKind) -> str:
        decoration, ink, ground = MARKS[kind]
        colours = self._theme().colours
        style = f"text-decoration:{decoration};color:{colours[ink]};background-color:{colours[ground]}"
        return "".join(
            f'<span style="{style}">{_escaped(piece.text)}</span>' if piece.kind == kind else _escaped(piece.text)
            for piece in found
            if piece.kind in ("same", kind)
        )


def one_line(text: str) -> str:
    """The text in one line, or the word for blank."""
    return " ".join(text.split()) if text else BLANK


def _escaped(text: str) -> str:
    return html.escape(text).replace("\n", "<br>")
