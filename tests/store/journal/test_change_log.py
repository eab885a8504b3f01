"""The log of changes, the newest first: what it says, and that reading it from the end says what reading it all would say."""

import errno
from dataclasses import replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import StoreError
from app.report.report import Edit
from app.store.journal.backwards import Segments
from app.store.journal.change_log import Log, LogStanding
from app.store.journal.event import START, Event
from app.store.journal.journal import Journal
from app.store.journal.replay import replay
from app.store.past import Past
from app.system.disk import Disk
from tests.reports import FORM, FORMS
from tests.store.forward import forward, lives
from tests.store.places import COUNT, TEXT, library_with, opened, report
from tests.torture.cruel_disk import UnreadableDisk

KEYS = ("0a", "0b", "0c")


def all_of(log, most=200):
    page = log.next_page(most)
    return page.lines if page.last else (*page.lines, *all_of(log, most))


def written(folder, events, chance):
    """A journal of several segments and what was written."""
    journal, left = Journal(Disk(), folder), list(events)
    done: list[Event] = []
    while left:
        if chance.random() < 0.3:
            journal.continue_after(journal.reach)
        size = chance.randrange(1, 6)
        done += journal.append(left[:size])
        left = left[size:]
    return journal, done


def log_of(folder, key, present, number, hash_):
    segments = Segments(Journal(Disk(), folder).names, lambda name: (folder / name).read_bytes())
    return Log(key, lambda: LogStanding(present, number, hash_), segments, FORMS)


@given(st.integers(0, 2**32))
def test_read_from_the_end_it_says_the_same_as_read_from_the_beginning(seed):
    chance = Random(seed)
    with TemporaryDirectory() as name:
        journal, done = written(Path(name), lives(chance, KEYS, 60), chance)
        now = replay({}, done).holdings
        for key in KEYS:
            log = log_of(Path(name), key, now.get(key), journal.reach.number, journal.reach.hash)
            assert all_of(log, most=7) == tuple(reversed(tuple(forward(done, key))))


def _core(line):
    return line.number, line.deed, line.cell, line.before, line.after


@given(st.integers(0, 2**32))
def test_damage_takes_lines_and_invents_none(seed):
    chance = Random(seed)
    with TemporaryDirectory() as name:
        folder = Path(name)
        journal, done = written(folder, lives(chance, KEYS, 60, merging=False), chance)
        files = sorted(folder.iterdir())  # of one seed in thousands a single one
        for path in chance.sample(files, min(2, len(files))):
            data = bytearray(path.read_bytes())
            data[chance.randrange(len(data))] ^= 4
            path.write_bytes(data)
        now = replay({}, done).holdings
        for key in KEYS:
            true = {_core(one) for one in forward(done, key)}
            found = all_of(log_of(folder, key, now.get(key), journal.reach.number, journal.reach.hash))
            assert {_core(one) for one in found if one.fits} <= true
            assert [one.number for one in found] == sorted((one.number for one in found), reverse=True)
            assert len(true) - len(found) <= 2 * 3  # an event has up to three lines, and two are gone


def test_the_log_says_when_who_where_from_and_to(tmp_path):
    key = library_with(tmp_path, "公开信息 12 条，其中规范性文件 3 件，解读 2 件。")
    with opened(tmp_path) as library:
        library.open_session(key).apply(Edit({COUNT: 5}))
        library.bin(key)
        lines = all_of(Past(library).log(key))
    assert [(one.deed, one.cell, one.before, one.after) for one in lines] == [
        ("放入回收站", "", None, None),
        ("填写", COUNT, None, 5),
        ("输入", TEXT, None, "公开信息 12 条，其中规范性文件 3 件，解读 2 件。"),
        ("新建", "", None, None),
    ]
    assert lines[1].place == FORM.cells[COUNT].label
    assert all("@" in one.who for one in lines)


def test_typing_in_one_place_is_one_line_of_the_log(tmp_path):
    with opened(tmp_path) as library:
        key = library.create(report("旧"))
        session = library.open_session(key)
        for text in ("新", "新的", "新的文字"):
            session.apply(Edit({TEXT: text}, "输入", "typing"))
            library.flush()
        lines = all_of(Past(library).log(key))
    assert [(one.deed, one.before, one.after) for one in lines[:-1]] == [("输入", "旧", "新的文字")]


