"""After a start the program stands where it was left: the report that was open, its page, its cell.

Never into a crash again: a start that ended before it had stood for a while is followed by one that stays at the list.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from app.chinese.characters import harmless
from app.store.file.failure import sentence
from app.store.file.resume import take_place
from app.store.library import Library
from app.system.disk import Disk
from ui.commands.means import Means
from ui.desk.report_desk import ReportDesk

OPENING = "trails.opening"  # the setting that is true from the opening of a report by itself until that has proved harmless
SOON = 50  # milliseconds for the first paint of the window, which says what is being opened
STEADY = 10_000  # milliseconds that the window has to stand for that
STAYED = "上次打开这份报告时，程序没有正常关闭，所以这次停在报告列表。内容都在，按回车打开。"
OPENED = "正在打开“{office} {year} 年度报告”…"
GONE = "上次打开的报告已不在列表里。"


class Returning(QObject):
    """For one window; `desk` lays the report, `select` puts the hand on one in the list, `say` shows a line and nothing else."""

    def __init__(
        self,
        window: QWidget,
        library: Library,
        desk: ReportDesk,
        means: Means,
        select: Callable[[str], None],
        say: Callable[[str], None],
    ) -> None:
        super().__init__(window)
        self._library, self._desk, self._means, self._select, self._say = library, desk, means, select, say
        self._steady = QTimer(self)
        self._steady.setSingleShot(True)
        self._steady.setInterval(STEADY)
        self._steady.timeout.connect(self.calm)

    def leave_off(self, key: str) -> None:
        """The person is at the report of that key now, with '' at the list."""
        if not self._library.read_only:
            self._desk.trails.stand_in(key)

    def calm(self) -> None:
        """The window stands, or is closed in good order: the next start may open by itself."""
        self._steady.stop()
        self._means.remember(OPENING, False)

    def after_crash(self, folder: Path) -> bool:
        """After a crash that ended in a restart: opens the report again, at the same cell; whether it did."""
        try:
            place = take_place(Disk(), folder)
        except OSError as reason:
            self._means.banners.tell("warning", sentence(reason, "回到上次的位置", folder))
            return False
        if place is None or not place.key:
            return False
        self._means.open_report(place.key)
        if self._desk.busy and place.cell:
            self._desk.workspace.tabs.go_to(place.cell)
        return True

    def where_one_was(self) -> None:
        """Opens the report that was open last, where it is there still; else says what is to be said at the list."""
        trails, key = self._desk.trails, self._desk.trails.open
        if not key or self._library.read_only:
            return
        holding = self._library.holdings.get(key)
        if holding is None or holding.binned is not None:
            trails.stand_in("")
            self._means.tell(GONE)
        elif self._means.settings.flag(OPENING):
            trails.stand_in("")
            self._means.remember(OPENING, False)
            self._select(key)
            self._means.tell(STAYED)
        else:
            self._means.remember(OPENING, True)
            self._say(OPENED.format(office=harmless(holding.office), year=holding.year))
            QTimer.singleShot(SOON, self, partial(self._open, key))

    def _open(self, key: str) -> None:
        self._steady.start()
        self._means.open_report(key)
