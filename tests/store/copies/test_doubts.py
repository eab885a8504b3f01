"""Doubted values are on the disk before the values are, come back after a crash, from backups and with a restored report."""

from __future__ import annotations

import errno
import json
from pathlib import Path

import pytest

from app.errors import StoreError
from app.report.doubt import Doubt
from app.report.report import Edit
from app.store.copies.doubts import doubts_path
from app.store.journal.journal import FOLDER as JOURNAL
from app.store.past import Past
from app.system.disk import Disk
from tests.store.places import COUNT, Clock, library_with, opened, report

DOUBT = Doubt(COUNT, 7, "inferred", "第 1 个表", "7")
IMPORT = Edit({COUNT: 7}, "导入", doubts=(DOUBT,))


@pytest.fixture
def imported(tmp_path: Path) -> tuple[Path, str]:
    """A library whose only report holds a doubted value; closed."""
    folder = tmp_path / "library"
    key = library_with(folder, "一")
    with opened(folder) as library:
        library.open_session(key).apply(IMPORT)
    return folder, key


class Jammed(Disk):
    """A disk on which doubts cannot be kept while `jammed`."""

    jammed = False

    def rename(self, source: Path, target: Path) -> None:
        if self.jammed and target.parent.name == "doubts":
            raise OSError(errno.ENOSPC, "full")
        super().rename(source, target)


def test_a_doubt_is_there_at_the_next_opening(imported) -> None:
    folder, key = imported
    with opened(folder) as library:
        assert library.open_session(key).doubts == library.doubted(key) == (DOUBT,)


def test_a_look_is_kept_with_the_one_who_looked_and_the_time(imported) -> None:
    folder, key = imported
    clock = Clock()
    with opened(folder, clock=clock) as library:
        library.open_session(key).look((COUNT,))
    (kept,) = json.loads(doubts_path(folder, key).read_text("utf-8"))["doubts"]
    assert kept["looked"]["at"] == clock().isoformat()
    assert "@" in kept["looked"]["who"]
    with opened(folder) as library:
        assert library.doubted(key) == ()


def test_a_look_that_was_taken_back_is_no_look_at_the_next_opening(imported) -> None:
    folder, key = imported
    with opened(folder) as library:
        session = library.open_session(key)
        session.look((COUNT,))
        session.undo()
    with opened(folder) as library:
        assert library.doubted(key) == (DOUBT,)


def test_the_doubt_is_on_the_disk_before_the_value_is(tmp_path: Path) -> None:
    steps: list[str] = []

    class Listening(Disk):
        def rename(self, source: Path, target: Path) -> None:
            super().rename(source, target)
            steps.append(target.parent.name)

        def append(self, path: Path, data: bytes, at: int) -> None:
            super().append(path, data, at)
            steps.append(path.parent.name)

    folder = tmp_path / "library"
    key = library_with(folder, "一")
    with opened(folder, disk=Listening()) as library:
        session = library.open_session(key)
        library.sync()
        steps.clear()
        session.apply(IMPORT)
        library.flush()
    assert steps.index("doubts") < steps.index(JOURNAL)


def test_a_new_report_has_its_doubts_from_the_first_moment(tmp_path: Path) -> None:
    with opened(tmp_path) as library:
        key = library.create(report("一"), [Doubt("overview.proactive", "一", "likely"), DOUBT])
        assert [one.cell for one in library.doubted(key)] == ["overview.proactive"]


def test_doubts_that_could_not_be_kept_are_told_and_kept_later(tmp_path: Path) -> None:
    disk, heard = Jammed(), []
    key = library_with(tmp_path, "一")
    with opened(tmp_path, disk=disk) as library:
        library.subscribe(lambda news: heard.append(news.notice))
        disk.jammed = True
        library.open_session(key).apply(IMPORT)
        disk.jammed = False
        library.close_session(key)
        assert library.doubted(key) == (DOUBT,)
    assert any(notice and "保存待核对的标记" in notice for notice in heard)


def test_doubts_that_cannot_be_kept_let_no_new_report_in(tmp_path: Path) -> None:
    disk = Jammed()
    with opened(tmp_path, disk=disk) as library:
        disk.jammed = True
        with pytest.raises(StoreError, match="保存待核对的标记"):
            library.create(report("一"), [Doubt("overview.proactive", "一", "likely")])
        assert library.entries() == ()


def test_doubts_come_back_from_the_backup_when_their_file_is_gone(imported) -> None:
    folder, key = imported
    with opened(folder) as library:
        library.sync("timed")
    doubts_path(folder, key).unlink()
    with opened(folder) as library:
        assert "待核对的标记不见了" in library.notices[0]
        assert library.doubted(key) == (DOUBT,)


def test_a_report_that_is_restored_brings_its_doubts(imported, tmp_path: Path) -> None:
    folder, key = imported
    usb = tmp_path / "usb"
    usb.mkdir()
    with opened(folder, second=usb) as library:
        library.sync("timed")
    next(usb.iterdir()).rename(usb / "nianbao-other@there")
    with opened(tmp_path / "other", second=usb) as library:
        past = Past(library)
        past.restore(next(one for one in past.backups() if one.other), {key: None})
        assert library.doubted(key) == (DOUBT,)


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "{}", '{"version": 2, "doubts": []}', '{"version": 1, "doubts": {}}', '{"version": 1, "doubts": [3]}',
        '{"version": 1, "doubts": [{"cell": "x", "value": 1, "why": "likely", "place": "", "text": "", "looked": null}]}',
        f'{{"version": 1, "doubts": [{{"cell": "{COUNT}", "value": "七", "why": "likely", "place": "", "text": ""}}]}}',
        "[" * 100_000,
    ],
)  # fmt: skip
def test_a_damaged_file_is_refused_with_its_name(imported, text: str) -> None:
    folder, key = imported
    doubts_path(folder, key).write_text(text, "utf-8")
    with opened(folder) as library, pytest.raises(StoreError, match=f"{key}.json"):
        library.open_session(key)
