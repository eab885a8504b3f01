"""The web page in a file of several parts, as Word, Excel and browsers save a page as one file (.mht, and .doc or .xls so saved).

RFC 2557 (MHTML), RFC 2045 (encodings of parts). Only the first page counts; pictures and style sheets beside it do not.
"""

from __future__ import annotations

import re
from email import message_from_bytes
from email.message import Message

from app.errors import ExchangeError

MOST_PARTS = 1000
DEEPEST = 4  # parts in one another; real ones have two
_HEAD = re.compile(
    rb"\s*(?:[A-Za-z][\w-]{1,40}:[^\r\n]{0,998}(?:\r?\n[ \t][^\r\n]{0,998}){0,20}\r?\n){1,40}\r?\n"
)
_SAYS = re.compile(rb"(?im)^(?:mime-version|content-type)\s*:")
_NEAR = 8192  # bytes in which the head of the file ends
# What says nothing: those that are tried anyway, and those that programs write without asking.
_UNSAID = re.compile(r"(?i)(?:utf-?8|gb.*|us-ascii|iso-8859-.*|windows-125\d|latin.*|)")


def is_archive(data: bytes) -> bool:
    """Whether a file begins as a message of several parts does."""
    head = _HEAD.match(data[:_NEAR])
    return head is not None and _SAYS.search(head[0]) is not None


def page_of(data: bytes, name: str) -> bytes:
    """The page within. Raises ExchangeError when there is none, or the file has parts beyond reason."""
    if data.count(b"\n--") > MOST_PARTS * 2 or data.lower().count(b"boundary=") > MOST_PARTS:
        raise ExchangeError(f"{name}：内容过多，不像是一份年报，没有读取。请核对所选文件。")
    page = _first_page(message_from_bytes(data.lstrip()), 0)
    content = page.get_payload(decode=True) if page is not None else None
    if page is None or not isinstance(content, bytes) or not content.strip():
        raise ExchangeError(
            f"{name}：单个文件的网页里没有网页内容，请用浏览器打开，另存为“网页，仅 HTML”后再导入。"
        )
    charset = page.get_content_charset("") or ""
    if _UNSAID.fullmatch(charset):
        return content
    try:
        return content.decode(charset).encode("utf-8")
    except (LookupError, UnicodeError):
        return content


def _first_page(part: Message, depth: int) -> Message | None:
    if depth > DEEPEST:
        return None
    if not part.is_multipart():
        return part if part.get_content_type() == "text/html" else None
    inner = part.get_payload()
    found = (
        (_first_page(one, depth + 1) for one in inner if isinstance(one, Message))
        if isinstance(inner, list)
        else ()
    )
    return next((one for one in found if one is not None), None)
