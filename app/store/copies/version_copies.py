"""Copies of the versions beside the backups: a file for each file, under its name, never shorter than that.

A pack of all versions in every backup would be many times the size of the library, and versions are only ever added. What the
files of a report have lost against the copies, or against the marks in the backups, is put back and told: line by line, so
neither side takes a version from the other, and one that came hides none that went.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from pathlib import Path

from app.store.copies.versions import (
    MARK,
    NONE,
    SUFFIX,
    Count,
    History,
    Sorted,
    files_of,
    joined,
    key_of,
    lines,
    marks,
    path_of,
    sorted_out,
    stem_of,
)
from app.store.file.failure import sentence
from app.store.journal.filing import set_aside
from app.system.disk import Disk

FOLDER = "versions"
WORDS = "历史版本"
MENDING = f"恢复{WORDS}"
KEPT = "损坏的文件已移到 damaged 文件夹，没有删除。"
NOTHING = Sorted((), ())
ADVICE = "如果用清理软件清理过磁盘，请让它跳过报告库所在的文件夹。"


@dataclass(frozen=True)
class Mended:
    """What became of the lost versions of one report: put back, not put back because of `trouble`, nowhere to be found."""

    back: int = 0
    stuck: int = 0
    gone: int = 0
    aside: bool = False
    trouble: OSError | None = None

    @property
    def lost(self) -> int:
        """How many were missing."""
        return self.back + self.stuck + self.gone


class VersionCopies:
    """Those of the library in `folder`. A `copies` is a folder of them; the library's own one comes first among several."""

    def __init__(self, disk: Disk, folder: Path, history: History) -> None:
        self._disk, self._folder, self._history = disk, folder, history

    def grow(self, copies: Path) -> None:
        """Brings the copies up to date; only files of another size are read. Raises OSError."""
        sizes, there = self._history.sizes(), self._sizes(copies)
        trouble: OSError | None = None
        for stem in sorted(stem for stem, size in sizes.items() if there.get(stem) != size):
            try:
                own, copy = self._history.read(stem), self._read(copies, stem)
            except OSError as reason:  # the others are copied first
                trouble = reason
                continue
            united = joined(_united(sorted_out(copy).whole, sorted_out(own).whole))
            if united != copy:
                self._put(copies, stem, united)
        if trouble:
            raise trouble

    def mended(self, at: datetime, copies: Sequence[Path], key: str | None = None) -> tuple[str, ...]:
        """Puts back what is gone of a report's versions, or of all reports'; sentences on what was missing. Raises nothing.

        Of all reports, only those are read of which a file is shorter than its copy or of another size than it was: names and
        sizes tell. Further folders than the first are asked only where that one has too few: they may be slow or away.
        """
        try:
            keys = self._other(copies[0]) if key is None else [key]
        except OSError as reason:
            return (sentence(reason, MENDING, self._folder),)
        found: list[Mended] = []
        for one in keys:
            with self._history.gate:
                try:
                    found.append(self._mend(one, at, copies))
                except OSError as reason:
                    found.append(Mended(trouble=reason))
        return _told(found, self._folder)

    def brought(self, copies: Path, keys: Iterable[str]) -> tuple[str, ...]:
        """Puts back the versions of these reports after a rescue from a backup; a sentence for what failed."""
        try:
            for key in keys:
                self.put_back(copies, key)
        except OSError as reason:
            return (sentence(reason, MENDING, copies),)
        return ()

    def put_back(self, copies: Path, key: str) -> None:
        """Adds what the copies have of a report's versions and the report's own files have not. Raises OSError."""
        for stem in files_of(key, self._disk.names(copies)):
            self.unite(stem, self._read(copies, stem))

    def unite(self, stem: str, data: bytes) -> None:
        """Adds the versions in another file of a report to its file of that stem, but those that it has. Raises OSError."""
        with self._history.gate:
            there = set(self._history.lines(key_of(stem)))
            further = [line for line in sorted_out(data).whole if line not in there]
            if further:
                self._history.put(stem, joined((*further, *lines(self._history.read(stem)))))

    def _other(self, copies: Path) -> list[str]:
        sizes, there, history = self._history.sizes(), self._sizes(copies), self._history
        with history.gate:
            found = {key_of(stem) for stem, one in history.counted.items() if sizes.get(stem, 0) != one.size}
            found |= history.awaited.unsure
        return sorted(found | {key_of(stem) for stem, size in there.items() if sizes.get(stem, 0) < size})

    def _mend(self, key: str, at: datetime, copies: Sequence[Path]) -> Mended:
        history = self._history
        own = {stem: history.read(stem) for stem in history.stems(key)}
        there = {stem: self._read(copies[0], stem) for stem in files_of(key, self._disk.names(copies[0]))}
        awaited = history.awaited.marks.get(key, set())
        if own == there and awaited <= _marks(line for data in own.values() for line in lines(data)):
            history.awaited.unsure.discard(key)
            return Mended()
        here = {stem: sorted_out(data) for stem, data in own.items()}
        kept = {stem: sorted_out(data) for stem, data in there.items()}
        held = {line for one in here.values() for line in one.whole}
        lost = self._at_home(key, self._lost(key, held, kept, awaited, copies[1:]))
        back = {line for found in lost.values() for line in found}
        gone = awaited - _marks(held | back) - history.awaited.later(key)
        aside = any(here[stem].bad for stem in lost if stem in here)
        try:
            for stem in {**own, **lost}:
                self._settle(stem, here.get(stem, NOTHING), kept.get(stem, NOTHING), lost.get(stem, ()), at, copies[0])
        except OSError as reason:
            return Mended(stuck=len(back), gone=len(gone), trouble=reason)
        self._note(key, awaited - gone)
        return Mended(back=len(back), gone=len(gone), aside=aside)

    def _at_home(self, key: str, lost: Mapping[str, Iterable[bytes]]) -> dict[str, tuple[bytes, ...]]:
        """The same by the files into which they may be put back: another machine's file is only read, since what is written
        into it here a sync program may put over what is written over there."""
        own = self._history.own(key)
        found: dict[str, tuple[bytes, ...]] = {}
        for stem, further in lost.items():
            home = stem if stem in (own, key) else own
            found[home] = (*found.get(home, ()), *further)
        return found

    def _lost(
        self, key: str, held: Set[bytes], kept: Mapping[str, Sorted], awaited: Set[str], further: Sequence[Path]
    ) -> dict[str, tuple[bytes, ...]]:
        """By file, the lines that no file of the report holds, but a copy; of the further copies only what is awaited."""
        lost = {stem: tuple(line for line in one.whole if line not in held) for stem, one in kept.items()}
        for folder in further:
            missing = awaited - _marks(chain(held, *lost.values()))
            with suppress(OSError):  # away: what it may have is not found
                for stem in files_of(key, self._disk.names(folder)) if missing else ():
                    found = (line for line in sorted_out(self._read(folder, stem)).whole if line[:MARK].decode() in missing)
                    lost[stem] = (*lost.get(stem, ()), *found)
        return {stem: found for stem, found in lost.items() if found}

    def _settle(
        self, stem: str, here: Sorted, kept: Sorted, lost: Iterable[bytes], at: datetime, copies: Path
    ) -> None:
        """Puts back the lost lines of a file; it goes aside when it holds what is no version. Or makes a damaged copy whole."""
        lost = tuple(lost)
        if not lost:
            if kept.bad:
                self._put(copies, stem, joined(_united(here.whole, kept.whole)))
            return
        data = joined(_united(kept.whole, lost, here.whole))
        if here.bad:
            self._put(copies, stem, data)  # first, so that a cut of power finds every version there
            self._history.rename_former(stem)
            set_aside(self._disk, self._history.path(stem), at, self._folder)
        self._history.put(stem, data)

    def _note(self, key: str, awaited: set[str]) -> None:
        """What a report's files hold now is what is to be found again, and what went without a trace is not, any more."""
        history, there = self._history, self._history.stems(key)
        history.awaited.marks[key] = awaited
        history.awaited.unsure.discard(key)
        history.counted.update({stem: NONE for stem in history.counted if key_of(stem) == key and stem not in there})
        for stem in there:
            data = history.read(stem)
            history.count(stem, Count(len(data), marks(sorted_out(data).whole)))

    def _sizes(self, copies: Path) -> dict[str, int]:
        return {stem: size for name, size in self._disk.sizes(copies).items() if (stem := _stem(name))}

    def _read(self, copies: Path, stem: str) -> bytes:
        path = path_of(copies, stem, SUFFIX)
        return self._disk.read(path) if self._disk.stamp(path) else b""

    def _put(self, copies: Path, stem: str, data: bytes) -> None:
        self._disk.make_folder(copies)
        self._disk.put(path_of(copies, stem, SUFFIX), data)


