"""Which backups stay: the last ten, then the last of each day for 30 days and of each month for 5 years.

Ages are counted from the newest backup, not from the clock, so a wrong clock removes nothing. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Protocol, TypeVar

VERSIONS = 10
DAYS = 30
MONTHS = 60


class Dated(Protocol):
    """What has an age and an order. `number` is the last event in it."""

    @property
    def at(self) -> datetime:
        """When it was made."""

    @property
    def number(self) -> int:
        """Its place in the order, whatever the clock said."""


D = TypeVar("D", bound=Dated)


def staying(backups: Iterable[D]) -> list[D]:
    """Those that stay, newest first. A backup that is dated after a newer one always stays."""
    ordered = sorted(backups, key=lambda one: (one.number, one.at), reverse=True)
    return list(_staying(ordered))


def _staying(ordered: list[D]) -> Iterator[D]:
    days: set[int] = set()
    months: set[int] = set()
    for place, one in enumerate(ordered):
        newest = ordered[0].at.date()
        day, month = one.at.date().toordinal(), one.at.year * 12 + one.at.month
        age_days, age_months = newest.toordinal() - day, newest.year * 12 + newest.month - month
        first_of_day = day not in days and age_days < DAYS
        first_of_month = month not in months and age_months < MONTHS
        days.add(day)
        months.add(month)
        if place < VERSIONS or age_days < 0 or first_of_day or first_of_month:
            yield one
