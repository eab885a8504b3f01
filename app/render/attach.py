"""A file inside the PDF: the exchange data of the very report that is printed, so that it can be read back exactly.

ISO 32000-1, 7.11.4 (embedded file streams) and 7.7.4 (the catalog's names). Leans on reportlab's model of a file.
"""

from __future__ import annotations

import zlib
from datetime import date
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream, PDFString

EXCHANGE = "nianbao.json"  # the attachment's name, by which importers know it
LEVEL = 9


def attach(file: Any, name: str, data: bytes, day: date) -> None:
    """Embeds `data` under `name` in a canvas's `_doc` before it is saved; `day` is the date it bears."""
    content = PDFDictionary(
        {
            "Type": PDFName("EmbeddedFile"),
            "Subtype": "/application#2Fjson",  # 7.3.5: the slash of a media type is written in hexadecimal
            "Filter": PDFName("FlateDecode"),
            "Params": PDFDictionary({"Size": len(data), "ModDate": PDFString(f"D:{day:%Y%m%d}000000Z")}),
        }
    )
    stream = PDFStream(content, zlib.compress(data, LEVEL))
    specification = PDFDictionary(
        {
            "Type": PDFName("Filespec"),
            "F": PDFString(name),
            "UF": PDFString(name),
            "EF": PDFDictionary({"F": file.Reference(stream, "attached-data")}),
            "AFRelationship": PDFName("Data"),
        }
    )
    names = PDFArray([PDFString(name), file.Reference(specification, "attached-file")])
    file.Catalog.Names = PDFDictionary({"EmbeddedFiles": PDFDictionary({"Names": names})})
