"""The web page in a file of several parts, as Word, Excel and browsers save a page as one file (.mht, and .doc or .xls so saved).

RFC 2557 (MHTML), RFC 2045 (heads and encodings of parts), RFC 2046, 5.1 (their boundaries). Only the first page counts; pictures
and style sheets beside it do not. The library's `email` is not used: it wants `socket`, which the installed program lacks.
"""

from __future__ import annotations

import base64
import binascii
import quopri
import re
from dataclasses import dataclass

from app.errors import ExchangeError

MOST_PARTS = 1000
DEEPEST = 4  # parts in one another; real ones have two
_HEAD = re.compile(
    rb"\s*(?:[A-Za-z][\w-]{1,40}:[^\r\n]{0,998}(?:\r?\n[ \t][^\r\n]{0,998}){0,20}\r?\n){1,40}\r?\n"
)
_SAYS = re.compile(rb"(?im)^(?:mime-version|content-type)\s*:")
_BLANK = re.compile(rb"\A\r?\n|\r?\n\r?\n")
_FOLD = re.compile(r"\r?\n[ \t]+")
_NEAR = 8192  # bytes in which the head of the file ends
# What says nothing: those that are tried anyway, and those that programs write without asking.
_UNSAID = re.compile(r"(?i)(?:utf-?8|gb.*|us-ascii|iso-8859-.*|windows-125\d|latin.*|)")


def is_archive(data: bytes) -> bool:
    """Whether a file begins as a message of several parts does."""
    head = _HEAD.match(data[:_NEAR])
    return head is not None and _SAYS.search(head[0]) is not None


@dataclass(frozen=True)
class _MimePart:
    """A part of the file: what its head says by name, in lower case, and its body as it stands."""

    head: dict[str, str]
    body: bytes

    @property
    def kind(self) -> str:
        """Its content type; text/plain where it says none (RFC 2045, 5.2)."""
        return self.head.get("content-type", "text/plain").partition(";")[0].strip().lower()

    def said(self, name: str) -> str:
        """A parameter of its content type, '' when there is none."""
        found = re.search(rf'(?i);\s*{name}\s*=\s*(?:"([^"]*)"|([^\s;"]+))', self.head.get("content-type", ""))
        return (found[1] or found[2] or "") if found else ""

    @property
    def content(self) -> bytes:
        """Its body decoded. What is damaged gives what can be read of it."""
        encoding = self.head.get("content-transfer-encoding", "").strip().lower()
        if encoding == "quoted-printable":
            return quopri.decodestring(self.body)
        if encoding != "base64":
            return self.body
        plain = re.sub(rb"[^A-Za-z0-9+/]", b"", self.body)
        try:
            return base64.b64decode(plain[: len(plain) - (len(plain) % 4 == 1)] + b"=" * (-len(plain) % 4))
        except binascii.Error:
            return b""


def page_of(data: bytes, name: str) -> bytes:
    """The page within. Raises ExchangeError when there is none, or the file has parts beyond reason."""
    if data.count(b"\n--") > MOST_PARTS * 2 or data.lower().count(b"boundary=") > MOST_PARTS:
        raise ExchangeError(f"{name}：内容过多，不像是一份年报，没有读取。请核对所选文件。")
    page = _first_page(_part(data.lstrip()), 0)
    content = page.content if page is not None else b""
    if page is None or not content.strip():
        raise ExchangeError(
            f"{name}：单个文件的网页里没有网页内容，请用浏览器打开，另存为“网页，仅 HTML”后再导入。"
        )
    charset = page.said("charset").lower()
    if _UNSAID.fullmatch(charset):
        return content
    try:
        return content.decode(charset).encode("utf-8")
    except (LookupError, UnicodeError):
        return content


def _part(data: bytes) -> _MimePart:
    """Head and body of a part; the blank line between them ends the head."""
    end = _BLANK.search(data)
    raw, body = (data[: end.start()], data[end.end() :]) if end else (b"", data)
    lines = _FOLD.sub(" ", raw.decode("latin-1")).splitlines()
    pairs = (line.partition(":") for line in lines if ":" in line)
    return _MimePart({key.strip().lower(): value.strip() for key, _, value in pairs}, body)


def _first_page(part: _MimePart, depth: int) -> _MimePart | None:
    if depth > DEEPEST:
        return None
    boundary = part.said("boundary")
    if not (part.kind.startswith("multipart/") and boundary):
        return part if part.kind == "text/html" else None
    mark = re.compile(rb"(?m)^--" + re.escape(boundary.encode("latin-1", "replace")) + rb"(?:--)?[ \t]*\r?$\n?")
    found = (_first_page(_part(one), depth + 1) for one in mark.split(part.body)[1:])
    return next((one for one in found if one is not None), None)
