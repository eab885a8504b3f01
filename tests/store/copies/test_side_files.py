"""Explanations, stages and registers lie in every backup, and come back from there when they are damaged or gone."""

from __future__ import annotations

import errno
import shutil
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

from app.errors import StoreError
from app.register.register_file import read_register, register_path, write_register
from app.register.request import Request
from app.review.kept import review_path
from app.store.copies.doubts import doubts_path
from app.store.copies.side_files import SideFileSet, beside
from app.store.past import Past
from app.system.disk import Disk
from tests.store.places import Clock, library_with, opened

REVIEW = '{"version": 1, "explanations": [], "course": []}\n'
REGISTER = '{"version": 1, "requests": []}\n'


class NoMoves(Disk):
    """A disk on which no file can be moved."""

    def move(self, source: Path, target: Path) -> None:
        raise PermissionError(errno.EACCES, "refused")


@pytest.fixture
def usb(tmp_path: Path) -> Path:
    made = tmp_path / "usb"
    made.mkdir()
    return made


@pytest.fixture
def kept(tmp_path: Path, usb: Path) -> tuple[Path, str, Path]:
    """A library with one report, its review and its register, all of it backed up; the report's key, the review."""
    folder = tmp_path / "library"
    key = library_with(folder, "一")
    for name, text in (("reviews", REVIEW), ("registers", REGISTER)):
        (folder / name).mkdir()
        (folder / name / f"{key}.json").write_text(text, "utf-8")
    with opened(folder, second=usb):
        pass
    return folder, key, review_path(folder, key)


def test_a_damaged_file_is_put_back_as_it_was_and_the_damaged_one_is_kept(kept) -> None:
    folder, key, review = kept
    review.write_bytes(b"\0" * 40)
    with opened(folder) as library:
        (told,) = library.mend_sides(key)
    assert "说明与审核记录已损坏，已用最近的备份恢复" in told
    assert review.read_text("utf-8") == REVIEW
    assert [path.read_bytes() for path in (folder / "damaged").iterdir()] == [b"\0" * 40]


def test_a_file_that_is_gone_is_put_back(kept) -> None:
    folder, key, review = kept
    review.unlink()
    with opened(folder) as library:
        library.mend_sides(key)
    assert review.read_text("utf-8") == REVIEW


def test_a_file_that_was_gone_when_the_library_was_opened_is_put_back_although_a_backup_was_made_since(kept) -> None:
    folder, key, review = kept
    review.unlink()
    with opened(folder) as library:
        library.sync("timed")
        library.mend_sides(key)
    assert review.read_text("utf-8") == REVIEW


def test_a_file_that_is_taken_away_while_the_library_is_open_comes_back_before_the_next_backup(kept) -> None:
    folder, _, review = kept
    heard: list[str] = []
    with opened(folder) as library:
        library.subscribe(lambda news: heard.append(news.notice or ""))
        review.unlink()
        library.sync("timed")
        assert any("不见了" in one for one in heard)
    assert review.read_text("utf-8") == REVIEW


def test_a_damaged_file_never_takes_the_place_of_a_whole_one_in_the_backups(kept) -> None:
    folder, key, review = kept
    review.write_text("{", "utf-8")
    with opened(folder, clock=Clock()) as library:
        library.sync("restore")
        library.mend_sides(key)
    assert review.read_text("utf-8") == REVIEW


def test_a_copy_of_the_same_second_takes_no_other_s_place(kept) -> None:
    folder, key, review = kept
    with opened(folder, clock=Clock()) as library:
        library.sync("restore")
        review.write_text("{", "utf-8")
        library.sync("restore")
        for path in (folder / "backups").glob("*-opened-*.json"):
            path.unlink()
        assert library.mend_sides(key)
    assert review.read_text("utf-8") == REVIEW


def test_an_explanation_alone_is_reason_enough_for_a_backup(kept) -> None:
    folder, _, review = kept
    with opened(folder) as library:
        library.sync("timed")
        before = library.backups.all()
        review.write_text(REVIEW.replace("[]", "[ ]"), "utf-8")
        library.sync("timed")
        assert len(library.backups.all()) == len(before) + 1


