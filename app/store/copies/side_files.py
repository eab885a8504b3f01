"""The small files beside the library, one for each report: explanations and stages, doubts, claims, comments, the
register of requests.

Each is replaced whole when it changes, so the journal of values has no part in it; every backup of the library has a copy
of them beside it. A file that is gone, damaged, or has become an older one again, is put back from there; what two machines
wrote apart is united where that can be, else both states are kept. It is compared with the newest copy by its time and the
newest that this machine made, here and anywhere: the others may be of another line. Registers are personal data: their copies
stay in the library's own folder. A copy also says which versions each report has, so that lost ones are missed.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path

from app.store.copies.uniting import united
from app.store.copies.versions import FOLDER as HISTORY
from app.store.copies.versions import Count, History, fit_stem
from app.store.file import identity
from app.store.file.failure import sentence
from app.store.file.side_file import DOUBTS, REGISTERS, WORDS, is_table, side_path, standing
from app.store.file.storage import Damaged, Lines, decode, encode
from app.store.file.stored_shape import Misshapen, fit_key, loaded, table, text, whole
from app.store.journal.filing import put_aside, set_aside
from app.system.disk import Disk

MENDING = f"恢复{'、'.join(WORDS.values())}"
PREFIX, LIBRARY = "sides-", "library-"
COUNTS = "versions"  # the table of a copy that says which versions there are
MADE, MACHINE, PLACE = "made", "machine", "place"  # the table of a copy that says who made it, its first one
AHEAD = timedelta(minutes=10)  # so far ahead of the clock may the name of a copy be: those of one second are counted on
GONE, BROKEN, OLDER = "不见了", "已损坏", "被换成了较旧的一份"
APART = "{words}像是两台电脑各写了一份，备份里的那一份已另存到 damaged 文件夹，请打开核对。"
UNITED = "{words}像是两台电脑各写了一份，已合并到一起；{advice}。"
LOST = "{words}已损坏，备份里也没有，原来的文件已移到 damaged 文件夹，{again}"
AGAIN = "请把这份报告从头核对一遍。"
_NAME = re.compile(r"sides-(\d{12})-(\d{8}T\d{6})-", re.ASCII)
_TIME = "%Y%m%dT%H%M%S"
_MARKS = re.compile("(?:[0-9a-f]{8})*")

SideFiles = dict[str, dict[str, bytes]]  # folder → key of a report → content of its file there
SidePlace = tuple[str, str]  # folder and key


class SideFileSet:
    """Those of the library in `folder`."""

    def __init__(self, disk: Disk, folder: Path, history: History | None = None) -> None:
        self._disk, self._folder = disk, folder
        self._history = history or History(disk, folder / HISTORY)
        maker = {MACHINE: identity.machine(), PLACE: identity.place(folder)}
        self._maker = {MADE: {name: _line(json.dumps(one)) for name, one in maker.items()}}
        here = encode(self._maker).partition(b"\n}")[0]
        self._beginnings = (here.partition(b",")[0], here)  # of copies that this machine made, and made in this place
        self._gate = threading.RLock()  # one file at a time is judged: on the window's thread or on the store's
        self._known: dict[SidePlace, list[bytes]] = {}  # what the copies compared with have, or what was there since

    def packed(self, *, personal: bool) -> bytes:
        """All whole files and the marks of versions in one, with who made it and a checksum; b'' when there never were any.
        `personal`: registers too. Raises OSError."""
        there = [name for name in WORDS if self._disk.stamp(self._folder / name) is not None]
        tables = {name: dict(self._whole(name)) for name in there if personal or name != REGISTERS}
        counts = {stem: _line(json.dumps(asdict(one))) for stem, one in sorted(self._history.counts().items())}
        if counts:
            tables[COUNTS] = counts
        return encode({**self._maker, **tables}) if tables else b""

    def begin(self, at: datetime, backups: Path) -> None:
        """Notes what the copies hold with which all is compared, before this window makes its own. Raises nothing."""
        try:
            newest, *own = self._compared(at, backups) or [{}]
        except OSError:  # cannot be known now
            newest, own = {}, []
        self._known = {}
        for number, packed in enumerate((newest, *own)):
            for folder in WORDS:
                before = [one.get(folder, {}) for one in (newest, *own)[:number]]
                for key, line in packed.get(folder, {}).items():
                    fresh = fit_key(key) and not any(lines.get(key) == line for lines in before)
                    if fresh and (content := _text(key, line)):
                        self._known.setdefault((folder, key), []).append(content)
        self._history.begin(_counts(newest), map(_counts, own), _maker(newest))

    def mended(self, key: str, at: datetime, backups: Path) -> tuple[str, ...]:
        """Puts back what of one report is damaged, older than at the last backup, or was there then and is gone, and keeps
        both states of what was written apart; a sentence for each.

        `backups` is the library's own folder of them: the second one may be slow or away. Raises nothing.
        """
        told: list[str] = []
        for folder in WORDS:
            told += self._settled((folder, key), at, backups)
        return tuple(told)

    def returned(self, at: datetime, *, thorough: bool = False) -> tuple[str, ...]:
        """The same for all reports, but what is damaged is left until its report is opened. Without `thorough` only files that
        are gone or of another size are read. Raises nothing."""
        told: list[str] = []
        try:
            sizes = {folder: self._disk.sizes(self._folder / folder) for folder in WORDS}
        except OSError as reason:
            return (sentence(reason, MENDING, self._folder),)
        for place, contents in sorted(self._known.items()):
            size = sizes[place[0]].get(f"{place[1]}.json")
            if thorough or any(len(one) != size for one in contents):
                told += [one for one in self._settled(place, at, None) if one not in told]
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

    def _settled(self, place: SidePlace, at: datetime, backups: Path | None) -> list[str]:
        """Sees to one file; a sentence for what was done, and for what failed. `backups` for one that may be damaged."""
        told: list[str] = []
        try:
            with self._gate:
                for one in self._settle(place, at, backups):
                    told.append(one)  # one by one: those before a failure are told as well
        except OSError as reason:
            told.append(sentence(reason, MENDING, backups or self._folder))
        return told

    def _settle(self, place: SidePlace, at: datetime, backups: Path | None) -> Iterator[str]:
        path, known = self._path(*place), self._known.get(place, [])
        there = self._disk.stamp(path) is not None
        own = self._disk.read(path) if there else b""
        if [own] == known:
            return
        if not is_table(own):
            good = next((one for one in known if is_table(one)), b"")
            if there:
                good = (good or self._older(place, at, backups)) if backups else b""
            if not good:
                if there and backups:
                    set_aside(self._disk, path, at, self._folder)
                    yield LOST.format(words=WORDS[place[0]], again=AGAIN if place[0] == DOUBTS else "请核对。")
                return
            yield self._replaced(path, good, at, place, BROKEN if there else GONE)
            own = good
        for other in known:
            match standing(own, other):
                case "older":
                    yield self._replaced(path, other, at, place, OLDER)
                    own = other
                case "apart":
                    own, told = self._joined(place, own, other, at)
                    yield from told
        self._known[place] = [own]

    def _joined(self, place: SidePlace, own: bytes, other: bytes, at: datetime) -> tuple[bytes, list[str]]:
        """What stands in the place of two states that were written apart, and what is said of it."""
        path, words, both = self._path(*place), WORDS[place[0]], united(place[0], own, other)
        if both is None:
            put_aside(self._disk, path, other, at, self._folder)
            return own, [APART.format(words=words)]
        self._put(path, both.data)
        return both.data, [UNITED.format(words=words, advice=both.advice)] if both.advice else []

    def _replaced(self, path: Path, data: bytes, at: datetime, place: SidePlace, what: str) -> str:
        """Puts what is in a backup in the place of a file, which goes aside; the sentence on it."""
        there = self._disk.stamp(path) is not None
        if there:
            set_aside(self._disk, path, at, self._folder)
        self._put(path, data)
        kept = "原来的文件已移到 damaged 文件夹。" if there else ""
        return f"{WORDS[place[0]]}{what}，已用最近的备份恢复，请核对。{kept}"

    def _older(self, place: SidePlace, at: datetime, backups: Path) -> bytes:
        """What the newest copy has that has this file at all; b'' where none has it."""
        folder, key = place
        for packed in map(_decoded, self._copies(at, backups)):
            if packed and (found := _file(key, packed.get(folder, {}).get(key, b""))):
                return found
        return b""

    def _path(self, folder: str, key: str) -> Path:
        return side_path(self._folder, folder, key)

    def _put(self, path: Path, data: bytes) -> None:
        self._disk.make_folder(path.parent)
        self._disk.put(path, data)

    def _whole(self, folder: str) -> Iterator[tuple[str, bytes]]:
        for name in self._disk.names(self._folder / folder):
            path = self._folder / folder / name
            if path.suffix != ".json" or not fit_key(path.stem):
                continue
            if is_table(data := self._disk.read(path)):
                self._known.setdefault((folder, path.stem), [data])  # what is known is replaced when it was compared
                yield path.stem, _line(data.decode("utf-8"))

    def _compared(self, at: datetime, backups: Path) -> list[Lines]:
        """The newest copy, the newest that this machine made, and the newest that it made in this place; each once."""
        found: list[Lines] = []
        wanted = {b"{", *self._beginnings}
        for data in self._copies(at, backups):
            fits = {one for one in wanted if data.startswith(one)}
            packed = _decoded(data) if fits else None
            if packed is not None:
                found.append(packed)
                wanted -= fits
            if not wanted:
                break
        return found

    def _copies(self, at: datetime, backups: Path) -> Iterator[bytes]:
        """The copies, the newest first by the time in the name; those that a wrong clock made, which are to come yet, last."""
        names = (_NAME.match(name) for name in self._disk.names(backups))
        latest = (at + AHEAD if at.year < datetime.max.year else at).strftime(_TIME)
        for one in sorted((name for name in names if name), key=lambda one: (one[2] <= latest, one[2], one[1]), reverse=True):
            with suppress(FileNotFoundError):  # thinned out since they were listed
                yield self._disk.read(backups / one.string)


def _decoded(data: bytes) -> Lines | None:
    """What a copy holds; None for one that is damaged, which stays where it is."""
    try:
        return decode(data)
    except Damaged:
        return None


def _unpacked(packed: Lines) -> SideFiles:
    """The files in a copy; what is not as `Sides.packed` makes it is left out."""
    folders = {name: lines for name, lines in packed.items() if name in WORDS}
    return {name: {key: one for key, line in lines.items() if (one := _file(key, line))} for name, lines in folders.items()}


def _file(key: str, line: bytes) -> bytes:
    """The content of one file, b'' where it is none."""
    content = _text(key, line) if fit_key(key) else b""
    return content if is_table(content) else b""


def _text(key: str, line: bytes) -> bytes:
    """The content of a line of a copy, b'' where it is none."""
    try:
        return text({key: loaded(line)}, key).encode("utf-8") if fit_stem(key) else b""
    except Misshapen:
        return b""


def _line(content: str) -> bytes:
    """The content of a file as a line of a copy."""
    return json.dumps(content, ensure_ascii=False).encode("utf-8")


def _maker(packed: Lines) -> str:
    """The place where a copy was made, '' for one of an earlier program."""
    try:
        return text({PLACE: loaded(_text(PLACE, packed.get(MADE, {}).get(PLACE, b"")))}, PLACE)
    except Misshapen:
        return ""


def _counts(packed: Lines) -> dict[str, Count]:
    """What each file of versions held, by what a copy says of them with their marks."""
    found: dict[str, Count] = {}
    for stem, line in packed.get(COUNTS, {}).items():
        try:
            raw = table(loaded(_text(stem, line)))
            one = Count(whole(raw, "size"), text(raw, "marks"))
        except Misshapen:  # of an earlier program, which said but how many there were
            continue
        if fit_stem(stem) and _MARKS.fullmatch(one.marks):
            found[stem] = one
    return found


def beside(backup: Path) -> Path:
    """Where the copy of the side files lies that was made with a backup of the library."""
    return backup.with_name(PREFIX + backup.name.removeprefix(LIBRARY))
