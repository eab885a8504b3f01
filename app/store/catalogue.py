"""The list of reports for the screen, and what may stand beside what in it.

Pure functions over holdings. Leans on progress and form_file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from app import progress
from app.errors import ReportExists, UnknownEdition
from app.form_file import Forms
from app.report import Report
from app.store.holding import Holding

BIN_DAYS = 30


@dataclass(frozen=True)
class Entry:
    """A line of the list of reports. `filled` is (filled, all) of the required cells, (0, 0) where this program
    does not know the edition; `unseen` is how many values nobody has looked at."""

    key: str
    office: str
    year: int
    edition: str
    changed: datetime
    filled: tuple[int, int]
    binned: datetime | None = None
    unseen: int = 0


def entries(forms: Forms, holdings: Iterable[Holding]) -> tuple[Entry, ...]:
    """The reports outside the bin, newest year first, then by office."""
    found = [_entry(forms, one) for one in holdings if one.binned is None]
    return tuple(sorted(found, key=lambda entry: (-entry.year, entry.office)))


def binned(forms: Forms, holdings: Iterable[Holding]) -> tuple[Entry, ...]:
    """The reports in the bin, last binned first."""
    found = [one for one in holdings if one.binned is not None]
    found.sort(key=lambda one: one.binned or one.changed, reverse=True)
    return tuple(_entry(forms, one) for one in found)


def find(holdings: Iterable[Holding], office: str, year: int) -> str | None:
    """The key of an office's report of a year, outside the bin."""
    same = (one for one in holdings if one.binned is None and one.office == office and one.year == year)
    return next((one.key for one in same), None)


def refuse_twin(holdings: Iterable[Holding], office: str, year: int) -> None:
    """Raises ReportExists when the office has a report of that year outside the bin."""
    twin = find(holdings, office, year)
    if twin is not None:
        raise ReportExists(f"{office} {year} 年度报告已存在。可以直接打开它。", twin)


def expired(holdings: Mapping[str, Holding]) -> tuple[str, ...]:
    """The keys whose 30 days in the bin are over, counted to the last change in the library and not to the
    clock, which may be wrong."""
    times = [time for one in holdings.values() for time in (one.changed, one.binned) if time]
    limit = max(times) - timedelta(days=BIN_DAYS) if times else None
    return tuple(one.key for one in holdings.values() if one.binned and limit and one.binned < limit)


def _entry(forms: Forms, one: Holding) -> Entry:
    report = Report(one.office, one.year, one.edition, None, one.cells)
    try:
        filled = progress.filled(forms.edition(one.edition), report)
    except UnknownEdition:
        filled = (0, 0)
    return Entry(one.key, one.office, one.year, one.edition, one.changed, filled, one.binned)
