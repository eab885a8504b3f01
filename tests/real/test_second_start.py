"""A second start beside a window that runs: no second window; the first comes forward and takes the file."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.exchange.exchange_file import write_json
from tests.real.screen import Screen, screen, until
from tests.reports import FORM, full


@pytest.fixture(scope="module")
def shown() -> Iterator[Screen]:
    with screen() as made:
        yield made


def active(shown: Screen) -> str:
    return shown.run(["xdotool", "getactivewindow", "getwindowname"]).strip()


def test_the_running_window_comes_forward_and_takes_the_file(shown: Screen, tmp_path: Path) -> None:
    report = tmp_path / "年报 1.json"
    report.write_bytes(write_json(FORM, full()))
    first = shown.program(tmp_path / "home")
    window = shown.wait_for_window(process=first.pid)
    shown.run(["xdotool", "windowminimize", str(window)])
    until(lambda: not shown.windows(process=first.pid), "not minimised")
    second = shown.program(tmp_path / "home", str(report))
    assert second.wait(20) == 0
    shown.wait_for_window("导入", first.pid)
    until(lambda: active(shown).startswith("导入"), "not forward")
    assert window in shown.windows(process=first.pid)
    assert shown.windows(process=second.pid) == []


def test_a_window_under_another_program_comes_forward(shown: Screen, tmp_path: Path) -> None:
    first = shown.program(tmp_path / "home")
    window = shown.wait_for_window(process=first.pid)
    other = shown.program(tmp_path / "other home")
    above = shown.wait_for_window(process=other.pid)
    until(lambda: shown.run(["xdotool", "getactivewindow"]).strip() == str(above), "not above")
    assert shown.program(tmp_path / "home").wait(20) == 0
    until(lambda: shown.run(["xdotool", "getactivewindow"]).strip() == str(window), "not forward")


def test_of_two_starts_at_once_one_opens(shown: Screen, tmp_path: Path) -> None:
    both = [shown.program(tmp_path / "home") for _ in range(2)]
    until(lambda: any(one.poll() == 0 for one in both), "two programs")
    left = next(one for one in both if one.poll() is None)
    shown.wait_for_window(process=left.pid)


def test_a_window_that_hangs_is_told_of_beside_one_that_reads(shown: Screen, tmp_path: Path) -> None:
    first = shown.program(tmp_path / "home")
    shown.wait_for_window(process=first.pid)
    first.send_signal(signal.SIGSTOP)
    try:
        second = shown.program(tmp_path / "home")
        shown.wait_for_window(process=second.pid)
        assert list((tmp_path / "home" / "requests").iterdir()) == []
    finally:
        first.send_signal(signal.SIGCONT)
