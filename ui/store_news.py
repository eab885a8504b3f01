"""News of the library on the screen: what is saved, what could not be, and that the library has become free.

The store speaks from threads of its own; a queued signal brings its words to the window's. Leans on status.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from app.store.ledger import Saved
from app.store.library import Library
from ui.banner import Banners
from ui.status import Status

FREE = "报告库已空出，现在可以编辑了。"


class StoreNews(QObject):
    """`taken_over` after a read-only window has become the one that writes."""

    taken_over = Signal()
    _arrived = Signal(object)

    def __init__(self, library: Library, status: Status, banners: Banners) -> None:
        super().__init__()
        self._library, self._status, self._banners = library, status, banners
        self._arrived.connect(self.hear)
        self._ends = [library.subscribe(self._arrived.emit)]

    def store_now(self) -> None:
        """Has everything stored at once, and says how it went."""
        self.hear(self._library.flush())

    def end(self) -> None:
        """Listens no more."""
        while self._ends:
            self._ends.pop()()

    def tell(self, sentences: Iterable[str]) -> None:
        """Sentences of the store that somebody must read."""
        for sentence in sentences:
            self._banners.tell("warning", sentence)

    def hear(self, news: Saved) -> None:
        """What the store said, in the window's thread."""
        if news.notice:
            self.tell([news.notice])
        if news.freed and self._library.read_only:
            self._take_over()
        else:
            self._status.say_stored(news, self.store_now)

    def _take_over(self) -> None:
        old = self._library.notices
        if not self._library.take_over():
            return
        for sentence in old:
            self._banners.withdraw(sentence)
        self._banners.tell("notice", FREE)
        self.tell(self._library.notices)
        self.taken_over.emit()
