"""The developer's command: what it finds wanting, what it says, and that it does nothing twice."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture
def dev(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("nianbao_dev", root / "packaging" / "dev.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_bare_machine_lacks_every_library_of_the_window(dev: ModuleType) -> None:
    packages = dev.missing_packages([], lambda _: None, tests=True)
    assert set(packages) == {*dev.WINDOW_LIBRARIES.values(), *dev.TEST_COMMANDS.values()}
    assert packages == sorted(packages)


def test_a_ready_machine_lacks_nothing(dev: ModuleType) -> None:
    assert dev.missing_packages(dev.WINDOW_LIBRARIES, lambda name: f"/usr/bin/{name}", tests=True) == []


def test_running_the_program_needs_no_test_tools(dev: ModuleType) -> None:
    assert dev.missing_packages(dev.WINDOW_LIBRARIES, lambda _: None, tests=False) == []


def test_without_root_the_exact_command_is_said(dev: ModuleType) -> None:
    with pytest.raises(dev.Unready) as refused:
        dev.install_packages(["libegl1", "xvfb"], root=False)
    assert "sudo apt-get update && sudo apt-get install -y --no-install-recommends libegl1 xvfb" in str(refused.value)


def test_root_updates_the_lists_before_it_installs(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[Sequence[str]] = []
    monkeypatch.setattr(dev, "must", lambda command, env=None, quiet=False: calls.append(command))
    dev.install_packages(["libegl1"], root=True)
    assert [call[:2] for call in calls] == [["apt-get", "update"], ["apt-get", "install"]]
    assert calls[1][-1] == "libegl1"


def test_python_without_ensurepip_gets_its_venv_package(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    monkeypatch.setattr(dev.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(dev, "is_root", lambda: False)
    with pytest.raises(dev.Unready, match=rf"python3\.{sys.version_info.minor}-venv"):
        dev.make_venv()


def test_an_old_python_is_refused(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "OLDEST_PYTHON", (99, 0))
    with pytest.raises(dev.Unready, match=r"Python 3\.11"):
        dev.make_venv()


def test_a_second_call_installs_nothing(dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[Sequence[str]] = []
    monkeypatch.setattr(dev, "must", lambda command, env=None: calls.append(command))
    monkeypatch.setattr(dev, "VENV", tmp_path)
    monkeypatch.setattr(dev, "STAMP", tmp_path / "installed.sha256")
    dev.STAMP.write_text(dev.wanted_stamp())
    dev.python_of(tmp_path).parent.mkdir()
    dev.python_of(tmp_path).touch()
    dev.prepare_python()
    assert calls == []


def test_a_changed_lock_installs_again(dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[Sequence[str]] = []
    monkeypatch.setattr(dev, "must", lambda command, env=None: calls.append(command))
    monkeypatch.setattr(dev, "VENV", tmp_path)
    monkeypatch.setattr(dev, "STAMP", tmp_path / "installed.sha256")
    dev.STAMP.write_text("of another lock")
    dev.python_of(tmp_path).parent.mkdir()
    dev.python_of(tmp_path).touch()
    dev.prepare_python()
    assert any("--require-hashes" in call for call in calls)
    assert dev.STAMP.read_text() == dev.wanted_stamp()


def test_without_a_display_the_sample_is_printed_to_a_file(
    dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    calls: list[Sequence[object]] = []
    monkeypatch.setattr(dev, "prepare", lambda tests: None)
    monkeypatch.setattr(dev, "must", lambda command, env=None: calls.append(command))
    monkeypatch.setattr(dev, "has_display", lambda: False)
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    assert dev.run_program([]) == 0
    assert [call[3] for call in calls] == ["sample", "pdf"]
    assert str(tmp_path / "build" / "sample.pdf") in capsys.readouterr().out


def test_failing_lint_fails_even_when_the_tests_pass(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "prepare", lambda tests: None)
    monkeypatch.setattr(dev, "run", lambda command, env=None: 1 if "ruff" in command else 0)
    assert dev.test([]) == 1


def test_an_unknown_word_shows_the_usage(dev: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main(["fly"]) == 2
    assert "packaging/dev.py test" in capsys.readouterr().err
