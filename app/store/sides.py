"""The small files beside the library, one for each report: explanations and stages, and the register of requests.

Each is replaced whole when it changes, so the journal of values has no part in it; every backup of the library has a copy
of them beside it. A file that is gone or damaged is put back from there when its report is opened. Registers are personal
data: their copies stay in the library's own folder. Leans on disk, filing and library_file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from app.store.disk import Disk
from app.store.filing import set_aside
from app.store.library_file import Damaged, Lines, decode, encode

REVIEWS, REGISTERS = "reviews", "registers"
WORDS = {REVIEWS: "说明与审核记录", REGISTERS: "申请台账"}
REOPEN = "请重新打开这份报告，程序会用备份恢复它；仍然不行时，请把这个文件移到别处再试。"
MENDING = "恢复说明与审核记录、申请台账"
PREFIX, LIBRARY = "sides-", "library-"
_KEY = re.compile(r"\w+", re.ASCII)


class Sides:
    """Those of the library in `folder`. All methods raise OSError."""

    def __init__(self, disk: Disk, folder: Path) -> None:
        self._disk, self._folder = disk, folder

    def packed(self, *, personal: bool) -> bytes:
        """All whole files in one, with a checksum; b'' when there never were any. `personal`: registers too."""
        folders = [name for name in WORDS if (self._folder / name).is_dir() and (personal or name != REGISTERS)]
        return encode({name: dict(self._whole(name)) for name in folders}) if folders else b""

    def mend(self, key: str, at: datetime, backups: Sequence[Path]) -> tuple[str, ...]:
        """Puts back what of one report is damaged, or was there at the last backup and is gone; a sentence for each.

        `backups` are the folders that hold the library's backups.
        """
        told = []
        for folder, words in WORDS.items():
            path = self._path(folder, key)
            there = self._disk.stamp(path) is not None
            if there and self._sound(path):
                continue
            copies = (copy[folder] for copy in self._copies(backups) if folder in copy)
            good = next((copy for copy in copies if key in copy or not there), {})
            if key in good:
                if there:
                    set_aside(self._disk, path, at, self._folder)
                self._put(path, good[key])
                told.append(f"这份报告的{words}{'已损坏' if there else '不见了'}，已用最近的备份恢复，请核对。")
        return tuple(told)

    def put_back(self, copy: Path, key: str) -> None:
        """What the copy `copy` has of a report that is not here; what stands here stays. Raises OSError, Damaged."""
        if self._disk.stamp(copy) is None:
            return
        for folder, files in decode(self._disk.read(copy)).items():
            path = self._path(folder, key)
            if key in files and folder in WORDS and self._disk.stamp(path) is None:
                self._put(path, files[key])

    def _path(self, folder: str, key: str) -> Path:
        return self._folder / folder / f"{key}.json"

    def _put(self, path: Path, line: bytes) -> None:
        self._disk.make_folder(path.parent)
        self._disk.put(path, json.loads(line).encode("utf-8"))

    def _whole(self, folder: str) -> Iterator[tuple[str, bytes]]:
        for name in self._disk.names(self._folder / folder):
            path = self._folder / folder / name
            if path.suffix == ".json" and _KEY.fullmatch(path.stem) and self._sound(path):
                yield path.stem, json.dumps(self._disk.read(path).decode("utf-8"), ensure_ascii=False).encode("utf-8")

    def _sound(self, path: Path) -> bool:
        try:
            return isinstance(json.loads(self._disk.read(path).decode("utf-8")), dict)
        except (ValueError, RecursionError):
            return False

    def _copies(self, backups: Sequence[Path]) -> Iterator[Lines]:
        """What the copies hold, the newest first; a damaged one is passed over and stays where it is."""
        found = [folder / name for folder in backups for name in self._disk.names(folder) if name.startswith(PREFIX)]
        for path in sorted(found, key=lambda one: one.name, reverse=True):
            try:
                yield decode(self._disk.read(path))
            except Damaged:
                continue


def unreadable(words: str, name: str, reason: Exception) -> str:
    """The sentence for a side file that cannot be used."""
    why = str(reason)  # one of our own, in Chinese
    if isinstance(reason, OSError):
        why = "磁盘上读不出来"
    elif isinstance(reason, KeyError):
        why = f"缺少 {reason.args[0]}"
    elif isinstance(reason, json.JSONDecodeError | UnicodeDecodeError | RecursionError):
        why = "内容已损坏"
    return f"{words} {name} 无法读取（{why}）。{REOPEN}"


def beside(backup: Path) -> Path:
    """Where the copy of the side files lies that was made with a backup of the library."""
    return backup.with_name(PREFIX + backup.name.removeprefix(LIBRARY))
