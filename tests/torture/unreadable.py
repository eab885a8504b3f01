"""Every file and folder of a library that cannot be read, one by one, each step alone and all of them.

The library opens, or says in one sentence why not; what can be read is there; what is told saved meanwhile, and all that was
there before, is there when the file can be read again. Nothing raises a raw error.
"""

from __future__ import annotations

import errno
import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.errors import NianbaoError, StoreError
from app.form.form_file import Forms
from app.store.library import Library
from app.store.past import Past
from app.system.paths import resource
from app.system.settings import FILE as SETTINGS
from app.system.settings import Settings, read_table
from tests.torture.cruel_disk import UnreadableDisk
from tests.torture.filled import Days, filled, less, shown, told_of, worked
from tests.torture.tally import Tally, guarded, here

CODES = {"given up": errno.EIO, "locked": errno.EACCES}
STEPS = (("read",), ("stamp",), ("names",), ("open",), ("read", "stamp", "names"), ("read", "stamp", "names", "open"))


def run(folder: Path, forms: Forms, seed: int, *, every: int = 1) -> Tally:
    """Each place, error and step, of a library whose file lags behind and of one that is level; of these, one in `every`."""
    tally, chance = Tally(), random.Random(seed)
    for lagging in (True, False):
        home = folder / ("lagging" if lagging else "level")
        state = filled(home, forms, lagging=lagging)
        for place in sorted(path.relative_to(home) for path in (home, *home.rglob("*"))):
            for steps, code, name in _ways((home / place).is_dir()):
                if place.parts and chance.randrange(every):
                    continue
                what = f"{home.name}: {place} {name}, {'+'.join(steps)}"
                tally.case(f"{place.parts[0] if place.parts else 'all'} {name}")
                copy = folder / "copy"
                shutil.copytree(home, copy)
                _case(copy, forms, UnreadableDisk(copy / place, code, steps), state, chance, tally, what)
                shutil.rmtree(copy)
    return tally


def _ways(is_folder: bool) -> Iterator[tuple[tuple[str, ...], int, str]]:
    for steps in STEPS:
        if is_folder or steps != ("names",):
            yield from ((steps, code, name) for name, code in CODES.items())


def _case(
    home: Path, forms: Forms, disk: UnreadableDisk, state: dict[str, Any], chance: random.Random, tally: Tally, what: str
) -> None:
    typed: dict[str, str] = {}
    told: list[str] = []

    def during() -> None:
        clock = Days()
        clock.on(days=4)
        try:
            with Library.open(home, forms, disk=disk, clock=clock) as library:
                library.subscribe(lambda saved: told.extend(filter(None, (saved.error, saved.notice))))
                told.extend(library.notices)
                _during(library, state, typed, told, chance, tally, what)
        except StoreError as reason:
            told.append(reason.sentence)
        table = read_table(resource("settings.toml"))
        told.extend(Settings(table, home, disk).notices)

    if guarded(tally, what, during):
        guarded(tally, f"{what}, later", lambda: _later(home, forms, state, typed, told, tally, what))


def _during(
    library: Library, state: dict[str, Any], typed: dict[str, str], told: list[str], chance: random.Random,
    tally: Tally, what: str,
) -> None:  # fmt: skip
    library.entries()
    library.binned()
    Past(library).backups()
    for key in library.holdings:
        told.extend(library.mend_sides(key))
    found = shown(library)
    told.extend(told_of(found))
    if (lost := less(state, found)) and not told:
        tally.fault("silent", f"{what}: {lost[:3]}, and not a word")
    if library.read_only:
        if not library.notices:
            tally.fault("silent", f"{what}: reads only, and not a word")
        return
    for key in [one.key for one in library.entries()]:
        try:
            typed[key] = worked(library, key, chance)  # '' when it was refused: it may be saved at a later try
        except NianbaoError as reason:
            told.append(reason.sentence)
    library.sync("timed")


def _later(
    home: Path, forms: Forms, state: dict[str, Any], typed: dict[str, str], told: list[str], tally: Tally, what: str
) -> None:
    clock = Days()
    clock.on(days=4, hours=3)
    with Library.open(home, forms, clock=clock) as library:
        for key in library.holdings:
            told.extend(library.mend_sides(key))
        found, values = shown(library), {value for _, _, value in here(library)}
        for key, text in typed.items():
            if text and text not in values:
                tally.fault("lost", f"{what}: typed and told saved in {key}; {library.notices} {told[:2]}")
        lost = [one for one in less(state, found) if one.removeprefix("values ") not in typed]
        if lost:
            tally.fault("lost", f"{what}: {lost[:3]} when it can be read again; {library.notices} {told[:2]}", len(lost))
        if lost and not (library.notices or told):
            tally.fault("silent", f"{what}: {lost[:3]}")
    if what.split()[1] == SETTINGS and Settings(read_table(resource("settings.toml")), home).text("review.name") != "周甲":
        tally.fault("lost", f"{what}: the settings")
