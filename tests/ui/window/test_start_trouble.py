"""Starting on a disk in trouble: the window opens on what can be read, or one sentence says why it does not."""

from __future__ import annotations

import errno
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox

from app.errors import NianbaoError, ResourceError
from app.store.library import Library
from app.system.paths import data_folder
from tests.reports import FORMS, empty
from tests.torture.cruel_disk import UnreadableDisk
from ui.window import application


@pytest.fixture
def told(dressed, monkeypatch) -> list[str]:
    """What message boxes said. No window is worked in: it is closed as soon as it would be."""
    told: list[str] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: told.append(box.text()))
    monkeypatch.setattr(application, "make_application", lambda _: dressed)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    with Library.open(data_folder(), FORMS) as library:
        library.create(empty())
    return told


def start(monkeypatch, bad: str, code: int) -> int:
    monkeypatch.setattr(application, "Disk", lambda: UnreadableDisk(data_folder() / bad, code))
    return application.run()


@pytest.mark.parametrize("bad", ["journal", "library.json", "settings.json", "doubts", "backups"])
def test_a_disk_that_gives_up_a_file_leaves_a_window_with_the_reports(told, monkeypatch, bad) -> None:
    def look(window, size) -> None:
        rows = window.start_page.list.model().rowCount()
        window.close()
        raise ResourceError(f"{rows} reports")

    monkeypatch.setattr(application, "show_within", look)
    start(monkeypatch, bad, errno.EIO)
    assert told == ["1 reports"]


def test_what_cannot_be_read_at_all_is_one_sentence(told, monkeypatch) -> None:
    assert start(monkeypatch, ".", errno.EACCES) == application.UNUSABLE
    assert len(told) == 1
    assert "没有成功" in told[0]


def test_an_error_of_the_system_before_the_window_is_one_sentence(told, monkeypatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.EMFILE, "too many files")

    monkeypatch.setattr(application, "Forms", fail)
    assert application.run() == application.UNUSABLE
    assert "打开程序" in told[0]


def test_a_fault_that_nobody_foresaw_is_one_sentence_with_a_report(told, monkeypatch, capsys) -> None:
    def fall(*_: object) -> None:
        raise RecursionError

    monkeypatch.setattr(application, "Forms", fall)
    with pytest.raises(RecursionError) as fault:
        application.run()
    sys.excepthook(fault.type, fault.value, fault.tb)
    assert told == [application.UNFORESEEN]
    assert not issubclass(fault.type, NianbaoError)
    assert str(Path.home()) not in capsys.readouterr().err
