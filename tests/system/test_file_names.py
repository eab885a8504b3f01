"""Names of files: what Windows keeps, what nobody sees, how long; proposed ones are fitted, typed ones refused."""

from __future__ import annotations

import pytest

from app.errors import OutputError
from app.system.file_names import fitted, judge
from app.system.files import write_whole

DEVICES = ["CON", "com1", "COM¹", "lpt³", "LPT9.pdf", "nul.tar.gz", "CONIN$", "conout$.txt", "AUX .pdf", "COM².x", "LPT¹"]


@pytest.mark.parametrize("name", DEVICES)
def test_a_device_is_evaded_where_proposed_and_refused_where_typed(name):
    assert fitted(name) == f"_{name}"
    with pytest.raises(OutputError, match="Windows"):
        judge(name)


@pytest.mark.parametrize("name", ["COM10", "COMA", "CONSOLE", "年报.pdf", "COM⁴", "第1¹号.pdf", "葛\U000e0100城.pdf"])
def test_other_names_stay(name):
    assert fitted(name) == name
    judge(name)


def test_what_nobody_sees_is_in_no_name():
    assert fitted("年报\u202efdp\u200b\ud800.exe") == "年报fdp.exe"
    with pytest.raises(OutputError, match=r"\[U\+202E\]"):
        judge("年报\u202efdp.exe")


@pytest.mark.parametrize("name", ["年报.", "年报 ", "街" * 100])
def test_ends_and_lengths_that_a_system_does_not_take_are_refused(name):
    with pytest.raises(OutputError):
        judge(name)


def test_nothing_is_written_under_a_refused_name(tmp_path):
    with pytest.raises(OutputError, match="COM¹"):
        write_whole(tmp_path / "COM¹.pdf", b"new")
    assert list(tmp_path.iterdir()) == []
