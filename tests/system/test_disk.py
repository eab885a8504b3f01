"""The disk's composed steps: whole replacement, appends that notice meddling, patience with scanners."""

import os
import stat
import sys
from pathlib import Path

import pytest

from app.system.disk import Changed, Disk
from tests.store.places import opened, report

unix = pytest.mark.skipif(sys.platform == "win32", reason="rights of Unix")


def test_an_append_notices_that_the_file_was_cut(tmp_path):
    disk, path = Disk(), tmp_path / "a.events"
    disk.append(path, b"one\n", 0)
    path.write_bytes(b"on")
    with pytest.raises(Changed):
        disk.append(path, b"two\n", 4)
    assert path.read_bytes() == b"on"


def test_an_append_notices_that_the_file_is_gone(tmp_path):
    with pytest.raises(Changed):
        Disk().append(tmp_path / "a.events", b"two\n", 4)
    assert not (tmp_path / "a.events").exists()


def test_a_file_that_a_scanner_holds_for_a_moment_is_replaced_all_the_same(tmp_path):
    class Held(Disk):
        tries = 0

        def rename(self, source, target):
            self.tries += 1
            if self.tries < 3:
                raise PermissionError(13, "held")
            super().rename(source, target)

    disk = Held(patience=(0.0, 0.0))
    disk.put(tmp_path / "a", b"new")
    assert (tmp_path / "a").read_bytes() == b"new"
    assert disk.tries == 3


class Cleaner(Disk):
    """A disk on which a cleaner takes a temporary file away before it gets its name, so many times."""

    def __init__(self, times: int) -> None:
        super().__init__()
        self.times = times

    def rename(self, source: Path, target: Path) -> None:
        self.times -= 1
        if self.times >= 0:
            source.unlink()
        super().rename(source, target)


def test_a_file_whose_temporary_file_a_cleaner_took_is_written_again(tmp_path):
    (tmp_path / "a").write_bytes(b"old")
    Cleaner(1).put(tmp_path / "a", b"new")
    assert (tmp_path / "a").read_bytes() == b"new"


def test_a_cleaner_that_does_not_let_go_leaves_the_file_as_it_was(tmp_path):
    (tmp_path / "a").write_bytes(b"old")
    with pytest.raises(FileNotFoundError):
        Cleaner(2).put(tmp_path / "a", b"new")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a", b"old")]


def test_no_temporary_file_has_a_name_that_cleaners_take(tmp_path):
    class Watched(Disk):
        def rename(self, source, target):
            assert source.suffix == ".writing"
            super().rename(source, target)

    Watched().put(tmp_path / "library.json", b"new")


def test_the_sizes_of_a_folder_leave_out_folders_and_temporary_files(tmp_path):
    (tmp_path / "a").write_bytes(b"123")
    (tmp_path / "b.writing").touch()
    (tmp_path / "c").mkdir()
    assert Disk().sizes(tmp_path) == {"a": 3}
    assert Disk().sizes(tmp_path / "none") == {}


def test_names_leave_out_temporary_files_and_missing_folders(tmp_path):
    for name in ("b.writing", "c.tmp"):
        (tmp_path / name).touch()
    (tmp_path / "a").touch()
    assert Disk().names(tmp_path) == ("a",)
    assert Disk().names(tmp_path / "none") == ()


def test_what_a_crash_left_half_written_is_cleared_away(tmp_path):
    for name in ("library.json.writing", "library.json.tmp"):
        (tmp_path / name).touch()
    (tmp_path / "library.json").touch()
    theirs = (".syncthing.library.json.tmp", "a.tmp", "~syncthing~000.tmp")
    for name in theirs:
        (tmp_path / name).touch()
    Disk().clear_leftovers(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {*theirs, "library.json"}


@unix
def test_a_pipe_is_no_file_and_nobody_waits_for_it(tmp_path):
    os.mkfifo(tmp_path / "library.json")
    with pytest.raises(OSError, match="no file"):
        Disk().read(tmp_path / "library.json")


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)




@unix
def test_all_that_the_store_makes_is_for_this_account_alone(tmp_path):
    before = os.umask(0o022)
    try:
        with opened(tmp_path / "a" / "library", second=tmp_path / "second") as library:
            library.keep_version(library.create(report("一")), "named", "一")
            library.sync("timed")
    finally:
        os.umask(before)
    made = [tmp_path / "a", *(tmp_path / "a").rglob("*"), *(tmp_path / "second").rglob("*")]
    assert {mode(one) for one in made if one.is_dir()} == {0o700}
    assert {mode(one) for one in made if one.is_file()} == {0o600}
    assert len(made) > 8


@unix
def test_a_data_folder_that_was_open_to_others_is_closed_and_the_one_above_it_is_not(tmp_path):
    folder = tmp_path / "a" / "library"
    folder.mkdir(parents=True)
    (tmp_path / "a").chmod(0o755)
    folder.chmod(0o755)
    opened(folder).close()
    assert (mode(folder), mode(tmp_path / "a")) == (0o700, 0o755)


@unix
def test_a_folder_of_all_or_of_another_account_and_one_that_refuses_stay_as_they_are(tmp_path, monkeypatch):
    tmp_path.chmod(0o1777)
    Disk().close_to_others(tmp_path)
    assert mode(tmp_path) == 0o1777
    tmp_path.chmod(0o755)
    monkeypatch.setattr(os, "getuid", lambda: 12345)
    Disk().close_to_others(tmp_path)
    assert mode(tmp_path) == 0o755
    monkeypatch.undo()
    monkeypatch.setattr(type(tmp_path), "chmod", refuse)
    Disk().close_to_others(tmp_path)


def refuse(_path, _mode):
    raise PermissionError(1, "Operation not permitted")
