"""A second start, seen by itself: whom it asks, what it waits for, and that it leaves nothing behind."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from app.store import requests
from app.store.file import identity
from app.store.file.lock import FILE, Holder
from app.store.journal.ledger import now
from app.system.disk import Disk
from ui.window import second_start
from ui.window.second_start import Answer, hand_over


@pytest.fixture
def holder() -> Iterator[Holder]:
    """Another living process, which takes nothing by itself; it began long ago."""
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        mark = identity.started(other.pid) or ""
        yield Holder(identity.host(), other.pid, mark, identity.account(), "2026-01-20T09:30:00+08:00")


@pytest.fixture
def home(tmp_path: Path, holder: Holder) -> Path:
    """A library that this process holds."""
    write(tmp_path, holder)
    return tmp_path


def write(home: Path, holder: Holder) -> None:
    (home / FILE).write_text(json.dumps(asdict(holder)), "utf-8")


def left(home: Path) -> list[str]:
    return sorted(path.name for path in (home / requests.FOLDER).glob("*"))


def test_where_nobody_holds_the_library_nobody_is_asked(tmp_path: Path) -> None:
    assert hand_over(tmp_path, None) is Answer.NOBODY
    assert left(tmp_path) == []


@pytest.mark.parametrize("other", [{"started": "1"}, {"account": "张三"}, {"host": "二楼"}])
def test_a_dead_window_another_account_and_another_computer_are_not_asked(home: Path, holder: Holder, other) -> None:
    write(home, replace(holder, **other))
    assert hand_over(home, None) is Answer.NOBODY
    assert left(home) == []


def test_a_file_that_the_window_would_not_take_is_not_handed_over(home: Path) -> None:
    (home / "a.exe").touch()
    assert hand_over(home, home / "a.exe") is Answer.NOBODY


def test_a_window_that_does_not_answer_is_told_of_and_no_request_stays(home: Path, monkeypatch) -> None:
    monkeypatch.setattr(second_start, "PATIENCE", 0.2)
    assert hand_over(home, None) is Answer.SILENT
    assert left(home) == []


def test_a_file_is_handed_over_by_its_whole_path(home: Path, monkeypatch) -> None:
    monkeypatch.chdir(home)
    (home / "年报.json").touch()
    got: list[requests.WindowRequest] = []

    def take() -> None:
        while not got:
            got.extend(requests.take(Disk(), home, now(), [".json"]))

    window = threading.Thread(target=take)
    window.start()
    assert hand_over(home, Path("年报.json")) is Answer.TAKEN
    window.join()
    assert got == [requests.WindowRequest(home / "年报.json")]
