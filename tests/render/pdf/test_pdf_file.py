"""The frame of a PDF file: every object stands where the table says, and the identity is that of the content."""

from __future__ import annotations

import re
import zlib

from hypothesis import given
from hypothesis import strategies as st

from app.render.pdf.pdf_file import PackedStream, PdfFile, text_string

ENTRY = re.compile(rb"(\d{10}) 00000 n \n")


def file_of(streams: list[bytes]) -> bytes:
    file = PdfFile()
    catalog = file.reserve()
    for data in streams:
        file.add_stream(PackedStream(zlib.compress(data)))
    file.put(catalog, "<< /Type /Catalog >>")
    return file.finished(catalog, file.add("<< >>"))


@given(st.lists(st.binary(max_size=60), max_size=12))
def test_every_object_stands_where_the_table_says(streams: list[bytes]) -> None:
    data = file_of(streams)
    places = [int(found[1]) for found in ENTRY.finditer(data)]
    assert len(places) == len(streams) + 2
    assert all(data[place:].startswith(b"%d 0 obj\n" % number) for number, place in enumerate(places, 1))
    assert data[int(data.split(b"startxref\n")[1].split()[0]) :].startswith(b"xref\n")


@given(st.lists(st.binary(max_size=20), max_size=5), st.lists(st.binary(max_size=20), max_size=5))
def test_two_files_have_one_identity_only_with_the_same_content(one: list[bytes], other: list[bytes]) -> None:
    identities = {re.findall(rb"/ID \[<(\w+)>", file_of(streams))[0] for streams in (one, other)}
    assert len(identities) == (1 if one == other else 2)


def test_a_text_comes_with_its_mark_and_in_any_plane() -> None:
    assert text_string("年") == "<FEFF5E74>"
    assert text_string("\U00020000") == "<FEFFD840DC00>"
