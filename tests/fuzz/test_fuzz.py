"""A short run of the fuzzer, always the same, and every file that ever went wrong."""

from __future__ import annotations

import hashlib
from itertools import islice
from pathlib import Path

from tests.fuzz.damage import SEEDS, outcomes, run, starting_files

KEPT = sorted(path for path in SEEDS.iterdir() if path.suffix != ".md")


def test_every_file_that_once_went_wrong_is_read_or_refused() -> None:
    assert [(path.name, fault) for path in KEPT if (fault := run(path.name, path.read_bytes()).fault)] == []


def test_every_file_that_once_went_wrong_is_the_very_one() -> None:
    changed = [path.name for path in KEPT if not path.name.startswith(hashlib.sha256(path.read_bytes()).hexdigest()[:12])]
    assert changed == [], "no command makes a seed of tests/fuzz twice: take it back out of git"


def test_damaged_files_are_read_or_refused() -> None:
    assert [(one.name, one.fault) for one in islice(outcomes(2024), 100) if one.fault] == []


def test_the_fuzzer_starts_from_every_format_and_damages_what_it_starts_from() -> None:
    suffixes = {Path(name).suffix for name in starting_files()}
    assert suffixes == {".json", ".docx", ".html", ".htm", ".xlsx", ".pdf", ".txt", ".doc"}
    files = starting_files()
    assert all(one.data != files[one.name] for one in islice(outcomes(7), 20) if not one.read)
