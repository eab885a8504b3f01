"""What is about to change, before it does: each cell with old and new, a tick for each, and both texts side by side.

Nothing is written before 「写入」 is pressed, and nothing that was not shown: what differs is asked anew then. What
would be overwritten stands first, and before it what two have changed beside one another: that is left to the person, and
not ticked.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.errors import NianbaoError
from app.report.comparing import CellDifference
from ui.changes.text_sides import TextSides, dress_places, one_line, over_sides
from ui.look.buttons import make_button, make_row
from ui.look.dialog_size import resize_within
from ui.look.grid_colours import theme_of

SIZE = (880, 580)  # fits 910 × 512 points in its width, whatever its window has
SIDES = ("现在", "改为")
COLUMNS = ("栏目", "变动", *SIDES)
TAKING = {"filled": "新填", "rewritten": "改写", "cleared": "清空"}
BOTH = "两边都改了"
BOTH_TIP = "两边都改了，请选择：勾选，改成另一处的；不勾选，保留现在的"
LEFT = "两边都改了的 {count} 栏先不勾选：要用另一处的，请勾选。"
KIND, KIND_WIDE = 64, 100  # pixels of the column of kinds
WIDE, NARROW = 170, 90  # pixels of a column of texts, of numbers
MOST_SUMS = 2  # told one by one; the rest are counted
SAME = "没有要改的：内容已经相同。"
NONE = "没有勾选，什么也不会改。"
CHANGED = "内容刚才有了变化，没有写入。这里是现在的对照，请再看一遍。"
ROW = Qt.ItemDataRole.UserRole


class Proposal(Protocol):
    """Something that may be written. "mine" of a difference is what stands now, "theirs" what would."""

    def differences(self) -> tuple[CellDifference, ...]:
        """What it would change now. May raise NianbaoError."""

    def sums(self, chosen: Sequence[CellDifference]) -> tuple[CellDifference, ...]:
        """The sums that would change with these."""

    def write(self, chosen: Sequence[CellDifference]) -> None:
        """Writes these, as one step of undo. May raise NianbaoError; then nothing has changed."""


class ChangesDialog(QDialog):
    """On one proposal; accepted when it was written. `note` says what else is to be known before that."""

    def __init__(self, proposal: Proposal, title: str, parent: QWidget, note: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        resize_within(self, SIZE)
        self._proposal = proposal
        self._shown: tuple[CellDifference, ...] = ()
        self.count = QLabel()
        self.count.setWordWrap(True)
        self.note = QLabel(note)
        self.note.setWordWrap(True)
        self.note.setProperty("level", "verify")
        self.note.setVisible(bool(note))
        self.list = QTreeWidget()
        self.texts = TextSides(SIDES, lambda: theme_of(self.palette()))
        self.sums = QLabel()
        self.sums.setWordWrap(True)
        self.sums.setProperty("muted", True)
        self.message = QLabel()
        self.message.setWordWrap(True)
        self.message.setProperty("level", "mandatory")
        self.message.hide()
        self.all_button = make_button("全不选", "全选或全不选（Ctrl+A）", self.turn_all)
        self.write_button = make_button("写入", "写入勾选的栏目，可以撤销（回车）", self.write)
        self.close_button = make_button("取消", "什么也不改（Esc）", self.reject)
        self._dress()
        self._arrange()
        self.list.itemChanged.connect(lambda *_: self._count())
        self.list.currentItemChanged.connect(self._show_texts)
        self._show()
        self.list.setFocus()

    @property
    def chosen(self) -> tuple[CellDifference, ...]:
        """The rows that are ticked."""
        return tuple(one for one, item in self._rows() if item.checkState(0) == Qt.CheckState.Checked)

    def write(self) -> None:
        """Writes what is ticked; what has changed meanwhile is shown anew instead."""
        chosen = self.chosen
        if not chosen:
            return
        try:
            if self._proposal.differences() != self._shown:
                self._show()
                self._say(CHANGED)
                return
            self._proposal.write(chosen)
        except NianbaoError as reason:
            self._say(reason.sentence)
            return
        self.accept()

    def turn_all(self) -> None:
        """Ticks all rows, or none where all are ticked."""
        all_ticked = len(self.chosen) == len(self._shown)
        self.list.blockSignals(True)
        for _, item in self._rows():
            item.setCheckState(0, Qt.CheckState.Unchecked if all_ticked else Qt.CheckState.Checked)
        self.list.blockSignals(False)
        self._count()

    def _rows(self) -> list[tuple[CellDifference, QTreeWidgetItem]]:
        items = [self.list.topLevelItem(row) for row in range(self.list.topLevelItemCount())]
        return [(item.data(0, ROW), item) for item in items if item is not None]

    def _show(self) -> None:
        self._shown = self._proposal.differences()
        self.list.blockSignals(True)
        self.list.clear()
        for one in sorted(self._shown, key=lambda one: (one.side != "both", one.taking == "filled")):
            self.list.addTopLevelItem(_item(one))
        self.list.blockSignals(False)
        self.list.header().resizeSection(1, KIND_WIDE if any(one.side == "both" for one in self._shown) else KIND)
        long = any(one.prose for one in self._shown)
        for column in (2, 3):
            self.list.header().resizeSection(column, WIDE if long else NARROW)
        self.texts.setVisible(long)
        self.list.setCurrentItem(self.list.topLevelItem(0))
        self._show_texts()
        self._count()

    def _show_texts(self) -> None:
        item = self.list.currentItem()
        self.texts.show_difference(item.data(0, ROW) if item is not None else None)

    def _count(self) -> None:
        chosen = self.chosen
        self.count.setText(counted(chosen) + _left(self._shown, chosen) if self._shown else SAME)
        told = _told(self._proposal.sums(chosen))
        self.sums.setText(told)
        self.sums.setVisible(bool(told))
        self.all_button.setText("全不选" if len(chosen) == len(self._shown) else "全选")
        self.write_button.setEnabled(bool(chosen))

    def _say(self, sentence: str) -> None:
        self.message.setText(sentence)
        self.message.setVisible(bool(sentence))

    def _dress(self) -> None:
        tip = "去掉勾选的栏目不改（空格）；选中一行，下面是它的两边"
        dress_places(self.list, COLUMNS, "将要改动的栏目", tip)
        self.write_button.setDefault(True)
        self.write_button.setProperty("primary", True)
        QShortcut(QKeySequence(QKeySequence.StandardKey.SelectAll), self).activated.connect(self.turn_all)

    def _arrange(self) -> None:
        both = over_sides(self.list, self.texts, SIZE[1])
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        column.addWidget(self.count)
        column.addWidget(self.note)
        column.addWidget(both, 1)
        column.addWidget(self.sums)
        column.addWidget(self.message)
        column.addLayout(make_row(self.all_button, None, self.write_button, self.close_button))


def counted(chosen: Sequence[CellDifference]) -> str:
    """One sentence that counts what would change, and what of it is overwritten."""
    if not chosen:
        return NONE
    rewritten = [one for one in chosen if one.taking == "rewritten"]
    cleared = sum(one.taking == "cleared" for one in chosen)
    what = "内容" if any(one.prose for one in rewritten) else "数字"
    if len(rewritten) == len(chosen):
        return f"将改写 {len(chosen)} 栏已有的{what}。"
    parts = [f"{len(rewritten)} 栏已有{what}会被改写"] if rewritten else []
    parts += [f"{cleared} 栏会被清空"] if cleared else []
    return f"将改动 {len(chosen)} 栏，{'其中 ' + '，'.join(parts) if parts else '现在都是空白'}。"


def _left(shown: Sequence[CellDifference], chosen: Sequence[CellDifference]) -> str:
    """How many of those that both have changed are not ticked."""
    count = sum(one.side == "both" and one not in chosen for one in shown)
    return LEFT.format(count=count) if count else ""


def _told(sums: Sequence[CellDifference]) -> str:
    named = "；".join(f"{one.place} {one_line(one.mine)} → {one_line(one.theirs)}" for one in sums[:MOST_SUMS])
    rest = f"；另有 {len(sums) - MOST_SUMS} 处" if len(sums) > MOST_SUMS else ""
    return f"合计随之改变：{named}{rest}。" if sums else ""


def _item(one: CellDifference) -> QTreeWidgetItem:
    both = one.side == "both"
    kind = BOTH if both else TAKING[one.taking]
    item = QTreeWidgetItem([one.place, kind, *(one_line(side) for side in (one.mine, one.theirs))])
    item.setData(0, ROW, one)
    item.setToolTip(0, one.place)
    item.setToolTip(1, BOTH_TIP if both else "")
    item.setCheckState(0, Qt.CheckState.Unchecked if both else Qt.CheckState.Checked)
    return item
