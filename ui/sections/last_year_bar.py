"""What was taken over from last year's report and still waits: a line over the form, and the list under it.

A row for each sentence, the years that a person must judge beside it; Enter or a click goes there. Shows what it is given.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
)

from app.form.form import Form
from app.report.draft import DraftPiece
from ui.look.appearance import Appearance
from ui.look.buttons import make_flat_button, make_icon_button
from ui.sections.find_bar import TextPlace

COLUMNS = ("栏目", "年份", "沿用上年的句子")
WIDTHS = (200, 160)  # pixels
ROWS, LEAST_FORM = 4, 320  # lines that the list shows at once, and pixels that it leaves to the form
PLACE = Qt.ItemDataRole.UserRole
TO_JUDGE = "{}，请核对"
KEEP_TIP = "当前这一句看过了，今年仍然如此：保留，再到下一处"


class LastYearBar(QFrame):
    """`chosen` carries the place to go to, `kept` the sentence that somebody has looked at and keeps as it is."""

    chosen = Signal(object)
    kept = Signal(object)

    def __init__(self, form: Form, appearance: Appearance) -> None:
        super().__init__()
        self.setObjectName("lastYearBar")
        self._form, self._appearance = form, appearance
        self._put_away, self._covers = False, False
        self._pieces: tuple[DraftPiece, ...] = ()
        self._places: tuple[TextPlace, ...] = ()
        self._looked: DraftPiece | None = None
        self.words = QLabel()
        self.list = QTreeWidget()
        self.next_button = make_flat_button("下一处", "到下一处要核对的年份，或下一句待改写的文字", self.go_on, often=True)
        self.keep_button = make_flat_button("保留（已核对）", KEEP_TIP, self.keep, often=True)
        self.list_button = make_flat_button("列出", "", lambda: self.unfold(self.list.isHidden()))
        self.close_button = make_icon_button("收起，句子下面的虚线仍在", self.put_away)
        self.close_button.setAccessibleName("收起沿用上年的提示")
        self._dress_list()
        self._arrange()
        appearance.changed.connect(self._dress)
        self._dress()
        self._look_at(None)
        self.unfold(False)
        self._show()

    def show_pieces(self, sentences: Sequence[DraftPiece], years: Sequence[DraftPiece]) -> None:
        """The waiting sentences, and the years in them that a person must judge; nothing of it hides the bar."""
        here = [
            piece
            for piece in sentences
            if piece.cell in self._form.cells and self._form.cells[piece.cell].section
        ]
        inside = [tuple(year for year in years if _within(year, piece)) for piece in here]
        number = sum(map(len, inside))
        told = [f"{number} 处年份请核对" if number else "", f"{len(here)} 句待改写" if here else ""]
        self.words.setText("沿用上年的文字：" + "，".join(part for part in told if part))
        row = self._row_of(here)
        self.list.clear()
        for piece, found in zip(here, inside, strict=True):
            self.list.addTopLevelItem(self._row(piece, found))
        self._pieces = tuple(here)
        self._places = tuple(_place(piece, found) for piece, found in zip(here, inside, strict=True))
        self.list.setColumnHidden(1, not number)
        self.list.setCurrentItem(self.list.topLevelItem(row))
        self._look_at(self._looked if self._looked in self._pieces else None)
        self._fit()
        self._show()

    def unfold(self, unfolded: bool) -> None:
        """Shows the list under the line, or the line alone."""
        self.list.setVisible(unfolded)
        self._fit()
        self.list_button.setText("收起列表" if unfolded else "列出")
        self.list_button.setToolTip("只留这一行" if unfolded else "逐句列出，可以直接跳到原处")

    def go_on(self) -> None:
        """To the next row, after the last to the first."""
        row = (self.list.currentIndex().row() + 1) % len(self._places)
        self.list.setCurrentItem(self.list.topLevelItem(row))
        self._go_to(row)

    def keep(self) -> None:
        """Keeps the sentence that was gone to last, and goes on to the next."""
        if self._looked is not None:
            self.kept.emit(self._looked)
        if self._pieces:
            self.go_on()

    def _go_to(self, row: int) -> None:
        self._look_at(self._pieces[row])
        self.chosen.emit(self._places[row])

    def _look_at(self, piece: DraftPiece | None) -> None:
        """Only a sentence that was shown in its text can be kept."""
        self._looked = piece
        self.keep_button.setEnabled(piece is not None)

    def put_away(self) -> None:
        """Hidden as long as this report is open; the sentences keep their marks."""
        self._put_away = True
        self._show()

    def give_way(self, covers: bool) -> None:
        """Whether the page in front has nothing to do with it and needs its line."""
        self._covers = covers
        self._show()

    def _show(self) -> None:
        self.setVisible(bool(self._pieces) and not self._put_away and not self._covers)

    def _fit(self) -> None:
        """Whole lines, as many as the form can spare."""
        line = max(self.list.sizeHintForRow(0), self.fontMetrics().height())
        spare = max(self.window().height() - LEAST_FORM, 2 * line)
        lines = max(1, min(ROWS, spare // line, len(self._places)))
        self.list.setFixedHeight(self.list.header().sizeHint().height() + lines * line + 2 * self.list.frameWidth())

    def _row(self, piece: DraftPiece, years: Sequence[DraftPiece]) -> QTreeWidgetItem:
        label = self._form.cells[piece.cell].label
        judged = TO_JUDGE.format("、".join(dict.fromkeys(year.text for year in years))) if years else ""
        item = QTreeWidgetItem([label, judged, piece.text.strip()])
        if years:
            item.setForeground(1, self._appearance.theme.colour("verify"))
        for column, words in enumerate((label, judged, piece.text.strip())):
            item.setToolTip(column, words)
        spoken = "，".join(part for part in (label, judged, piece.text.strip()) if part)
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, spoken)
        return item

    def _row_of(self, pieces: Sequence[DraftPiece]) -> int:
        """Where the current sentence stands among these; when it was rewritten, the one before it, so that none is passed by."""
        row = self.list.currentIndex().row()
        if row < 0:
            return -1
        now = self._pieces[row]
        same = [n for n, one in enumerate(pieces) if (one.cell, one.text) == (now.cell, now.text)]
        return same[0] if same else min(row, len(pieces)) - 1

    def _choose(self, item: QTreeWidgetItem) -> None:
        self._go_to(self.list.indexOfTopLevelItem(item))

    def _dress_list(self) -> None:
        self.list.setObjectName("found")
        self.list.setHeaderLabels(COLUMNS)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setTabKeyNavigation(False)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setAccessibleName("沿用上年的句子")
        self.list.setToolTip("回车或单击，到这一句")
        for column, width in enumerate(WIDTHS):
            self.list.setColumnWidth(column, width)
        self.list.header().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.list.itemClicked.connect(lambda item, _: self._choose(item))
        self.list.itemActivated.connect(lambda item, _: self._choose(item))

    def _arrange(self) -> None:
        self.mark = QLabel()
        row = QHBoxLayout()
        row.setContentsMargins(16, 4, 8, 4)
        row.setSpacing(8)
        row.addWidget(self.mark)
        row.addWidget(self.words, 1)
        for button in (self.next_button, self.keep_button, self.list_button, self.close_button):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.list)

    def _dress(self) -> None:
        icons = self._appearance.icons
        self.mark.setPixmap(icons.pixmap("duplicate", "accent", 16, self.devicePixelRatioF()))
        self.close_button.setIcon(icons.icon("close", "muted"))


def _within(year: DraftPiece, sentence: DraftPiece) -> bool:
    return year.cell == sentence.cell and sentence.start <= year.start < sentence.end


def _place(sentence: DraftPiece, years: Sequence[DraftPiece]) -> TextPlace:
    there = years[0] if years else sentence
    return TextPlace(there.cell, there.start, there.end)
