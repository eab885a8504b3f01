"""A PNG file → a PDF image without decoding it: both pack rows alike (ISO 32000-1, 7.4.4.4, predictor 15).

Taken are grey, true-colour and palette pictures of 8 bits or less, not interlaced and without transparency; our own
pictures are so. The file's bytes are the image's bytes, so the same file gives the same PDF.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFText

from app.errors import ResourceError
from app.render.pdf.pdf_file import PackedStream

SIGNATURE = b"\x89PNG\r\n\x1a\n"
COLOURS = {0: 1, 2: 3, 3: 1}  # colour type (PNG, 11.2.2): numbers a pixel
PALETTE = 3
REFUSED = "图片不是程序能印的 PNG 文件（须为不交错、不透明、每色不超过 8 位）。请重新安装本程序。"


@dataclass(frozen=True)
class _Header:
    width: int
    height: int
    depth: int
    colour: int


def proportion(png: bytes) -> float:
    """Height by width. Raises ResourceError for a PNG of another make."""
    header, _, _ = _read(png)
    return header.height / header.width


def image(png: bytes) -> PackedStream:
    """The picture as an image of a PDF file. Raises ResourceError for a PNG of another make."""
    header, palette, packed = _read(png)
    space: object = PDFName("DeviceRGB" if header.colour == 2 else "DeviceGray")
    if header.colour == PALETTE:
        colours = PDFText(palette, enc="raw")
        space = PDFArray([PDFName("Indexed"), PDFName("DeviceRGB"), len(palette) // 3 - 1, colours])
    rows = {
        "Predictor": 15, "Colors": COLOURS[header.colour], "BitsPerComponent": header.depth, "Columns": header.width,
    }  # fmt: skip
    return PackedStream(
        packed,
        {
            "Type": PDFName("XObject"), "Subtype": PDFName("Image"), "Width": header.width, "Height": header.height,
            "ColorSpace": space, "BitsPerComponent": header.depth, "DecodeParms": PDFDictionary(rows),
        },
    )  # fmt: skip


def _read(png: bytes) -> tuple[_Header, bytes, bytes]:
    chunks = list(_chunks(png))
    head = next((data for kind, data in chunks if kind == b"IHDR"), b"")
    if len(head) != 13:
        raise ResourceError(REFUSED)
    width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", head)
    palette = b"".join(data for kind, data in chunks if kind == b"PLTE")
    see_through = any(kind == b"tRNS" for kind, _ in chunks)
    if (
        not (width and height)
        or colour not in COLOURS
        or depth > 8
        or interlaced
        or see_through
        or (colour == PALETTE) != bool(palette)
    ):
        raise ResourceError(REFUSED)
    return (
        _Header(width, height, depth, colour),
        palette,
        b"".join(data for kind, data in chunks if kind == b"IDAT"),
    )


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Type and data of each chunk (PNG, 5.3)."""
    if not png.startswith(SIGNATURE):
        raise ResourceError(REFUSED)
    place = len(SIGNATURE)
    while place + 12 <= len(png):
        (length,) = struct.unpack(">I", png[place : place + 4])
        yield png[place + 4 : place + 8], png[place + 8 : place + 8 + length]
        place += length + 12
