"""One line out of the events of many writers: nothing of anybody is lost, and no stranger's event is followed."""

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.store.journal.chain import Reach
from app.store.journal.event import Event
from app.store.journal.journal import Journal
from app.system.disk import Disk

AT = datetime(2026, 1, 20, 9, 30).astimezone()


def event(text):
    return Event(0, AT, "me@here", "do", "0a", {"a": [None, text]}, label="输入")


def first_of(folder, writer):
    """The hash of the first event of a writer."""
    (path,) = (folder / "journal").glob(f"*-{writer}.events")
    return path.read_bytes()[:64].decode()


def at_work(folder, name, after=None):
    """A writer that goes on from where the one before stood."""
    journal = Journal(Disk(), folder, name)
    journal.continue_after(after.reach if after else Reach(journal={}))
    return journal


def texts(events):
    return [one.changes["a"][1] for one in events]


def test_one_after_the_other_is_one_line(tmp_path):
    first = at_work(tmp_path / "journal", "aaaaaaaa")
    first.append([event("一"), event("二")])
    at_work(tmp_path / "journal", "bbbbbbbb", first).append([event("三")])
    reading = Journal(Disk(), tmp_path / "journal").read()
    assert (texts(reading.events), reading.branches, reading.whole) == (["一", "二", "三"], (), True)


def forked(folder):
    first = at_work(folder, "aaaaaaaa")
    first.append([event("共同")])
    second = at_work(folder, "bbbbbbbb", first)
    first.append([event("甲1")])
    second.append([event("乙1"), event("乙2")])
    return first, second


def test_two_from_the_same_event_are_a_line_and_a_branch(tmp_path):
    forked(tmp_path / "journal")
    reading = Journal(Disk(), tmp_path / "journal").read()
    assert texts(reading.events) == ["共同", "乙1", "乙2"]
    assert [texts(one.events) for one in reading.branches] == [["甲1"]]
    assert reading.whole


def test_the_side_of_the_library_file_is_followed_however_short(tmp_path):
    first, _ = forked(tmp_path / "journal")
    reading = Journal(Disk(), tmp_path / "journal").read(first.reach)
    assert (texts(reading.events), [texts(one.events) for one in reading.branches]) == ([], [["乙1", "乙2"]])
    assert reading.branches[0].fork == reading.branches[0].events[0].before


def test_a_branch_that_was_merged_is_told_again_only_for_what_came_after(tmp_path):
    first, second = forked(tmp_path / "journal")
    first.append([Event(0, AT, "me@here", "join", "", label=second.reach.hash, merge=first_of(tmp_path, second.writer))])
    assert Journal(Disk(), tmp_path / "journal").read(first.reach).branches == ()
    second.append([event("乙3")])
    (branch,) = Journal(Disk(), tmp_path / "journal").read(first.reach).branches
    assert (texts(branch.events), branch.fork in first.reach.joined) == (["乙3"], True)


def test_damage_beside_a_fork_mixes_no_sides(tmp_path):
    first, second = forked(tmp_path / "journal")
    second.append([event("乙3")])
    path = next((tmp_path / "journal").glob("*-bbbbbbbb.events"))
    path.write_bytes(path.read_bytes().replace("乙2".encode(), "丙2".encode()))
    reading = Journal(Disk(), tmp_path / "journal").read(first.reach)
    assert texts(reading.events) == []
    assert sorted(text for one in reading.branches for text in texts(one.events)) == ["乙1", "乙3"]


def test_a_file_that_says_another_writer_than_its_name_is_not_followed(tmp_path):
    _, second = forked(tmp_path / "journal")
    path = next((tmp_path / "journal").glob("*-bbbbbbbb.events"))
    path.rename(path.with_name(path.name.replace("bbbbbbbb", "cccccccc")))
    reading = Journal(Disk(), tmp_path / "journal").read()
    assert texts(reading.events) == ["共同", "甲1"]
    assert [one.name.file for one in reading.strangers] == ["000000000002-000-cccccccc.events"]
    assert [one.tip for one in reading.branches] == [second.reach.hash]


def test_a_segment_that_is_gone_or_shorter_than_the_library_knows_is_told(tmp_path):
    first, _ = forked(tmp_path / "journal")
    path = next((tmp_path / "journal").glob("*-aaaaaaaa.events"))
    path.write_bytes(path.read_bytes().split(b"\n")[0] + b"\n")
    assert Journal(Disk(), tmp_path / "journal").read(first.reach).lost == (path.name,)
    path.unlink()
    assert Journal(Disk(), tmp_path / "journal").read(first.reach).lost == (path.name,)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=25))
def test_whoever_writes_when_every_event_is_on_the_line_or_in_a_branch(tmp_path_factory, steps):
    folder = tmp_path_factory.mktemp("many") / "journal"
    writers = [at_work(folder, str(number) * 8) for number in range(1, 5)]
    written = []
    for place, (who, other) in enumerate(steps):
        if who != other and place % 3 == 0:  # a new opening, from where somebody else stands
            writers[who] = at_work(folder, f"{place:08x}", writers[other])
        writers[who].append([replace(event(str(place)), at=AT + timedelta(minutes=place))])
        written.append(str(place))
    for journal in (None, *writers):
        reading = Journal(Disk(), folder).read(journal.reach) if journal else Journal(Disk(), folder).read()
        held = set(held_by(folder, journal)) if journal else set()
        beside = {text for one in reading.branches for text in texts(one.events)}
        assert held | set(texts(reading.events)) | beside == set(written)
        assert not (held | set(texts(reading.events))) & beside


def held_by(folder, journal):
    """What the events that lead to where a writer stands say."""
    there = {one.hash: one for one in Journal(Disk(), folder).everything()} if folder.exists() else {}
    hash_ = journal.reach.hash
    while hash_ in there:
        yield there[hash_].changes["a"][1]
        hash_ = there[hash_].before
