"""The comments as a list with what can be done with each: 答复, 已办, 重新打开, 到原处. Enter on one goes to its place.

Those that wait stand first, then the answered ones, those whose words were changed, those that are done.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.report.comment import STATE_WORDS, CommentState, Deed
from ui.comments.commenting import Commenting, PlacedComment, told
from ui.look.buttons import ENTER, make_button, make_row

ORDER: tuple[CommentState, ...] = ("open", "answered", "ended", "done")
PAD, BESIDE = 6, 24  # pixels above and below the words of a line, and that the style keeps free beside them
NONE = "没有批注。在格子或句子上按右键，或按 {keys}，写批注。"


class CommentLines(QListWidget):
    """Enter takes a line, and presses nothing else in the dialog."""

    def __init__(self) -> None:
        super().__init__()
        self.setWordWrap(True)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the comment's place."""
        if event.key() in ENTER and self.currentItem() is not None:
            self.itemActivated.emit(self.currentItem())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """At another width lines break elsewhere."""
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Each line as high as its words need at this width; Qt's own guess leaves out what the style keeps free beside them."""
        room = QRect(0, 0, max(1, self.viewport().width() - BESIDE), 1 << 16)
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
        for row in range(self.count()):
            item = self.item(row)
            needed = self.fontMetrics().boundingRect(room, flags, item.text()).height()
            item.setSizeHint(QSize(0, needed + 2 * PAD))


class CommentList(QWidget):
    """`chosen` carries the comment to go to."""

    chosen = Signal(object)

    def __init__(self, commenting: Commenting, keys: str = "") -> None:
        super().__init__()
        self._commenting, self._keys = commenting, keys
        self._shown: tuple[PlacedComment, ...] = ()
        self.lines = CommentLines()
        self.lines.setAccessibleName("批注")
        self.lines.setToolTip("回车到原处")
        self.answer = make_button("答复…", "写一句答复", lambda: self._reply("answer"))
        self.done = make_button("已办…", "这一条已经办了；可以附一句话", lambda: self._reply("done"))
        self.reopen = make_button("重新打开…", "还要再办，写明为什么", lambda: self._reply("reopen"))
        self.place = make_button("到原处", "到批注所说的格子或句子（回车）", self._go)
        self.lines.itemActivated.connect(lambda _: self._go())
        self.lines.currentRowChanged.connect(lambda _: self._enable())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(self.lines)
        column.addLayout(make_row(self.answer, self.done, self.reopen, self.place, None))
        commenting.changed.connect(self.show_comments)
        self.show_comments()

    @property
    def shown(self) -> tuple[PlacedComment, ...]:
        """The comments in the order of the list."""
        return self._shown

    def show_comments(self) -> None:
        """Shows what there is; the line where the person is stays the current one."""
        here = self._current()
        self._shown = tuple(sorted(self._commenting.standing, key=lambda one: ORDER.index(one.state)))
        self.lines.clear()
        for one in self._shown:
            item = QListWidgetItem("\n".join(told(one)), self.lines)
            item.setToolTip(STATE_WORDS[one.state])
        if not self._shown:
            empty = QListWidgetItem(NONE.format(keys=self._keys), self.lines)
            empty.setFlags(Qt.ItemFlag.NoItemFlags)
        self.lines.fit()
        ids = [one.comment.id for one in self._shown]
        known = here is not None and here.comment.id in ids
        self.lines.setCurrentRow(ids.index(here.comment.id) if known and here else 0 if ids else -1)
        self._enable()

    def sizeHint(self) -> QSize:
        """Some lines of them."""
        return QSize(420, 12 * self.fontMetrics().lineSpacing())

    def _enable(self) -> None:
        one = self._current()
        writes = one is not None and not self._commenting.read_only
        self.answer.setEnabled(writes and one is not None and one.state != "done")
        self.done.setEnabled(writes and one is not None and one.state != "done")
        self.reopen.setEnabled(writes and one is not None and bool(one.comment.replies) and not one.comment.waits)
        self.place.setEnabled(one is not None)

    def _current(self) -> PlacedComment | None:
        row = self.lines.currentRow()
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def _reply(self, deed: Deed) -> None:
        one = self._current()
        if one is not None:
            self._commenting.reply(one.comment, deed, self)
            self.lines.setFocus()

    def _go(self) -> None:
        one = self._current()
        if one is not None:
            self.chosen.emit(one)
