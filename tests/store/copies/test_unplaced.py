"""Unplaced texts outlive the closing of the library, a crash and a lost file, and what became of them does too."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app.report.doubt import Doubt
from app.report.report import Edit
from app.store.copies.doubts import doubts_path
from app.store.past import Past
from tests.store.places import TEXT, library_with, opened, report, text_of

LOOSE = Doubt("requests.note", "表下的说明，\n不知是不是表注。" * 40, "unplaced", "第 30 段", "表下的文字，不知是不是表注")
IMPORT = Edit({TEXT: "导入的。"}, "导入", doubts=(LOOSE,))


@pytest.fixture
def imported(tmp_path: Path) -> tuple[Path, str]:
    """A library whose only report has an unplaced text; closed."""
    folder = tmp_path / "library"
    key = library_with(folder, "一")
    with opened(folder) as library:
        library.open_session(key).apply(IMPORT)
    return folder, key


def test_it_is_there_whole_at_the_next_opening(imported) -> None:
    folder, key = imported
    with opened(folder) as library:
        assert library.open_session(key).unplaced == library.doubted(key) == (LOOSE,)


def test_a_new_report_has_it_from_the_first_moment(tmp_path: Path) -> None:
    with opened(tmp_path) as library:
        key = library.create(report("一"), [LOOSE])
    with opened(tmp_path) as library:
        assert library.doubted(key) == (LOOSE,)


def test_what_was_placed_or_refused_stays_so_and_what_was_taken_back_stands_again(imported) -> None:
    folder, key = imported
    for deed, left in (("place", ()), ("undo", (LOOSE,)), ("dismiss", ()), ("again", (LOOSE,))):
        with opened(folder) as library:
            session = library.open_session(key)
            if deed == "place":
                session.place(LOOSE, LOOSE.cell)
            elif deed == "undo":
                session.undo()
            elif deed == "dismiss":
                session.dismiss(LOOSE)
            else:
                session.apply(Edit({}, "导入", doubts=(LOOSE,)))
        with opened(folder) as library:
            assert library.doubted(key) == left, deed


def test_a_placed_text_that_was_written_over_does_not_come_back_at_the_next_opening(imported) -> None:
    folder, key = imported
    with opened(folder) as library:
        session = library.open_session(key)
        session.place(LOOSE, TEXT)
        session.apply(Edit({TEXT: "另写的。"}, "填写", "cell"))
    with opened(folder) as library:
        assert (library.doubted(key), text_of(library, key)) == ((), "另写的。")


def test_after_a_crash_it_stands_beside_the_report_as_the_journal_has_it(imported, tmp_path: Path) -> None:
    folder, key = imported
    with opened(folder) as library:
        session = library.open_session(key)
        library.sync()
        session.place(LOOSE, TEXT)
        session.undo()
        session.apply(Edit({TEXT: "改过的。"}))
        library.flush()
        shutil.copytree(folder, tmp_path / "crashed", ignore=shutil.ignore_patterns("*lock*"))
    with opened(tmp_path / "crashed") as library:
        session = library.open_session(key)
        assert (session.report.text(TEXT), session.unplaced) == ("改过的。", (LOOSE,))


def test_the_undo_of_an_import_that_brought_nothing_else_survives_a_restart(tmp_path: Path) -> None:
    key = library_with(tmp_path, "一")
    with opened(tmp_path) as library:
        library.open_session(key).apply(Edit({}, "导入", doubts=(LOOSE,)))
    with opened(tmp_path) as library:
        session = library.open_session(key)
        assert (session.undoing, session.unplaced) == ("导入", (LOOSE,))
        session.undo()
        assert session.report.text(TEXT) == "一"


def test_it_comes_back_from_the_backup_and_with_a_restored_report(imported, tmp_path: Path) -> None:
    folder, key = imported
    usb = tmp_path / "usb"
    usb.mkdir()
    with opened(folder, second=usb) as library:
        library.sync("timed")
    doubts_path(folder, key).unlink()
    with opened(folder) as library:
        assert library.doubted(key) == (LOOSE,)
    next(usb.iterdir()).rename(usb / "nianbao-other@there")
    with opened(tmp_path / "other", second=usb) as library:
        past = Past(library)
        past.restore(next(one for one in past.backups() if one.other), {key: None})
        assert library.doubted(key) == (LOOSE,)
