"""The lock: one writer, a dead one's lock is stale, and where a disk has no locks the words in the file count."""

import errno
import json
import os
from dataclasses import asdict, replace

import pytest

from app.store.file import identity, lock
from app.store.file.lock import FILE, UNTRUSTED, Holder, Lock, on_network
from app.system.disk import Disk
from tests.store.places import Clock, opened, report, text_of
from tests.torture.cruel_disk import FailingDisk


def new_lock(folder):
    return Lock(Disk(), folder, Clock().time)


@pytest.fixture
def no_locks(monkeypatch):
    """A disk that offers no locks."""

    def refuse(handle):
        raise OSError(errno.ENOLCK, "no locks here")

    monkeypatch.setattr(lock, "_lock", refuse)


def holder(**other):
    mine = Holder(
        identity.host(), os.getpid(), identity.started(os.getpid()) or "", "某人", "2026-01-20T09:30:00+08:00"
    )
    return replace(mine, **other)


def write(folder, found):
    (folder / FILE).write_text(json.dumps(asdict(found), ensure_ascii=False), "utf-8")


def test_only_one_holds_it_and_the_other_learns_who(tmp_path):
    first, second = new_lock(tmp_path), new_lock(tmp_path)
    assert first.take()
    assert not second.take()
    assert second.holder().process == os.getpid()
    assert "1月20日 09:30" in second.words
    first.release()
    assert second.take()
    second.release()


@pytest.mark.parametrize("shape", ["5", "[]", "[" * 9000, '{"host": 1}', '{"process": 99999999999}', "\x00"])
def test_words_of_another_shape_name_nobody(tmp_path, shape):
    (tmp_path / FILE).write_text(shape, "utf-8")
    assert new_lock(tmp_path).holder() is None
    assert new_lock(tmp_path).words == "另一个窗口"


def test_on_a_failing_disk_the_lock_is_given_back_without_a_word_and_the_next_window_may_write(tmp_path):
    disk = FailingDisk(errno.EIO)
    with opened(tmp_path, disk=disk) as library:
        key = library.create(report("文"))
        library.sync("timed")
        disk.failing = True
    with opened(tmp_path) as later:
        assert not later.read_only
        assert text_of(later, key) == "文"


def test_what_a_dead_process_left_is_stale(tmp_path):
    write(tmp_path, holder(process=2**22 + 1))
    left = new_lock(tmp_path)
    assert left.take()
    left.release()


def test_without_locks_a_living_process_of_this_computer_holds(tmp_path, no_locks):
    write(tmp_path, holder(account="另一人"))
    other = new_lock(tmp_path)
    assert not other.take()
    assert not other.trusted


def test_without_locks_a_later_process_of_the_same_number_does_not_hold(tmp_path, no_locks):
    write(tmp_path, holder(started="1"))
    later = new_lock(tmp_path)
    assert later.take()
    later.release()


def test_without_locks_another_computer_holds_as_long_as_it_gives_signs_of_life(tmp_path, no_locks):
    write(tmp_path, holder(host="另一台电脑"))
    here = new_lock(tmp_path)
    assert not here.take()
    assert "另一台电脑" in here.words
    old = (tmp_path / FILE).stat().st_mtime - lock.SILENCE - 1
    os.utime(tmp_path / FILE, (old, old))
    assert here.take()
    here.release()


def test_the_window_says_where_the_lock_cannot_be_trusted(tmp_path, no_locks):
    with opened(tmp_path) as library:
        assert UNTRUSTED in library.notices
        assert not library.read_only


def test_a_process_s_beginning_tells_it_from_a_dead_one():
    assert identity.started(os.getpid())
    assert identity.started(2**22 + 1) is None


def test_a_network_folder_is_recognised_by_the_table_of_mounts(tmp_path):
    mounts = tmp_path / "mounts"
    point = str(tmp_path / "a share").replace(" ", "\\040")
    mounts.write_text(f"/dev/sda / ext4 rw 0 0\n//server/x {point} cifs rw 0 0\n")
    assert on_network(tmp_path / "a share" / "library", mounts)
    assert not on_network(tmp_path / "b", mounts)


@pytest.mark.parametrize("other", [{"account": "张三"}, {"account": "张三", "host": "二楼"}])
def test_another_person_s_lock_says_a_name_and_a_time_and_no_number_of_a_process(other):
    words = holder(**other).words
    assert words.startswith("张三（")
    assert "1月20日 09:30" in words
    assert str(os.getpid()) not in words
    assert "进程" not in words


def test_near_is_another_living_process_of_this_account_on_this_computer():
    parent = os.getppid()
    near = holder(process=parent, started=identity.started(parent) or "", account=identity.account())
    assert near.near
    assert not replace(near, process=os.getpid()).near
    assert not replace(near, started="1").near
    assert not replace(near, account="另一人").near
    assert not replace(near, host="另一台电脑").near
