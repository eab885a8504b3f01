"""What differs between two states of a report: the cells in a list, and below it both texts side by side.

What only one side has is struck out or underlined as well as coloured. Leans on app.store.compare.
"""

from __future__ import annotations

import html
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QSplitter,
    QTextEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.store.compare import CellDifference, PieceKind
from ui.appearance import Appearance

COLUMNS = ("栏目", "之前", "之后")
BLANK = "（空白）"
SAME = "两边的内容相同。"
MARKS: dict[PieceKind, tuple[str, str, str]] = {
    "gone": ("line-through", "mandatory", "mandatory_soft"),
    "new": ("underline", "accent", "accent_soft"),
}
SIDES: tuple[tuple[str, PieceKind], ...] = (("之前", "gone"), ("之后", "new"))


class DifferenceView(QWidget):
    """`chosen` when other cells are selected."""

    chosen = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._differences: dict[str, CellDifference] = {}
        self.list = QTreeWidget()
        self.list.setAccessibleName("不同的栏目")
        self.list.setToolTip("不同的栏目；按住 Ctrl 可多选")
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.setHeaderLabels(list(COLUMNS))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.header().setStretchLastSection(False)
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.sides = {kind: _text_pane(words) for words, kind in SIDES}
        self.list.itemSelectionChanged.connect(self._show_texts)
        self._arrange()

    @property
    def cells(self) -> tuple[str, ...]:
        """The selected cells."""
        return tuple(item.data(0, Qt.ItemDataRole.UserRole) for item in self.list.selectedItems())

    def show_differences(self, differences: Sequence[CellDifference]) -> None:
        """Lists them and shows the first."""
        self._differences = {one.cell: one for one in differences}
        self.list.clear()
        for one in differences:
            texts = [one.place, *(one_line(side) for side in (one.before, one.after))]
            item = QTreeWidgetItem(self.list, texts)
            item.setData(0, Qt.ItemDataRole.UserRole, one.cell)
            item.setToolTip(0, one.place)
        for pane in self.sides.values():
            pane.setPlaceholderText("" if differences else SAME)
        self.list.setCurrentItem(self.list.topLevelItem(0))
        self._show_texts()

    def _show_texts(self) -> None:
        found = [self._differences[cell] for cell in self.cells if cell in self._differences]
        for kind, pane in self.sides.items():
            pane.setHtml(self._marked(found[0], kind) if found else "")
        self.chosen.emit()

    def _marked(self, one: CellDifference, kind: PieceKind) -> str:
        if not (one.before if kind == "gone" else one.after):
            return BLANK
        decoration, ink, ground = MARKS[kind]
        colours = self._appearance.theme.colours
        style = f"text-decoration:{decoration};color:{colours[ink]};background-color:{colours[ground]}"
        shown = [piece for piece in one.pieces if piece.kind in ("same", kind)]
        words = (
            f'<span style="{style}">{_escaped(piece.text)}</span>'
            if piece.kind == kind
            else _escaped(piece.text)
            for piece in shown
        )
        return "".join(words)

    def _arrange(self) -> None:
        texts = QSplitter(Qt.Orientation.Horizontal)
        for words, kind in SIDES:
            side = QWidget()
            column = QVBoxLayout(side)
            column.setContentsMargins(0 if kind == "gone" else 4, 8, 4 if kind == "gone" else 0, 0)
            label = QLabel(words)
            label.setProperty("muted", True)
            column.addWidget(label)
            column.addWidget(self.sides[kind])
            texts.addWidget(side)
        both = QSplitter(Qt.Orientation.Vertical)
        both.addWidget(self.list)
        both.addWidget(texts)
        both.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(both)


def _text_pane(words: str) -> QTextEdit:
    pane = QTextEdit()
    pane.setReadOnly(True)
    pane.setTabChangesFocus(True)
    pane.setAccessibleName(f"{words}的内容")
    pane.setToolTip(f"{words}的内容")
    return pane


def one_line(text: str) -> str:
    """The text in one line, or the word for blank."""
    return " ".join(text.split()) if text else BLANK


def _escaped(text: str) -> str:
    return html.escape(text).replace("\n", "<br>")
