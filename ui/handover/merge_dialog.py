"""What comes back in a hand-over file, before it is taken: what only the other side changed first, then what both changed.

Of what both changed nothing is chosen beforehand: each place wants a decision, ← for what is here, → for theirs, and until then
nothing can be taken. Of texts it is decided by paragraph, and the words that differ are marked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.chinese.characters import harmless
from app.errors import NianbaoError
from app.handover.courses import told
from app.handover.three_way import Decisions, Item, ThreeWay
from app.report.comparing import CellDifference
from ui.changes.text_sides import TextSides, dress_places, one_line, over_sides
from ui.look.buttons import make_button, make_row
from ui.look.dialog_size import resize_within
from ui.look.grid_colours import theme_of

SIZE = (880, 580)
SIDES = ("本机", "对方")
COLUMNS = ("栏目", "谁改了", "决定", *SIDES)
MINE, THEIRS, OPEN = "留本机的", "用对方的", "请选择"
BOTH, ONLY_THEIRS = "两边", "对方"
SIGNATURES = "各级签名"
WIDE, NARROW = 170, 96  # pixels of a column of texts, of words
BEFORE = 4  # characters that both sides have alike, shown in front of what they have not
ROW = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Row:
    """One line: a place of the report, or (without a key) the signatures."""

    key: tuple[str, int] | None
    place: str
    mine: str
    theirs: str
    base: str
    asked: bool


class Decider(QTreeWidget):
    """The list; `decided` with whether theirs is taken, for the current line."""

    decided = Signal(bool)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """← keeps what is here, → takes theirs."""
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.decided.emit(event.key() == Qt.Key.Key_Right)
        else:
            super().keyPressEvent(event)


class MergeDialog(QDialog):
    """On both sides held against each other; `take` does it. Accepted when it was done. `who` gave the file out."""

    def __init__(
        self, held: ThreeWay, who: str, take: Callable[[Decisions, bool], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("收回交接文件")
        resize_within(self, SIZE)
        self._held, self._who, self._take = held, who, take
        self._chosen: dict[tuple[str, int] | None, bool] = {}
        self.count, self.message = QLabel(), QLabel()
        self.list = Decider()
        self.texts = TextSides(SIDES, lambda: theme_of(self.palette()))
        self.mine_button = make_button("← 留本机的", "这一处留本机的（←）", lambda: self.decide(False), often=True)
        self.theirs_button = make_button("用对方的 →", "这一处用对方的（→）", lambda: self.decide(True), often=True)
        self.take_button = make_button("收回", "照这些决定写入，一步可撤销（回车）", self.take, primary=True)
        self.close_button = make_button("取消", "什么也不改（Esc）", self.reject)
        self._fill()
        self._dress()
        self._arrange()
        self.list.decided.connect(self.decide)
        self.list.currentItemChanged.connect(self._show_texts)
        self._to_next_open()
        self._say()
        self.list.setFocus()

    @property
    def left(self) -> int:
        """How many places still want a decision."""
        return sum(row.asked and row.key not in self._chosen for row in self._rows)

    def decide(self, theirs: bool) -> None:
        """The current place is decided; on to the next one that is not."""
        row = self._current()
        if row is None:
            return
        self._chosen[row.key] = theirs
        self._word(self.list.currentItem(), row)
        self._to_next_open()
        self._say()

    def take(self) -> None:
        """Does it, where everything is decided."""
        if self.left:
            return
        decisions = {key: theirs for key, theirs in self._chosen.items() if key is not None}
        try:
            self._take(decisions, self._chosen.get(None, True))
        except NianbaoError as reason:
            self.message.setText(reason.sentence)
            self.message.show()
            return
        self.accept()

    def _fill(self) -> None:
        rows = [Row(i.key, _named(i), i.mine or "", i.theirs or "", i.base or "", i.asked) for i in self._held.items]
        courses = self._held.courses
        if courses.asks:
            rows.append(Row(None, SIGNATURES, harmless(told(courses.ours)), harmless(told(courses.others)), "", True))
        self._rows = tuple(rows)
        for row in self._rows:
            item = QTreeWidgetItem([row.place, "", "", *_from_where_they_part(row)])
            item.setData(0, ROW, row)
            item.setToolTip(0, f"{row.place}\n原来：{one_line(row.base)}")
            self._word(item, row)
            self.list.addTopLevelItem(item)

    def _word(self, item: QTreeWidgetItem, row: Row) -> None:
        chosen = self._chosen.get(row.key, None if row.asked else True)
        item.setText(1, BOTH if row.asked else ONLY_THEIRS)
        item.setText(2, OPEN if chosen is None else THEIRS if chosen else MINE)
        font = item.font(2)
        font.setBold(chosen is None)
        item.setFont(2, font)

    def _to_next_open(self) -> None:
        """To the next place that wants a decision, around the end; where none does, one line on."""
        items = [self.list.topLevelItem(number) for number in range(self.list.topLevelItemCount())]
        here = self.list.indexOfTopLevelItem(self.list.currentItem()) if self.list.currentItem() else -1
        ordered = [*items[here + 1 :], *items[: here + 1]]
        waiting = [i for i in ordered if i is not None and i.data(0, ROW).asked and i.data(0, ROW).key not in self._chosen]
        if waiting:
            self.list.setCurrentItem(waiting[0])
        elif 0 <= here < len(items) - 1:
            self.list.setCurrentItem(items[here + 1])
        elif here < 0 and items:
            self.list.setCurrentItem(items[0])

    def _current(self) -> Row | None:
        item = self.list.currentItem()
        row: Row | None = item.data(0, ROW) if item is not None else None
        return row

    def _show_texts(self) -> None:
        row = self._current()
        shown = row and CellDifference("", "", row.place, row.base, row.mine, row.theirs, prose=True)
        self.texts.show_difference(shown or None)

    def _say(self) -> None:
        only = sum(not row.asked for row in self._rows)
        both, left = len(self._rows) - only, self.left
        parts = [f"只有对方改了的 {only} 处，用对方的"] if only else []
        parts += [f"两边都改了的 {both} 处" + (f"，还有 {left} 处请决定" if left else "，都已决定")] if both else []
        parts += [f"只有本机改了的 {self._held.mine_only} 处，不动"] if self._held.mine_only else []
        self.count.setText(f"{self._who}。{'；'.join(parts)}。意见、批注和核对过的数合在一起。")
        self.take_button.setEnabled(not left)
        self.take_button.setToolTip(f"还有 {left} 处没有决定" if left else "照这些决定写入，一步可撤销（回车）")

    def _dress(self) -> None:
        dress_places(self.list, COLUMNS, "两边不同的栏目", "← 留本机的，→ 用对方的；选中一行，下面是它的两边")
        head = self.list.header()
        for column in (1, 2):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        long = any(len(row.mine) + len(row.theirs) > 16 for row in self._rows)
        for column in (3, 4):
            head.resizeSection(column, WIDE if long else NARROW)
        for label in (self.count, self.message):
            label.setWordWrap(True)
        self.message.setProperty("level", "mandatory")
        self.message.hide()
        self.take_button.setDefault(True)

    def _arrange(self) -> None:
        both = over_sides(self.list, self.texts, SIZE[1])
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        column.addWidget(self.count)
        column.addWidget(both, 1)
        column.addWidget(self.message)
        column.addLayout(make_row(self.mine_button, self.theirs_button, None, self.take_button, self.close_button))


def _named(item: Item) -> str:
    """The place, with the number of the paragraph where it is one of several."""
    return f"{item.place}（第 {item.row + 1} 段）" if item.row >= 0 else item.place


def _from_where_they_part(row: Row) -> tuple[str, str]:
    """Both sides in one line each, long ones from a little before the place where they part."""
    sides = [one_line(row.mine), one_line(row.theirs)]
    pairs = zip(*sides, strict=False)
    start = next((number for number, (one, other) in enumerate(pairs) if one != other), 0) - BEFORE
    mine, theirs = (f"…{side[start:]}" if start > 0 else side for side in sides)
    return mine, theirs
