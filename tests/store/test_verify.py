"""The log of changes: readable for people, and no change of it passes unnoticed."""

import hashlib
import json

import pytest

from app.errors import StoreError
from app.store.opening import FILE
from app.store.verify import verify
from tests.store.places import library_with


def journal_of(folder):
    return next((folder / "journal").iterdir())


def test_an_untouched_log_is_good(tmp_path):
    library_with(tmp_path, "一", "二")
    found = verify(tmp_path)
    assert (found.good, found.entries) == (True, 3)
    assert "首尾相连" in found.sentences[0]


def test_a_changed_entry_is_noticed(tmp_path):
    library_with(tmp_path, "一", "二")
    path = journal_of(tmp_path)
    path.write_bytes(path.read_bytes().replace("二".encode(), "两".encode()))
    assert not verify(tmp_path).good


def test_a_damaged_library_file_is_noticed_and_named(tmp_path):
    library_with(tmp_path, "一", "二")
    path = tmp_path / FILE
    path.write_bytes(path.read_bytes().replace("二".encode(), "两".encode()))
    found = verify(tmp_path)
    assert not found.good
    assert [one for one in found.sentences if FILE in one and "已损坏" in one]


def forged(line, **other):
    payload = json.dumps(
        {**json.loads(line[65:]), **other}, ensure_ascii=False, separators=(",", ":")
    ).encode()
    return hashlib.sha256(payload).hexdigest().encode() + b" " + payload


def test_an_entry_forged_with_its_own_right_hash_is_noticed(tmp_path):
    library_with(tmp_path, "一", "二", "三")
    path = journal_of(tmp_path)
    lines = path.read_bytes().splitlines()
    lines[1] = forged(lines[1], who="别人")
    path.write_bytes(b"\n".join(lines) + b"\n")
    found = verify(tmp_path)
    assert not found.good
    assert "不衔接" in found.sentences[0]


def test_a_last_entry_cut_off_or_forged_is_noticed_by_the_library_file(tmp_path):
    library_with(tmp_path, "一", "二")
    path = journal_of(tmp_path)
    lines = path.read_bytes().splitlines()
    for end in ([], [forged(lines[-1], who="别人")]):
        path.write_bytes(b"\n".join([*lines[:-1], *end]) + b"\n")
        found = verify(tmp_path)
        assert not found.good
        assert "library.json" in found.sentences[0]


def test_a_folder_without_a_library_is_one_sentence(tmp_path):
    with pytest.raises(StoreError):
        verify(tmp_path)
