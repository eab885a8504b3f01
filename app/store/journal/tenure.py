"""Whether this window is still the one that may write, asked before every append and every writing of the library file.

A lock can be lost without a word: a cleaner removes its file, a sync program puts another machine's in its place, a disk is
pulled out and its mount point stands there bare.
"""

from __future__ import annotations

import secrets
import threading
from pathlib import Path

from app.store.file.lock import Lock
from app.store.journal.journal import Journal
from app.system.disk import Disk

FILE = "library.id"  # which library this folder holds: a bare mount point has none
ANOTHER = "另一个窗口或另一台电脑"
DIVIDED = (
    "{who}也在写这个报告库。这个窗口最近的修改已另外保存，没有丢失；"
    "对方关闭以后，这里会列出两边的不同，由您逐项选择。现在只能查看。"
)
BESIDE = (
    "报告库文件夹里出现了另一台电脑写的修改（可能是同步软件带来的），两边的修改都保存着。"
    "请关闭窗口重新打开，程序会列出不同，由您逐项选择。"
)


class Tenure:
    """Of one writing window. `library` is the mark that its id file holds."""

    def __init__(self, disk: Disk, folder: Path, lock: Lock, journal: Journal, library: str) -> None:
        self._disk, self._folder, self._lock, self._journal = disk, folder, lock, journal
        self._guard = threading.Lock()
        self._beside = journal.others()
        self.divided = False
        if mark_in(disk, folder) != library:
            disk.put(folder / FILE, f"{library}\n".encode("ascii"))
        disk.keep_to(folder, FILE)

    def holds(self) -> bool:
        """Whether what is written now is the only next thing. Where it is not, what this window has must go into its own
        segments, and the library file is the other's.

        Raises OSError when the folder is not the library's at all: nothing may be written there.
        """
        with self._guard:
            if self.divided or self._lock.mine():
                return not self.divided
            self._disk.judge(self._folder)
            if not (self._lock.retake() and self._journal.others() <= self._beside):
                self.divided = True
            return not self.divided

    def beside(self) -> str | None:
        """What to say when somebody else's events have appeared in the folder since this was asked last. Raises OSError."""
        found = self._journal.others()
        new, self._beside = found - self._beside, self._beside | found
        return BESIDE if new else None


def mark_in(disk: Disk, folder: Path) -> str:
    """Which library a folder says that it holds; '' where it says nothing. Raises OSError."""
    if disk.stamp(folder / FILE) is None:
        return ""
    return disk.read(folder / FILE)[:64].decode("ascii", errors="replace").strip()


def new_mark() -> str:
    """The mark of a library that is made now."""
    return secrets.token_hex(8)
