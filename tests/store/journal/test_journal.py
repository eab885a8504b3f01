"""The journal: chained, readable after a torn write, honest about what is missing."""

import errno
from datetime import datetime

import pytest

from app.store.journal.chain import Reach
from app.store.journal.event import Event, from_line, to_line
from app.store.journal.journal import Journal
from app.system.disk import Disk
from tests.torture.cruel_disk import FailingDisk

AT = datetime(2026, 1, 20, 9, 30).astimezone()


def event(text="", key="0a"):
    return Event(0, AT, "me@here", "do", key, {"a": [None, text]}, label="输入")


def labels(reading):
    return [one.changes["a"][1] for one in reading.events]


def journal_with(folder, *texts, disk=None):
    journal = Journal(disk or Disk(), folder / "journal")
    for text in texts:
        journal.append([event(text)])
    return journal


def test_a_line_gives_the_same_event_and_no_changed_line_gives_any():
    line = to_line(event("文"))
    found = from_line(line[:-1])
    assert found
    assert found.changes == {"a": [None, "文"]}
    assert all(
        from_line(line[:place] + b"~" + line[place + 1 : -1]) is None for place in range(len(line) - 1)
    )


def test_events_are_numbered_and_chained(tmp_path):
    journal_with(tmp_path, "一", "二", "三")
    reading = Journal(Disk(), tmp_path / "journal").read()
    assert [one.number for one in reading.events] == [1, 2, 3]
    assert [one.before for one in reading.events[1:]] == [one.hash for one in reading.events[:-1]]
    assert reading.whole


def test_only_what_comes_after_is_read(tmp_path):
    journal = journal_with(tmp_path, "一", "二")
    assert labels(journal.read(Reach(1, journal.read().events[0].hash))) == ["二"]


def test_a_torn_end_is_told_and_the_rest_is_read(tmp_path):
    journal_with(tmp_path, "一", "二")
    path = next((tmp_path / "journal").iterdir())
    path.write_bytes(path.read_bytes()[:-5])
    reading = Journal(Disk(), tmp_path / "journal").read()
    assert labels(reading) == ["一"]
    assert reading.torn


def test_a_changed_line_in_the_middle_is_missing(tmp_path):
    journal_with(tmp_path, "一", "二", "三")
    path = next((tmp_path / "journal").iterdir())
    path.write_bytes(path.read_bytes().replace("二".encode(), "两".encode()))
    reading = Journal(Disk(), tmp_path / "journal").read()
    assert (labels(reading), reading.missing, reading.torn) == (["一", "三"], 1, False)


def test_after_a_failed_write_the_same_numbers_go_to_a_new_file(tmp_path):
    disk = FailingDisk(errno.ENOSPC)
    journal = journal_with(tmp_path, "一", disk=disk)
    disk.failing = True
    with pytest.raises(OSError):
        journal.append([event("二")])
    disk.failing = False
    journal.append([event("二"), event("三")])
    reading = Journal(Disk(), tmp_path / "journal").read()
    assert labels(reading) == ["一", "二", "三"]
    assert reading.whole


def test_a_deleted_segment_does_not_stop_the_next_event(tmp_path):
    journal = journal_with(tmp_path, "一")
    next((tmp_path / "journal").iterdir()).unlink()
    journal.append([event("二")])
    reading = Journal(Disk(), tmp_path / "journal").read()
    assert (labels(reading), reading.missing) == (["二"], 1)


def test_a_journal_that_does_not_reach_the_library_file_is_told(tmp_path):
    journal_with(tmp_path, "一")
    assert Journal(Disk(), tmp_path / "journal").read(Reach(5, "x")).behind


def test_a_long_journal_is_spread_over_files_and_read_from_where_it_is_needed(tmp_path, monkeypatch):
    monkeypatch.setattr("app.store.journal.journal.LARGEST", 600)
    journal = journal_with(tmp_path, *"一二三四五六七八九")
    assert len(journal.names()) > 2
    seventh = journal.read().events[6]
    assert labels(journal.read(Reach(7, seventh.hash))) == ["八", "九"]
    assert labels(journal.read()) == list("一二三四五六七八九")


def test_a_pulled_out_disk_is_not_made_again(tmp_path):
    journal = Journal(Disk(), tmp_path / "usb" / "journal")
    with pytest.raises(FileNotFoundError):
        journal.append([event("一")])
    assert not (tmp_path / "usb").exists()
