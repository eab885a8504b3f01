"""Fetching: a registry's hiccup is outlived, a lasting failure says what to do, a wrong file is refused."""

from __future__ import annotations

import hashlib
import importlib
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest


@pytest.fixture
def fetch(root: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(root / "packaging")
    return importlib.import_module("fetch")


def test_a_download_that_fails_twice_succeeds_at_the_third_try(fetch: ModuleType, tmp_path: Path) -> None:
    counter = tmp_path / "tries"
    script = f"import pathlib, sys; p = pathlib.Path({str(counter)!r}); p.open('a').write('x'); sys.exit(p.stat().st_size < 3)"
    waited: list[float] = []
    fetch.persist(lambda: fetch.call([sys.executable, "-c", script]), wait=waited.append)
    assert counter.read_text() == "xxx"
    assert waited == list(fetch.PAUSES)
    assert waited == sorted(waited)


def test_a_registry_that_stays_away_is_given_up_with_its_words_and_advice(fetch: ModuleType) -> None:
    command = [sys.executable, "-c", "import sys; sys.exit('503 Service Unavailable')"]
    waited: list[float] = []
    with pytest.raises(fetch.Missing) as given_up:
        fetch.persist(lambda: fetch.call(command), wait=waited.append)
    assert "503 Service Unavailable" in str(given_up.value)
    assert "已试 3 次。请检查网络和软件源，稍后重新运行同一命令" in str(given_up.value)
    assert len(waited) == 2


def test_what_succeeds_at_once_is_not_waited_for(fetch: ModuleType) -> None:
    waited: list[float] = []
    assert fetch.persist(lambda: "there", wait=waited.append) == "there"
    assert waited == []


def test_a_client_that_hangs_is_ended(fetch: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "LONGEST", 0.2)
    with pytest.raises(fetch.Missing, match="没有完成"):
        fetch.call([sys.executable, "-c", "import time; time.sleep(60)"])


def test_a_file_with_another_hash_is_refused_with_advice(fetch: ModuleType, tmp_path: Path) -> None:
    file = tmp_path / "some.deb"
    file.write_bytes(b"right")
    right = hashlib.sha256(b"right").hexdigest()
    assert fetch.checked(file, right, "") == file
    file.write_bytes(b"wrong")
    with pytest.raises(fetch.Missing, match=r"some\.deb 与清单中的校验值不符（[0-9a-f]{64}）。请核对"):
        fetch.checked(file, right, "请核对")


def test_the_lists_of_another_debian_are_asked_again_with_each_try(
    fetch: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = tmp_path / "apt-get"  # stands for a registry that is away at first: lists come with the second update
    client.write_text(
        f'#!/bin/sh\ncase "$*" in\n*update) echo x >> {tmp_path}/updates ;;\n'
        f"*) [ $(wc -l < {tmp_path}/updates) -ge 2 ] && echo deb > some_1_amd64.deb ;;\nesac\n"
    )
    client.chmod(0o755)
    monkeypatch.setattr(fetch, "DOWNLOADS", tmp_path / "downloads")
    monkeypatch.setattr(fetch, "apt", lambda suite: [str(client), suite])
    monkeypatch.setattr(fetch, "persist", lambda fetching, persist=fetch.persist: persist(fetching, wait=lambda _: None))
    digest = hashlib.sha256(b"deb\n").hexdigest()
    parts = SimpleNamespace(debian_package=lambda name: ("trixie", digest))
    assert fetch.debian_package(parts, "some").read_bytes() == b"deb\n"
    assert (tmp_path / "updates").read_text() == "x\nx\n"
