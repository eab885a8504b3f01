"""Clocks that are hours to centuries off among ordinary days: no jump costs a backup of another day, or a report in the bin.

A series is of fewer than 30 days, the wrong ones included, so that each ordinary day must still have its backup and nothing
that was put into the bin may have left it. "Often" there are more wrong ones: then what was typed must still be there.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

from app.form.form_file import Forms
from app.report.report import Edit, Report
from app.store.library import Library
from app.store.opening import FILE
from tests.torture.filled import BEGUN, OFFICES
from tests.torture.harm import TEXT
from tests.torture.tally import Tally, guarded

DAYS = (6, 28)  # ordinary days of a series
SELDOM = 29  # all days of a series, the wrong ones included; "often" means that these may be more than 30
JUMPS = (  # days, at most, that a clock is off
    ("hours", 0.9),
    ("days", 20.0),
    ("months", 400.0),
    ("years", 9000.0),
    ("centuries", 60000.0),
)
WAYS = {"forth": (1,), "back": (-1,), "forth and back": (1, -1)}
BOTH = {"forth and back": (1, -1)}


def run(
    folder: Path, forms: Forms, seed: int, *, times: int = 12, most: int = DAYS[1], ways: Mapping[str, tuple[int, ...]] = WAYS
) -> Tally:
    """So many series, of fewer than `most` ordinary days, for each size of jump, forth, back and both."""
    tally, chance = Tally(), random.Random(seed)
    for number in range(times):
        for name, off in JUMPS:
            for words, way in ways.items():
                often = number % 3 == 2
                tally.case(f"clock {name} off{', often' if often else ''}")
                home, what = folder / "library", f"clock {name} off {words}{', often' if often else ''} {number}"
                series = _Series(home, forms, off, way, random.Random(chance.random()), most)
                if guarded(tally, what, lambda series=series, often=often: series.lived(often=often)):  # type: ignore[misc]
                    guarded(tally, what, lambda series=series, what=what, often=often: series.judge(tally, what, often=often))  # type: ignore[misc]
                shutil.rmtree(home, ignore_errors=True)
    return tally


class _Series:
    """One library's ordinary days, with days between and within on which the clock is wrong."""

    def __init__(
        self, home: Path, forms: Forms, most: float, way: tuple[int, ...], chance: random.Random, days: int
    ) -> None:
        self._home, self._forms, self._most, self._way, self._chance = home, forms, most, way, chance
        self._days = chance.randrange(DAYS[0], days)
        self._ordinary: list[datetime] = []
        self._binned: set[str] = set()
        self._text = ""

    def lived(self, *, often: bool) -> None:
        """Day after day."""
        at, left = BEGUN, 1000 if often else SELDOM - self._days
        for day in range(self._days):
            at = BEGUN + timedelta(days=day, minutes=self._chance.randrange(400))
            self._ordinary.append(at)
            self._open(at, bins=self._chance.random() < 0.15)
            for _ in range(min(left, self._chance.choice((0, 0, 0, 1, 1, 3)))):
                left -= 1
                off = timedelta(days=self._chance.uniform(0.02, self._most) * self._chance.choice(self._way))
                self._open(_moved(at, off), bins=self._chance.random() < 0.15, writes=self._chance.random() < 0.8)
        self._last = at

    def judge(self, tally: Tally, what: str, *, often: bool) -> None:
        """Every ordinary day has its backup and whatever is in the bin is there, unless more than 30 days are not ordinary;
        and the newest is what a rescue finds."""
        with Library.open(self._home, self._forms, clock=lambda: self._last) as library:
            days = {one.at.date() for one in library.backups.all()}
            gone = [at for at in self._ordinary if at.date() not in days]
            if gone and not often:
                tally.fault("lost", f"{what}: backups of {len(gone)} of {len(self._ordinary)} ordinary days", len(gone))
            if (purged := self._binned - set(library.holdings)) and not often:
                tally.fault("lost", f"{what}: {len(purged)} reports left the bin", len(purged))
            if self._text not in self._texts(library):
                tally.fault("lost", f"{what}: the newest text; {library.notices}")
        (self._home / FILE).write_bytes(b"damaged")
        with Library.open(self._home, self._forms, clock=lambda: self._last) as library:
            if self._text not in self._texts(library):
                tally.fault("lost", f"{what}: the newest text is not in the rescue; {library.notices}")

    def _open(self, at: datetime, *, bins: bool, writes: bool = True) -> None:
        with Library.open(self._home, self._forms, clock=lambda: at) as library:
            key = library.find(OFFICES[0], 2025) or library.create(
                Report(OFFICES[0], 2025, self._forms.for_year(2025).edition)
            )
            if bins:
                other = library.create(Report(f"撤并街道{len(self._binned)}", 2025, self._forms.for_year(2025).edition))
                library.bin(other)
                self._binned.add(other)
            if writes:
                self._text = f"{at.isoformat()}写的第{self._chance.randrange(10**9)}句。"
                library.open_session(key).apply(Edit({TEXT: self._text}))

    def _texts(self, library: Library) -> set[str]:
        return {str(one.cells.get(TEXT, "")) for one in library.holdings.values()}


def _moved(at: datetime, off: timedelta) -> datetime:
    try:
        return at + off
    except OverflowError:
        return at.replace(year=9000 if off > timedelta() else 2)
