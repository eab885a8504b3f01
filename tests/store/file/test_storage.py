"""The library file notices any changed or missing byte; TinyDB works on its storage as on its own, nobody holds a live dict,
a failed write changes nothing.
"""

import errno
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tinydb import TinyDB, where

from app.store.file.storage import Damaged, SafeStorage, decode, encode
from tests.torture.cruel_disk import FailingDisk

TEXT = st.text(st.characters(codec="utf-8"))
DOCUMENTS = st.dictionaries(
    st.integers(1, 10**12).map(str),
    st.dictionaries(TEXT, TEXT | st.integers(), max_size=3).map(
        lambda one: json.dumps(one, ensure_ascii=False).encode()
    ),
    max_size=4,
)
TABLES = st.dictionaries(st.sampled_from(["about", "reports", "other"]), DOCUMENTS, min_size=1)


def test_tinydb_inserts_updates_removes_and_finds(tmp_path):
    table = TinyDB(tmp_path / "a.json", storage=SafeStorage).table("reports")
    table.insert_multiple([{"year": 2024}, {"year": 2025, "text": "行\u2028\n"}, {"year": 2026}])
    table.update({"text": "改"}, where("year") == 2024)
    table.remove(where("year") == 2026)
    again = TinyDB(tmp_path / "a.json", storage=SafeStorage).table("reports")
    assert again.all() == [{"year": 2024, "text": "改"}, {"year": 2025, "text": "行\u2028\n"}]


def test_what_a_reader_changes_is_its_own(tmp_path):
    table = TinyDB(tmp_path / "a.json", storage=SafeStorage).table("reports")
    number = table.insert({"cells": {"a": 1}})
    found = table.all()[0]
    found["cells"]["a"] = 2
    assert table.get(doc_id=number) == {"cells": {"a": 1}}


def test_the_file_is_utf_8_and_no_temporary_file_stays(tmp_path):
    TinyDB(tmp_path / "a.json", storage=SafeStorage).insert({"office": "街道办"})
    assert "街道办" in (tmp_path / "a.json").read_text("utf-8")
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_a_failed_write_leaves_the_file_and_the_reader_as_they_were(tmp_path, code):
    disk = FailingDisk(code)
    table = TinyDB(storage=lambda: SafeStorage(tmp_path / "a.json", disk)).table("reports")
    table.insert({"year": 2024})
    before = (tmp_path / "a.json").read_bytes()
    disk.failing = True
    with pytest.raises(OSError):
        table.insert({"year": 2025})
    assert (tmp_path / "a.json").read_bytes() == before
    assert table.all() == [{"year": 2024}]
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]


def test_a_batch_is_one_write_or_none(tmp_path):
    storage = SafeStorage(tmp_path / "a.json")
    table = TinyDB(storage=lambda: storage).table("reports")
    with storage.batch():
        table.insert({"year": 2024})
        table.insert({"year": 2025})
        assert not storage.path.exists()
    with pytest.raises(ZeroDivisionError), storage.batch():
        table.insert({"year": 1 // 0})
    assert len(TinyDB(tmp_path / "a.json", storage=SafeStorage).table("reports")) == 2


def test_a_damaged_file_is_never_read(tmp_path):
    (tmp_path / "a.json").write_text('{"reports": {}}')
    with pytest.raises(Damaged):
        TinyDB(tmp_path / "a.json", storage=SafeStorage).all()


@given(TABLES)
def test_what_is_encoded_is_decoded(tables):
    assert decode(encode(tables)) == tables


@given(TABLES, st.data())
def test_one_changed_byte_is_damage(tables, data):
    content = bytearray(encode(tables))
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises(Damaged):
        decode(bytes(content))


@given(TABLES, st.data())
def test_a_shortened_file_is_damage(tables, data):
    content = encode(tables)
    with pytest.raises(Damaged):
        decode(content[: data.draw(st.integers(0, len(content) - 1))])


def test_any_tinydb_reads_the_file(tmp_path):
    path = tmp_path / "library.json"
    path.write_bytes(encode({"reports": {"1": '{"office":"街道"}'.encode()}}))
    with TinyDB(path, encoding="utf-8", access_mode="r") as database:
        assert database.table("reports").all() == [{"office": "街道"}]
