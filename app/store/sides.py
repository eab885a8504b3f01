"""The small files beside the library, one for each report: explanations and stages, doubts, the register of requests.

Each is replaced whole when it changes, so the journal of values has no part in it; every backup of the library has a copy
of them beside it. A file that is gone, damaged, or has become an older one again, is put back from there: each says how
often it was written. Registers are personal data: their copies stay in the library's own folder. The copy also says how many
versions each report has, so that lost ones are missed. Leans on disk, filing, history, library_file and shape.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from app.disk import Disk
from app.store.failure import sentence
from app.store.filing import set_aside
from app.store.history import FOLDER as HISTORY
from app.store.history import Count, History
from app.store.library_file import Damaged, Lines, decode, encode
from app.store.shape import Misshapen, fit_key, key_path, loaded, table, text, whole

REVIEWS, DOUBTS, REGISTERS = "reviews", "doubts", "registers"
WORDS = {REVIEWS: "说明与审核记录", DOUBTS: "待核对的标记", REGISTERS: "申请台账"}
REOPEN = "请重新打开这份报告，程序会用备份恢复它；仍然不行时，请把这个文件移到别处再试。"
MENDING = f"恢复{'、'.join(WORDS.values())}"
PREFIX, LIBRARY = "sides-", "library-"
WRITTEN = "written"  # in each file: the how manieth state it is, so that an older one is known when it comes back
COUNTS = "versions"  # the table of a copy that says how many versions there are

_SEEN: dict[Path, int] = {}  # what this process saw of them: a file may be taken away while its content is in memory

Files = dict[str, dict[str, bytes]]  # folder → key of a report → content of its file there


class Sides:
    """Those of the library in `folder`."""

    def __init__(self, disk: Disk, folder: Path, history: History | None = None) -> None:
        self._disk, self._folder = disk, folder
        self._history = history or History(disk, folder / HISTORY)
        self.earlier: frozenset[str] = frozenset()  # names of the copies that were there when the library was opened
        self._there: set[Path] = set()  # the files that the last copy has, or that were there since
        self._newest: tuple[str, Files] = ("", {})  # the copy read last, by its name

    def packed(self, *, personal: bool) -> bytes:
        """All whole files and the numbers of versions in one, with a checksum; b'' when there never were any. `personal`:
        registers too. Raises OSError."""
        there = [name for name in WORDS if self._disk.stamp(self._folder / name) is not None]
        tables = {name: dict(self._whole(name)) for name in there if personal or name != REGISTERS}
        self._there |= {self._path(name, key) for name, files in tables.items() for key in files}
        counts = {key: _line(json.dumps(asdict(one))) for key, one in sorted(self._history.counts().items())}
        if counts:
            tables[COUNTS] = counts
        return encode(tables) if tables else b""

    def counted(self, backups: Path) -> dict[str, Count]:
        """How many versions each report had at the last backup; none where an earlier program made it. Raises nothing."""
        try:
            newest = next((packed for _, packed in self._packs(backups)), {})
        except OSError:  # cannot be known now
            return {}
        found = {key: _count(key, line) for key, line in newest.get(COUNTS, {}).items()}
        return {key: one for key, one in found.items() if one is not None}

    def mended(self, key: str, at: datetime, backups: Path) -> tuple[str, ...]:
        """Puts back what of one report is damaged, is older than at the last backup, or was there then and is gone; a
        sentence for each.

        That a copy made since the opening lacks a file says nothing: it may have been gone already.
        `backups` is the library's own folder of them: the second one may be slow or away. Raises nothing.
        """
        try:
            return tuple(self._mended(key, at, backups))
        except OSError as reason:
            return (sentence(reason, MENDING, backups),)

    def begin(self, backups: Path) -> None:
        """Notes which copies there are before this window makes its own, and what the last one holds. Raises nothing."""
        try:
            self.earlier = frozenset(self._disk.names(backups))
            _, newest = next(self._copies(backups), ("", {}))
        except OSError:  # cannot be known now
            return
        self._there = {self._path(folder, key) for folder, files in newest.items() for key in files}

    def returned(self, at: datetime, backups: Path) -> tuple[str, ...]:
        """Puts back what was there at the last copy or since and is gone, of all reports; sentences on it. Raises nothing."""
        told: list[str] = []
        try:
            names = {folder: set(self._disk.names(self._folder / folder)) for folder in WORDS}
        except OSError as reason:
            return (sentence(reason, MENDING, self._folder),)
        for path in sorted(self._there):
            if path.name not in names[path.parent.name]:
                self._there.discard(path)  # told once, found or not
                told += [one for one in self.mended(path.stem, at, backups) if one not in told]
        return tuple(told)

    def brought(self, copy: Path | None, keys: Iterable[str]) -> tuple[str, ...]:
        """Puts back from a copy what these reports have not, after a rescue from a backup; a sentence for what failed."""
        if copy is None:
            return ()
        try:
            for key in keys:
                self.put_back(copy, key)
        except OSError as reason:
            return (sentence(reason, MENDING, copy),)
        except Damaged as damage:
            return (f"备份 {copy.name} 已损坏（{damage}），其中的{'、'.join(WORDS.values())}没有恢复。",)
        return ()

    def _mended(self, key: str, at: datetime, backups: Path) -> Iterator[str]:
        for folder, words in WORDS.items():
            path = self._path(folder, key)
            there = self._disk.stamp(path) is not None
            own = self._disk.read(path) if there else b""
            copies = ((name, copy[folder]) for name, copy in self._copies(backups) if folder in copy)
            if there and _is_table(own):
                good, what = next((copy for _, copy in copies), {}), "被换成了较旧的一份"
                if _written(good.get(key, b"")) <= _written(own):
                    continue
            else:
                wanted = (copy for name, copy in copies if key in copy or (not there and name in self.earlier))
                good, what = next(wanted, {}), "已损坏" if there else "不见了"
            if key in good:
                if there:
                    set_aside(self._disk, path, at, self._folder)
                self._put(path, good[key])
                kept = "原来的文件已移到 damaged 文件夹。" if there else ""
                yield f"{words}{what}，已用最近的备份恢复，请核对。{kept}"

    def put_back(self, copy: Path, key: str) -> None:
        """What the copy `copy` has of a report that is not here; what stands here stays. Raises OSError, Damaged."""
        if self._disk.stamp(copy) is None:
            return
        packed = decode(self._disk.read(copy))
        for folder, files in _unpacked(packed).items():
            path = self._path(folder, key)
            if key in files and self._disk.stamp(path) is None:
                self._put(path, files[key])
            if key in packed[folder].keys() - files.keys():
                raise Damaged("内容的形式不对")

    def _path(self, folder: str, key: str) -> Path:
        return side_path(self._folder, folder, key)

    def _put(self, path: Path, data: bytes) -> None:
        self._disk.make_folder(path.parent)
        self._disk.put(path, data)

    def _whole(self, folder: str) -> Iterator[tuple[str, bytes]]:
        for name in self._disk.names(self._folder / folder):
            path = self._folder / folder / name
            if path.suffix == ".json" and fit_key(path.stem) and _is_table(data := self._disk.read(path)):
                yield path.stem, _line(data.decode("utf-8"))

    def _copies(self, backups: Path) -> Iterator[tuple[str, Files]]:
        """What the copies hold, the newest first; that one is kept, since every report that is opened asks for it."""
        for place, name in enumerate(self._names(backups)):
            if name == self._newest[0]:
                yield self._newest
                continue
            packed = self._pack(backups / name)
            if packed is not None:
                found = name, _unpacked(packed)
                self._newest = found if place == 0 else self._newest
                yield found

    def _packs(self, backups: Path) -> Iterator[tuple[str, Lines]]:
        """Name and content of the copies, the newest first."""
        for name in self._names(backups):
            packed = self._pack(backups / name)
            if packed is not None:
                yield name, packed

    def _names(self, backups: Path) -> list[str]:
        return sorted((name for name in self._disk.names(backups) if name.startswith(PREFIX)), reverse=True)

    def _pack(self, path: Path) -> Lines | None:
        """A copy; None for one that is damaged, which stays where it is, and for one that was thinned out meanwhile."""
        try:
            return decode(self._disk.read(path))
        except (Damaged, FileNotFoundError):
            return None


class SideFile:
    """One such file: read whole, replaced whole, through the disk. `path` lies in a folder of the library."""

    def __init__(self, path: Path, disk: Disk | None = None) -> None:
        self.path, self._disk = path, disk or Disk()

    def read(self, largest: int) -> bytes | None:
        """The content, None when there is no file. Raises OSError, and ValueError for one of more than `largest` bytes."""
        stamp = self._disk.stamp(self.path)
        if stamp is None:
            return None
        if stamp.size > largest:
            raise ValueError("文件过大")
        data = self._disk.read(self.path)
        _SEEN[self.path] = max(_written(data), _SEEN.get(self.path, 0))
        return data

    def write(self, raw: Mapping[str, object]) -> None:
        """Replaces the content by data as JSON, with how often that was done. Raises OSError, and then what was kept before
        still stands."""
        self._disk.make_folder(self.path.parent)
        try:
            before = _written(self._disk.read(self.path))
        except OSError:  # a first one, or one that is gone: what this process wrote before counts on
            before = 0
        number = max(before, _SEEN.get(self.path, 0)) + 1
        data = json.dumps({**raw, WRITTEN: number}, ensure_ascii=False, indent=1)
        self._disk.put(self.path, f"{data}\n".encode())
        _SEEN[self.path] = number


def side_path(library: Path, folder: str, key: str) -> Path:
    """Where the file of a report lies in one of the folders. Raises StoreError for what is no key."""
    return key_path(library / folder, key, ".json")


def _unpacked(packed: Lines) -> Files:
    """The files in a copy; what is not as `Sides.packed` makes it is left out."""
    folders = {name: lines for name, lines in packed.items() if name in WORDS}
    return {name: {key: one for key, line in lines.items() if (one := _file(key, line))} for name, lines in folders.items()}


def _file(key: str, line: bytes) -> bytes:
    """The content of one file, b'' where it is none."""
    try:
        content = text({key: loaded(line)}, key).encode("utf-8")
    except Misshapen:
        return b""
    return content if fit_key(key) and _is_table(content) else b""


def _line(content: str) -> bytes:
    """The content of a file as a line of a copy."""
    return json.dumps(content, ensure_ascii=False).encode("utf-8")


def _count(key: str, line: bytes) -> Count | None:
    """The number of versions that a line says, None where it says none."""
    try:
        raw = table(loaded(text({key: loaded(line)}, key).encode("utf-8")))
        return Count(whole(raw, "count"), whole(raw, "size")) if fit_key(key) else None
    except Misshapen:
        return None


def _written(data: bytes) -> int:
    """How often a file was written, by what it says; 0 for one of an earlier program, and for none."""
    try:
        return whole(table(loaded(data)), WRITTEN)
    except Misshapen:
        return 0


def _is_table(data: bytes) -> bool:
    try:
        table(loaded(data))
    except Misshapen:
        return False
    return True


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
