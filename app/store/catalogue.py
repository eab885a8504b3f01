"""The list of reports for the screen, and what may stand beside what in it.

Pure functions over holdings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.errors import ReportExists, UnknownEdition
from app.form.form_file import Forms
from app.knowledge.lookalikes import same_office
from app.report import progress
from app.report.report import Report
from app.store.copies.backups import WAIT, D, waited
from app.store.file.holding import Holding

FEW = 3  # reports that are named one by one


@dataclass(frozen=True)
class CatalogueEntry:
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


def entries(forms: Forms, holdings: Iterable[Holding]) -> tuple[CatalogueEntry, ...]:
    """The reports outside the bin, newest year first, then by office."""
    found = [_entry(forms, one) for one in holdings if one.binned is None]
    return tuple(sorted(found, key=lambda entry: (-entry.year, entry.office)))


def binned(forms: Forms, holdings: Iterable[Holding]) -> tuple[CatalogueEntry, ...]:
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


def expired(
    holdings: Mapping[str, Holding], copies: Sequence[D], has_binned: Callable[[D, Holding], bool]
) -> tuple[str, ...]:
    """The keys whose 30 days in the bin are over, counted by the days on which the library was opened since.

    `copies` are the library's own backups, the last made first: each is an opening. No clock is asked, which may be wrong:
    the copy with which the wait began must itself have the report in the bin, as `has_binned` says.
    """
    return tuple(one.key for one in holdings.values() if one.binned and _over(one, one.binned, copies, has_binned))


def purged(gone: Sequence[Holding]) -> tuple[str, ...]:
    """The sentence that says which reports left the bin for good; none for none."""
    if not gone:
        return ()
    names = "、".join(f"“{one.office} {one.year} 年度报告”" for one in gone)
    which = names if len(gone) <= FEW else f"{len(gone)} 份报告"
    return (f"{which}移入回收站以后，已在 {WAIT} 个不同的日子打开过程序，现已从回收站清除；备份和修改日志里还找得到。",)


def _over(one: Holding, binned: datetime, copies: Sequence[D], has_binned: Callable[[D, Holding], bool]) -> bool:
    first = binned.astimezone().date()
    days = {first}
    for copy in copies:
        day = copy.at.date()
        if day <= first or day in days:  # the day it was binned, another timeline's, or a clock that was slow
            continue
        days.add(day)
        if waited(days):
            return has_binned(copy, one)
    return False


def _entry(forms: Forms, one: Holding) -> CatalogueEntry:
    report = Report(one.office, one.year, one.edition, None, one.cells)
    try:
        filled = progress.filled(forms.edition(one.edition), report)
    except UnknownEdition:
        filled = (0, 0)
    return CatalogueEntry(one.key, one.office, one.year, one.edition, one.changed, filled, one.binned)
