"""A table as a picture: drawn as a PDF page, rendered by pdfium, written as a grey PNG."""

from __future__ import annotations

import struct
import zlib

import pypdfium2

from tests.corpus.base import Rows
from tests.corpus.words.sheet import HIGH, Look, Sheet


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(rows: Rows) -> bytes:
    """The picture of a table."""
    sheet = Sheet(Look(margin=20))
    sheet.draw(rows)
    document = pypdfium2.PdfDocument(sheet.done())
    bitmap = document[0].render(scale=1.5, grayscale=True, crop=(0, max(sheet.y, 0), 0, 60))
    wide, high, stride = bitmap.width, bitmap.height, bitmap.stride
    data = bytes(bitmap.buffer)
    lines = b"".join(b"\0" + data[at * stride : at * stride + wide] for at in range(high))
    document.close()
    assert high < HIGH * 2
    head = struct.pack(">IIBBBBB", wide, high, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        _chunk(kind, part)
        for kind, part in ((b"IHDR", head), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    )
