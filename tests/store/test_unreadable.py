"""Files and folders that are there and cannot be read: one sentence, a way on, and nothing lost that can be read later."""

import errno
from contextlib import closing

import pytest

from app.errors import StoreError
from app.report.report import Edit
from app.store.file.lock import FILE as LOCK
from app.store.file.lock import on_network
from app.store.verify import verify
from app.system.disk import Disk
from tests.store.places import TEXT, library_with, opened, report, text_of
from tests.torture.cruel_disk import UnreadableDisk

ALL = ("read", "stamp", "names", "make_folder", "open", "unlink")


def files_of(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != LOCK}


def segments_of(folder):
    return sorted((folder / "journal").iterdir())


def test_a_journal_that_the_disk_gives_up_is_named_and_the_rest_goes_on(tmp_path):
    key = library_with(tmp_path, "一")
    (segment,) = segments_of(tmp_path)
    before = segment.read_bytes()
    with opened(tmp_path, disk=UnreadableDisk(segment, errno.EIO)) as library:
        assert segment.name in " ".join(library.notices)
        assert (text_of(library, key), library.read_only) == ("一", False)
        library.open_session(key).apply(Edit({TEXT: "二"}))
        assert library.sync().error is None
    assert segment.read_bytes() == before
    with opened(tmp_path) as library:
        assert (text_of(library, key), library.notices) == ("二", ())


@pytest.mark.parametrize("code", [errno.EACCES, errno.ETIMEDOUT])
def test_a_journal_that_may_be_read_later_is_waited_for_and_nothing_takes_its_place(tmp_path, code):
    key = library_with(tmp_path, "一")
    old = (tmp_path / "library.json").read_bytes()
    with opened(tmp_path) as library:
        library.open_session(key).apply(Edit({TEXT: "只在日志里"}))
    (tmp_path / "library.json").write_bytes(old)
    before = files_of(tmp_path)
    with opened(tmp_path, disk=UnreadableDisk(segments_of(tmp_path)[-1], code)) as library:
        assert library.read_only
        assert "只能查看" in library.notices[0]
    assert files_of(tmp_path) == before
    with opened(tmp_path) as library:
        assert text_of(library, key) == "只在日志里"


@pytest.mark.parametrize("name", ["journal", "backups", "history", "doubts", "damaged", "requests", "reviews", LOCK])
@pytest.mark.parametrize("code", [errno.EIO, errno.EACCES])
def test_whatever_cannot_be_asked_for_the_reports_are_shown(tmp_path, name, code):
    key = library_with(tmp_path, "一")
    with opened(tmp_path, disk=UnreadableDisk(tmp_path / name, code, ALL)) as library:
        assert text_of(library, key) == "一"
        assert len(library.entries()) == 1
    with opened(tmp_path) as library:
        assert text_of(library, key) == "一"


@pytest.mark.parametrize("steps", [("stamp",), ("read",), ("stamp", "read", "open", "unlink")])
def test_a_library_file_that_the_disk_gives_up_is_rescued(tmp_path, steps):
    key = library_with(tmp_path, "一", "二")
    with opened(tmp_path, disk=UnreadableDisk(tmp_path / "library.json", errno.EIO, steps)) as library:
        assert "无法从磁盘读出" in " ".join(library.notices)
        assert text_of(library, key) == "二"


def test_a_library_file_of_which_nothing_can_be_said_now_is_one_sentence_and_what_else_is_there_is_shown(tmp_path):
    key = library_with(tmp_path, "一")
    disk = UnreadableDisk(tmp_path / "library.json", errno.EACCES, ("stamp",))
    with opened(tmp_path, disk=disk) as library:
        assert library.read_only
        assert (text_of(library, key), "读取报告库" in library.notices[0]) == ("一", True)
    for folder in ("backups", "journal", "history"):
        (tmp_path / folder).rename(tmp_path / f"no {folder}")
    with pytest.raises(StoreError, match="读取报告库"):
        opened(tmp_path, disk=disk)
    with opened(tmp_path) as library:
        assert not library.read_only


@pytest.mark.parametrize("code", [errno.EIO, errno.EACCES])
def test_a_folder_below_one_that_may_not_be_entered_is_one_sentence(tmp_path, code):
    with pytest.raises(StoreError) as refusal:
        opened(tmp_path / "closed" / "library", disk=UnreadableDisk(tmp_path / "closed", code, ALL))
    assert "没有成功" in refusal.value.sentence


def test_a_second_window_opens_although_nobody_can_read_who_holds_the_lock(tmp_path):
    with opened(tmp_path) as first:
        first.create(report("文"))
        first.flush()
        with opened(tmp_path, disk=UnreadableDisk(tmp_path / LOCK, errno.EIO)) as second:
            assert second.read_only
            assert "另一个窗口" in second.notices[0]


def test_a_library_that_was_rescued_is_shown_where_its_folder_may_not_be_written(tmp_path):
    key = library_with(tmp_path, "一")
    (tmp_path / "library.json").unlink()
    with opened(tmp_path, disk=UnreadableDisk(tmp_path, errno.EROFS, ("open",))) as library:
        assert library.read_only
        assert text_of(library, key) == "一"


def test_a_second_folder_that_cannot_be_listed_hides_no_backup_of_one_s_own(tmp_path):
    library_with(tmp_path / "library", "一")
    (tmp_path / "library" / "library.json").unlink()
    disk = UnreadableDisk(tmp_path / "second", errno.EACCES)
    with opened(tmp_path / "library", disk=disk, second=tmp_path / "second") as library:
        assert len(library.entries()) == 1


def test_what_went_wrong_first_is_told_although_clearing_up_fails_too(tmp_path):
    class Failing(UnreadableDisk):
        def rename(self, source, target):
            raise OSError(errno.ENOSPC, "full")

    with pytest.raises(OSError) as reason:
        Failing(tmp_path, errno.EIO, ("unlink",)).put(tmp_path / "a", b"new")
    assert reason.value.errno == errno.ENOSPC


def test_a_log_that_cannot_be_read_whole_is_not_called_whole(tmp_path):
    library_with(tmp_path, "一")
    (segment,) = segments_of(tmp_path)
    verified = verify(tmp_path, UnreadableDisk(segment, errno.EIO))
    assert not verified.good
    assert segment.name in verified.sentences[0]


def test_a_table_of_mounts_that_is_hidden_says_no(tmp_path):
    assert not on_network(tmp_path, tmp_path)


def test_a_copy_beside_a_segment_is_no_segment_and_told_once(tmp_path):
    key = library_with(tmp_path, "一")
    (segment,) = segments_of(tmp_path)
    segment.with_name("1 - 副本.log").write_bytes(segment.read_bytes())
    with closing(opened(tmp_path, disk=Disk())) as library:
        assert text_of(library, key) == "一"
        assert "1 - 副本.log" in library.notices[0]
    with opened(tmp_path) as library:
        assert (text_of(library, key), library.notices) == ("一", ())
