"""正文里的数: every number of the prose with what the program makes of it, and who claimed it; here claims are looked at, changed
and taken back. At the end what was claimed of sentences that do not stand in the report any more.
"""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QHeaderView,
    QLabel,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.checks import Span
from app.checks.narrative import ReadNumber, claimable
from app.checks.number_words import STATES, claimed_as, claimed_by, counted_numbers, meaning, state_of
from app.report.claim import Claim
from app.report.session import Session
from ui.look.buttons import closing_box, make_button, make_row
from ui.look.dialog_size import resize_within
from ui.look.grid_colours import theme_of

SIZE = (1000, 520)
AROUND = 20  # characters before a number, and behind it, that are shown where there is room
COLUMNS = ("在哪里", "数", "原文", "程序怎么看", "认领")
SHORT = 2  # columns that ask for no more room than they need
MARGIN = 16  # pixels of a cell that the style keeps free at most
ALL, CLAIMED = "all", "claimed"
OUTSIDE = "这句话现在不在正文里"
WORDS, SEEN = COLUMNS.index("原文"), COLUMNS.index("程序怎么看")
ROW, PIECES = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1

Row = tuple[ReadNumber | None, Claim | None]  # a number, a claim of this report, or both
Pieces = tuple[str, str, str]  # what stands before a number, the number, what stands behind it


