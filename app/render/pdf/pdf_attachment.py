"""Files inside the PDF: the exchange data of the very report that is printed, so that it can be read back exactly, and
the anchor of the log of changes.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from datetime import date

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName, PDFString

from app.render.pdf.pdf_file import PackedStream, PdfFile, date_text

EXCHANGE = "nianbao.json"  # the attachments' names, by which they are known again
ANCHOR = "nianbao-anchor.txt"
LEVEL = 9
# 7.3.5: the slash of a media type is written in hexadecimal, which reportlab leaves to us
_KINDS = {EXCHANGE: "/application#2Fjson", ANCHOR: "/text#2Fplain"}


def attach(file: PdfFile, contents: Mapping[str, bytes], day: date) -> None:
    """Embeds files of these names, `day` being the date they bear."""
    file.embed({name: _packed(data, _KINDS[name], day) for name, data in contents.items()})


def _packed(data: bytes, kind: str, day: date) -> PackedStream:
    """An embedded file stream (ISO 32000-1, 7.11.4)."""
    told = PDFDictionary({"Size": len(data), "ModDate": PDFString(date_text(day))})
    return PackedStream(
        zlib.compress(data, LEVEL), {"Type": PDFName("EmbeddedFile"), "Subtype": kind, "Params": told}
    )
