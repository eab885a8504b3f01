"""What a sync program left beside the files of a library: 「library (冲突副本).json」, 「KEY.sync-conflict-….json」.

A second library file goes among the backups, where it can be compared and restored from; versions in a second file of a report,
doubts and claims are united with its own; another second file goes aside. None is taken for the library's own unsaid.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from app.store.copies import versions as history
from app.store.copies.backups import CONFLICT, Backups
from app.store.copies.uniting import United, united
from app.store.file.failure import sentence
from app.store.file.side_file import WORDS, side_path
from app.store.file.storage import Damaged
from app.store.journal.content import content_of
from app.store.journal.filing import set_aside
from app.store.journal.upgrades import Newer
from app.system.disk import Disk

LIBRARY = "library.json"
SHOWN = 3  # names that a sentence tells
_KEY = re.compile(r"(?<![0-9a-z])[0-9a-f]{10}(?![0-9a-z])")  # as the library makes them
_FORMS = (history.SUFFIX, history.FORMER)


def taken_in(disk: Disk, folder: Path, backups: Backups, at: datetime) -> tuple[str, ...]:
    """Deals with all of them, and says what was done and what failed. Raises nothing."""
    told: list[str] = []
    for step in (_libraries, _versions, _sides):
        try:
            told += step(disk, folder, backups, at)
        except OSError as reason:
            told.append(sentence(reason, "清点报告库文件夹", folder))
    return tuple(told)


def _libraries(disk: Disk, folder: Path, backups: Backups, at: datetime) -> Iterator[str]:
    """A second library file becomes a copy among the backups; one that cannot be read goes aside."""
    for name in disk.names(folder):
        if name == LIBRARY or not ("library" in name and ".json" in name):
            continue
        try:
            content = content_of(disk.read(folder / name))
        except (Damaged, Newer):
            set_aside(disk, folder / name, at)
            yield f"报告库文件夹里多出一个文件（{name}），不是能用的报告库，已移到 damaged 文件夹，没有删除。"
            continue
        changed = max((one.changed for one in content.holdings.values()), default=at)
        disk.move(folder / name, backups.free_path(content.reach.number, content.reach.hash, changed, CONFLICT))
        yield (
            f"报告库文件夹里多出一份报告库（{name}），像是同步软件留下的冲突副本，没有采用，已放进备份。"
            "要看它有什么不同，请打开“备份与恢复”。"
        )


def _versions(disk: Disk, folder: Path, backups: Backups, at: datetime) -> Iterator[str]:
    """Versions are only ever added to, so a second file of a report holds some that its own may lack."""
    found = [name for name in disk.names(folder / history.FOLDER) if _key_in(name, _FORMS)]
    for name in found:
        path = folder / history.FOLDER / name
        key = _key_in(name, _FORMS)
        backups.copies.unite(backups.history.own(key), disk.read(path))
        set_aside(disk, path, at, folder)
    if found:
        yield f"历史版本里有同步软件留下的副本（{_listed(found)}），其中的版本已合并进来。"


def _sides(disk: Disk, folder: Path, backups: Backups, at: datetime) -> Iterator[str]:
    for place, words in WORDS.items():
        merged: dict[str, str] = {}
        refused: list[str] = []
        for name in [name for name in disk.names(folder / place) if _key_in(name, (".json",))]:
            both = _united(disk, folder, place, name)
            set_aside(disk, folder / place / name, at, folder)
            if both is None:
                refused.append(name)
            elif both.advice:
                merged[name] = both.advice
        if merged:
            advice = "；".join(dict.fromkeys(merged.values()))
            yield f"{words}里有同步软件留下的副本（{_listed(list(merged))}），已合并进来；{advice}。"
        if refused:
            yield (
                f"{words}里有同步软件留下的副本（{_listed(refused)}），没有采用，已移到 damaged 文件夹，没有删除；"
                "两台电脑上都填过时，请打开核对。"
            )


def _united(disk: Disk, folder: Path, place: str, name: str) -> United | None:
    """Takes a second file into the report's own. None where that cannot be; what is damaged SideFileSet mends."""
    path, data = side_path(folder, place, _key_in(name, (".json",))), disk.read(folder / place / name)
    found = united(place, disk.read(path) if disk.stamp(path) else data, data)
    if found:
        disk.put(path, found.data)
    return found


def _key_in(name: str, suffixes: tuple[str, ...]) -> str:
    """The key of the report of whose file this is a copy, by its name; '' for a report's own file and for what is none."""
    stem, suffix = Path(name).stem, Path(name).suffix
    found = _KEY.search(stem)
    own = found is not None and (found[0] == stem or (suffix != ".json" and bool(history.stem_of(name))))
    return found[0] if found and suffix.startswith(suffixes) and not (own and suffix in suffixes) else ""


def _listed(names: list[str]) -> str:
    more = f" 等 {len(names)} 个" if len(names) > SHOWN else ""
    return "、".join(names[:SHOWN]) + more
