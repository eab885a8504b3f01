"""The program can start itself anew from wherever it lies."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from app.system.own_process import LOADER, own_command, own_environment


def test_from_sources_the_interpreter_runs_the_module() -> None:
    assert own_command("ui", "--flag") == [sys.executable, "-m", "ui", "--flag"]


def test_a_packed_program_goes_by_its_argument(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert own_command("ui", "--flag") == [sys.executable, "--flag"]


@pytest.mark.skipif(sys.platform == "win32", reason="a stick of Linux")
def test_without_the_right_to_execute_the_loader_starts_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "python").touch(mode=0o644)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    monkeypatch.setattr("os.access", lambda *_: False)  # root may do everything else
    assert own_command("ui") == [str(LOADER), str(tmp_path / "python"), "-m", "ui"]


def test_the_program_is_found_from_any_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", "elsewhere")
    first, second = own_environment()["PYTHONPATH"].split(":" if sys.platform != "win32" else ";")
    assert (Path(first) / "app").is_dir()
    assert second == "elsewhere"
