"""The whole way with two programs, each with its own NIANBAO_HOME: given out, opened there, changed, given back, taken in."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.report.report import Edit
from app.store.library import Library
from app.system.paths import HOME_VARIABLE, data_folder
from tests.handover.two_desks import CELL, OTHER
from tests.reports import FORMS, full
from tests.ui.open_desk import window_on
from tests.ui.pages import every
from ui.handover import handing
from ui.handover.merge_dialog import MergeDialog
from ui.window.main_window import MainWindow


def give(window: MainWindow, changes: dict[str, int]) -> None:
    window.desk.workspace.session.apply(Edit(changes, "填写"))
    window.commands["hand_over"].trigger()


def test_there_and_back_between_two_homes(qtbot, dressed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    there, back, homes = tmp_path / "去.nbjj", tmp_path / "回.nbjj", [tmp_path / name for name in ("甲", "乙")]
    monkeypatch.setenv(HOME_VARIABLE, str(homes[0]))
    with Library.open(data_folder(), FORMS) as library:
        key = library.create(full())
    monkeypatch.setattr(handing, "ask_new_file", lambda *_: there)
    with window_on(data_folder()) as window:
        window.open_report(key)
        give(window, {CELL: 1})
    monkeypatch.setenv(HOME_VARIABLE, str(homes[1]))
    monkeypatch.setattr(handing, "ask_new_file", lambda *_: back)
    with window_on(data_folder()) as window:
        window.taker.open_file(there)
        give(window, {OTHER: 2})
    monkeypatch.setenv(HOME_VARIABLE, str(homes[0]))
    with window_on(data_folder()) as window:
        window.taker.open_file(back)
        (dialog,) = every(window, MergeDialog)
        dialog.take_button.click()
        report = window.desk.workspace.session.report
    assert (report.get(CELL), report.get(OTHER)) == (1, 2)
    with Library.open(homes[0], FORMS) as library:
        assert library.sessions.report(key) == report