def test_personal_data_stays_on_this_computer(kept, usb: Path) -> None:
    packed = [path.read_bytes() for path in usb.rglob("sides-*.json")]
    assert packed
    assert all(b"explanations" in one and b"requests" not in one for one in packed)
    assert b"requests" in SideFileSet(Disk(), kept[0]).packed(personal=True)


def test_a_new_computer_gets_the_explanations_from_the_second_folder(kept, tmp_path: Path, usb: Path) -> None:
    _, key, _ = kept
    other = tmp_path / "other"
    with opened(other, second=usb) as library:
        assert key in library.holdings
    assert review_path(other, key).read_text("utf-8") == REVIEW
    assert not (other / "registers").exists()


def test_a_report_of_another_computer_brings_its_explanations(kept, tmp_path: Path, usb: Path) -> None:
    _, key, _ = kept
    (usb / next(iter(usb.iterdir())).name).rename(usb / "nianbao-other@there")
    other = tmp_path / "other"
    with opened(other, second=usb) as library:
        past = Past(library)
        backup = next(one for one in past.backups() if one.other and beside(one.path).exists())
        past.restore(backup, {key: None})
    assert review_path(other, key).read_text("utf-8") == REVIEW


def test_copies_go_with_the_backups_that_are_thinned_out(kept) -> None:
    folder, _, _ = kept
    clock = Clock()
    with opened(folder, clock=clock) as library:
        for _ in range(15):
            clock.move(minutes=11)
            library.sync("restore")
    backups = [path for path in (folder / "backups").iterdir() if path.name.startswith("library-")]
    copies = [path for path in (folder / "backups").iterdir() if path.name.startswith("sides-")]
    assert len(copies) <= len(backups)
    assert {path.name for path in copies} <= {beside(path).name for path in backups}


def test_a_rescue_from_a_backup_with_a_damaged_copy_says_so_and_goes_on(kept, tmp_path: Path, usb: Path) -> None:
    for copy in usb.rglob("sides-*.json"):
        copy.write_bytes(b"{")
    with opened(tmp_path / "other", second=usb) as library:
        assert kept[1] in library.holdings
        assert any("没有恢复" in notice for notice in library.notices)


def test_a_report_opens_although_its_side_files_cannot_be_looked_at(kept) -> None:
    folder, key, review = kept
    review.write_text("{", "utf-8")
    with opened(folder, disk=NoMoves()) as library:
        (told,) = library.mend_sides(key)
    assert "没有写入权限" in told


def test_a_window_that_only_reads_changes_nothing(kept) -> None:
    folder, key, review = kept
    with opened(folder), opened(folder) as second:
        review.unlink()
        assert second.mend_sides(key) == ()
        assert not review.exists()


def test_an_older_file_that_was_put_back_is_told_and_the_newer_one_stands_again(kept) -> None:
    folder, key, _ = kept
    path = register_path(folder, key)
    rows = [Request(date(2026, 1, 10), subject=text) for text in ("一", "二")]
    with opened(folder):
        write_register(path, rows[:1])
        older = path.read_bytes()
    with opened(folder):
        write_register(path, rows)
    path.write_bytes(older)
    with opened(folder) as library:
        assert "申请台账被换成了较旧的一份" in library.notices[0]
        assert library.mend_sides(key) == ()
    assert [one.subject for one in read_register(path)] == ["一", "二"]


@pytest.mark.parametrize("place", range(3, 200, 7))
def test_no_flipped_bit_of_a_side_file_passes_unnoticed(tmp_path: Path, place: int) -> None:
    path = register_path(tmp_path, "0a")
    write_register(path, [Request(date(2026, 1, 10), subject="第一件")])
    data, before = path.read_bytes(), read_register(path)
    path.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
    with suppress(StoreError):  # or it is refused, which is what is to be
        assert read_register(path) == before


def test_a_damaged_file_without_any_copy_goes_aside_and_shuts_no_report(kept) -> None:
    folder, key, _ = kept
    shutil.rmtree(folder / "backups")
    with opened(folder) as library:
        doubts_path(folder, key).parent.mkdir(exist_ok=True)
        doubts_path(folder, key).write_text("[]", "utf-8")
        shutil.rmtree(folder / "backups", ignore_errors=True)
        assert any("从头核对一遍" in one for one in library.mend_sides(key))
        library.open_session(key)
