"""One process reads many files: each as if it were alone, each within its own bounds, and a fault ends only that process."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from pathlib import Path
from threading import Thread

import pytest

from app.errors import ExchangeError
from app.exchange import read
from app.exchange.sandbox import ReadingRoom, kept_process, reading_room
from app.exchange.sandbox.kept_process import KeptProcess
from app.exchange.sandbox.message import LENGTHS, Message
from tests.corpus.build import FILES
from tests.exchange.hostile import HOSTILE
from tests.reports import FORMS

ROOT = Path(__file__).resolve().parents[2]
TEXT = "2024.txt", (FILES / "tabs.txt").read_bytes()
DEAF = "import sys; sys.stdin.read()"  # a process that never answers


def instead(monkeypatch: pytest.MonkeyPatch, program: str) -> list[str]:
    """Has rooms start another program; the list grows with each start."""
    started: list[str] = []

    def command(*_: str) -> list[str]:
        started.append(program)
        return [sys.executable, "-c", program]

    monkeypatch.setattr(kept_process, "own_command", command)
    return started


def test_many_files_in_one_process_are_read_as_each_alone() -> None:
    names = sorted(path.name for path in FILES.iterdir())[::3]
    with ReadingRoom(FORMS) as room:
        found = {name: room.read((FILES / name).read_bytes(), name) for name in [*names, *names[::-1]]}
        assert room.process
    assert found == {name: read(FORMS, (FILES / name).read_bytes(), name) for name in names}


def test_one_process_reads_what_is_well_and_what_is_refused() -> None:
    with ReadingRoom(FORMS) as room:
        room.read(TEXT[1], TEXT[0])
        first = room.process
        with pytest.raises(ExchangeError, match="旧式 Word"):
            room.read(b"\xd0\xcf\x11\xe0", "年报.doc")
        assert room.read(TEXT[1], TEXT[0]).report.year == 2024
        assert room.process == first


@pytest.mark.parametrize("kind", ["page of attributes", "PDF that doubles"])
def test_a_hostile_file_harms_no_other(kind: str) -> None:
    name, data = HOSTILE[kind]()
    with ReadingRoom(FORMS) as room:
        before = room.read(TEXT[1], TEXT[0])
        with pytest.raises(ExchangeError, match="请核对所选文件"):
            room.read(data, name)
        assert room.read(TEXT[1], TEXT[0]) == before


def test_a_process_that_died_between_two_files_costs_no_file() -> None:
    with ReadingRoom(FORMS) as room:
        room.prepare()
        room.read(TEXT[1], TEXT[0])
        os.kill(room.process, signal.SIGTERM)
        assert room.read(TEXT[1], TEXT[0]).report.year == 2024


def test_after_so_many_files_another_process_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_room, "MOST_FILES", 2)
    with ReadingRoom(FORMS) as room:
        room.read(TEXT[1], TEXT[0])
        first = room.process
        room.read(TEXT[1], TEXT[0])
        assert room.process == 0
        room.read(TEXT[1], TEXT[0])
        assert room.process not in (0, first)


@pytest.mark.parametrize(
    "said", [b"no message at all", LENGTHS.pack(2, 1 << 60) + b"{}", LENGTHS.pack(2, 9) + b"{}cut", LENGTHS.pack(2, 0) + b"[]"]
)
def test_a_process_that_writes_garbage_has_fallen_over(monkeypatch: pytest.MonkeyPatch, said: bytes) -> None:
    started = instead(monkeypatch, f"import sys; sys.stdout.buffer.write({said!r})")
    with ReadingRoom(FORMS) as room, pytest.raises(ExchangeError, match="过于复杂"):
        room.read(TEXT[1], TEXT[0])
    assert len(started) == 1


def test_an_answer_that_is_no_import_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    load = b'{"head": ["", 2024, "2021", null], "cells": {"nowhere": 1}}'
    instead(monkeypatch, f"import sys; sys.stdout.buffer.write({LENGTHS.pack(2, len(load)) + b'{}' + load!r})")
    with ReadingRoom(FORMS) as room, pytest.raises(ExchangeError, match="不完整"):
        room.read(TEXT[1], TEXT[0])


def test_patience_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    started = instead(monkeypatch, DEAF)
    monkeypatch.setattr(kept_process, "PATIENCE", 0.1)
    with ReadingRoom(FORMS) as room, pytest.raises(ExchangeError, match="过于复杂"):
        room.read(TEXT[1], TEXT[0])
    assert len(started) == 1


def test_closing_a_room_ends_what_another_thread_reads_there(monkeypatch: pytest.MonkeyPatch) -> None:
    instead(monkeypatch, DEAF)
    told: list[str] = []
    room = ReadingRoom(FORMS)

    def wait() -> None:
        try:
            room.read(TEXT[1], TEXT[0])
        except ExchangeError as reason:
            told.append(reason.sentence)

    waiting = Thread(target=wait)
    waiting.start()
    while not room.process and waiting.is_alive():
        pass
    room.close()
    waiting.join()
    assert told == [f"{TEXT[0]}：已停止读取。"]


def test_a_closed_room_has_no_process_and_reads_nothing() -> None:
    with ReadingRoom(FORMS) as room:
        room.prepare()
        assert room.process
    assert room.process == 0
    with pytest.raises(ExchangeError, match="已停止读取"):
        room.read(TEXT[1], TEXT[0])


def test_the_process_ends_with_the_program_that_started_it() -> None:
    program = (
        "import sys; from app.exchange.sandbox import ReadingRoom; from tests.reports import FORMS\n"
        "room = ReadingRoom(FORMS); room.read(b'', 'a.txt') if 0 else room.prepare(); print(room.process, flush=True)\n"
        "sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as started:
        assert started.stdout is not None
        reading = os.pidfd_open(int(started.stdout.readline()))
        started.kill()
    ended, _, _ = select.select([reading], [], [], 20)
    os.close(reading)
    assert ended


def test_what_one_file_used_up_is_not_taken_from_the_next() -> None:
    """Its own hard limit aside, a process may work SECONDS on each file: the limit moves on with what it has used."""
    process = KeptProcess()
    head = {"do": "file", "name": TEXT[0], "year": None, "forms": str(FORMS.folder)}
    limits = []
    for _ in range(2):
        assert process.ask(Message(head, TEXT[1])) is not None
        lines = Path(f"/proc/{process.number}/limits").read_text("ascii").splitlines()
        limits.append(next(line.split()[3:5] for line in lines if line.startswith("Max cpu time")))
    process.end()
    assert all(int(soft) <= 5 < int(hard) for soft, hard in limits)
