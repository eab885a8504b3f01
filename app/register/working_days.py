"""Working days: when a request must be answered.

The term with its article and the holidays are data (resources/register/holidays.toml); for a year without an entry
weekends alone are reckoned, and the day is marked as uncertain. Leans on form_table for strict reading.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from app.errors import FormError, ResourceError
from app.system.toml_table import TomlTable

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


def read_calendar(path: Path) -> Calendar:
    """The holidays of a file. Raises FormError with the place, ResourceError when it cannot be read."""
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as reason:
        raise ResourceError(f"节假日文件 {path.name} 无法读取（{reason}）。请重新安装本程序。") from reason
    top = TomlTable(raw, path.name, "")
    off: set[date] = set()
    on: set[date] = set()
    years: set[int] = set()
    for table in top.tables("year", required=True):
        years.add(table.whole("year", required=True) or 0)
        table.text("basis", required=True)
        off |= set(_days(table, "off"))
        on |= set(_days(table, "on"))
        table.done()
    term, article = top.whole("term", required=True) or 0, top.text("article", required=True)
    top.done()
    return Calendar(frozenset(off), frozenset(on), frozenset(years), term, article)


def _days(table: TomlTable, key: str) -> Iterator[date]:
    for span in table.texts(key):
        first, _, last = span.partition("..")
        try:
            day, end = date.fromisoformat(first), date.fromisoformat(last or first)
        except ValueError:
            raise _wrong(table, key, span) from None
        if end < day:
            raise _wrong(table, key, span)
        while day <= end:
            yield day
            day += ONE_DAY


def _wrong(table: TomlTable, key: str, span: str) -> FormError:
    return table.wrong(key, f"里的 {span!r} 不是日期，应为 2025-01-01 或 2025-01-28..2025-02-04")
