"""The frame of a PDF file: every object stands where the table says, and the identity is that of the content."""

from __future__ import annotations

import re
import zlib
from datetime import date
from functools import partial

import pypdfium2 as pdfium
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.render.pdf.pdf_file import KeptObjects, PackedStream, PdfFile

ENTRY = re.compile(rb"(\d{10}) 00000 n \n")
IDENTITY = re.compile(rb"/ID \n\[<(\w{32})><\1>\]")
DAY = date(2026, 1, 15)
STREAMS = st.lists(st.binary(max_size=60), max_size=8)
Packed = list[PackedStream]


def packed(streams: list[bytes]) -> Packed:
    return [PackedStream(zlib.compress(data)) for data in streams]


def file_of(faces: Packed, pages: Packed, before: dict[int, KeptObjects] | None = None, title: str = "一") -> bytes:
    file = PdfFile((100, 200), "zh-CN", DAY, before)
    file.describe(title, "办事处", "报告", "年报")
    for number, face in enumerate(faces):
        file.add_font(f"F{number}", face, partial(file.add_stream, face))
    file.outline((f"第{number}页", file.add_page(page), 150.5) for number, page in enumerate(pages))
    return file.finished()


@given(STREAMS, STREAMS)
def test_every_object_stands_where_the_table_says(faces: list[bytes], pages: list[bytes]) -> None:
    data = file_of(packed(faces), packed(pages))
    places = [int(found[1]) for found in ENTRY.finditer(data)]
    assert int(re.findall(rb"/Size (\d+)", data)[-1]) == len(places) + 1
    assert all(data[place:].startswith(b"%d 0 obj\n" % number) for number, place in enumerate(places, 1))
    assert data[int(data.split(b"startxref\n")[1].split()[0]) :].startswith(b"xref\n")


@given(STREAMS)
def test_every_stream_is_as_long_as_it_says_and_stands_as_it_was_packed(pages: list[bytes]) -> None:
    data, streams = file_of([], packed(pages)), packed(pages)
    found = [(match.end(), int(match[1])) for match in re.finditer(rb"/Length (\d+)\n>>\nstream\n", data)]
    assert [data[place : place + length] for place, length in found] == [stream.data for stream in streams]
    assert all(data[place + length :].startswith(b"endstream\nendobj\n") for place, length in found)


@given(STREAMS, STREAMS)
def test_two_files_have_one_identity_only_with_the_same_content(one: list[bytes], other: list[bytes]) -> None:
    identities = {IDENTITY.findall(file_of([], packed(streams)))[0] for streams in (one, other)}
    assert len(identities) == (1 if one == other else 2)


def test_what_a_file_says_of_itself_is_in_its_identity() -> None:
    titles = ("一", "二", "𠀀")
    assert len({IDENTITY.findall(file_of([], [], title=title))[0] for title in titles}) == len(titles)
    file = pdfium.PdfDocument(file_of([], packed([b""]), title="𠀀(年\\"))
    assert file.get_metadata_value("Title") == "𠀀(年\\"
    assert [mark.get_title() for mark in file.get_toc()] == ["第0页"]
    file.close()


SUBSETS = st.tuples(st.lists(st.integers(0, 3), max_size=4), st.lists(st.integers(4, 9), max_size=5))


@given(st.lists(SUBSETS, min_size=1, max_size=5))
def test_what_stood_before_is_put_in_as_a_fresh_file_has_it(files: list[tuple[list[int], list[int]]]) -> None:
    known, before = packed([bytes([number]) * number for number in range(10)]), dict[int, KeptObjects]()
    for faces, pages in files:
        things = [known[number] for number in faces], [known[number] for number in pages]
        assert file_of(*things, before) == file_of(*things)


def test_an_object_that_did_not_change_is_not_made_again() -> None:
    file, before, (face,) = PdfFile((1, 1), "zh-CN", DAY), dict[int, KeptObjects](), packed([b"face"])
    file_of([face], [], before)
    again = PdfFile((1, 1), "zh-CN", DAY, before)
    again.add_font("F0", face, lambda: pytest.fail("made again"))
    file.add_font("F0", face, partial(file.add_stream, face))
    assert again.finished() == file.finished()
