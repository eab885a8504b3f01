"""Bytes of a text file or web page → text: UTF-8, UTF-16 with a mark, GBK and its kin, strictly.

A byte that fits no encoding is refused, never replaced: a replaced byte could be half a number's unit.
"""

from __future__ import annotations

import codecs
import re

from app.errors import ExchangeError

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_-]{2,20})""", re.I)
_CHINESE = ("gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk", "cp936")


def decode(data: bytes, name: str, *, declared: bool = False) -> str:
    """The text of a file. With `declared`, what the first 4096 bytes say about their own encoding is tried first.

    Raises ExchangeError when no encoding fits, or the file is no text at all.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data, (encoding,), name)
    found = _DECLARED.search(data[:4096]) if declared else None
    said = found[1].decode("ascii").lower() if found else ""
    first = ("gb18030",) if said in _CHINESE else ()
    return _strict(data, (*first, "utf-8", "gb18030"), name)


def _strict(data: bytes, encodings: tuple[str, ...], name: str) -> str:
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise ExchangeError(f"{name}：文字编码识别不了（不是 UTF-8 也不是 GBK），请用记事本另存为 UTF-8 后重试。")
