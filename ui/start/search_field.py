"""One field to look through all reports: texts, figures, names of offices. What it finds stands where the list stood.

The reports are made ready for it in the background, once the keyboard is in the field; while that lasts, the field looks
through those that are ready, and says so. Enter goes to the current find, the arrows through them, Esc back to the list.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from threading import Event, Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit

from app.form.form_file import Forms
from app.store.file.holding import Holding
from ui.look.appearance import Appearance
from ui.start.found_list import FoundList

if TYPE_CHECKING:
    from app.shelf.search import FoundPlace, ShelfFinds, ShelfIndex

WORDS = "在全部报告里查找"
LONGEST = 60  # letters that are looked for
LOOK = 150  # milliseconds between two looks at how far the reading is
READING = "还有 {count} 份报告正在读取……"
NOTHING = "没有找到“{words}”。可以只写其中几个字；数字要写完整的一个。"
FOUND = "{reports} 份报告里有"
MORE = "{reports} 份报告里有，这里是最近修改的 {shown} 份；多写几个字可以缩小范围"


class SearchField(QLineEdit):
    """On the reports that `holdings` gives; `go_to` is done with a find that was chosen. `searching` says whether anything is
    looked for, `over` that the person is done with it."""

    searching = Signal(bool)
    over = Signal()

    def __init__(
        self,
        forms: Forms,
        holdings: Callable[[], Mapping[str, Holding]],
        appearance: Appearance,
        go_to: Callable[[FoundPlace], None],
    ) -> None:
        super().__init__()
        self._forms, self._holdings, self._go_to = forms, holdings, go_to
        self._index: ShelfIndex | None = None
        self._end = Event()
        self._thread: Thread | None = None
        self._waiting: list[Holding] = []
        self.results = FoundList(appearance, self._choose)
        self.told = QLabel()
        self.told.setProperty("muted", True)
        self.setPlaceholderText(f"{WORDS}（Ctrl+F）")
        self.setAccessibleName(WORDS)
        self.setToolTip("正文里的字、表里的数、单位名称都可以；几个词用空格隔开。回车打开，↑ ↓ 选择，Esc 回到列表")
        self.setMaxLength(LONGEST)
        self.setClearButtonEnabled(True)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK)
        self._timer.timeout.connect(self._go_on)
        self.textChanged.connect(self._search)
        self.results.left.connect(self._come_back)

    @property
    def reading(self) -> bool:
        """Whether some reports are not ready yet."""
        return self._timer.isActive()

    def begin(self) -> None:
        """The keyboard into the field, what stands there selected."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def refresh(self) -> None:
        """The reports may have changed: what is looked for now is looked for anew."""
        if self.text().strip():
            self._read()
            self._search()

    def stop(self) -> None:
        """Nothing is read any more; what is ready stays ready."""
        self._end.set()
        self._timer.stop()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Somebody is about to look for something."""
        super().focusInEvent(event)
        self._read()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, the arrows choose, Esc is done with it."""
        place = self.results.current()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if place is not None:
                self._choose(place)
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.results.step(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() == Qt.Key.Key_Escape:
            self._come_back(True)
        else:
            super().keyPressEvent(event)

    def _choose(self, place: FoundPlace) -> None:
        self.stop()
        self._go_to(place)

    def _come_back(self, over: bool) -> None:
        if over:
            self.clear()
            self.over.emit()
        else:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _read(self) -> None:
        """Has every report that changed since made ready."""
        from app.shelf.search import ShelfIndex  # not before it is wanted

        if self._thread is not None and self._thread.is_alive():
            self._end.set()
            self._thread.join()  # at one report: a millisecond
        index = self._index = self._index or ShelfIndex(self._forms)
        held = {key: one for key, one in self._holdings().items() if one.binned is None}
        index.keep_only(held)
        self._end, self._waiting = Event(), list(held.values())
        self._thread = Thread(target=_fold, args=(index, self._waiting, self._end), name="search", daemon=True)
        self._thread.start()
        self._timer.start()

    def _go_on(self) -> None:
        if self._thread is None or not self._thread.is_alive():
            self._timer.stop()
        self._search()

    def _search(self) -> None:
        words = self.text().strip()
        if words and self._index is None:
            self._read()
        found = self._index.search(words) if words and self._index is not None else None
        if found is not None:
            self.results.show_places(found.places)
            self.told.setText("".join(self._sentences(found, words)))
        self.searching.emit(bool(words))

    def _sentences(self, found: ShelfFinds, words: str) -> Sequence[str]:
        reading = READING.format(count=len(self._waiting)) if self.reading and self._waiting else ""
        if not found.reports:
            return (reading or NOTHING.format(words=words),)
        told = (FOUND if found.shown == found.reports else MORE).format(reports=found.reports, shown=found.shown)
        return f"{told}。", reading


def _fold(index: ShelfIndex, waiting: list[Holding], end: Event) -> None:
    """Makes ready what waits, from the end, until all is ready or nobody wants it any more."""
    waiting.sort(key=lambda one: one.changed)
    while waiting and not end.is_set():
        index.take(waiting[-1])
        waiting.pop()
