"""Later starts, seen by the window that runs: their file is opened once, after whatever dialog stands in the way."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog

from app.store import requests
from app.store.library import Library
from tests.reports import FORMS
from ui.window.visitors import Visitors


@pytest.fixture
def opened_files() -> list[Path]:
    return []


@pytest.fixture
def visitors(window, library, opened_files) -> Visitors:
    return Visitors(window, library, opened_files.append, window.banners)


@pytest.fixture
def report_file(tmp_path: Path) -> Path:
    made = tmp_path / "年报.json"
    made.write_text("{}", "utf-8")
    return made


def ask(library: Library, path: Path | None) -> Path:
    return requests.ask(library.disk, library.folder, path, library.clock())


def test_a_file_is_opened_once_and_the_request_is_gone(qtbot, visitors, library, opened_files, report_file):
    asked = ask(library, report_file)
    qtbot.waitUntil(lambda: opened_files == [report_file])
    assert not asked.exists()
    visitors.look()
    assert opened_files == [report_file]


def test_a_minimised_window_comes_back(qtbot, window, visitors, library):
    window.showMinimized()
    ask(library, None)
    qtbot.waitUntil(lambda: not window.isMinimized())


def test_a_file_waits_for_the_dialog_and_the_window_says_so(qtbot, window, visitors, library, opened_files, report_file):
    dialog = QDialog(window)
    dialog.open()
    asked = ask(library, report_file)
    qtbot.waitUntil(lambda: not asked.exists())
    assert opened_files == []
    assert window.banners.standing() == ("“年报.json”等关闭对话框后再打开。",)
    dialog.reject()
    qtbot.waitUntil(lambda: opened_files == [report_file])
    assert window.banners.standing() == ()


def test_a_wrong_request_has_no_effect(qtbot, window, visitors, library, opened_files, tmp_path):
    window.showMinimized()
    asked = ask(library, tmp_path / "nothing.json")
    qtbot.waitUntil(requests.refused(asked).exists)
    assert window.isMinimized()
    assert opened_files == []


def test_a_window_that_only_reads_takes_nothing(qtbot, window, library, opened_files, report_file):
    with Library.open(library.folder, FORMS) as second:
        reader = Visitors(window, second, opened_files.append, window.banners)
        asked = ask(library, report_file)
        reader.look()
        assert asked.exists()


def test_where_no_folder_can_be_listed_nothing_happens(visitors, library, opened_files):
    (library.folder / requests.FOLDER).write_text("", "utf-8")
    visitors.look()
    assert opened_files == []
