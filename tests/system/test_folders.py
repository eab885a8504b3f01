"""A folder and its archive: both whole, or neither; what is there is never written over."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from app.errors import OutputError
from app.system.disk import Disk
from app.system.folders import free_name, write_folder
from app.system.writing_leftovers import clear_leftovers, temporary_name

FILES = {"报告.pdf": b"%PDF", "清单.txt": b"list"}


class Full(Disk):
    """Has room for so many more files, and for so many renames."""

    def __init__(self, writes: int = 99, renames: int = 99) -> None:
        super().__init__(patience=())
        self.writes, self.renames = writes, renames

    def write_out(self, path: Path, data: bytes, named: Path | None = None) -> None:
        self.writes -= 1
        if self.writes < 0:
            super().write_out(path, data[:1], named)
            raise OSError(errno.ENOSPC, "full")
        super().write_out(path, data, named)

    def rename(self, source: Path, target: Path) -> None:
        self.renames -= 1
        if self.renames == -1:  # but taking back goes well
            raise OSError(errno.ENOSPC, "full")
        super().rename(source, target)


def test_folder_and_archive_stand_beside_each_other(tmp_path: Path) -> None:
    made = write_folder(tmp_path, "报送", FILES, b"zip")
    assert {one.name: one.read_bytes() for one in made.folder.iterdir()} == FILES
    assert made.archive.read_bytes() == b"zip"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["报送", "报送.zip"]


@pytest.mark.parametrize("writes", range(3))
def test_a_full_disk_leaves_nothing(tmp_path: Path, writes: int) -> None:
    with pytest.raises(OutputError, match=r"磁盘已满.*没有留下半成的文件"):
        write_folder(tmp_path, "报送", FILES, b"zip", Full(writes=writes))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("renames", range(2))
def test_a_name_that_cannot_be_given_takes_the_other_back(tmp_path: Path, renames: int) -> None:
    with pytest.raises(OutputError):
        write_folder(tmp_path, "报送", FILES, b"zip", Full(renames=renames))
    assert list(tmp_path.iterdir()) == []


def test_what_is_there_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "报送.ZIP").write_bytes(b"old")
    assert free_name(tmp_path, "报送") == "报送（2）"
    (tmp_path / "上年").mkdir()
    with pytest.raises(OutputError, match="刚刚被占用"):
        write_folder(tmp_path, "上年", FILES, b"zip")
    assert list((tmp_path / "上年").iterdir()) == []


def test_a_folder_that_a_killed_process_left_is_cleared_away_and_no_other(tmp_path: Path) -> None:
    mine, left = tmp_path / temporary_name(), tmp_path / temporary_name().replace(str(os.getpid()), "4194304")
    for folder in (mine, left, tmp_path / ".config"):
        folder.mkdir()
        (folder / "a").write_bytes(b"1")
    clear_leftovers(tmp_path)
    assert sorted(one.name for one in tmp_path.iterdir()) == sorted([mine.name, ".config"])


def test_a_folder_that_is_gone_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="打不开"):
        free_name(tmp_path / "away", "报送")
