"""Copies of the versions beside the backups: one file a report, as long as the report's own or longer, never shorter.

A pack of all versions in every backup would be many times the size of the library, and versions are only ever added. What a
report's own file has lost against its copy, or against the number in the last backup, is put back and told: the copies are
united line by line, so neither side takes a version from the other. Leans on disk, filing and history.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.disk import Disk
from app.store.failure import sentence
from app.store.filing import set_aside
from app.store.history import NONE, SUFFIX, Count, History, Sorted, joined, lines, sorted_out
from app.store.shape import fit_key, key_path

FOLDER = "versions"
WORDS = "历史版本"
MENDING = f"恢复{WORDS}"
KEPT = "损坏的文件已移到 damaged 文件夹，没有删除。"
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
        """Brings the copies up to date; only reports whose file has another size are read. Raises OSError."""
        sizes, there = self._history.sizes(), self._sizes(copies)
        trouble: OSError | None = None
        for key in sorted(key for key, size in sizes.items() if there.get(key) != size):
            try:
                own, copy = self._history.read(key), self._read(copies, key)
            except OSError as reason:  # the others are copied first
                trouble = reason
                continue
            united = joined(_united(sorted_out(copy), sorted_out(own)))
            if united != copy:
                self._put(copies, key, united)
        if trouble:
            raise trouble

    def mended(self, at: datetime, copies: Sequence[Path], key: str | None = None) -> tuple[str, ...]:
        """Puts back what is gone of a report's versions, or of all reports'; sentences on what was missing. Raises nothing.

        Of all reports, only those are read whose file is shorter than it was: names and sizes tell. Further folders than the
        first are asked only where that one has too few: they may be slow or away.
        """
        try:
            keys = self._shorter(copies[0]) if key is None else [key]
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
        """Adds what the copy has of a report's versions and the report's own file has not. Raises OSError."""
        self.unite(key, self._read(copies, key))

    def unite(self, key: str, data: bytes) -> None:
        """Adds the versions in another file of a report to the report's own. Raises OSError."""
        with self._history.gate:
            own = self._history.read(key)
            united = joined(dict.fromkeys((*sorted_out(data).whole, *lines(own))))
            if len(lines(united)) > len(lines(own)):
                self._history.put(key, united)

    def _shorter(self, copies: Path) -> list[str]:
        sizes, there = self._history.sizes(), self._sizes(copies)
        with self._history.gate:
            known = {key: one.size for key, one in self._history.counted.items()}
        return sorted(
            key for key in {**there, **known} if sizes.get(key, 0) < max(there.get(key, 0), known.get(key, 0))
        )

    def _mend(self, key: str, at: datetime, copies: Sequence[Path]) -> Mended:
        own, copy = self._history.read(key), self._read(copies[0], key)
        known = self._history.counted.get(key, NONE)
        if own.startswith(copy) and len(own) >= known.size:  # as it should be: nothing but added to
            return Mended()
        here = sorted_out(own)
        united = _united(sorted_out(copy), here)
        for further in copies[1:]:
            if len(united) < known.count:
                with suppress(OSError):  # away: what it may have is not found
                    united = _united(sorted_out(self._read(further, key)), Sorted(united, ()))
        lost, gone = len(united) - len(here.whole), max(0, known.count - len(united))
        data = joined(united) if lost else own
        try:
            if lost:
                self._replace(key, data, at, copies[0], aside=bool(here.bad))
            elif copy not in (own[: len(copy)], joined(here.whole)):  # it is the copy that is damaged
                self._put(copies[0], key, joined(here.whole))
        except OSError as reason:
            return Mended(stuck=lost, gone=gone, trouble=reason)
        self._history.counted[key] = Count(len(united), len(data))
        return Mended(back=lost, gone=gone, aside=bool(lost and here.bad))

    def _replace(self, key: str, data: bytes, at: datetime, copies: Path, *, aside: bool) -> None:
        """Puts `data` in the place of a report's file, which goes aside when it holds what is no version."""
        if aside:
            self._put(copies, key, data)  # first, so that a cut of power finds every version there
            self._history.rename_former(key)
            set_aside(self._disk, self._history.path(key), at, self._folder)
        self._history.put(key, data)

    def _sizes(self, copies: Path) -> dict[str, int]:
        found = {name.removesuffix(SUFFIX): size for name, size in self._disk.sizes(copies).items() if name.endswith(SUFFIX)}
        return {key: size for key, size in found.items() if fit_key(key)}

    def _read(self, copies: Path, key: str) -> bytes:
        path = key_path(copies, key, SUFFIX)
        return self._disk.read(path) if self._disk.stamp(path) else b""

    def _put(self, copies: Path, key: str, data: bytes) -> None:
        self._disk.make_folder(copies)
        self._disk.put(key_path(copies, key, SUFFIX), data)


def _united(first: Sorted, second: Sorted) -> tuple[bytes, ...]:
    """The whole lines of both, each once; those of the first, which is the older, before the others."""
    return tuple(dict.fromkeys((*first.whole, *second.whole)))


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
