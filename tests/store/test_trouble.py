"""When the disk fails: it is said, nothing is forgotten, and it is stored when the disk works again."""

import errno

import pytest

from app.errors import StoreError
from app.report.report import Edit
from app.store.library import Saved
from app.store.past import Past
from app.system.disk import Disk
from tests.store.places import TEXT, opened, report, text_of
from tests.torture.cruel_disk import FailingDisk


@pytest.mark.parametrize(
    ("code", "word"), [(errno.ENOSPC, "磁盘已满"), (errno.EROFS, "只读"), (errno.EACCES, "权限")]
)
def test_what_cannot_be_written_is_said_and_written_later(tmp_path, code, word):
    disk = FailingDisk(code, "journal")
    heard: list[Saved] = []
    with opened(tmp_path, disk=disk) as library:
        library.subscribe(heard.append)
        key = library.create(report())
        session = library.open_session(key)
        disk.failing = True
        session.apply(Edit({TEXT: "写不进去时输入的"}))
        assert word in str(library.flush().error)
        assert any(one.error and word in one.error for one in heard)
        disk.failing = False
        assert library.flush().error is None
        assert heard[-1].error is None
    with opened(tmp_path) as library:
        assert text_of(library, key) == "写不进去时输入的"


def test_a_library_file_that_cannot_be_written_is_said_while_the_journal_has_the_data(tmp_path):
    disk = FailingDisk(errno.ENOSPC, "library.json")
    heard: list[Saved] = []
    with opened(tmp_path, disk=disk) as library:
        library.subscribe(heard.append)
        key = library.create(report())
        library.sync()
        disk.failing = True
        library.open_session(key).apply(Edit({TEXT: "日志里有"}))
        assert library.sync().error is None
        assert any(one.notice and "不会丢失" in one.notice for one in heard)
    with opened(tmp_path) as library:
        assert text_of(library, key) == "日志里有"


def test_no_sentence_tells_what_was_typed(tmp_path):
    disk = FailingDisk(errno.EIO)
    heard: list[Saved] = []
    with opened(tmp_path, disk=disk) as library:
        library.subscribe(heard.append)
        session = library.open_session(library.create(report()))
        disk.failing = True
        session.apply(Edit({TEXT: "内部内容"}))
        library.sync("timed")
        disk.failing = False
    assert heard
    assert not any("内部内容" in f"{one.error}{one.notice}" for one in heard)


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(StoreError) as refusal:
        opened(tmp_path / "file" / "library")
    assert refusal.value.sentence.startswith("建立报告库")


class ReadOnlyDisk(Disk):
    """Nothing can be opened for writing."""

    def open(self, path, flags):
        raise PermissionError(errno.EACCES, "no")


def test_a_folder_that_cannot_be_written_opens_to_read_and_says_so(tmp_path):
    with opened(tmp_path) as library:
        key = library.create(report("文"))
    with opened(tmp_path, disk=ReadOnlyDisk()) as library:
        assert library.read_only
        assert "只能查看" in library.notices[0]
        assert text_of(library, key) == "文"


def test_a_library_file_that_another_program_holds_is_not_taken_for_damaged(tmp_path):
    class Held(Disk):
        def read(self, path):
            if path.name == "library.json":
                raise PermissionError(errno.EACCES, "held")
            return super().read(path)

    with opened(tmp_path) as library:
        library.create(report("文"))
    before = (tmp_path / "library.json").read_bytes()
    with opened(tmp_path, disk=Held()) as library:
        assert library.read_only
        assert "现在只能查看" in library.notices[0]
        assert len(library.entries()) == 1
    assert (tmp_path / "library.json").read_bytes() == before
    assert not (tmp_path / "damaged").exists()
    opened(tmp_path).close()


def test_a_file_that_another_program_overwrote_is_set_aside_and_told(tmp_path):
    heard: list[Saved] = []
    with opened(tmp_path) as library:
        library.subscribe(heard.append)
        key = library.create(report("文"))
        library.sync()
        (tmp_path / "library.json").write_bytes(b"theirs")
        library.open_session(key).apply(Edit({TEXT: "我们的"}))
        library.sync()
    assert any(one.notice and "damaged" in one.notice for one in heard)
    assert [path.read_bytes() for path in (tmp_path / "damaged").iterdir()] == [b"theirs"]
    with opened(tmp_path) as library:
        assert text_of(library, key) == "我们的"


def test_a_fault_in_the_journal_s_thread_is_said_and_forgets_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr("threading.excepthook", lambda args: None)
    with opened(tmp_path) as library:
        session = library.open_session(library.create(report()))
        library.flush()
        monkeypatch.setattr("app.store.journal.scribe.to_event", lambda *_: 1 // 0)
        session.apply(Edit({TEXT: "还没有保存"}))
        assert "还没有保存" in str(library.flush().error)
        assert "还没有保存" in str(library.flush().error)


def test_a_version_by_hand_that_cannot_be_kept_is_said_at_once(tmp_path):
    disk = FailingDisk(errno.ENOSPC, "history")
    with opened(tmp_path, disk=disk) as library:
        key = library.create(report("文"))
        library.sync()
        disk.failing = True
        with pytest.raises(StoreError, match="没有保存"):
            library.save_version(key, "送审稿")
        disk.failing = False
        library.save_version(key, "送审稿")
        assert [one.name for one in Past(library).versions(key).all if one.name] == ["送审稿"]


def test_a_version_of_its_own_that_could_not_be_kept_is_tried_again_as_the_sentence_says(tmp_path):
    disk, heard = FailingDisk(errno.ENOSPC, "history"), list[Saved]()
    with opened(tmp_path, disk=disk) as library:
        key = library.create(report("文"))
        library.sync()
        library.subscribe(heard.append)
        disk.failing = True
        library.keep_version(key, "exported")
        library.sync()
        disk.failing = False
    assert any(key in (one.notice or "") and "程序会自动再试" in (one.notice or "") for one in heard)
    with opened(tmp_path) as library:
        assert "exported" in [one.occasion for one in Past(library).versions(key).all]


def test_what_was_said_of_trouble_that_is_over_is_taken_back(tmp_path):
    disk, heard = FailingDisk(errno.ENOSPC, "library.json"), list[Saved]()
    with opened(tmp_path, disk=disk) as library:
        library.create(report("文"))
        library.sync()
        library.subscribe(heard.append)
        disk.failing = True
        library.create(report("文", year=2024))
        library.sync()
        disk.failing = False
        library.sync()
    (said,) = [one.notice for one in heard if one.notice]
    assert "已记入日志" in said
    assert said in [one.over for one in heard]


def test_nobody_is_told_that_the_log_has_it_when_it_has_not(tmp_path):
    disk, heard = FailingDisk(errno.EMFILE), list[Saved]()
    with opened(tmp_path, disk=disk) as library:
        library.create(report("文"))
        library.sync()
        library.subscribe(heard.append)
        disk.failing = True
        library.create(report("文", year=2024))
        library.flush()
        (tmp_path / "library.json").unlink()
        library.sync()
        assert not any("已记入日志" in (one.notice or "") for one in heard)
        disk.failing = False


def test_what_the_store_says_before_anybody_listens_is_heard_by_the_first_who_does(tmp_path):
    disk, heard = FailingDisk(errno.ENOSPC, "history"), list[Saved]()
    disk.failing = True
    with opened(tmp_path, disk=disk) as library:
        library.keep_version(library.create(report("文")), "exported")
        library.sync()
        library.subscribe(heard.append)
        assert any("没有成功" in (one.notice or "") for one in heard)
        disk.failing = False
