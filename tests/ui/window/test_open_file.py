"""A file handed to the program, as by a double click: the window opens with it, and offers to take it in."""

from __future__ import annotations

from pathlib import Path

import pytest

import ui.window.application
from tests.ui.pages import found
from ui.importing.import_dialog import ImportDialog
from ui.window.main import main
from ui.window.main_window import MainWindow
from ui.window.second_start import Answer


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[Path | None]:
    """What the window was started with."""
    calls: list[Path | None] = []
    def run(opened: Path | None, answer: Answer) -> int:
        calls.append(opened)
        return 0

    monkeypatch.setattr(ui.window.application, "run", run)
    return calls


def sample(folder: Path) -> Path:
    path = folder / "年报 1.json"
    main(["sample", "-o", str(path)])
    return path


def test_a_file_opens_the_window(started: list[Path | None], tmp_path: Path) -> None:
    path = sample(tmp_path)
    assert main([str(path)]) == 0
    assert started == [path]


def test_no_argument_opens_the_window_alone(started: list[Path | None]) -> None:
    assert main([]) == 0
    assert started == [None]


def test_a_missing_file_and_a_command_go_to_the_command_line(started: list[Path | None], tmp_path: Path) -> None:
    assert main([str(tmp_path / "nothing.json")]) == 2
    assert main(["check", str(sample(tmp_path))]) in {0, 1}
    assert started == []


def test_the_window_offers_to_take_the_file_in(window: MainWindow, tmp_path: Path) -> None:
    window.desk.open_file(sample(tmp_path))
    dialog = found(window, ImportDialog)
    assert "建立 2025 年度的新报告" in dialog.target.itemText(0)
    dialog.reject()
