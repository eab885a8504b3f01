"""Backups: made, kept for the right time, in a second folder too, and told when that folder is away."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.report import record
from app.report.report import Edit
from app.store.copies.backups import DAYS, LATEST, MONTHS, Backups, staying
from app.store.file.holding import Holding, to_document
from app.store.file.holding import number as number_of
from app.store.file.storage import decode, encode
from app.store.library import Saved
from app.system.disk import Disk
from tests.reports import FORM
from tests.store.places import TEXT, Clock, library_with, opened, report, text_of


@dataclass(frozen=True)
class Copy:
    number: int
    at: datetime


START = datetime(2020, 1, 1, 12, 0)


def test_ten_versions_then_a_day_each_then_a_month_each():
    copies = [Copy(number, START + timedelta(hours=6 * number)) for number in range(4 * 365 * 7)]
    kept = staying(copies)
    newest = copies[-1].at
    assert kept[:LATEST] == copies[: -LATEST - 1 : -1]
    days = {copy.at.date() for copy in kept if (newest.date() - copy.at.date()).days < DAYS}
    assert len(days) == DAYS
    months = {(copy.at.year, copy.at.month) for copy in kept}
    assert len(months) == MONTHS
    assert len(kept) <= LATEST + DAYS + MONTHS


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
    assert theirs.keep(newest.path.read_bytes(), 999, "f" * 64, newest.at, "timed") == ()
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
    assert len(names) == LATEST + 2


def copies(folder, *made):
    """Backups of one library, each with its number as its only text: (number, timeline, year it says, reason)."""
    folder.mkdir(exist_ok=True)
    backups = Backups(Disk(), folder / "backups", None, "")
    for number, line, year, reason in made:
        at = datetime(year, 1, 1).astimezone()
        held = Holding("ab", record.to_record(FORM, report(f"{number}")), at)
        about = json.dumps({"schema": 2, "number": number, "hash": line * 64}).encode()
        whole = json.dumps(to_document(held)).encode()
        data = encode({"about": {"1": about}, "reports": {str(number_of("ab")): whole}})
        backups.keep(data, number, line * 64, at, reason)
    return backups


def on_a(number, hash_):
    """The journal of timeline a."""
    return hash_ == ("a" * 64)[: len(hash_)]


def rescued(backups, known):
    one, content = backups.newest_good(known)
    assert one.number == content.reach.number
    return one.number


def test_a_rescue_goes_on_from_what_the_journal_knows_not_from_the_highest_number(tmp_path):
    backups = copies(
        tmp_path, (500, "b", 2025, "closed"), (60, "a", 2026, "closed"), (70, "a", 2000, "closed"), (65, "a", 2099, "timed")
    )
    assert rescued(backups, on_a) == 70
    assert [content.reach.number for _, content in backups.readable(on_a)] == [70, 65, 60, 500]


def test_where_the_journal_knows_none_the_rescue_goes_by_time(tmp_path):
    backups = copies(tmp_path, (500, "b", 2025, "closed"), (60, "c", 2026, "closed"))
    assert rescued(backups, on_a) == 60
    found = backups.newest_good()
    assert found
    assert found[0].number == 60


def test_a_damaged_copy_is_passed_over_for_the_next_of_the_timeline(tmp_path):
    backups = copies(tmp_path, (500, "b", 2027, "closed"), (60, "a", 2026, "closed"), (70, "a", 2026, "timed"))
    next(one.path for one in backups.all() if one.number == 70).write_bytes(b"")
    assert rescued(backups, on_a) == 60


def test_a_copy_with_a_bad_report_stands_before_another_timeline(tmp_path):
    backups = copies(tmp_path, (500, "b", 2027, "closed"), (60, "a", 2026, "closed"))
    (path,) = (one.path for one in backups.all() if one.number == 60)
    lines = decode(path.read_bytes())
    path.write_bytes(encode({**lines, "reports": {**lines["reports"], "99": b"{}"}}))
    assert rescued(backups, on_a) == 60


def test_a_conflict_copy_is_the_last_resort_and_is_never_thinned_out(tmp_path):
    backups = copies(
        tmp_path, (900, "a", 2030, "conflict"), *((n, "a", 2026, "timed") for n in range(1, 30))
    )
    assert rescued(backups, on_a) == 29
    assert backups.all()[0].reason == "conflict"
    assert backups.all()[0].words.endswith("冲突副本")
    assert len(backups.all()) == LATEST + 1
    for one in backups.all()[1:]:
        one.path.unlink()
    assert rescued(backups, on_a) == 900


def test_the_list_is_by_time_as_it_says(tmp_path):
    backups = copies(tmp_path, (500, "b", 2025, "closed"), (60, "a", 2026, "closed"), (7, "a", 2099, "opened"))
    assert [(one.number, one.hash8) for one in backups.all()] == [(7, "a" * 8), (60, "a" * 8), (500, "b" * 8)]


def test_copies_of_another_timeline_are_named_the_newest_first(tmp_path):
    backups = copies(
        tmp_path,
        (500, "b", 2025, "closed"),
        (60, "a", 2026, "closed"),
        (300, "b", 2026, "conflict"),
        (400, "b", 2027, "timed"),
        (0, "0", 2028, "opened"),
    )
    assert [one.number for one in backups.foreign(on_a)] == [400, 500]


def test_of_the_old_names_just_the_newest_says_whether_it_is_another_timeline_s(tmp_path):
    backups = copies(tmp_path, (500, "b", 2025, "closed"), (60, "a", 2024, "closed"))
    for one in backups.all():
        one.path.rename(one.path.with_name(f"{one.path.stem[:-9]}.json"))
    assert [(one.number, one.hash8) for one in backups.foreign(on_a)] == [(500, "")]
    assert backups.foreign(lambda number, hash_: hash_[0] == "b") == ()


def test_the_copy_just_made_stays_though_another_timeline_has_higher_numbers(tmp_path):
    days = ((500 + n, "b", 2000 + n, "closed") for n in range(90))
    backups = copies(tmp_path, *days, (60, "a", 2040, "opened"))
    assert 60 in {one.number for one in backups.all()}


def test_a_second_with_two_copies_keeps_their_order(tmp_path):
    made = ((9, "a", 2026, "opened"), (9, "a", 2026, "restore"), (8, "b", 2026, "closed"))
    assert [one.reason for one in copies(tmp_path, *made).all()] == ["closed", "restore", "opened"]


def test_a_name_at_the_end_of_the_calendar_is_none_of_ours(tmp_path):
    (tmp_path / "backups").mkdir()
    (tmp_path / "backups" / "library-000000000000-99991231T235959-timed.json").touch()
    with opened(tmp_path) as library:
        assert {one.number for one in library.backups.all()} <= {0}
        assert library.create(report())


def test_a_backup_with_an_old_name_is_read_as_before(tmp_path):
    key = library_with(tmp_path, "一")
    for path in (tmp_path / "backups").iterdir():
        path.rename(path.with_name(f"{path.stem[:-9]}.json"))
    (tmp_path / "library.json").unlink()
    with opened(tmp_path) as library:
        assert "" in {one.hash8 for one in library.backups.all()}
        assert text_of(library, key) == "一"


def library_with_change(folder, clock):
    clock.move(minutes=1)
    with opened(folder, clock=clock) as library:
        entries = library.entries()
        key = entries[0].key if entries else library.create(report())
        library.open_session(key).apply(Edit({TEXT: f"{clock.time}"}))


def test_ten_starts_without_a_change_push_no_copy_out(tmp_path):
    clock = Clock()
    key = library_with(tmp_path, "一", "二", clock=clock)
    with opened(tmp_path, clock=clock) as library:
        library.sync("restore")
    before = {path.name for path in (tmp_path / "backups").glob("library-*")}
    for _ in range(12):
        clock.move(minutes=1)
        opened(tmp_path, clock=clock).close()
    assert {path.name for path in (tmp_path / "backups").glob("library-*")} == before
    with opened(tmp_path, clock=clock) as library:
        library.save_version(key, "送审稿")
    assert {path.name for path in (tmp_path / "backups").glob("library-*")} > before
