"""The thread that keeps house: brings the library file up to date, makes backups, keeps versions, watches the lock.

Whatever goes wrong here is told in a sentence and tried again; the journal has the data meanwhile. Should the thread die,
that is said and nobody waits for it.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path

from app.errors import NianbaoError
from app.store.copies.backups import CONFLICT, Backups
from app.store.file.failure import sentence
from app.store.file.holding import Holding
from app.store.file.storage import Damaged
from app.store.journal.chain import Reach
from app.store.journal.filing import ASIDE, Filing
from app.store.journal.ledger import Ledger
from app.store.journal.tenure import Tenure
from app.system.disk import TEMPORARY

IDLE = 2.0  # seconds without a new event after which the file is brought up to date
MOST = 20.0  # seconds of steady typing after which it is all the same
TICK = 0.5  # seconds between looks while something is to be done
BACKUP = 600.0  # seconds between backups while there are changes
RETRY = 30.0  # seconds until a failed write of the file is tried again

STOPPED = (
    "整理报告库的线程意外停止：填写的内容仍会记入修改日志，但备份、历史版本和待核对的标记不再保存。"
    "请关闭窗口，重新打开程序。"
)
BEAT = 30.0  # seconds between signs of life where the lock needs them

Task = Callable[[], None]


class Upkeep:
    """The writer's housekeeper. `tasks` given to `do` may raise OSError or NianbaoError, which is told."""

    def __init__(
        self,
        ledger: Ledger,
        filing: Filing,
        backups: Backups,
        tenure: Tenure,
        clock: Callable[[], datetime],
        beat: Task | None = None,
    ) -> None:
        self._ledger, self._filing, self._backups, self._clock = ledger, filing, backups, clock
        self._tenure = tenure
        self._beat, self._beaten = beat, time.monotonic()
        self._changed = ledger.changed
        # The state at opening is taken here, before there is a thread that could write an edit into the journal.
        self._tasks: list[Task] = [partial(self._begin, ledger.written, ledger.reach)]
        self._closing = self._busy = self._ended = False
        self._seen = ledger.reach.number  # the last event noticed, and when the first and the last unfiled one came
        self._first = self._last = time.monotonic()
        self._backed_up = time.monotonic()
        # Last event, second folder and side files of the last backup.
        self._copied: tuple[int, Path | None, bytes] = (-1, None, b"")
        self._not_before = self._again = 0.0
        self._failed: list[Task] = []  # what could not be written and is tried once more
        self._passing: set[str] = set()  # what was said of trouble that may pass
        self._told: set[str] = set()
        self._thread = threading.Thread(target=self._work, name="upkeep", daemon=True)

    def start(self) -> None:
        """Begins to keep house; a backup of the state at opening is the first thing it does."""
        self._thread.start()

    def do(self, task: Task) -> None:
        """Has something done on this thread, in turn."""
        with self._changed:
            self._tasks.append(task)
            self._changed.notify_all()

    def settle(self) -> None:
        """Returns when every task given so far is done, or none will be."""
        with self._changed:
            self._changed.wait_for(lambda: not (self._tasks or self._busy) or self._ended)

    def close(self) -> None:
        """Does what is left, brings the file up to date and ends the thread."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        if self._thread.ident is not None:  # the system may have refused to start it
            self._thread.join()

    def bring_up_to_date(self) -> None:
        """Writes the file when the journal is ahead of it, and it is still this window's. For this thread only."""
        with self._changed:
            holdings, reach = self._ledger.written, self._ledger.reach
        self._bring_to(holdings, reach)

    def back_up(self, reason: str) -> None:
        """Copies the file to the backup folders, when there is more than in the last copy. For this thread only."""
        if self._tenure.divided:
            return
        for told in self._backups.returned(self._clock(), thorough=True):  # before the new copy says that there is less
            self._tell(told)
        try:
            sides = hashlib.sha256(self._backups.sides.packed(personal=True)).digest()
            state = (self._filing.number, self._backups.second, sides)
            if state == self._copied and reason != "restore":
                return
            data, number, hash_ = self._filing.copy()
        except (OSError, Damaged):
            self._filing.number = -1  # written anew at the next turn; then there is something to copy
            return
        for told in self._backups.keep(data, number, hash_, self._clock(), reason):
            self._tell(told)
        self._copied, self._backed_up = state, time.monotonic()

    def _begin(self, holdings: Mapping[str, Holding], reach: Reach) -> None:
        """The backup of the opening, which holds what was found and nothing that came since."""
        self._bring_to(holdings, reach)
        self.back_up("opened")

    def _bring_to(self, holdings: Mapping[str, Holding], reach: Reach) -> None:
        try:
            if not self._tenure.holds():
                self._ledger.tell(divided=True)
                return
            done = self._meddling()
            if reach.number != self._filing.number or done:
                self._filing.bring_up_to_date(holdings, reach)
            if beside := self._tenure.beside():
                self._tell(beside)
        except OSError as reason:
            self._not_before = time.monotonic() + RETRY
            logged = not (self._ledger.error or self._ledger.waiting)
            kept = "刚才的修改已记入日志，不会丢失。" if logged else ""
            told = sentence(reason, "更新报告库文件", self._filing.path, again=True) + kept
            self._passing.add(told)
            self._tell(told)
        else:
            self._told.clear()
            self._pass()

    def _pass(self) -> None:
        """Takes back what was said of trouble that is over."""
        while self._passing and not self._failed:
            self._ledger.tell(over=self._passing.pop())

    def _work(self) -> None:
        died = True
        try:
            self._keep_house()
            died = False
        finally:
            with self._changed:
                self._ended = True
                self._ledger.stopped = self._ledger.stopped or (STOPPED if died else None)
                self._changed.notify_all()
            if died:
                self._ledger.tell()

    def _keep_house(self) -> None:
        closing = False
        while not closing:
            with self._changed:
                self._changed.wait_for(
                    lambda: self._tasks or self._closing or self._ledger.reach.number != self._seen, self._pause()
                )
                tasks, self._tasks, self._busy = self._tasks, [], True
                closing = self._closing
            for task in tasks:
                self._run(task)
            self._turn(closing)
            with self._changed:
                self._busy = False
                self._changed.notify_all()

    def _pause(self) -> float | None:
        if self._ledger.reach.number != self._filing.number:
            return TICK
        return TICK if self._failed else BEAT if self._beat else None

    def _turn(self, closing: bool) -> None:
        if self._failed and (closing or time.monotonic() >= self._again):
            tasks, self._failed = self._failed, []
            for task in tasks:
                self._run(task)
            self._pass()
        if self._due() or closing:
            self.bring_up_to_date()
        if closing:
            self.back_up("closed")
        elif time.monotonic() - self._backed_up >= BACKUP:
            self.back_up("timed")
        if self._beat and time.monotonic() - self._beaten >= BEAT:
            self._beaten = time.monotonic()
            self._run(self._beat)

    def _due(self) -> bool:
        """Whether the file is to be written now: at once when it is not there, else when typing pauses."""
        number, now = self._ledger.reach.number, time.monotonic()
        if number != self._seen:
            self._first = now if self._seen == self._filing.number else self._first
            self._seen, self._last = number, now
        if number == self._filing.number or now < self._not_before:
            return False
        return self._filing.number < 0 or now - self._last >= IDLE or now - self._first >= MOST

    def _meddling(self) -> bool:
        """Looks whether another program touched the file; sets a changed one aside. True when it must be written."""
        meddled = self._filing.meddled()
        if meddled == "changed":
            self._tell(f"报告库文件被别的程序改动过，{self._moved()}，现已按本窗口的内容重新写好。")
        return meddled is not None

    def _moved(self) -> str:
        """Takes the file away that another program put there; where it is now. Raises OSError."""
        copy = self._filing.library_in_place()
        if copy is None:
            self._filing.set_aside(self._clock())
            return f"那一份已移到 {ASIDE} 文件夹"
        changed = max((one.changed for one in copy.holdings.values()), default=self._clock())
        self._filing.give(self._backups.free_path(copy.reach.number, copy.reach.hash, changed, CONFLICT))
        return "那一份已放进备份，可以在“备份与恢复”里比较"

    def _run(self, task: Task) -> None:
        try:
            task()
        except OSError as reason:
            self._failed.append(task)
            self._again = time.monotonic() + RETRY
            path = Path(str(reason.filename or self._filing.path))
            place = path.with_name(path.name.removesuffix(TEMPORARY))
            told = sentence(reason, "保存报告旁边的记录", place, again=True)
            self._passing.add(told)
            self._tell(told)
        except NianbaoError as reason:
            self._tell(reason.sentence)

    def _tell(self, notice: str) -> None:
        if notice not in self._told:
            self._told.add(notice)
            self._ledger.tell(notice=notice)
