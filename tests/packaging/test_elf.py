"""Symbols that the bundle asks of the system: which versions a file needs, and which of them are too new."""

from __future__ import annotations

import importlib
from pathlib import Path
from types import ModuleType

import pytest

# As readelf prints it, shortened.
LISTING = """
Version definition section '.gnu.version_d' contains 1 entry:
  000000: Rev: 1  Flags: BASE  Index: 1  Cnt: 1  Name: libplugin.so
Version needs section '.gnu.version_r' contains 2 entries:
 Addr: 0x0000000000004ba8  Offset: 0x00004ba8  Link: 4 (.dynstr)
  000000: Version: 1  File: libbridge.so  Cnt: 2
  0x0010:   Name: GLIBCXX_3.4.29  Flags: none  Version: 21
  0x0020:   Name: CXXABI_1.3  Flags: none  Version: 5
  0x0030: Version: 1  File: libc.so.6  Cnt: 1
  0x0040:   Name: GLIBC_2.14  Flags: none  Version: 18
"""


@pytest.fixture
def elf(root: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(root / "packaging")
    return importlib.import_module("elf")


def test_needed_versions_are_read_by_library(elf: ModuleType) -> None:
    expected = {"libbridge.so": ["GLIBCXX_3.4.29", "CXXABI_1.3"], "libc.so.6": ["GLIBC_2.14"]}
    assert elf.asked_versions(LISTING) == expected


def test_a_file_without_needed_versions_asks_for_none(elf: ModuleType) -> None:
    assert elf.asked_versions("No version information found in this file.\n") == {}


def test_versions_are_compared_as_numbers_and_by_family(elf: ModuleType) -> None:
    newest = {"GLIBC": "2.28", "GLIBCXX": "3.4.25"}
    old = ["GLIBC_2.4", "GLIBC_2.28", "GLIBCXX_3.4.9", "Qt_6.8", "GLIBC_PRIVATE"]
    new = ["GLIBC_2.29", "GLIBC_2.28.1", "GLIBCXX_3.4.26"]
    assert elf.too_new([*old, *new], newest) == new
