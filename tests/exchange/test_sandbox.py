"""A file read in a process of its own gives what reading it here gives, and its faults stay there."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from app.errors import ExchangeError
from app.exchange import read
from app.exchange.sandbox import read_apart
from app.exchange.source.import_record import from_plain, to_plain
from app.export.exporting import export
from app.form.form_file import Forms
from tests.corpus.base import REPORT
from tests.corpus.build import FILES
from tests.reports import FORM, FORMS

CORPUS = sorted(path.name for path in FILES.iterdir())


@pytest.mark.parametrize("name", CORPUS)
def test_what_was_found_is_the_same_after_its_way_as_data(name: str) -> None:
    found = read(FORMS, (FILES / name).read_bytes(), name)
    again = from_plain(FORMS, json.loads(json.dumps(to_plain(FORMS.edition(found.report.edition), found))))
    assert (again, again.source) == (found, found.source)


@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".html", ".pdf", ".txt"])
def test_a_file_read_apart_is_read_as_here(suffix: str) -> None:
    name = next(name for name in CORPUS if name.endswith(suffix))
    data = (FILES / name).read_bytes()
    assert read_apart(FORMS, data, name, year=2024) == read(FORMS, data, name, year=2024)


def test_what_is_told_of_the_reading_comes_back_too() -> None:
    data = (FILES / "cms.html").read_bytes().replace("。".encode(), "\u202e。".encode(), 1)
    assert "U+202E" in "".join(read_apart(FORMS, data, "cms.html", year=2024).notes)


def test_a_refusal_comes_back_as_its_sentence() -> None:
    with pytest.raises(ExchangeError, match="旧式 Word"):
        read_apart(FORMS, b"\xd0\xcf\x11\xe0", "年报.doc")


def test_a_process_that_falls_over_is_a_refusal(tmp_path: Path) -> None:
    with pytest.raises(ExchangeError, match="过于复杂"):
        read_apart(
            Forms(tmp_path), "一、总体情况".encode(), "2024.txt"
        )  # no form at all: the process ends in a fault


def test_a_process_that_cannot_start_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "none"))
    with pytest.raises(ExchangeError, match="无法启动"):
        read_apart(FORMS, b"x", "2024.txt")


def test_our_own_exchange_file_needs_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "Popen", lambda *_, **__: pytest.fail("a process was started"))
    assert read_apart(FORMS, export(FORM, REPORT, "json"), "2024.json").report == REPORT
