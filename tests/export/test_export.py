"""The one way out: the suffix decides, every suffix works, an unknown one is refused."""

from __future__ import annotations

import pytest

from app.errors import InputError
from app.exchange.exchange_file import write_json
from app.export.exporting import SUFFIXES, export
from tests.reports import FORM, full

BEGINNINGS = {
    "pdf": b"%PDF-",
    "docx": b"PK",
    "xlsx": b"PK",
    "html": b"<!DOCTYPE html>",
    "txt": b"\xef\xbb\xbf",
    "json": b"{",
}


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_each_suffix_gives_a_file_of_its_kind(suffix):
    assert export(FORM, full(), suffix).startswith(BEGINNINGS[suffix])


def test_json_is_the_exchange_file():
    assert export(FORM, full(), "json") == write_json(FORM, full())


def test_an_unknown_suffix_is_refused_with_the_known_ones():
    with pytest.raises(InputError, match=r"\.wps.*\.docx"):
        export(FORM, full(), "wps")
