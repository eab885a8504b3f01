"""How a report stands to what was handed up of it: never, as it is, or changed since."""

from __future__ import annotations

from app.chinese.days import day_words
from app.form.form_file import Forms
from app.report import record
from app.report.report import Report, difference
from app.review.course import digest
from app.store.copies.submissions import Submission

CHANGED = "{day}报送以后又改了 {count} 处"


def changes_since(forms: Forms, last: Submission | None, report: Report) -> int:
    """In how many places the report is another one than was handed up last; 0 where it never was."""
    if last is None or last.content == digest(report):
        return 0
    if last.record is None:  # of an earlier one nothing but its digest is kept
        return 1
    before = record.from_record(forms, last.record, "报送记录")[0]
    return len(difference(before, report).changes) or 1


def changed_words(last: Submission, count: int) -> str:
    """That it was changed since, as a part of a sentence; '' where it was not."""
    return CHANGED.format(day=day_words(last.at.date()), count=count) if count else ""
