"""Working days: when a request must be answered.

The term with its article and the holidays are data (resources/register/holidays.toml); for a year without an entry
weekends alone are reckoned, and the day is marked as uncertain.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated

from app.system.toml_table import made, open_toml

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Due:
    """The last day to answer; not `certain` when a year on the way has no holidays entered yet."""

    day: date
    certain: bool


@dataclass(frozen=True)
class Calendar:
    """Days off and working weekends of the years that are known; the term in working days and its article."""

    off: frozenset[date]
    on: frozenset[date]
    years: frozenset[int]
    term: int
    article: str

    def works(self, day: date) -> bool:
        """Whether offices work on that day."""
        return day in self.on or (day.weekday() < 5 and day not in self.off)

    def due(self, received: date, term: int | None = None) -> Due:
        """The last of `term` working days (the law's own unless given) after the day of receipt."""
        day, left = received, self.term if term is None else term
        years = {received.year}
        while left:
            day += ONE_DAY
            years.add(day.year)
            left -= self.works(day)
        return Due(day, years <= self.years)


def _days(spans: tuple[str, ...]) -> frozenset[date]:
    return frozenset(day for span in spans for day in _span(span))


def _span(written: str) -> list[date]:
    first, _, last = written.partition("..")
    with suppress(ValueError):
        day, end = date.fromisoformat(first), date.fromisoformat(last or first)
        if day <= end:
            return [day + number * ONE_DAY for number in range((end - day).days + 1)]
    raise ValueError(f"里的 {written!r} 不是日期，应为 2025-01-01 或 2025-01-28..2025-02-04")


@dataclass(frozen=True)
class HolidayYear:
    """The days off and the working weekends of a year, and the paper that says so."""

    year: int
    basis: str
    off: Annotated[frozenset[date], made(tuple[str, ...], _days)] = frozenset()
    on: Annotated[frozenset[date], made(tuple[str, ...], _days)] = frozenset()


def read_calendar(path: Path) -> Calendar:
    """The holidays of a file. Raises ResourceError with the place of a defect."""
    top = open_toml(path, "节假日表")
    years = top.records("year", HolidayYear, required=True)
    term, article = top.whole("term", required=True) or 0, top.text("article", required=True)
    top.done()
    off, on = (frozenset().union(*days) for days in zip(*((one.off, one.on) for one in years), strict=True))
    return Calendar(off, on, frozenset(one.year for one in years), term, article)
