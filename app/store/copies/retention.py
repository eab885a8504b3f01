"""Which backups stay: the last ten, then the last of each of 30 days and of each of 60 months; and when a wait is over.

What counts are the days that occur, in the order in which the copies were made, never an age by a clock: a session with the
clock years off is one day among the others, so that k of them drop at most what k ordinary days would. Pure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator
from datetime import date, datetime
from typing import Protocol, TypeVar

VERSIONS = 10
DAYS = 30
MONTHS = 60
# A day whose copies lie apart in the order has several last ones: a wrong clock fell on a day that has been, and is not to
# take its place. So many of them stay; not all, or a clock that falls back every morning would keep every one for years.
SPELLS = 5

WAIT = 30  # days on which the library is opened


class Dated(Protocol):
    """What has a time and an order. `number` is the last event in it."""

    @property
    def at(self) -> datetime:
        """When it was made, as the clock said."""

    @property
    def number(self) -> int:
        """Its place in the order, whatever the clock said."""


D = TypeVar("D", bound=Dated)


def in_order(backups: Iterable[D]) -> list[D]:
    """The last made first, whatever the clock said."""
    return sorted(backups, key=lambda one: (one.number, one.at), reverse=True)


def staying(backups: Iterable[D]) -> list[D]:
    """Those that stay, the last made first. A backup that is dated after the last made one always stays."""
    before, ordered = -1, in_order(backups)
    while before != len(ordered):  # what went may have stood between two parts of one day
        before, ordered = len(ordered), list(_staying(ordered))
    return ordered


def waited(days: Iterable[date]) -> bool:
    """Whether a wait is over that began on the first of these days; the others are openings.

    30 of them, which are at least 30 days by any clock that is right: one session with a wrong clock is worth one day.
    """
    return len(set(days)) > WAIT


def _staying(ordered: list[D]) -> Iterator[D]:
    days, months = _Spells(DAYS), _Spells(MONTHS)
    for place, one in enumerate(ordered):
        last_of_day = days.ends(one.at.date())
        last_of_month = months.ends((one.at.year, one.at.month))
        if place < VERSIONS or one.at > ordered[0].at or last_of_day or last_of_month:
            yield one


class _Spells:
    """Walked from the last copy to the first: the stretches of copies of one day (or month), the last `most` of these."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._spells: Counter[Hashable] = Counter()
        self._later: Hashable = None

    def ends(self, day: Hashable) -> bool:
        """Whether the next copy, which is of this day, is the last of a stretch that stays."""
        goes_on, self._later = day == self._later, day
        if not goes_on:
            self._spells[day] += 1
        return not goes_on and len(self._spells) <= self._most and self._spells[day] <= SPELLS
