"""Reports as the library holds them, for tests of what looks at all of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from app.report.record import to_record
from app.report.report import Report
from app.store.file.holding import Holding
from tests.reports import FORMS

FIRST = datetime(2026, 1, 10, 9, 0, tzinfo=UTC)


def held(report: Report, number: int = 1) -> Holding:
    """The report under that number, changed that many days after the first day."""
    record = to_record(FORMS.edition(report.edition), report)
    return Holding(f"{number:010x}", record, FIRST + timedelta(days=number))
