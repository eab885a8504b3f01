"""Last week's state of some of a library's parts is put back over today's, while the backups stay.

Opening must say that newer copies lie beside where newer values are gone; what is typed afterwards must survive the loss of
the library file; and no sentence may speak of seconds where weeks are gone.
"""

from __future__ import annotations

import itertools
import random
import re
import shutil
from pathlib import Path

from app.form.form_file import Forms
from app.report.report import Edit
from app.store.library import Library
from app.store.opening import FILE
from tests.torture.filled import SIDES, Days, filled, worked
from tests.torture.harm import TEXT, plain_state
from tests.torture.tally import Tally, elsewhere, guarded

PARTS: dict[str, tuple[str, ...]] = {
    "library.json": (FILE,),
    "journal": ("journal",),
    "history": ("history",),
    "side files": SIDES,
}
SECONDS = re.compile(r"秒")
NEWER = re.compile(r"备份|副本|较新|更新|另一")  # a sentence that points to what lies beside
WEEKS = (1, 4)  # of work after the state that is put back


def run(folder: Path, forms: Forms, seed: int, *, weeks: tuple[int, ...] = WEEKS) -> Tally:
    """Every subset of the parts, with so many weeks of work after it."""
    tally, chance = Tally(), random.Random(seed)
    subsets = [one for size in range(1, len(PARTS) + 1) for one in itertools.combinations(PARTS, size)]
    for past in weeks:
        home = folder / f"{past}" / "library"
        newest = _lived(home, forms, past)
        for subset in subsets:
            what = f"{'+'.join(subset)} of {past} weeks ago"
            tally.case(f"{past} weeks")
            copy = home.parent / "put-back"
            shutil.copytree(home, copy)
            _put_back(home.with_name("old"), copy, subset)
            _case(copy, forms, newest, past, subset, random.Random(chance.random()), tally, what)
            shutil.rmtree(copy)
    return tally


def _lived(home: Path, forms: Forms, weeks: int) -> set[str]:
    """A library with so many weeks of work after the state that is kept as `old` beside it; the newest texts."""
    filled(home, forms)
    shutil.copytree(home, home.with_name("old"))
    clock = Days()
    clock.on(days=4)
    for number in range(weeks * 3):
        with Library.open(home, forms, clock=clock) as library:
            keys = [one.key for one in library.entries()]
            session = library.open_session(keys[number % 2])
            session.apply(Edit({TEXT: f"第 {number} 次之后的内容。"}))
            library.sync("timed")
            texts = {library.open_session(key).report.text(TEXT) for key in keys}
        clock.on(days=2, hours=8)
    return texts


def _put_back(old: Path, home: Path, subset: tuple[str, ...]) -> None:
    for part in subset:
        for name in PARTS[part]:
            there = home / name
            if there.is_dir():
                shutil.rmtree(there)
                shutil.copytree(old / name, there)
            else:
                shutil.copy2(old / name, there)


def _case(
    home: Path, forms: Forms, newest: set[str], weeks: int, subset: tuple[str, ...], chance: random.Random,
    tally: Tally, what: str,
) -> None:  # fmt: skip
    clock = Days()
    clock.on(days=5 + 7 * weeks)
    before = {one.name for one in (home / "backups").glob("library-*")}
    typed: list[str] = []

    def opened() -> None:
        with Library.open(home, forms, clock=clock) as library:
            gone = newest - _texts(library) - {str(value) for _, _, value in elsewhere(library)}
            _judge_words(library.notices, gone, subset, tally, what)
            typed.append(worked(library, library.entries()[0].key, chance))
            if not typed[0]:
                tally.fault("lost", f"{what}: not saved after the opening; {library.notices}")
            library.sync("timed")

    if not guarded(tally, what, opened):
        return
    clock.on(days=1)
    (home / FILE).write_bytes(b"damaged")
    guarded(tally, f"{what}, then damaged", lambda: _rescued(home, forms, clock, typed[0], before, newest, tally, what))


def _judge_words(told: tuple[str, ...], gone: set[str], subset: tuple[str, ...], tally: Tally, what: str) -> None:
    if gone and not any(NEWER.search(one) for one in told):
        tally.fault("silent", f"{what}: {len(gone)} newer texts are gone, and none speaks of newer copies; {told}")
    weeks_gone = gone or "journal" in subset
    if weeks_gone and any(SECONDS.search(one) for one in told):
        tally.fault("wrong", f"{what}: seconds, where weeks are gone; {told}")


def _rescued(
    home: Path, forms: Forms, clock: Days, typed: str, before: set[str], newest: set[str], tally: Tally, what: str
) -> None:
    """After the library file is damaged, too: the newest edits are there, or on a side that is told of."""
    with Library.open(home, forms, clock=clock) as library:
        found = _texts(library) | {str(value) for _, _, value in elsewhere(library)}
        if typed not in found:
            tally.fault("lost", f"{what}: the newest edit is not in the rescue; {library.notices}")
        if not library.notices:
            tally.fault("silent", f"{what}: a damaged file, and not a word")
        if any(SECONDS.search(one) for one in library.notices):
            tally.fault("wrong", f"{what}: seconds in {library.notices}")
        kept = _in_backups(library)
        if left := newest - found - kept:
            tally.fault("lost", f"{what}: {len(left)} newest texts are in no backup any more", len(left))
    if before and not before & {one.name for one in (home / "backups").glob("library-*")}:
        tally.fault("lost", f"{what}: every backup of before is gone")


def _texts(library: Library) -> set[str]:
    return {str(library.holdings[key].cells.get(TEXT, "")) for key in plain_state(library)}


def _in_backups(library: Library) -> set[str]:
    return {
        str(one.cells.get(TEXT, "")) for _, content in library.backups.readable() for one in content.holdings.values()
    }
