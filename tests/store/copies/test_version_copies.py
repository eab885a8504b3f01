"""The versions have a name that no cleaner takes, lie beside the backups, and come back from there, which is told."""

from __future__ import annotations

import errno
import random
import shutil
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

from app.store.copies.version_copies import VersionCopies
from app.store.copies.versions import History
from app.store.file import identity
from app.store.old_names import rename_old
from app.store.past import Past
from app.system.disk import Disk
from tests.store.places import Clock, library_with, opened
from tests.torture.cruel_disk import FailingDisk, UnreadableDisk

# What the cleaning of a disk takes for rubbish, by the names that such programs know.
CLEANED = ("*.log", "*.tmp", "*.bak", "*.old", "*.~*", "~$*", "*.chk", "*.gid", "thumbs.db", "*.dmp", "*.err", "*.cache")
NAMES = ["甲", "乙", "丙"]


def cleaned(folder: Path) -> None:
    """What a disk cleaner does: files of throw-away names go, and folders that are empty then."""
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_file() and any(fnmatch(path.name.lower(), one) for one in CLEANED):
            path.unlink()
        elif path.is_dir() and not any(path.iterdir()):
            path.rmdir()


def named(folder: Path, key: str) -> list[str]:
    """The names of the versions kept by hand, as they can be read now."""
    return [one.name for one in History(Disk(), folder / "history").versions(key).all if one.name]


def file_of(folder: Path, key: str) -> Path:
    """The file to which this machine adds."""
    return folder / "history" / f"{key}-{identity.place(folder)}.versions"


@pytest.fixture
def usb(tmp_path: Path) -> Path:
    made = tmp_path / "usb"
    made.mkdir()
    return made


@pytest.fixture
def kept(tmp_path: Path, usb: Path) -> tuple[Path, str]:
    """A library with one report and three named versions, closed and backed up twice."""
    folder = tmp_path / "library"
    key = library_with(folder, "一")
    with opened(folder, second=usb) as library:
        for name in NAMES:
            library.keep_version(key, "named", name)
    return folder, key


def test_a_disk_cleaner_takes_no_version(kept) -> None:
    folder, key = kept
    cleaned(folder)
    with opened(folder) as library:
        assert [one.name for one in Past(library).versions(key).all if one.name] == NAMES


@pytest.mark.parametrize("harm", [Path.unlink, lambda path: shutil.rmtree(path.parent), lambda path: path.write_bytes(b"")])
def test_versions_that_are_gone_are_put_back_from_the_backup_and_told(kept, harm) -> None:
    folder, key = kept
    harm(file_of(folder, key))
    with opened(folder) as library:
        (told,) = library.notices
    assert "历史版本缺少 4 个（涉及 1 份报告）：4 个已从备份恢复" in told
    assert named(folder, key) == NAMES
    with opened(folder) as library:
        assert library.notices == ()


def test_versions_of_an_earlier_program_that_a_cleaner_takes_come_back(kept) -> None:
    folder, key = kept
    file_of(folder, key).rename(folder / "history" / f"{key}.log")
    cleaned(folder)
    with opened(folder) as library:
        assert "已从备份恢复" in " ".join(library.notices)
    assert named(folder, key) == NAMES


def test_a_file_with_lost_lines_is_united_with_its_copy_and_the_damaged_one_is_kept(kept) -> None:
    folder, key = kept
    path = file_of(folder, key)
    first, second, *rest = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(first + b"\0" * (len(second) - 1) + b"\n" + b"".join(rest))
    with opened(folder) as library:
        (told,) = library.mend_sides(key)
    assert "缺少 1 个（涉及 1 份报告）：1 个已从备份恢复。损坏的文件已移到 damaged" in told
    assert named(folder, key) == NAMES
    assert not History(Disk(), folder / "history").versions(key).damaged
    assert [path.suffix for path in (folder / "damaged").iterdir()] == [".versions"]


def test_a_drop_is_told_although_the_copies_are_gone_too(kept) -> None:
    folder, key = kept
    file_of(folder, key).unlink()
    shutil.rmtree(folder / "backups" / "versions")
    with opened(folder) as library:
        assert "缺少 4 个（涉及 1 份报告）：4 个备份里也没有，没有找回" in " ".join(library.notices)
    with opened(folder) as library:
        assert library.notices == ()


