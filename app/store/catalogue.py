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
from app.likeness import same_office
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
    """The key of an office's report of a year, outside the bin; a name that looks the same is the same office."""
    twin = twin_of(holdings, office, year)
    return twin.key if twin else None


def twin_of(holdings: Iterable[Holding], office: str, year: int) -> Holding | None:
    """The report itself: that of the very name first, else one whose office's name looks the same."""
    alike = [one for one in holdings if one.binned is None and one.year == year and same_office(one.office, office)]
    return min(alike, key=lambda one: one.office != office, default=None)


def twin_words(existing: str, office: str, year: int) -> str:
    """What is said when a report of that year exists, of the office `existing`, which looks like `office`."""
    if existing == office:
        return f"{office} {year} 年度报告已存在。"
    return f"已有 {year} 年度报告的单位“{existing}”与“{office}”写法相近，看起来是同一个单位。"


def taken_words(holdings: Iterable[Holding], year: int, office: str) -> str:
    """Why an office has no room for one more report of that year among these; '' when it has."""
    twin = twin_of(holdings, office, year)
    return twin_words(twin.office, office, year) if twin else ""


def refuse_twin(holdings: Iterable[Holding], office: str, year: int) -> None:
    """Raises ReportExists when the office, or one whose name looks the same, has a report of that year outside the bin."""
    twin = twin_of(holdings, office, year)
    if twin is not None:
        raise ReportExists(f"{twin_words(twin.office, office, year)}可以直接打开它。", twin.key)


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