def _stem(name: str) -> str:
    return stem_of(name) if name.endswith(SUFFIX) else ""


def _marks(found: Iterable[bytes]) -> set[str]:
    return {line[:MARK].decode("ascii", "replace") for line in found}


def _united(*found: Iterable[bytes]) -> tuple[bytes, ...]:
    """The lines of all of them, each once."""
    return tuple(dict.fromkeys(line for one in found for line in one))


def _told(found: Iterable[Mended], folder: Path) -> tuple[str, ...]:
    """What to say of all reports together: one sentence on what was missing, one on why it could not be put back."""
    lost = [one for one in found if one.lost or one.trouble]
    trouble = next((one.trouble for one in lost if one.trouble), None)
    failed = (sentence(trouble, MENDING, folder),) if trouble else ()
    back, stuck, gone = (sum(getattr(one, name) for one in lost) for name in ("back", "stuck", "gone"))
    if not back + stuck + gone:
        return failed
    parts = (
        (back, "已从备份恢复"),
        (stuck, "备份里有，现在没能写回，下次打开时再恢复"),
        (gone, "备份里也没有，没有找回"),
    )
    done = [f"{number} 个{words}" for number, words in parts if number]
    reports = sum(one.lost > 0 for one in lost)
    kept = KEPT if any(one.aside for one in lost) else ""
    head = f"{WORDS}缺少 {back + stuck + gone} 个（涉及 {reports} 份报告）"
    return (f"{head}：{'，'.join(done)}。{kept}{ADVICE}", *failed)