def test_the_second_folder_has_them_where_the_library_s_own_copies_are_gone(kept, usb: Path) -> None:
    folder, key = kept
    file_of(folder, key).unlink()
    shutil.rmtree(folder / "backups" / "versions")
    with opened(folder, second=usb) as library:
        assert "4 个已从备份恢复" in " ".join(library.notices)
    assert named(folder, key) == NAMES


def test_a_drop_while_the_library_is_open_is_put_back_at_the_next_backup(kept) -> None:
    folder, key = kept
    heard = []
    with opened(folder) as library:
        library.sync()
        library.subscribe(lambda saved: heard.append(saved.notice))
        file_of(folder, key).unlink()
        library.sync("timed")
    assert any(notice and "4 个已从备份恢复" in notice for notice in heard)
    assert named(folder, key) == NAMES


def test_a_copy_never_takes_over_a_loss(kept, usb: Path) -> None:
    folder, key = kept
    (far,) = usb.rglob("*.versions")
    before = far.read_bytes()
    history = History(Disk(), folder / "history")
    lines = file_of(folder, key).read_bytes().splitlines(keepends=True)
    file_of(folder, key).write_bytes(b"".join(lines[:2]) + b"rubbish" * 9999)
    with opened(folder) as library:
        library.backups.copies.grow(far.parent)
    assert far.read_bytes() == before
    assert history.versions(key).all


def test_a_damaged_copy_is_made_whole_when_the_report_is_opened(kept) -> None:
    folder, key = kept
    copy = folder / "backups" / "versions" / file_of(folder, key).name
    copy.write_bytes(copy.read_bytes().replace(b"named", b"nam3d", 1))
    with opened(folder) as library:
        assert library.mend_sides(key) == ()
    assert copy.read_bytes() == file_of(folder, key).read_bytes()


def test_a_thousand_reports_cost_two_looks_at_folders_and_no_reading(kept) -> None:
    class Counting(Disk):
        reads = 0

        def read(self, path: Path) -> bytes:
            self.reads += path.suffix == ".versions"
            return super().read(path)

    folder, key = kept
    for number in range(1000):
        for place in (folder / "history", folder / "backups" / "versions"):
            shutil.copy(file_of(folder, key), place / f"copy{number}.versions")
    disk = Counting()
    copies = VersionCopies(disk, folder, History(disk, folder / "history"))
    assert copies.mended(Clock()(), [folder / "backups" / "versions"]) == ()
    assert disk.reads == 0


def test_a_new_computer_gets_the_versions_from_the_second_folder(kept, tmp_path: Path, usb: Path) -> None:
    _, key = kept
    other = tmp_path / "other"
    with opened(other, second=usb) as library:
        assert key in library.holdings
    assert named(other, key) == NAMES


def test_a_report_of_another_computer_brings_its_versions(kept, tmp_path: Path, usb: Path) -> None:
    _, key = kept
    next(usb.iterdir()).rename(usb / "nianbao-other@there")
    other = tmp_path / "other"
    with opened(other, second=usb) as library:
        past = Past(library)
        past.restore(next(one for one in past.backups() if one.other), {key: None})
    assert named(other, key) == NAMES


def test_only_files_that_grew_are_copied(kept) -> None:
    folder, key = kept
    copy = folder / "backups" / "versions" / file_of(folder, key).name
    before = copy.stat().st_mtime_ns
    with opened(folder) as library:
        library.sync("restore")
        assert copy.stat().st_mtime_ns == before
        library.keep_version(key, "named", "丁")
        library.sync("timed")
    assert copy.read_bytes() == file_of(folder, key).read_bytes()


def test_what_cannot_be_put_back_now_is_told_and_comes_at_the_next_opening(kept) -> None:
    folder, key = kept
    file_of(folder, key).unlink()
    disk = FailingDisk(errno.ENOSPC, "history")
    disk.failing = True
    with opened(folder, disk=disk) as library:
        assert "4 个备份里有，现在没能写回" in " ".join(library.notices)
    with opened(folder) as library:
        assert "4 个已从备份恢复" in " ".join(library.notices)
    assert named(folder, key) == NAMES


