"""Two texts side by side: what only one has is struck out or underlined as well as coloured.

Shows one difference at a time. Leans on app.compare.
"""

from __future__ import annotations

import html
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSplitter, QTextEdit, QVBoxLayout, QWidget

from app.compare import CellDifference, PieceKind
from ui.theme import Theme

BLANK = "（空白）"
GONE: PieceKind = "gone"
NEW: PieceKind = "new"
MARKS: dict[PieceKind, tuple[str, str, str]] = {
    GONE: ("line-through", "mandatory", "mandatory_soft"),
    NEW: ("underline", "accent", "accent_soft"),
}


class TextSides(QSplitter):
    """`names` are the words above the two sides; `theme` gives the colours of the marks."""

    def __init__(self, names: tuple[str, str], theme: Callable[[], Theme]) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._theme = theme
        self.panes = {kind: _text_pane(words) for kind, words in zip((GONE, NEW), names, strict=True)}
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
        """Shows both sides of a difference, or nothing."""
        for kind, pane in self.panes.items():
            pane.setHtml(self._marked(one, kind) if one is not None else "")

    def _marked(self, one: CellDifference, kind: PieceKind) -> str:
        if not (one.mine if kind == GONE else one.theirs):
            return BLANK
        decoration, ink, ground = MARKS[kind]
        colours = self._theme().colours
        style = f"text-decoration:{decoration};color:{colours[ink]};background-color:{colours[ground]}"
        return "".join(
            f'<span style="{style}">{_escaped(piece.text)}</span>' if piece.kind == kind else _escaped(piece.text)
            for piece in one.pieces
            if piece.kind in ("same", kind)
        )


def one_line(text: str) -> str:
    """The text in one line, or the word for blank."""
    return " ".join(text.split()) if text else BLANK


def _text_pane(words: str) -> QTextEdit:
    pane = QTextEdit()
    pane.setReadOnly(True)
    pane.setTabChangesFocus(True)
    pane.setAccessibleName(f"{words}的内容")
    pane.setToolTip(f"{words}的内容")
    return pane


def _escaped(text: str) -> str:
    return html.escape(text).replace("\n", "<br>")
