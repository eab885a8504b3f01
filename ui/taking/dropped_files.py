"""Files that were dropped or pasted: each does what it is for, one after the other, none without a look of the person.

A report or an exchange file is read and shown as by 导入; a district's file of demands is offered to the settings; a
folder stands for the files in it.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from app.errors import NianbaoError, ResourceError
from app.exchange.reading import READABLE, refusal
from app.handover import SUFFIX as HANDED
from app.knowledge.profile import Profile, read_profile
from app.system.files import read_input
from app.system.paths import is_file
from ui.desk.report_desk import ReportDesk
from ui.look.banner import DEED, Banner, Banners, Offer
from ui.taking.asking import Asking

if TYPE_CHECKING:
    from app.exchange.sandbox import ReadingRoom

DEMANDS = ".toml"
MOST = 12  # files at once; each has its own check screen
MOST_LISTED = 2000  # entries of a folder that are looked at
MOST_TOLD = 4  # sentences
LARGEST_DEMANDS = 1024 * 1024  # bytes
FILES = "files"  # the key of what is said of many files, of which the last may have gone well


class DroppedFiles(QObject):
    """Works through the files of one gesture. `use_profile` makes a file of demands the one that checks use."""

    def __init__(
        self,
        desk: ReportDesk,
        banners: Banners,
        asking: Asking,
        use_profile: Callable[[Path], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._desk, self._banners, self._asking, self._use_profile = desk, banners, asking, use_profile
        self._waiting: list[Path] = []
        self._told: list[str] = []
        self._count = self._turn = 0
        self._room: ReadingRoom | None = None  # one process for all files of the gesture

    def begin(self, paths: Sequence[Path]) -> None:
        """Takes the files; what cannot be used is said at the end."""
        self._banners.withdraw(FILES)
        self._banners.withdraw(DEED)
        self._told = []
        found = sorted(self._unfolded(paths), key=lambda path: path.suffix.lower() == DEMANDS)
        self._waiting = found[:MOST]
        self._count = len(self._waiting)
        if len(found) > MOST:
            left = len(found) - MOST
            self._told.append(f"一次最多读 {MOST} 个文件，还有 {left} 个没有读，请再拖一次。")
        self._turn += 1
        self._leave_room()
        if self._count > 1:
            self._room = self._desk.reading_room()
            self.destroyed.connect(self._room.close)
        self._next(self._turn)

    def _next(self, turn: int) -> None:
        """Goes on after the file of a turn; an answer to what has been overtaken by other files is no turn."""
        if turn != self._turn:
            return
        self._turn += 1
        while self._waiting:
            path = self._waiting.pop(0)
            try:
                self._show(path)
                return
            except NianbaoError as reason:
                self._told.append(reason.sentence)
        self._tell()

    def _leave_room(self) -> None:
        room, self._room = self._room, None
        if room is not None:
            room.close()

    def _tell(self) -> None:
        self._leave_room()
        told, self._told = list(dict.fromkeys(self._told)), []
        if len(told) > MOST_TOLD:
            told = [*told[:MOST_TOLD], f"还有 {len(told) - MOST_TOLD} 个文件也不能用。"]
        if told:
            self._banners.tell("error", "\n".join(told), key=FILES if self._count > 1 else DEED)

    def _show(self, path: Path) -> None:
        """Puts on the screen what has to be answered. Raises NianbaoError when there is nothing to show."""
        following = partial(QTimer.singleShot, 0, partial(self._next, self._turn))
        if path.suffix.lower() == DEMANDS:
            self._offer(path).gone.connect(lambda _: following())
            return
        if path.suffix.lower() == HANDED:
            asking = self._desk.take_handover(path)
            asking.finished.connect(lambda _: following()) if asking is not None else following()
            return
        dialog = self._desk.look_at(path.name, read_input(path), room=self._room)
        if self._count > 1:
            number = self._count - len(self._waiting)
            dialog.setWindowTitle(f"{dialog.windowTitle()}（第 {number} 个，共 {self._count} 个）")
        dialog.finished.connect(lambda _: following())

    def _offer(self, path: Path) -> Banner:
        profile = _demands(path)
        sentence = f"“{path.stem}”是一份要求文件（{profile.name}），用作本地要求？"
        window = self._banners.window()
        offers = [Offer("用作本地要求", partial(self._use, path, profile))]
        return self._asking.ask(sentence, offers, window.focusWidget() or window)

    def _use(self, path: Path, profile: Profile) -> None:
        self._use_profile(path)
        told = f"已用作本地要求：{profile.name}。检查时一并核对，可以在“设置”里更换或取消。"
        self._banners.tell("notice", told, key=DEED)

    def _unfolded(self, paths: Iterable[Path]) -> Iterator[Path]:
        for path in paths:
            kind = _kind(path)
            if stat.S_ISDIR(kind):
                yield from self._inside(path)
            elif not stat.S_ISREG(kind):  # a pipe would never end
                self._told.append(f"“{path.name}”打不开：文件不在了，或者没有读取权限。")
            elif path.suffix.lower() not in (DEMANDS, HANDED) and (why := refusal(path.name)):
                self._told.append(why)
            else:
                yield path

    def _inside(self, folder: Path) -> Sequence[Path]:
        """The reports and files of demands in a folder, by name; what Office and systems hide is left out."""
        try:
            with os.scandir(folder) as entries:
                names = sorted(entry.name for entry in islice(entries, MOST_LISTED) if entry.is_file())
        except OSError as reason:
            self._told.append(f"文件夹“{folder.name}”打不开（{reason.strerror or reason}），请换一个位置重试。")
            return ()
        shown = (folder / name for name in names if not name.startswith((".", "~$")))
        found = [path for path in shown if path.suffix.lower() in (*READABLE, DEMANDS, HANDED)]
        if not found:
            kinds = "、".join((*READABLE, DEMANDS, HANDED))
            self._told.append(f"文件夹“{folder.name}”里没有能用的文件，能用的是 {kinds}。")
        return found


def _kind(path: Path) -> int:
    """What stands there, as `stat` tells it; 0 for what cannot be seen."""
    try:
        return path.stat().st_mode
    except (OSError, ValueError):
        return 0


def _demands(path: Path) -> Profile:
    """The demands in a file. Raises ResourceError, FormError."""
    if is_file(path) and path.stat().st_size > LARGEST_DEMANDS:
        raise ResourceError(f"{path.name}：文件过大，不像是一份要求文件，请核对所选文件。")
    return read_profile(path)
