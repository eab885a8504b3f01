"""Pages saved as one file, or with the suffix of an old Office file, are read; real old Office files are refused with help."""

from __future__ import annotations

import base64
import quopri

import pytest

from app.errors import ExchangeError
from app.exchange import READABLE, read
from app.exchange.readers.html.web_archive import MOST_PARTS, is_archive, page_of
from tests.corpus.build import FILES
from tests.reports import FORMS

PAGE = (FILES / "cms.html").read_bytes()
WHOLE = read(FORMS, PAGE, "2024年年报.html").report


def archive(page: bytes, encoding: str = "base64", charset: str = "utf-8") -> bytes:
    """A page with a picture beside it, as Word and browsers save it."""
    body = base64.encodebytes(page) if encoding == "base64" else quopri.encodestring(page)
    head = 'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="----=_Part"\r\n\r\n本文档是单个文件网页。\r\n\r\n'
    part = f"------=_Part\r\nContent-Location: file:///C:/a.htm\r\nContent-Transfer-Encoding: {encoding}\r\n"
    picture = "\r\n------=_Part\r\nContent-Type: image/png\r\n\r\nPNG\r\n------=_Part--\r\n"
    return (
        f'{head}{part}Content-Type: text/html; charset="{charset}"\r\n\r\n'.encode() + body + picture.encode()
    )


@pytest.mark.parametrize("suffix", [".doc", ".xls", ".mht", ".mhtml"])
@pytest.mark.parametrize("data", [archive(PAGE), archive(PAGE, "quoted-printable"), PAGE])
def test_a_page_within_is_read_whatever_the_suffix(suffix: str, data: bytes) -> None:
    assert read(FORMS, data, f"2024年年报{suffix}").report == WHOLE


@pytest.mark.parametrize(
    ("charset", "label"), [("gb18030", "gb2312"), ("big5", "big5"), ("utf-8", "iso-8859-1")]
)
def test_the_charset_of_the_part_is_honoured(charset: str, label: str) -> None:
    content = page_of(archive("<p>公文</p>".encode(charset), charset=label), "年报.mht")
    assert "公文" in content.decode("gb18030" if charset == "gb18030" else "utf-8")


def test_only_the_first_page_counts() -> None:
    two = archive(b"<p>1</p>").replace(b"Content-Type: image/png", b"Content-Type: text/html")
    assert page_of(two, "年报.mht").strip() == b"<p>1</p>"


def test_a_message_without_a_page_is_refused() -> None:
    with pytest.raises(ExchangeError, match="没有网页内容"):
        read(FORMS, archive(PAGE).replace(b"text/html", b"text/css"), "2024年年报.mht")


def test_too_many_parts_are_refused() -> None:
    with pytest.raises(ExchangeError, match="内容过多"):
        page_of(archive(PAGE) + b"\n------=_Part\n\n" * (MOST_PARTS * 2 + 1), "年报.mht")


def test_parts_in_one_another_without_end_are_refused() -> None:
    nested = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(40))
    data = f"MIME-Version: 1.0\n{nested}Content-Type: text/html\n\n<p>1</p>\n".encode()
    assert is_archive(data)
    with pytest.raises(ExchangeError, match="没有网页内容"):
        page_of(data, "年报.mht")


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        (
            "年报.doc",
            b"\xd0\xcf\x11\xe0" + b"\0" * 9_000_000,
            "旧式 Word 文件请用 Word 或 WPS 打开，另存为 .docx",
        ),
        ("年报.xls", b"\xd0\xcf\x11\xe0", "旧式 Excel 文件请用 Excel 或 WPS 打开，另存为 .xlsx"),
        ("年报.doc", b"{\\rtf1 }", "RTF 文件请用"),
        ("年报.doc", b"PK\x03\x04", "后缀是 .doc，内容却是压缩包或新式 Office 文件"),
        ("年报.doc", b'<?xml version="1.0"?><?mso-application progid="Word.Document"?>', "另存为 .docx"),
    ],
)
def test_a_real_old_file_is_refused_with_what_to_do(name: str, data: bytes, words: str) -> None:
    with pytest.raises(ExchangeError, match=words.replace(".", r"\.")):
        read(FORMS, data, name)


def test_a_table_parted_by_tabs_under_the_suffix_of_excel_is_read_as_text() -> None:
    data = (FILES / "tabs.txt").read_bytes()
    assert read(FORMS, data, "2024年年报.xls").report == read(FORMS, data, "2024年年报.txt").report


def test_the_dialogs_offer_them() -> None:
    assert {".doc", ".xls", ".mht", ".mhtml"} <= set(READABLE)