def counts(*values, key="0a"):
    put = next(lives(Random(1), (key,), 1))
    steps = zip((None, *values), values, strict=False)
    return [put, *(replace(put, deed="do", record=None, changes={COUNT: list(step)}) for step in steps)]


def walked(folder, tip, value):
    """The counts that the log shows before a report that now has this one."""
    put = counts()[0]
    now = replay({}, [put, replace(put, deed="do", record=None, changes={COUNT: [None, value]})]).holdings["0a"]
    return [(one.after, one.fits) for one in all_of(log_of(folder, "0a", now, *tip)) if one.cell]


def test_what_a_branch_holds_or_was_written_once_more_is_no_part_of_the_log(tmp_path):
    journal = Journal(Disk(), tmp_path)
    journal.append(counts(1, 2))
    fork = journal.reach
    for branch in ((90, 91, 92), (3, 4)):  # each from the same event on, in a segment of its own
        journal.continue_after(fork)
        journal.append(counts(2, *branch)[2:])
    assert walked(tmp_path, (journal.reach.number, journal.reach.hash), 4) == [(n, True) for n in (4, 3, 2, 1)]


def test_a_lost_link_goes_on_with_the_next_lower_number_and_says_what_does_not_fit(tmp_path):
    journal = Journal(Disk(), tmp_path)
    events = counts(1, 2, 3, 4)
    for part in (events[:2], events[2:4], events[4:]):
        journal.continue_after(journal.reach)
        journal.append(part)
    sorted(tmp_path.iterdir())[1].unlink()
    assert walked(tmp_path, (journal.reach.number, journal.reach.hash), 4) == [(4, True), (1, False)]
    assert walked(tmp_path, (99, START), 4) == [(4, True), (1, False)]  # where the library file says otherwise


def test_only_the_segments_of_a_page_are_read_and_no_file_before_the_first(tmp_path):
    read: list[str] = []

    def noted(name):
        read.append(name)
        return (tmp_path / name).read_bytes()

    journal, done = written(tmp_path, counts(*range(40)), Random(3))
    now = replay({}, done).holdings["0a"]
    segments = Segments(journal.names, noted)
    log = Log("0a", lambda: LogStanding(now, journal.reach.number, journal.reach.hash), segments, FORMS)
    assert read == []
    assert len(log.next_page(4).lines) == 4
    assert 0 < len(read) < len(journal.names())


def test_a_segment_that_cannot_be_read_is_named_and_the_others_are_shown(tmp_path):
    journal = Journal(Disk(), tmp_path)
    events = counts(1, 2)
    for part in (events[:2], events[2:]):
        journal.continue_after(journal.reach)
        journal.append(part)
    first, last = sorted(tmp_path.iterdir())
    disk, now = UnreadableDisk(last, errno.EACCES), replay({}, journal.read().events).holdings["0a"]
    segments = Segments(journal.names, lambda name: disk.read(tmp_path / name))
    page = Log("0a", lambda: LogStanding(now, journal.reach.number, journal.reach.hash), segments, FORMS).next_page()
    assert page.unread == (last.name,)
    assert [one.deed for one in page.lines] == ["填写", "新建"]
    assert first.exists()


def test_a_journal_that_cannot_be_listed_is_one_sentence(tmp_path):
    disk = UnreadableDisk(tmp_path, errno.EACCES)
    segments = Segments(Journal(disk, tmp_path).names, lambda name: disk.read(tmp_path / name))
    with pytest.raises(StoreError) as refusal:
        Log("0a", lambda: LogStanding(None, 1, START), segments, FORMS).next_page()
    assert "读取修改记录" in refusal.value.sentence


def test_a_walk_that_nobody_waits_for_ends(tmp_path):
    journal, done = written(tmp_path, counts(*range(40)), Random(3))
    log = log_of(tmp_path, "0a", replay({}, done).holdings["0a"], journal.reach.number, journal.reach.hash)
    log.next_page(2)
    log.stop()
    assert len(log.next_page(200).lines) < 30
