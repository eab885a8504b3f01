"""The library as the window uses it: what is made, typed, copied and binned is there at the next opening."""

import pytest

from app.errors import ReadOnlyReport, ReportExists, ValueRefused
from app.report.report import Edit
from app.report.session import Change
from app.store.library import Library
from tests.reports import FORM, FORMS, OFFICE, full
from tests.store.places import COUNT, TEXT, Clock, library_with, opened, report, text_of


def test_what_is_typed_is_there_after_a_restart(tmp_path):
    with opened(tmp_path) as library:
        key = library.create(report())
        library.open_session(key).apply(Edit({TEXT: "今年公开 5 条", COUNT: 5}))
    with opened(tmp_path) as library:
        assert library.sessions.report(key).cells == {TEXT: "今年公开 5 条", COUNT: 5}
        assert library.notices == ()


def test_every_value_of_a_full_report_survives(tmp_path):
    with opened(tmp_path) as library:
        key = library.create(full())
    with opened(tmp_path) as library:
        assert library.sessions.report(key) == full()


def test_flush_puts_it_into_the_journal_even_if_nothing_else_is_written(tmp_path):
    library = opened(tmp_path)
    key = library.create(report())
    library.open_session(key).apply(Edit({TEXT: "未写入库文件"}))
    assert library.flush().error is None
    copy = tmp_path / "copy"
    copy.mkdir()
    (tmp_path / "journal").rename(copy / "journal")
    library.close()
    with opened(copy) as found:
        assert text_of(found, key) == "未写入库文件"


def test_a_list_entry_says_how_far_a_report_is(tmp_path):
    with opened(tmp_path) as library:
        library.create(report("文", 2024))
        library.create(full(year=2025))
        entries = library.entries()
    assert [(one.office, one.year) for one in entries] == [(OFFICE, 2025), (OFFICE, 2024)]
    assert [one.filled for one in entries] == [(len(FORM.required),) * 2, (1, len(FORM.required))]


@pytest.mark.parametrize("office", ["", " ", "\u3000"])
def test_a_report_without_an_office_is_not_taken_in(tmp_path, office):
    with opened(tmp_path) as library:
        with pytest.raises(ValueRefused, match="单位全称"):
            library.create(report(office=office))
        assert not library.holdings


def test_the_same_office_and_year_twice_is_refused_with_the_key_of_the_first(tmp_path):
    with opened(tmp_path) as library:
        key = library.create(report())
        with pytest.raises(ReportExists) as refusal:
            library.create(report("另一份"))
        assert refusal.value.key == key == library.find(OFFICE, 2025)


def test_a_binned_report_leaves_the_list_and_comes_back(tmp_path):
    with opened(tmp_path) as library:
        key = library.create(report("文"))
        library.bin(key)
        assert (library.entries(), library.find(OFFICE, 2025)) == ((), None)
    with opened(tmp_path) as library:
        assert [one.key for one in library.binned()] == [key]
        library.unbin(key)
    with opened(tmp_path) as library:
        assert text_of(library, key) == "文"
        assert library.binned() == ()


def test_a_binned_report_does_not_come_back_beside_its_successor(tmp_path):
    with opened(tmp_path) as library:
        key = library.create(report())
        library.bin(key)
        library.create(report())
        with pytest.raises(ReportExists):
            library.unbin(key)


def test_the_bin_is_emptied_after_30_days_of_work_and_not_before(tmp_path):
    clock = Clock()
    with opened(tmp_path, clock=clock) as library:
        old = library.create(report())
        library.bin(old)
    for left in range(30, -10, -1):
        clock.move(days=1)
        with opened(tmp_path, clock=clock) as library:
            assert left <= 0 or [one.key for one in library.binned()] == [old]
    with opened(tmp_path, clock=clock) as library:
        assert old not in library.holdings
        assert library.binned() == ()


def test_a_clock_that_jumps_ahead_does_not_empty_the_bin(tmp_path):
    clock = Clock()
    with opened(tmp_path, clock=clock) as library:
        library.bin(library.create(report()))
    clock.move(days=3650)
    with opened(tmp_path, clock=clock) as library:
        assert len(library.binned()) == 1


def test_a_closed_session_stores_nothing_more(tmp_path):
    with opened(tmp_path) as library:
        key = library.create(report("文"))
        session = library.open_session(key)
        library.close_session(key)
        session.apply(Edit({TEXT: "改"}))
        assert text_of(library, key) == "文"
        assert library.open_session(key) is not session


def test_the_second_window_reads_and_says_who_writes(tmp_path):
    key = library_with(tmp_path, "文")
    with opened(tmp_path) as first, opened(tmp_path) as second:
        assert (first.read_only, second.read_only) == (False, True)
        assert "这台电脑上的另一个窗口" in second.holder
        assert second.holder in second.notices[0]
        assert second.open_session(key).report.text(TEXT) == "文"
        with pytest.raises(ReadOnlyReport):
            second.open_session(key).apply(Edit({TEXT: "改"}))
        with pytest.raises(ReadOnlyReport):
            second.create(report(year=2024))


def test_the_second_window_takes_over_what_the_first_left(tmp_path):
    key = library_with(tmp_path, "文")
    first = opened(tmp_path)
    with opened(tmp_path) as second:
        session = second.open_session(key)
        changes: list[Change] = []
        session.subscribe(changes.append)
        assert not second.take_over()
        first.open_session(key).apply(Edit({TEXT: "第一个窗口的改动"}))
        first.close()
        assert second.take_over()
        assert session.report.text(TEXT) == "第一个窗口的改动"
        assert [one.cells for one in changes] == [{TEXT}]
        session.apply(Edit({TEXT: "第二个窗口的改动"}))
    with opened(tmp_path) as third:
        assert text_of(third, key) == "第二个窗口的改动"


def test_the_reading_window_is_told_when_it_may_take_over(tmp_path, monkeypatch):
    import threading

    monkeypatch.setattr("app.store.watch.EVERY", 0.01)
    first = opened(tmp_path)
    with opened(tmp_path) as second:
        freed = threading.Event()
        second.subscribe(lambda saved: freed.set() if saved.freed else None)
        first.close()
        assert freed.wait(10)
        assert second.take_over()


def test_a_library_is_a_tinydb_file(tmp_path):
    from tinydb import TinyDB

    key = library_with(tmp_path, "文")
    with TinyDB(tmp_path / "library.json", encoding="utf-8", access_mode="r") as database:
        assert [one["key"] for one in database.table("reports").all()] == [key]


def test_opening_and_closing_without_a_change_writes_no_new_library_file(tmp_path):
    library_with(tmp_path, "文")
    before = (tmp_path / "library.json").stat().st_ino
    Library.open(tmp_path, FORMS).close()
    assert (tmp_path / "library.json").stat().st_ino == before
