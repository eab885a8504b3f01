"""The bytes of the library file: any changed or missing byte is noticed, and any TinyDB can read it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tinydb import TinyDB

from app.store.file.library_file import Damaged, decode, encode

TEXT = st.text(st.characters(codec="utf-8"))
DOCUMENTS = st.dictionaries(
    st.integers(1, 10**12).map(str),
    st.dictionaries(TEXT, TEXT | st.integers(), max_size=3).map(
        lambda one: json.dumps(one, ensure_ascii=False).encode()
    ),
    max_size=4,
)
TABLES = st.dictionaries(st.sampled_from(["about", "reports", "other"]), DOCUMENTS, min_size=1)


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