class AroundNumber(QStyledItemDelegate):
    """Words around a number, cut at both ends where they do not fit: never the number itself."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """The words that have room."""
        super().initStyleOption(option, index)
        pieces = index.data(PIECES)
        if pieces:
            room = option.rect.width() - MARGIN  # type: ignore[attr-defined]
            option.text = fitting(pieces, option.fontMetrics, room)  # type: ignore[attr-defined]


def fitting(pieces: Pieces, metrics: QFontMetrics, width: int) -> str:
    """As much of what stands around a number as fits beside it."""
    every = (_around(pieces, room) for room in range(AROUND, 0, -1))
    return next((words for words in every if metrics.horizontalAdvance(words) <= width), pieces[1])


def _around(pieces: Pieces, room: int) -> str:
    before, number, behind = pieces
    return f"{'…' if len(before) > room else ''}{before[-room:]}{number}{behind[:room]}{'…' if len(behind) > room else ''}"


class NumbersDialog(QDialog):
    """On one session. `chosen` carries the number to go to, `asked` the one to claim anew; `dropped` a claim to take back."""

    chosen = Signal(object)
    asked = Signal(object, QPoint)
    dropped = Signal(object)

    def __init__(self, session: Session, numbers: tuple[ReadNumber, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("numbersDialog")
        self.setWindowTitle("正文里的数")
        resize_within(self, SIZE)
        self._session = session
        self._numbers = numbers
        self._counts = QLabel()
        self._counts.setWordWrap(True)
        self.filter = QComboBox()
        self.filter.setAccessibleName("看哪些数")
        self.filter.setToolTip("看哪些数")
        self.list = QTreeWidget()
        self.go_button = make_button("到这个数", "关闭这里，到正文里的这个数（回车）", self._go)
        self.claim_button = make_button("认领…", "说这个数指哪一格，或者不涉及表格；认领过的改认", self._claim)
        self.drop_button = make_button("取消认领", "取消这一条认领，可以撤销", self._drop)
        self._prepare()
        self._arrange()
        self.list.ensurePolished()  # the style makes the lines higher; they are measured once
        self.take(numbers)

    def take(self, numbers: tuple[ReadNumber, ...]) -> None:
        """The numbers as they are now; the line that was chosen stays."""
        self._numbers = numbers
        self._counts.setText(f"{counted_numbers(numbers)}。")
        chosen = self.filter.currentData() or ALL
        self.filter.blockSignals(True)
        self.filter.clear()
        for key, words in self._kinds().items():
            self.filter.addItem(words, key)
        self.filter.setCurrentIndex(max(0, self.filter.findData(chosen)))
        self.filter.blockSignals(False)
        self._fill()

    def _kinds(self) -> dict[str, str]:
        """What can be looked at apart, with how many of each there are."""
        rows = self._rows()
        found = Counter(state_of(one) for one, _ in rows if one)
        told = {state: f"{words}（{found[state]}）" for state, words in STATES.items() if found[state]}
        claimed = sum(_claim_of(row) is not None for row in rows)
        return {ALL: f"全部（{len(rows)}）", **told, **({CLAIMED: f"认领过的（{claimed}）"} if claimed else {})}

    def _rows(self) -> list[Row]:
        own = self._session.claims
        rows: list[Row] = [(one, one.claim if one.claim in own else None) for one in self._numbers]
        used = {one.claim for one in self._numbers if one.claim}
        return [*rows, *((None, claim) for claim in own if claim not in used)]

    def _fill(self) -> None:
        place = max(0, self.list.indexOfTopLevelItem(self.list.currentItem())) if self.list.currentItem() else 0
        wanted, chosen = self.filter.currentData(), self._row()[0]
        self.list.blockSignals(True)
        self.list.clear()
        for row in sorted(self._rows(), key=_is_quiet):
            one = row[0]
            if wanted == ALL or (wanted == CLAIMED and _claim_of(row)) or (one and wanted == state_of(one)):
                self._line(row)
        self.list.blockSignals(False)
        here = (n for n in range(self.list.topLevelItemCount()) if chosen and self._span_at(n) == chosen.span)
        place = next(here, place)
        item = self.list.topLevelItem(min(place, self.list.topLevelItemCount() - 1))
        if item is not None:
            self.list.setCurrentItem(item)
        self._look()

    def _span_at(self, place: int) -> Span | None:
        item = self.list.topLevelItem(place)
        one = item.data(0, ROW)[0] if item else None
        return one.span if one else None

    def _line(self, row: Row) -> None:
        one, claim = row[0], _claim_of(row)
        form = self._session.form
        where = form.cells[one.span.cell].names[-1] if one else ""
        seen = meaning(form, one) if one else OUTSIDE
        said = ""
        if claim:
            said = "，".join(part for part in (claimed_as(form, claim), claimed_by(claim)) if part)
        pieces = self._pieces(one) if one else None
        words = _around(pieces, AROUND) if pieces else claim.words.replace("#", "…") if claim else ""
        item = QTreeWidgetItem(self.list, [where, one.words if one else "", words, seen, said])
        item.setData(0, ROW, row)
        item.setData(WORDS, PIECES, pieces)
        if one and one.outcome == "contradicts":
            item.setForeground(SEEN, theme_of(self.palette()).colour("verify"))
        for column in range(len(COLUMNS)):
            item.setToolTip(column, item.text(column))

    def _pieces(self, one: ReadNumber) -> Pieces:
        text = self._session.report.text(one.span.cell).replace("\n", " ")
        start, end = one.span.start, one.span.end
        return text[max(0, start - 2 * AROUND) : start], text[start:end], text[end : end + 2 * AROUND]

    def _row(self) -> Row:
        item = self.list.currentItem()
        return item.data(0, ROW) if item else (None, None)

    def _look(self) -> None:
        one, own = self._row()
        writable = not self._session.read_only
        self.go_button.setEnabled(one is not None)
        self.claim_button.setEnabled(writable and one is not None and claimable(one))
        self.claim_button.setText("改认…" if own else "认领…")
        self.drop_button.setEnabled(writable and own is not None)

    def _go(self) -> None:
        one, _ = self._row()
        if one is not None and self.isVisible():
            self.accept()
            self.chosen.emit(one.span)

    def _claim(self) -> None:
        one, _ = self._row()
        if one is not None:
            line = self.list.visualItemRect(self.list.currentItem())
            self.asked.emit(one.span, self.list.viewport().mapToGlobal(line.bottomLeft()))

    def _drop(self) -> None:
        _, own = self._row()
        if own is not None:
            self.dropped.emit(own)

    def _prepare(self) -> None:
        self.list.setAccessibleName("正文里的数")
        self.list.setToolTip("回车或双击，到这个数")
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setHeaderLabels(list(COLUMNS))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = self.list.header()
        header.setStretchLastSection(False)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # the end of what it says is its value
        for column in range(len(COLUMNS)):
            kind = QHeaderView.ResizeMode.ResizeToContents if column < SHORT else QHeaderView.ResizeMode.Stretch
            header.setSectionResizeMode(column, kind)
        self.list.currentItemChanged.connect(lambda *_: self._look())
        self.list.setItemDelegateForColumn(WORDS, AroundNumber(self.list))
        self.list.itemActivated.connect(lambda *_: self._go())
        self.filter.currentIndexChanged.connect(lambda _: self._fill())

    def _arrange(self) -> None:
        page = QVBoxLayout(self)
        page.setContentsMargins(16, 16, 16, 16)
        page.setSpacing(8)
        page.addWidget(self._counts)
        page.addLayout(make_row(self.filter, None))
        page.addWidget(self.list, 1)
        row = make_row(self.go_button, self.claim_button, self.drop_button, None)
        row.addWidget(closing_box(self))
        page.addLayout(row)


def _claim_of(row: Row) -> Claim | None:
    """What was claimed of a line, in this report or in another."""
    one, own = row
    return own or (one.claim if one else None)


def _is_quiet(row: Row) -> bool:
    """By which the lines stand: what contradicts first, else as the report has it."""
    return row[0] is None or row[0].outcome != "contradicts"
