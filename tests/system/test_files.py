"""Results are written whole or not at all."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from app.errors import InputError, OutputError
from app.system.files import read_input, write_whole
from app.system.writing_leftovers import OLD, temporary_name


def test_a_result_replaces_the_file_that_stood_there(tmp_path):
    path = tmp_path / "年报.pdf"
    path.write_bytes(b"old")
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(OutputError, match="文件夹不存在"):
        write_whole(tmp_path / "无" / "年报.pdf", b"new")


@pytest.mark.parametrize(
    ("code", "words"), [(errno.ENOSPC, "磁盘已满"), (errno.EACCES, "没有写入权限"), (errno.EIO, "换一个位置")]
)
def test_a_failing_write_leaves_the_old_file_and_no_litter(tmp_path, monkeypatch, code, words):
    path = tmp_path / "年报.pdf"
    path.write_bytes(b"old")

    def fail(_handle: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OutputError, match=words):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_another_program_holds_open_is_said_to_be_open(tmp_path, monkeypatch):
    path = tmp_path / "年报.pdf"
    path.write_bytes(b"old")

    def fail(_source: Path, _target: Path) -> None:
        raise PermissionError(errno.EACCES, "Access is denied")  # as Windows does

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OutputError, match="正在别的程序里打开"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_path_too_long_for_windows_is_not_called_a_missing_folder(tmp_path, monkeypatch):
    def fail(_handle: int) -> None:
        raise FileNotFoundError(errno.ENOENT, "The system cannot find the path specified")  # as Windows does

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OutputError, match="太长"):
        write_whole(tmp_path / "年报.pdf", b"new")


def test_a_folder_where_a_file_is_meant_is_refused(tmp_path):
    with pytest.raises(OutputError):
        write_whole(tmp_path, b"new")
    with pytest.raises(InputError):
        read_input(tmp_path)


def test_a_missing_input_is_named(tmp_path):
    with pytest.raises(InputError, match="文件不存在"):
        read_input(tmp_path / "无.json")


KILLED = """
import os, pathlib, signal, sys
from app.system.files import write_whole
os.fsync = lambda handle: os.kill(os.getpid(), signal.SIGKILL)
write_whole(pathlib.Path(sys.argv[1]), b"half")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no signal that kills")
def test_what_a_killed_export_left_is_gone_after_the_next(tmp_path, root):
    done = subprocess.run([sys.executable, "-c", KILLED, tmp_path / "年报.pdf"], cwd=root)
    assert done.returncode == -signal.SIGKILL
    assert len(list(tmp_path.iterdir())) == 1
    write_whole(tmp_path / "另一份.pdf", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["另一份.pdf"]


def test_what_a_living_export_is_writing_and_what_is_not_ours_stays(tmp_path):
    names = [temporary_name(), ".~0123456789ab.tmp", ".~年报.tmp", ".writing", "0123456789ab.writing"]
    for name in names:
        (tmp_path / name).touch()
    write_whole(tmp_path / "年报.pdf", b"new")
    assert {path.name for path in tmp_path.iterdir()} == {*names, "年报.pdf"}


def test_what_nobody_writes_since_a_day_goes_too_whoever_it_was(tmp_path):
    left = [tmp_path / ".~0123456789ab.tmp", tmp_path / ".00000000-1-5-0123456789ab.writing"]
    for path in (*left, tmp_path / "别的.tmp"):
        path.touch()
        os.utime(path, (path.stat().st_mtime - OLD - 60,) * 2)
    write_whole(tmp_path / "年报.pdf", b"new")
    assert {path.name for path in tmp_path.iterdir()} == {"别的.tmp", "年报.pdf"}
