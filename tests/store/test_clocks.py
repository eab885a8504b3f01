"""Clocks that are years off, for a session, a week, each morning: nothing goes for it; and what goes is said."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.report.report import Edit
from app.store import catalogue
from app.store.copies.backups import DAYS, MONTHS, SPELLS, WAIT, Backups, staying, waited
from app.store.file.holding import Holding
from app.store.upkeep import Upkeep
from app.system.disk import Disk
from tests.reports import OFFICE
from tests.store.copies.test_backups import Copy
from tests.store.places import TEXT, Clock, opened, report

FIRST = datetime(2020, 1, 1, 9, 0)
RIGHT = st.lists(st.tuples(st.integers(1, 40), st.integers(1, 3)), min_size=1, max_size=50)
WRONG = st.tuples(
    st.integers(0, 200),
    st.one_of(st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)), st.integers(0, 49)),
    st.integers(1, 12),
)


def lived(times):
    """The copies made at these times, one after the other, thinned out after each: all, and those that are left."""
    every = [Copy(number, at) for number, at in enumerate(times, 1)]
    kept: list[Copy] = []
    for one in every:
        kept = staying([*kept, one])
    return every, kept


def right_times(days):
    """Copies of days that follow each other: (days since the last, copies)."""
    day, times = FIRST, []
    for gap, copies in days:
        day += timedelta(days=gap)
        times += [day + timedelta(hours=hour) for hour in range(copies)]
    return times


def mixed(days, sessions):
    """These with sessions put in between whose clock says what it likes: (place, time or number of a day, copies)."""
    times = [(at, True) for at in right_times(days)]
    right = [at for at, _ in times]
    for place, said, copies in sessions:
        start = right[said % len(right)] if isinstance(said, int) else said
        begin = place % (len(times) + 1)
        times[begin:begin] = [(start + timedelta(minutes=10 * n), False) for n in range(copies)]
    return times


def lost(times, kept, unit, most):
    """Of the last days (or months) with a right clock, the last first: the places of those of whose last copy nothing stays.

    A session that poses as the same day, directly after it, may take its place, as another session of that day would.
    """
    numbers = {one.number for one in kept}
    last = {unit(at): place for place, (at, right) in enumerate(times) if right}
    found = []
    for rank, (day, place) in enumerate(sorted(last.items(), key=lambda item: item[1], reverse=True)):
        stretch = [place + 1]
        for (at, _), number in zip(times[place + 1 :], range(place + 2, len(times) + 1), strict=True):
            if unit(at) != day:
                break
            stretch.append(number)
        if rank < most and not numbers & set(stretch):
            found.append(rank)
    return found


def month(at):
    return at.year, at.month


@given(RIGHT, st.lists(WRONG, max_size=SPELLS - 1))
def test_some_sessions_with_any_clock_drop_only_what_as_many_days_would(days, sessions):
    times = mixed(days, sessions)
    _, kept = lived([at for at, _ in times])
    assert all(rank >= DAYS - len(sessions) for rank in lost(times, kept, datetime.date, DAYS))
    assert all(rank >= MONTHS - len(sessions) for rank in lost(times, kept, month, MONTHS))


@given(RIGHT, st.lists(WRONG, min_size=SPELLS, max_size=12))
def test_many_sessions_with_any_clock_drop_no_more_days_than_they_are(days, sessions):
    times = mixed(days, sessions)
    _, kept = lived([at for at, _ in times])
    assert len(lost(times, kept, datetime.date, DAYS)) <= len(sessions)


@pytest.mark.parametrize("said", [datetime(2099, 5, 1), datetime(1999, 5, 1), FIRST + timedelta(days=3, hours=9)])
def test_a_session_with_another_clock_drops_no_day(said):
    days = [FIRST + timedelta(days=day) for day in range(26)]
    _, kept = lived([*days, *(said + timedelta(minutes=n) for n in range(3)), FIRST + timedelta(days=26)])
    assert set(days) <= {one.at for one in kept}


def test_a_battery_that_is_dead_each_morning_costs_one_day_and_keeps_not_everything():
    mornings = [datetime(2000, 1, 1, 0, 5), datetime(2000, 1, 1, 0, 15)]
    days = [FIRST + timedelta(days=day) for day in range(400)]
    _, kept = lived([at for day in days for at in (*mornings, day)])
    assert set(days[1 - DAYS :]) <= {one.at for one in kept}
    assert {(at.year, at.month) for at in days} == {month(one.at) for one in kept} - {(2000, 1)}
    assert len(kept) < 2 * DAYS + SPELLS * 14


def test_a_week_with_the_clock_years_ahead_costs_a_week():
    days = [FIRST + timedelta(days=day) for day in range(40)]
    week = [datetime(2099, 1, 1) + timedelta(days=day) for day in range(7)]
    _, kept = lived([*days[:35], *week, *days[35:]])
    assert {*week, *days[7 - DAYS :]} <= {one.at for one in kept}


def used(folder, clock, days):
    """Opens and closes the library once a day; what was said at the openings."""
    said: list[str] = []
    for _ in range(days):
        clock.move(days=1)
        with opened(folder, clock=clock) as library:
            said += library.notices
    return said


def test_what_leaves_the_bin_is_named(tmp_path):
    clock = Clock()
    with opened(tmp_path, clock=clock) as library:
        key = library.create(report())
        library.bin(key)
    assert used(tmp_path, clock, 29) == []
    (told,) = used(tmp_path, clock, 10)
    assert told.startswith(f"“{OFFICE} 2025 年度报告”移入回收站以后，已在 30 个不同的日子打开过程序")
    with opened(tmp_path, clock=clock) as library:
        assert key not in library.holdings
        library.sync()
        assert any(key in library.backups.read(one).holdings for one in library.backups.all())


def test_many_that_leave_the_bin_are_counted():
    assert catalogue.purged([]) == ()
    clock = Clock()
    holdings = [Holding(str(n), {"office": {"name": OFFICE}, "year": n}, clock()) for n in range(4)]
    assert catalogue.purged(holdings)[0].startswith("4 份报告移入回收站以后")


@pytest.mark.parametrize("year", [2099, 2027, 2000])
@pytest.mark.parametrize("sessions", [1, 9])
def test_a_clock_years_off_takes_nothing_out_of_the_bin(tmp_path, year, sessions):
    right, wrong = Clock(), Clock(datetime(year, 3, 1, 9).astimezone())
    with opened(tmp_path, clock=right) as library:
        key = library.create(report())
        library.bin(key)
    for clock in (wrong, right):
        for n in range(sessions):
            clock.move(days=1)
            with opened(tmp_path, clock=clock) as library:
                assert key in library.holdings
                library.create(report(year=2000 + n if clock is wrong else 2020 + n, office=f"{n}"))


def test_a_report_binned_while_the_clock_was_slow_waits_like_any_other(tmp_path):
    clock = Clock()
    with opened(tmp_path, clock=clock) as library:
        key = library.create(report())
    used(tmp_path, clock, 45)
    with opened(tmp_path, clock=Clock(datetime(2000, 1, 1, 0, 5).astimezone())) as library:
        library.bin(key)
    used(tmp_path, clock, 25)
    with opened(tmp_path, clock=clock) as library:
        assert key in library.holdings


def test_a_backup_that_does_not_have_it_in_the_bin_empties_no_bin(tmp_path):
    clock = Clock()
    with opened(tmp_path, clock=clock) as library:
        key = library.create(report())
    ahead = Clock(clock() + timedelta(days=20))
    used(tmp_path, ahead, 45)
    with opened(tmp_path, clock=clock) as library:
        library.bin(key)
    with opened(tmp_path, clock=clock) as library:
        assert key in library.holdings


@given(st.lists(st.integers(1, 60), max_size=60), st.lists(st.dates(), max_size=4))
def test_a_wait_is_over_after_thirty_days_of_work_and_a_jump_is_worth_one(gaps, jumps):
    days = [date(2026, 1, 1)]
    for gap in gaps:
        days.append(days[-1] + timedelta(days=gap))
    assert waited(days) == (len(days) > WAIT)
    assert not waited([*days[: WAIT - 4], *jumps])


def test_days_that_lose_their_last_copy_are_said_and_the_daily_one_is_not(tmp_path):
    (tmp_path / "library").mkdir()
    backups = Backups(Disk(), tmp_path / "library" / "backups", None, "")
    day = datetime(2026, 3, 1, 9).astimezone()
    for number in range(1, 60):
        assert backups.keep(b"", number, "a" * 64, day + timedelta(days=number), "closed") == ()
    for february in range(1, 6):
        (tmp_path / "library" / "backups" / f"library-000000000001-2026020{february}T090000-timed.json").touch()
    told = backups.keep(b"", 60, "a" * 64, day + timedelta(days=60), "closed")
    assert len(told) == 1
    assert "2026年2月1日至2026年2月4日之间 4 天的旧备份已删除" in told[0]


def test_the_backup_of_the_opening_holds_what_was_there_however_early_an_edit_comes(tmp_path, monkeypatch):
    clock = Clock()
    with opened(tmp_path, clock=clock) as library:
        key = library.create(report("开始时"))
    clock.move(days=1)
    late: list[Upkeep] = []
    begin = Upkeep.start
    monkeypatch.setattr(Upkeep, "start", lambda upkeep: late.append(upkeep))
    with opened(tmp_path, clock=clock) as library:
        library.open_session(key).apply(Edit({TEXT: "刚打开就改"}))
        assert library.flush().error is None
        begin(late[0])
        library.sync()
        found = next(one for one in library.backups.all() if one.reason == "opened")
        content = library.backups.read(found)
        assert content.holdings[key].cells[TEXT] == "开始时"
        assert (found.number, found.hash8) == (content.reach.number, content.reach.hash[:8])
