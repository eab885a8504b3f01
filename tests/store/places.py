"""What the tests of the store share: a clock that is set by hand, a library in a folder, a filled report."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from app.report.report import Edit, Report
from app.store.library import Library
from tests.reports import FORM, FORMS, OFFICE

TEXT = "overview.proactive"
COUNT = next(cell.id for cell in FORM.required if cell.kind.name == "count")


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    time: datetime = field(default_factory=lambda: datetime(2026, 1, 20, 9, 30).astimezone())

    def __call__(self) -> datetime:
        return self.time

    def move(self, **by: float) -> None:
        """On by so many days, hours, minutes."""
        self.time += timedelta(**by)


def report(text: str = "", year: int = 2025, office: str = OFFICE) -> Report:
    """A report with one text, or none."""
    return Report(office, year, FORM.edition, None, {TEXT: text} if text else {})


def opened(folder: Path, **options: Any) -> Library:
    """The library in a folder, with the official forms."""
    return Library.open(folder, FORMS, **options)


def library_with(folder: Path, *texts: str, **options: Any) -> str:
    """Makes a library with one report whose text went through these states; closed. Returns the key."""
    with opened(folder, **options) as library:
        key = library.create(report())
        for text in texts:
            library.open_session(key).apply(Edit({TEXT: text}, "输入"))
            library.open_session(key).settle()
            library.sync()
    return key


def text_of(library: Library, key: str) -> str:
    """The text of a report as the library has it."""
    return library.sessions.report(key).text(TEXT)
