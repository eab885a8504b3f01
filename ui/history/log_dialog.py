"""「修改记录」: when, by which account, which cell of the report, from what, to what; the newest on top.

Opens at once and reads page by page on a thread of its own, the next one when the end is scrolled to. Only to read; the
record itself is checked with `nianbao verify`.
"""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.errors import NianbaoError
from app.store.journal.change_log import Log, LogLine, LogPage
from ui.changes.text_sides import one_line
from ui.look.buttons import make_button, make_row
from ui.look.dialog_size import resize_within

SIZE = (900, 520)
WIDTHS = (150, 110, 130, 150)  # pixels of all columns but the last two, which share what is left
COLUMNS = ("时间", "账户", "做了什么", "栏目", "原来", "改为")
READING = "正在读取……"
FOR_GOOD = "修改记录不能改动或删除。"
UNFIT = "（与前后的记录接不上）"
UNREAD = "有 {number} 个记录文件现在读不出来，其中的修改没有列出。请关闭占用它们的程序，检查文件夹的权限和磁盘，再打开一次。"
HEAD = 4  # characters that both sides begin with and that are shown before the place where they part
LOOK = 15  # milliseconds between looks whether the page has been read


class LogDialog(QDialog):
    """On the log of one report."""

    def __init__(self, log: Log, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("修改记录")
        resize_within(self, SIZE)
        self._log = log
        self._job: Future[LogPage] | None = None
        self._last = False
        self.message = QLabel(READING)
        self.message.setWordWrap(True)
        self.list = QTreeWidget()
        self.list.setAccessibleName("修改记录")
        self.list.setToolTip("修改记录，最近的在前")
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setHeaderLabels(list(COLUMNS))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._arrange()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK)
        self._timer.timeout.connect(self._take)
        self.list.verticalScrollBar().valueChanged.connect(self._read_on)
        self.finished.connect(self._stop)
        self._read()

    @property
    def reading(self) -> bool:
        """Whether a page is being read."""
        return self._job is not None

    def _read(self) -> None:
        """Has the next page read. The thread knows nothing of the window, so it may outlive it."""
        pool = ThreadPoolExecutor(1, "log")
        self._job = pool.submit(self._log.next_page)
        pool.shutdown(wait=False)  # the thread ends with its one job
        self._timer.start()

    def _take(self) -> None:
        if self._job is None or not self._job.done():
            return
        self._timer.stop()
        job, self._job = self._job, None
        try:
            page = job.result()  # a defect of the reading comes to light here
        except NianbaoError as reason:
            self._last = True
            self.message.setText(reason.sentence)
            return
        self._last = page.last
        self.list.addTopLevelItems([_item(line) for line in page.lines])
        self.message.setText(self._words(page))
        self.list.doItemsLayout()  # else the bar knows nothing yet of the new lines
        self._read_on()

    def _words(self, page: LogPage) -> str:
        number = self.list.topLevelItemCount()
        told = f"共 {number} 条。" if page.last else f"最近的 {number} 条，滚动到底会接着列出更早的。"
        unread = UNREAD.format(number=len(page.unread)) if page.unread else ""
        return f"{told}{FOR_GOOD}{unread}"

    def _read_on(self) -> None:
        bar = self.list.verticalScrollBar()
        if not (self._last or self.reading) and bar.value() >= bar.maximum() - bar.pageStep():
            self._read()

    def _stop(self) -> None:
        self._timer.stop()
        self._log.stop()

    def _arrange(self) -> None:
        header = self.list.header()
        for column, width in enumerate(WIDTHS):
            header.resizeSection(column, width)
        header.setSectionResizeMode(len(COLUMNS) - 2, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(len(COLUMNS) - 1, QHeaderView.ResizeMode.Stretch)
        page = QVBoxLayout(self)
        page.setContentsMargins(16, 16, 16, 16)
        page.setSpacing(8)
        page.addWidget(self.message)
        page.addWidget(self.list)
        page.addLayout(make_row(None, make_button("关闭", "关闭（Esc）", self.reject)))


def _item(line: LogLine) -> QTreeWidgetItem:
    values = ("" if value is None else str(value) for value in (line.before, line.after))
    before, after = (one_line(value) if line.cell else "" for value in values)
    deed = line.deed if line.fits else f"{line.deed}{UNFIT}"
    texts = [f"{line.at:%Y-%m-%d %H:%M:%S}", line.who, deed, line.place, before, after]
    pairs = enumerate(zip(before, after, strict=False))
    shared = next((place for place, two in pairs if len(set(two)) > 1), min(len(before), len(after)))
    cut = shared - HEAD if shared > 3 * HEAD else 0
    item = QTreeWidgetItem([*texts[:-2], *(f"…{text[cut:]}" if cut else text for text in (before, after))])
    for column, text in enumerate(texts):
        item.setToolTip(column, text)
    return item
