"""That a report was handed up stays with it, through a crash of the file and two machines; what was changed since is counted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.errors import ReadOnlyReport, StoreError
from app.report.record import to_record
from app.report.report import Report
from app.review.course import digest
from app.store.copies.submissions import Submission, SubmissionBook
from app.store.copies.uniting import united
from app.store.file.side_file import SUBMISSIONS, side_path
from app.store.library import Library
from app.submission.later_changes import changed_words, changes_since
from app.submission.submitted import changed_after
from app.system.disk import Disk
from tests.reports import FORM, FORMS, full

AT = datetime(2026, 1, 20, 9, 30, tzinfo=UTC)


def handed(report: Report, at: datetime = AT, name: str = "报送") -> Submission:
    return Submission(at, "张一@甲", name, digest(report), to_record(FORM, report))


def test_what_was_kept_is_read_again(tmp_path: Path) -> None:
    book = SubmissionBook(Disk(), tmp_path, "k")
    book.add(handed(full()))
    book.add(handed(full(), AT + timedelta(hours=1), "报送（2）"))
    again = SubmissionBook(Disk(), tmp_path, "k")
    assert again.all == book.all
    assert [one.record is not None for one in again.all] == [False, True]  # one report is enough


def test_changes_are_counted_against_what_was_handed_up(tmp_path: Path) -> None:
    last = handed(full())
    assert changes_since(FORMS, last, full()) == 0
    assert changes_since(FORMS, last, full(requests__received__natural=3, requests__received__legal=1)) == 2
    assert changes_since(FORMS, None, full()) == 0
    assert changed_words(last, 2) == "2026年1月20日报送以后又改了 2 处"


def test_a_damaged_record_is_a_sentence_and_no_blank_one(tmp_path: Path) -> None:
    SubmissionBook(Disk(), tmp_path, "k").add(handed(full()))
    path = side_path(tmp_path, SUBMISSIONS, "k")
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(StoreError, match="报送记录"):
        SubmissionBook(Disk(), tmp_path, "k")


def test_nothing_is_kept_where_the_library_is_only_read(tmp_path: Path) -> None:
    with pytest.raises(ReadOnlyReport):
        SubmissionBook(Disk(), tmp_path, "k", read_only=True).add(handed(full()))


def test_what_two_machines_kept_apart_is_put_together(tmp_path: Path) -> None:
    one, two = (SubmissionBook(Disk(), tmp_path / place, "k") for place in "ab")
    one.add(handed(full(), AT))
    two.add(handed(full(requests__received__natural=1), AT + timedelta(days=1)))
    mine, theirs = (side_path(tmp_path / place, SUBMISSIONS, "k").read_bytes() for place in "ab")
    both = united(SUBMISSIONS, mine, theirs)
    assert both is not None
    side_path(tmp_path / "a", SUBMISSIONS, "k").write_bytes(both.data)
    found = SubmissionBook(Disk(), tmp_path / "a", "k")
    assert [one.at.day for one in found.all] == [20, 21]


def test_a_library_tells_which_reports_were_changed_after(tmp_path: Path) -> None:
    with Library.open(tmp_path, FORMS) as library:
        keys = [library.create(full(year=year)) for year in (2025, 2024)]
        for key in keys:
            SubmissionBook(library.disk, library.folder, key).add(handed(library.sessions.report(key)))
        session = library.open_session(keys[0])
        session.begin(FORM.cells["requests.received.natural"]).put({"requests.received.natural": 5})
        assert changed_after(library) == {keys[0]: "2026年1月20日报送以后又改了 1 处"}


def test_the_record_comes_back_from_a_backup(tmp_path: Path) -> None:
    with Library.open(tmp_path, FORMS) as library:
        key = library.create(full())
        SubmissionBook(library.disk, library.folder, key).add(handed(full()))
        library.sync("exit")
    side_path(tmp_path, SUBMISSIONS, key).unlink()
    with Library.open(tmp_path, FORMS) as library:
        library.mend_sides(key)
        assert SubmissionBook(library.disk, library.folder, key).last is not None
