"""Backups: made, kept for the right time, in a second folder too, and told when that folder is away."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.disk import Disk
from app.report import Edit
from app.store.backups import Backups
from app.store.library import Saved
from app.store.retention import DAYS, MONTHS, VERSIONS, staying
from tests.store.places import TEXT, Clock, library_with, opened, report


@dataclass(frozen=True)
class Copy:
    number: int
    at: datetime


START = datetime(2020, 1, 1, 12, 0)


def test_ten_versions_then_a_day_each_then_a_month_each():
    copies = [Copy(number, START + timedelta(hours=6 * number)) for number in range(4 * 365 * 7)]
    kept = staying(copies)
    newest = copies[-1].at
    assert kept[:VERSIONS] == copies[: -VERSIONS - 1 : -1]
    days = {copy.at.date() for copy in kept if (newest.date() - copy.at.date()).days < DAYS}
    assert len(days) == DAYS
    months = {(copy.at.year, copy.at.month) for copy in kept}
    assert len(months) == MONTHS
    assert len(kept) <= VERSIONS + DAYS + MONTHS


@given(st.lists(st.builds(Copy, st.integers(0, 99), st.datetimes(START, datetime(2040, 1, 1))), max_size=60))
def test_thinning_out_twice_changes_nothing_and_the_newest_always_stays(copies):
    kept = staying(copies)
    assert staying(kept) == kept
    assert not copies or max(one.number for one in copies) == kept[0].number


def test_a_wrong_clock_removes_nothing_that_is_newer(tmp_path):
    kept = staying(
        [Copy(1, datetime(2039, 1, 1)), *(Copy(n, START + timedelta(days=n)) for n in range(2, 40))]
    )
    assert Copy(1, datetime(2039, 1, 1)) in kept


def test_a_backup_is_made_at_opening_and_at_closing(tmp_path):
    key = library_with(tmp_path, "一")
    with opened(tmp_path) as library:
        library.open_session(key).apply(Edit({TEXT: "二"}))
    reasons = [one.reason for one in Backups(Disk(), tmp_path / "backups", None, "").all()]
    assert reasons[0] == "closed"
    assert "opened" in reasons


def test_the_second_folder_gets_the_same_backups(tmp_path):
    second = tmp_path / "usb"
    second.mkdir()
    library_with(tmp_path / "library", "一", second=second)
    mine = {path.name: path.read_bytes() for path in (tmp_path / "library" / "backups").glob("*.json")}
    theirs = {path.name: path.read_bytes() for path in second.rglob("*.json")}
    assert mine == theirs != {}


def test_a_second_folder_that_is_away_is_told_and_stops_nothing(tmp_path):
    heard: list[Saved] = []
    with opened(tmp_path / "library", second=tmp_path / "usb") as library:
        library.subscribe(heard.append)
        library.sync("timed")
    assert [one.notice for one in heard if one.notice and "备份" in one.notice]
    assert list((tmp_path / "library" / "backups").iterdir())
    assert not (tmp_path / "usb").exists()


def test_two_computers_share_a_folder_without_mixing(tmp_path):
    second = tmp_path / "share"
    library_with(tmp_path / "one", "一", second=second_of(second))
    theirs = Backups(Disk(), tmp_path / "two" / "backups", second, "某人@另一台")
    (tmp_path / "two").mkdir()
    newest = theirs.all()[0]
    assert theirs.keep(newest.path.read_bytes(), 999, newest.at, "timed") == ()
    assert [bool(one.other) for one in theirs.all()][:2] == [False, False]
    assert newest_number(theirs) == 999
    with opened(tmp_path / "one", second=second) as library:
        mine = library.backups
        assert newest_number(mine) < 999
        assert {one.other for one in mine.all()} == {"", "某人@另一台"}


def newest_number(backups):
    found = backups.newest_good()
    assert found
    return found[0].number


def second_of(folder):
    folder.mkdir()
    return folder


def test_files_with_other_names_are_never_touched(tmp_path):
    (tmp_path / "backups").mkdir()
    (tmp_path / "backups" / "library-000000000001-20269999T000000-timed.json").touch()
    (tmp_path / "backups" / "我的.json").touch()
    clock = Clock()
    for _ in range(15):
        library_with_change(tmp_path, clock)
    names = {path.name for path in (tmp_path / "backups").iterdir() if not path.name.startswith(("sides-", "versions"))}
    assert {"library-000000000001-20269999T000000-timed.json", "我的.json"} < names
    assert len(names) == VERSIONS + 2


def library_with_change(folder, clock):
    clock.move(minutes=1)
    with opened(folder, clock=clock) as library:
        entries = library.entries()
        key = entries[0].key if entries else library.create(report())
        library.open_session(key).apply(Edit({TEXT: f"{clock.time}"}))
