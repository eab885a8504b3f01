"""What lies beside the library, file by file and folder by folder: removed, emptied, cut, filled with zeros, put into a folder.

Side files, versions, settings and the place of the last time. What was told to be kept is there again, or it is said.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.errors import NianbaoError
from app.form.form_file import Forms
from app.register.register_file import RegisterBook, register_path
from app.register.request import Request
from app.store.file.resume import FILE as RESUME
from app.store.file.resume import ResumePlace, keep_place, take_place
from app.store.library import Library
from app.system.disk import Disk
from app.system.paths import resource
from app.system.settings import FILE as SETTINGS
from app.system.settings import Settings, read_table
from tests.torture.filled import DAY, NAME, SIDES, Days, filled, less, shown, told_of, worked
from tests.torture.tally import Tally, guarded, here

FOLDERS = (*SIDES, "history")


def _removed(path: Path) -> None:
    shutil.rmtree(path) if path.is_dir() else path.unlink()


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


HARMS: dict[str, Callable[[Path], object]] = {
    "removed": _removed,
    "emptied": lambda path: path.write_bytes(b""),
    "cut": _cut,
    "zeros": lambda path: path.write_bytes(b"\0" * path.stat().st_size),
    "a folder in its place": _a_folder,
}


def run(folder: Path, forms: Forms, seed: int, *, every: int = 1) -> Tally:
    """Each file with each harm, closed and while open; each folder removed; of these, one in `every`."""
    tally, chance = Tally(), random.Random(seed)
    home = folder / "library"
    state = filled(home, forms)
    with Library.open(home, forms) as library:
        keep_place(Disk(), home, ResumePlace(library.entries()[0].key, "other.text"))
    places = [path.relative_to(home) for name in FOLDERS for path in (home / name, *sorted((home / name).iterdir()))]
    for place in (*places, Path(SETTINGS), Path(RESUME)):
        for name, harm in HARMS.items():
            if (home / place).is_dir() and name != "removed":
                continue
            for when, case in (("closed", _closed), ("open", _open)):
                if chance.randrange(every):
                    continue
                what = f"{place} {name}, {when}"
                tally.case(f"{place.parts[0]} {name}")
                copy = folder / "copy"
                shutil.copytree(home, copy)
                guarded(tally, what, lambda: case(copy, place, harm, forms, state, chance, tally, what))  # noqa: B023
                shutil.rmtree(copy)
    return tally


def _closed(
    home: Path, place: Path, harm: Callable[[Path], object], forms: Forms, state: dict[str, Any], chance: random.Random,
    tally: Tally, what: str,
) -> None:  # fmt: skip
    harm(home / place)
    with Library.open(home, forms, clock=_later(4)) as library:
        _judge(library, state, set(), [], tally, what)
        _goes_on(library, chance, tally, what)


def _open(
    home: Path, place: Path, harm: Callable[[Path], object], forms: Forms, state: dict[str, Any], chance: random.Random,
    tally: Tally, what: str,
) -> None:  # fmt: skip
    told: list[str] = []
    with Library.open(home, forms, clock=_later(4)) as library:
        library.subscribe(lambda saved: told.extend(filter(None, (saved.error, saved.notice))))
        library.sync("timed")
        harm(home / place)
        typed = {one.key for one in library.entries()}
        text = _goes_on(library, chance, tally, what, told)
    with Library.open(home, forms, clock=_later(5)) as library:
        _judge(library, state, typed, told, tally, what)
        if text and text not in {value for _, _, value in here(library)}:
            tally.fault("lost", f"{what}: told saved and not there; {library.notices}")


def _goes_on(library: Library, chance: random.Random, tally: Tally, what: str, told: list[str] | None = None) -> str:
    """Typing goes on whatever lies beside; and a register is written that is not the harmed one. A refusal is a sentence."""
    told = [] if told is None else told
    text = ""
    for key in [one.key for one in library.entries()]:
        try:
            text = worked(library, key, chance) or text
            library.keep_version(key, "named", "之后")
            rows = RegisterBook(register_path(library.folder, key))
            rows.write([*rows.read(), Request(DAY, subject="之后的申请")])
        except NianbaoError as reason:
            told.append(reason.sentence)
    library.sync("timed")
    if not text:
        tally.fault("lost", f"{what}: no typing is saved; {told}")
    return text


def _judge(
    library: Library, state: dict[str, Any], typed: set[str], told: list[str], tally: Tally, what: str
) -> None:
    mended = [sentence for key in library.holdings for sentence in library.mend_sides(key)]
    found = shown(library)
    lost = [one for one in less(state, found) if one.removeprefix("values ") not in typed]
    settings = Settings(read_table(resource("settings.toml")), library.folder)
    if settings.text(NAME) != "周甲":
        lost.append("settings")
    said = [*library.notices, *mended, *told, *told_of(found), *settings.notices]
    _place_again(library, tally, what)
    if lost and not what.startswith((*FOLDERS, SETTINGS)):
        tally.fault("lost", f"{what}: {lost[:3]}; {said[:2]}", len(lost))
    if lost and not said:
        tally.fault("silent", f"{what}: {lost[:3]}, and not a word")
    if library.read_only:
        tally.fault("unreadable", f"{what}: reads only; {said[:2]}")


def _place_again(library: Library, tally: Tally, what: str) -> None:
    """The place of the last time may be lost; taking it raises no error but one of the disk, which the window tells."""
    try:
        take_place(library.disk, library.folder)
    except OSError as reason:
        if not what.startswith(RESUME):
            tally.fault("wrong", f"{what}: {reason}")


def _later(days: int) -> Days:
    clock = Days()
    clock.on(days=days)
    return clock
