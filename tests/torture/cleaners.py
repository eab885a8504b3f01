"""Cleaners: whatever has a throw-away name, is empty or is an empty folder vanishes below the data folder.

While the library is closed and while it is open. Nothing may be lost by it, or it is put back and told.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from app.form.form_file import Forms
from app.store.library import Library
from app.system.paths import resource
from app.system.settings import Settings, read_table
from tests.torture.filled import NAME, Days, filled, less, shown, told_of, worked
from tests.torture.tally import Tally, guarded, here

PATTERNS = ("*.log", "*.tmp", "*.bak", "*.old", "~*", ".~*", "*.lock")
Clean = Callable[[Path], None]


def _named(pattern: str) -> Clean:
    def clean(home: Path) -> None:
        for path in sorted(home.rglob("*")):
            if path.is_file() and fnmatch(path.name, pattern):
                path.unlink()

    return clean


def _empty_folders(home: Path) -> None:
    for path in sorted(home.rglob("*"), reverse=True):
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()


def _empty_files(home: Path) -> None:
    for path in home.rglob("*"):
        if path.is_file() and path.stat().st_size == 0:
            path.unlink()


def _all(home: Path) -> None:
    for clean in CLEANERS.values():
        if clean is not _all:
            clean(home)


CLEANERS: dict[str, Clean] = {
    **{pattern: _named(pattern) for pattern in PATTERNS},
    "empty folders": _empty_folders,
    "0-byte files": _empty_files,
    "all of these": _all,
}


def run(folder: Path, forms: Forms, seed: int, *, every: int = 1) -> Tally:
    """Every cleaner, on a level library and on one whose file lags, closed and while open; of these, one in `every`."""
    tally, chance = Tally(), random.Random(seed)
    states = {name: filled(folder / name, forms, lagging=name == "lagging") for name in ("level", "lagging")}
    for what, clean in CLEANERS.items():
        for name, state in states.items():
            for when, case in (("closed", _closed), ("open", _open)):
                if chance.randrange(every):
                    continue
                tally.case(when)
                copy = folder / "copy"
                shutil.copytree(folder / name, copy)
                words = f"{what}, {name}, {when}"
                guarded(tally, words, lambda: case(copy, forms, state, clean, chance, tally, words))  # noqa: B023
                shutil.rmtree(copy)
    return tally


def _closed(
    home: Path, forms: Forms, state: dict[str, Any], clean: Clean, chance: random.Random, tally: Tally, what: str
) -> None:
    clean(home)
    text = ""
    with Library.open(home, forms, clock=_later(4)) as library:
        _judge(library, state, set(), (), tally, what)
        if not library.read_only:
            text = worked(library, library.entries()[0].key, chance)
    if text:
        _there(home, forms, text, tally, f"{what}, then typed")


def _open(
    home: Path, forms: Forms, state: dict[str, Any], clean: Clean, chance: random.Random, tally: Tally, what: str
) -> None:
    told: list[str] = []
    with Library.open(home, forms, clock=_later(4)) as library:
        library.subscribe(lambda saved: told.extend(filter(None, (saved.error, saved.notice))))
        key, other = (one.key for one in library.entries()[:2])
        first = worked(library, key, chance)
        library.keep_version(key, "named", "清理前")
        library.sync()
        clean(home)
        second = worked(library, key, chance)
        third = worked(library, other, chance)
        if not (first and second and third):
            tally.fault("wrong", f"{what}: not told saved; {told}")
        library.keep_version(other, "named", "清理后")
        library.sync("timed")
    with Library.open(home, forms, clock=_later(5)) as library:
        _judge(library, state, {key, other}, tuple(told), tally, what)
        left = {second, third} - {value for _, _, value in here(library)}
        if left:
            tally.fault("lost", f"{what}: {len(left)} that were told saved; {library.notices}", len(left))
        names = {name: set(shown(library)[one]["versions"]) for one, name in ((key, "清理前"), (other, "清理后"))}
        for name, found in names.items():
            if name not in found:
                tally.fault("lost", f"{what}: the version {name}; {library.notices} {told}")


def _judge(
    library: Library, state: dict[str, Any], typed: set[str], told: tuple[str, ...], tally: Tally, what: str
) -> None:
    mended = [sentence for key in library.holdings for sentence in library.mend_sides(key)]
    found = shown(library)
    lost = [one for one in less(state, found) if one.removeprefix("values ") not in typed]
    settings = Settings(read_table(resource("settings.toml")), library.folder)
    if settings.text(NAME) != "周甲":
        lost.append("settings")
    said = [*library.notices, *mended, *told, *told_of(found), *settings.notices]
    if library.read_only:
        tally.fault("unreadable", f"{what}: reads only; {said}")
    if lost:
        tally.fault("lost", f"{what}: {lost[:4]}; {said[:3]}", len(lost))
        if not said:
            tally.fault("silent", f"{what}: {lost[:4]}, and not a word")


def _there(home: Path, forms: Forms, text: str, tally: Tally, what: str) -> None:
    with Library.open(home, forms, clock=_later(5)) as library:
        if text not in {value for _, _, value in here(library)}:
            tally.fault("lost", f"{what}: {library.notices}")


def _later(days: int) -> Days:
    clock = Days()
    clock.on(days=days)
    return clock
