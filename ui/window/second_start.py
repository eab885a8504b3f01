"""A start while the program runs already: the window that runs is asked to come forward and to take the file.

Loads no Qt, so that a double click is answered at once.
"""

from __future__ import annotations

import enum
import sys
import time
from datetime import datetime
from pathlib import Path

from app.handover import SUFFIX as HANDED
from app.store import requests
from app.store.file.lock import Holder, holder_of
from app.store.journal.ledger import now
from app.system.disk import Disk

if sys.platform == "win32":
    import ctypes

PATIENCE = 2.0  # seconds until the window that runs counts as hung
STARTING = 6.0  # seconds that one may take which has only just begun itself
STEP = 0.05
SILENT_WORDS = "先打开的那个窗口没有回应，可能正忙，所以这里另开了一个，只能查看。请先回到那个窗口。"


class Answer(enum.Enum):
    """What became of the request: nobody to ask, taken, or not answered."""

    NOBODY = enum.auto()
    TAKEN = enum.auto()
    SILENT = enum.auto()


def hand_over(folder: Path, opened: Path | None) -> Answer:
    """Asks the window that holds the library of `folder`, if it is this account's on this computer, and waits for it."""
    disk, opened = Disk(), opened.absolute() if opened else None
    try:
        holder = holder_of(disk, folder)
        if holder is None or not holder.near or not _may_be_named(opened):
            return Answer.NOBODY
        _let_come_forward(holder.process)
        asked = requests.ask(disk, folder, opened, now())
        return _wait(disk, asked, holder)
    except OSError:  # a folder that cannot be written is told of by the window that opens on it
        return Answer.NOBODY


def _wait(disk: Disk, asked: Path, holder: Holder) -> Answer:
    age = (now() - datetime.fromisoformat(holder.since)).total_seconds()
    end = time.monotonic() + max(PATIENCE, STARTING - max(age, 0.0))
    while disk.stamp(asked) is not None:
        living = holder.near
        if not living or time.monotonic() > end:
            disk.unlink(asked)
            return Answer.SILENT if living else Answer.NOBODY
        time.sleep(STEP)
    return Answer.TAKEN if disk.stamp(requests.refused(asked)) is None else Answer.SILENT


def _may_be_named(opened: Path | None) -> bool:
    if opened is None:
        return True
    from app.exchange import READABLE

    return requests.fit(opened, (*READABLE, HANDED))


def _let_come_forward(process: int) -> None:
    """Windows lets a program come forward only by leave of the one that the person has just used."""
    if sys.platform == "win32":
        ctypes.windll.user32.AllowSetForegroundWindow(process)
