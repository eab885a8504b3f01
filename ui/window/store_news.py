"""News of the library on the screen: what is saved, what could not be, that the library has become free, or divided.

The store speaks from threads of its own; a queued signal brings its words to the window's.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.errors import NianbaoError
from app.store.file import identity
from app.store.journal.ledger import Saved
from app.store.library import Library
from app.store.sync_folders import TOLD, read_services, sync_service
from app.system.paths import resource
from ui.commands.means import Means
from ui.look.banner import Banners, Offer
from ui.window.status import Status

FREE = "报告库已空出，现在可以编辑了。"
COMPARE = "比较…"
SYNC_TOLD = "sync.told"  # a line for each computer: its name, a tabulator, the folder; the settings lie in the folder itself
SYNC = "sync folder"  # the key of the banner


class StoreNews(QObject):
    """`taken_over` after a read-only window has become the one that writes.

    `giving_way` just before this window ceases to be it, while what was typed can still be taken in; `gave_way` after that.
    `comparing` carries what somebody wants to look at: a branch or a copy of another line.
    """

    taken_over = Signal()
    giving_way = Signal()
    gave_way = Signal()
    comparing = Signal(object)
    _arrived = Signal(object)

    def __init__(self, library: Library, status: Status, banners: Banners) -> None:
        super().__init__()
        self._library, self._status, self._banners = library, status, banners
        self._offered: set[str] = set()  # the sentences that stand with an offer to compare
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
        """Sentences of the store that somebody must read; what can be compared is offered where it can be merged."""
        beside = {} if self._library.read_only else self._library.beside
        for sentence in sentences:
            source = beside.get(sentence)
            offers = (Offer(COMPARE, partial(self.comparing.emit, source), stays=True),) if source else ()
            self._offered |= {sentence} if source else set()
            self._banners.tell("warning", sentence, *offers)

    def look_again(self) -> None:
        """Takes away what was said of branches and copies that have been merged or put aside since."""
        for sentence in self._offered - self._library.beside.keys():
            self._banners.withdraw(sentence)
        self._offered &= self._library.beside.keys()

    def hear(self, news: Saved) -> None:
        """What the store said, in the window's thread."""
        if news.notice:
            self.tell([news.notice])
        if news.over:
            self._banners.withdraw(news.over)
        if news.divided and self._library.divided:
            self._give_way()
        elif news.freed and self._library.read_only:
            self._take_over()
        elif news.error or not self._library.read_only:  # late news of what a window wrote that only reads by now
            self._status.say_stored(news, self.store_now)

    def _give_way(self) -> None:
        self.giving_way.emit()
        saved = self._library.flush()
        if saved.error:  # what is not on the disk yet would be gone; the next write that succeeds tells of it again
            self._status.say_stored(saved, self.store_now)
            return
        old = self._library.notices
        try:
            self._library.give_way()
        except NianbaoError as reason:
            self._banners.tell("error", reason.sentence)
        self._retell(old)
        self.gave_way.emit()

    def _take_over(self) -> None:
        old = self._library.notices
        try:
            if not self._library.take_over():
                return
        except NianbaoError as reason:
            self._banners.tell("error", reason.sentence)
            return
        self._banners.tell("notice", FREE)
        self._retell(old)
        self.taken_over.emit()

    def _retell(self, old: Iterable[str]) -> None:
        """In place of what was said before. That this window's own changes lie beside the others' is said once."""
        for sentence in old:
            self._banners.withdraw(sentence)
        library = self._library
        mine = library.beside.keys() if library.read_only else ()
        self.tell(sentence for sentence in library.notices if sentence not in mine)


def tell_sync_folder(folder: Path, means: Means) -> None:
    """Says at the first start that the reports lie in a folder which a program keeps alike on several computers.

    Once for each computer and folder; the settings remember it. Raises ResourceError, FormError.
    """
    here, place = identity.host(), str(folder.absolute())
    told = dict(line.split("\t", 1) for line in means.settings.text(SYNC_TOLD).splitlines() if "\t" in line)
    if told.get(here) == place:
        return
    name = sync_service(folder, read_services(resource("store", "sync_folders.toml")), os.environ, Path.home())
    if name:
        means.banners.tell("warning", TOLD.format(name=name), key=SYNC)
        means.remember(SYNC_TOLD, "\n".join(f"{one}\t{where}" for one, where in {**told, here: place}.items()))