def test_versions_that_cannot_be_read_now_are_not_gone(kept) -> None:
    folder, key = kept
    with opened(folder, disk=UnreadableDisk(file_of(folder, key), errno.EACCES)) as library:
        library.sync("restore")
    with opened(folder) as library:
        assert library.notices == ()
    assert named(folder, key) == NAMES


def both(folder: Path, key: str) -> None:
    """As a half-done renaming or a program that brings two computers into line leaves them: each file with a part."""
    lines = file_of(folder, key).read_bytes().splitlines(keepends=True)
    file_of(folder, key).unlink()
    (folder / "history" / f"{key}.log").write_bytes(b"".join(lines[:3]) + b"torn")
    (folder / "history" / f"{key}.versions").write_bytes(b"".join(lines[2:]))


@pytest.mark.parametrize("rename", [False, True])
def test_of_two_files_of_a_report_every_version_is_read_once(kept, rename: bool) -> None:
    folder, key = kept
    both(folder, key)
    if rename:
        rename_old(Disk(), folder)
        rename_old(Disk(), folder)
        assert [path.suffix for path in (folder / "history").iterdir()] == [".versions"]
    found = History(Disk(), folder / "history").versions(key)
    assert ([one.name for one in found.all], found.damaged) == (["", *NAMES], 1)


class Cut(Exception):
    """The power is gone."""


class CutDisk(Disk):
    """A disk whose power is cut before the step of that number."""

    def __init__(self, at: int) -> None:
        super().__init__()
        self.left = at

    def _step(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise Cut

    def rename(self, source: Path, target: Path) -> None:
        self._step()
        super().rename(source, target)

    def unlink(self, path: Path) -> None:
        self._step()
        super().unlink(path)

    def write(self, handle: int, data: memoryview) -> int:
        self._step()
        return super().write(handle, data[: random.Random(self.left).randrange(len(data)) + 1])


def cuts(deed) -> Iterator[int]:
    """Does the deed with a cut before each of its steps, until it comes through."""
    for at in range(40):
        try:
            deed(CutDisk(at))
        except Cut:
            yield at
        else:
            return


def test_renaming_loses_nothing_wherever_it_is_cut_short(kept, tmp_path: Path) -> None:
    folder, key = kept
    both(folder, key)
    copy = tmp_path / "copy"

    def deed(disk: Disk) -> None:
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(folder, copy)
        rename_old(disk, copy)

    for _ in cuts(deed):
        assert named(copy, key) == NAMES
        rename_old(Disk(), copy)
        assert named(copy, key) == NAMES


def test_putting_back_loses_nothing_wherever_it_is_cut_short(kept, tmp_path: Path) -> None:
    folder, key = kept
    with opened(folder) as library:
        library.keep_version(key, "named", "丁")
        library.sync()
    path = file_of(folder, key)
    (folder / "backups" / "versions" / path.name).write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))
    path.write_bytes(b"\0" * 900 + path.read_bytes()[9:])
    copy = tmp_path / "copy"

    def deed(disk: Disk) -> None:
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(folder, copy)
        copies = VersionCopies(disk, copy, History(disk, copy / "history"))
        assert copies.mended(Clock()(), [copy / "backups" / "versions"], key)

    for _ in cuts(deed):
        with opened(copy) as library:
            library.mend_sides(key)
        assert named(copy, key) == [*NAMES, "丁"]


def test_an_emptied_folder_is_made_again(kept) -> None:
    folder, key = kept
    shutil.rmtree(folder / "history")
    shutil.rmtree(folder / "backups" / "versions")
    with opened(folder) as library:
        library.keep_version(key, "named", "丁")
    assert named(folder, key) == ["丁"]
    assert (folder / "backups" / "versions" / file_of(folder, key).name).exists()


def test_nothing_that_the_store_writes_has_a_throw_away_name(kept) -> None:
    folder, _ = kept
    written = {path.name.lower() for path in folder.rglob("*") if path.parent.name != "journal"}
    assert written
    assert not [name for name in written if any(fnmatch(name, one) for one in CLEANED)]
