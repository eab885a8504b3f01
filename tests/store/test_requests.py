"""What a later start asks of the window that runs: taken once; whatever is wrong in it is set aside, without effect."""

import json
import os
from datetime import timedelta
from pathlib import Path

import pytest

from app.store import requests
from app.store.requests import FOLDER, LARGEST, WindowRequest, ask, refused, take
from app.system.disk import Disk
from tests.store.places import Clock

NOW = Clock().time
SUFFIXES = (".json",)


def sample(folder: Path, name: str = "年报 1.json") -> Path:
    made = folder / name
    made.write_text("{}", "utf-8")
    return made


def taken(folder: Path) -> tuple[WindowRequest, ...]:
    return take(Disk(), folder, NOW, SUFFIXES)


def put(folder: Path, data: bytes) -> Path:
    asked = ask(Disk(), folder, None, NOW)
    asked.write_bytes(data)
    return asked


def raw(**other: object) -> bytes:
    return json.dumps({"version": 1, "path": None, "time": NOW.isoformat(), **other}).encode("utf-8")


def test_a_request_is_taken_once_and_leaves_nothing(tmp_path):
    path = sample(tmp_path)
    asked = ask(Disk(), tmp_path, path, NOW)
    assert taken(tmp_path) == (WindowRequest(path),)
    assert taken(tmp_path) == ()
    assert list(asked.parent.iterdir()) == []


def test_no_name_of_a_request_can_be_guessed(tmp_path):
    first, second = (ask(Disk(), tmp_path, None, NOW) for _ in range(2))
    assert first != second
    assert len(first.stem) == 32


def wrong_paths(folder: Path) -> dict[str, object]:
    (folder / "folder.json").mkdir()
    sample(folder, "program.exe")
    sample(folder, "a\nb.json")
    return {
        "relative": "年报 1.json",
        "missing": str(folder / "nothing.json"),
        "folder": str(folder / "folder.json"),
        "suffix": str(folder / "program.exe"),
        "control": str(folder / "a\nb.json"),
        "device": "\\\\.\\C:\\年报.json",
        "number": 7,
        "list": [str(folder / "年报 1.json")],
        "zero": "/tmp/\0.json",
    }


@pytest.mark.parametrize(
    "kind", ["relative", "missing", "folder", "suffix", "control", "device", "number", "list", "zero"]
)
def test_a_path_that_is_no_file_to_read_is_set_aside(tmp_path, kind):
    asked = put(tmp_path, raw(path=wrong_paths(tmp_path)[kind]))
    assert taken(tmp_path) == ()
    assert refused(asked).exists()
    assert not asked.exists()


WRONG = {
    "no JSON": b"{",
    "no UTF-8": b"\xff\xfe",
    "no table": b"[]",
    "deep": b"[" * LARGEST,
    "large": raw(path="/" + "a" * LARGEST),
    "another version": raw(version=2),
    "a true version": raw(version=True),
    "more than asked": raw(command="rm"),
    "less than asked": b'{"version": 1}',
    "no time": raw(time=None),
    "a time without zone": raw(time="2026-01-20T09:30:00"),
    "old": raw(time=(NOW - timedelta(hours=1)).isoformat()),
    "to come": raw(time=(NOW + timedelta(hours=1)).isoformat()),
}


@pytest.mark.parametrize("kind", WRONG)
def test_what_is_no_fresh_request_is_set_aside(tmp_path, kind):
    asked = put(tmp_path, WRONG[kind])
    assert taken(tmp_path) == ()
    assert refused(asked).exists()


def test_a_link_a_pipe_and_a_folder_are_no_requests(tmp_path):
    folder = tmp_path / FOLDER
    folder.mkdir()
    (tmp_path / "elsewhere").write_bytes(raw())
    (folder / "link.json").symlink_to(tmp_path / "elsewhere")
    os.mkfifo(folder / "pipe.json")
    (folder / "folder.json").mkdir()
    assert taken(tmp_path) == ()
    assert not requests.wait(Disk(), tmp_path)


def test_a_request_that_is_taken_at_once_was_asked(tmp_path):
    class Taken(Disk):
        def rename(self, source: Path, target: Path) -> None:
            super().rename(source, target)
            target.unlink()

    assert not ask(Taken(), tmp_path, None, NOW).exists()


def test_one_request_that_cannot_be_read_keeps_no_other_waiting(tmp_path):
    class Held(Disk):
        def read(self, path: Path) -> bytes:
            if path == held:
                raise PermissionError
            return super().read(path)

    held, _ = sorted(ask(Disk(), tmp_path, None, NOW) for _ in range(2))
    assert take(Held(), tmp_path, NOW, SUFFIXES) == (WindowRequest(None),)
    assert held.exists()
