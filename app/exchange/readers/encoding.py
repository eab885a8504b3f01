"""Bytes of a text file or web page → text: UTF-8, UTF-16 with a mark, GBK and its kin, strictly.

What a page declares about itself does not count: pages lie, and Chinese text that is valid UTF-8 is no GBK. A
byte that fits no encoding is refused, never replaced: a replaced byte could be half a number's unit.
"""

from __future__ import annotations

import codecs

from app.errors import ExchangeError

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def decode(data: bytes, name: str) -> str:
    """The text of a file. Raises ExchangeError when no encoding fits, or the file is no text at all."""
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    for encoding in (marked,) if marked else ("utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise ExchangeError(f"{name}：文字编码识别不了（不是 UTF-8 也不是 GBK），请用记事本另存为 UTF-8 后重试。")
