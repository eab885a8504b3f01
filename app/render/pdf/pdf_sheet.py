"""reportlab's canvas as this program needs it: finished page streams, Type 0 fonts, fixed dates and identity.

The canvas itself would name Helvetica on every page without embedding it, and encode streams as text; both
are replaced here.
"""

from __future__ import annotations

import hashlib
import zlib
from datetime import date
from typing import Any, BinaryIO

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFName,
    PDFObject,
    PDFStream,
    PDFString,
)
from reportlab.pdfgen.canvas import Canvas

from app.render.pdf.pdf_fonts import LEVEL, FontParts
from app.render.pdf.pdf_picture import image

LANGUAGE = "zh-CN"
VERSION = (1, 7)  # the viewer is told how to print
FONTS = "BasicFonts"  # reportlab's dictionary of the fonts that all pages share


class Sheets(Canvas):
    """A canvas whose pages come as finished, compressed content streams."""

    _doc: Any  # reportlab's model of the file, to which alone fonts and page streams can be given; untyped
    _formsinuse: list[str]  # what the current page has of the file's pictures

    def __init__(self, target: BinaryIO, paper: tuple[float, float], day: date, identity: str) -> None:
        super().__init__(
            target, pagesize=paper, pageCompression=0, invariant=1, lang=LANGUAGE, pdfVersion=VERSION
        )
        # Both would else hang on SOURCE_DATE_EPOCH of the machine.
        self.setDateFormatter(lambda *_clock: f"D:{day:%Y%m%d}000000Z")
        self._doc.signature = hashlib.md5(identity.encode("utf-8"), usedforsecurity=False)

    def _make_preamble(self) -> None:
        """No initial font: every piece of text names its own."""
        self._preamble = "1 0 0 1 0 0 cm"

    def finish_page(self, content: bytes) -> None:
        """End the page with a content stream that `packed` has made."""
        number = self.getPageNumber()
        self.showPage()
        page = self._doc.idToObject[f"Page{number}"]
        page.Contents = _packed_stream(content)

    def use_picture(self, png: bytes) -> str:
        """Make a picture known to the current page, and to the file once; gives its name there."""
        name = f"picture-{hashlib.md5(png, usedforsecurity=False).hexdigest()}"
        if not self.hasForm(name):
            self._doc.addForm(name, image(png))
        self._formsinuse.append(name)
        known: str = self._doc.getXObjectName(name)
        return known

    def add_font(self, name: str, parts: FontParts) -> None:
        """Make a face known to all pages under a name (a Type 0 font, ISO 32000-1, 9.7)."""
        file = _packed_stream(parts.file, Length1=parts.length)
        descriptor = PDFDictionary(
            {
                "Type": PDFName("FontDescriptor"), "FontName": PDFName(parts.name), "Flags": parts.flags,
                "FontBBox": PDFArray(list(parts.box)), "ItalicAngle": 0, "Ascent": parts.ascent,
                "Descent": parts.descent, "CapHeight": parts.ascent, "StemV": 80,
                "FontFile2": self._named(file, f"{name}-file"),
            }
        )  # fmt: skip
        descendant = PDFDictionary(
            {
                "Type": PDFName("Font"), "Subtype": PDFName("CIDFontType2"), "BaseFont": PDFName(parts.name),
                "CIDSystemInfo": PDFDictionary(
                    {"Registry": PDFString("Adobe"), "Ordering": PDFString("Identity"), "Supplement": 0}
                ),
                "FontDescriptor": self._named(descriptor, f"{name}-descriptor"),
                "DW": 1000, "W": parts.widths, "CIDToGIDMap": PDFName("Identity"),
            }
        )  # fmt: skip
        font = PDFDictionary(
            {
                "Type": PDFName("Font"), "Subtype": PDFName("Type0"), "BaseFont": PDFName(parts.name),
                "Encoding": PDFName("Identity-H"),
                "DescendantFonts": PDFArray([self._named(descendant, f"{name}-glyphs")]),
                "ToUnicode": self._named(_packed_stream(parts.mapping), f"{name}-text"),
            }
        )  # fmt: skip
        self._doc.idToObject[FONTS].dict[name] = self._named(font, name)

    def _named(self, thing: PDFObject, name: str) -> PDFObject:
        reference: PDFObject = self._doc.Reference(thing, name)
        return reference


def packed(content: str) -> bytes:
    """A content stream as it stands in the file."""
    return zlib.compress(content.encode("ascii"), LEVEL)


def _packed_stream(content: bytes, **entries: int) -> PDFStream:
    return PDFStream(PDFDictionary({"Filter": PDFName("FlateDecode"), **entries}), content)
