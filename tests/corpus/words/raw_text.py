"""What stands in a file of the set, read without the importer: all its text, blanks removed, radicals as characters."""

from __future__ import annotations

import email
import io
import re
import unicodedata
from pathlib import Path

import pypdfium2
from docx import Document
from lxml import html
from openpyxl import load_workbook

TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"


def bare(text: str) -> str:
    """A text without blanks, compatible characters as one."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text.replace("⻓", "长")))


def _word(data: bytes) -> str:
    document = Document(io.BytesIO(data))
    heads = [paragraph.text for section in document.sections for paragraph in section.header.paragraphs]
    return "".join([*heads, *(element.text or "" for element in document.element.body.iter(TEXT))])


def _page(text: str) -> str:
    tree = html.fromstring(re.sub(r"^<!DOCTYPE[^>]*>", "", text))
    found = tree.xpath("//text()[not(parent::style)]")
    assert isinstance(found, list)
    return "".join(map(str, found))


def _archive(data: bytes) -> str:
    parts = list(email.message_from_bytes(data).walk())
    payload = next(part for part in parts if part.get_content_type() == "text/html").get_payload(decode=True)
    assert isinstance(payload, bytes)
    return _page(payload.decode("utf-8"))


def _pdf(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    pages = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return pages


def _excel(data: bytes) -> str:
    book = load_workbook(io.BytesIO(data))
    return "\n".join(
        str(value)
        for sheet in book
        for row in sheet.iter_rows(values_only=True)
        for value in row
        if value is not None
    )


def _decoded(data: bytes) -> str:
    for encoding in ("utf-16", "utf-8", "gb18030"):
        if encoding == "utf-16" and not data.startswith(b"\xff\xfe"):
            continue
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise AssertionError("no encoding fits")


def raw_pages(path: Path) -> list[str]:
    """The bare text of each page; files without pages have one."""
    data = path.read_bytes()
    match path.suffix:
        case ".docx":
            found = [_word(data)]
        case ".pdf":
            found = _pdf(data)
        case ".xlsx":
            found = [_excel(data)]
        case ".txt":
            found = _decoded(data).split("\f")
        case _:
            found = [_archive(data) if data.startswith(b"Content-Type") else _page(_decoded(data))]
    return [bare(text) for text in found]
