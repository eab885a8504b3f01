"""Files inside the PDF: the exchange data of the very report that is printed, so that it can be read back exactly, and
the anchor of the log of changes.

ISO 32000-1, 7.11.4 (embedded file streams) and 7.7.4 (the catalog's names).
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from datetime import date
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream, PDFString

EXCHANGE = "nianbao.json"  # the attachments' names, by which they are known again
ANCHOR = "nianbao-anchor.txt"
LEVEL = 9
# 7.3.5: the slash of a media type is written in hexadecimal
_KINDS = {EXCHANGE: "/application#2Fjson", ANCHOR: "/text#2Fplain"}


def attach(file: Any, contents: Mapping[str, bytes], day: date) -> None:
    """Embeds files of these names in a canvas's `_doc` before it is saved; `day` is the date they bear."""
    names: list[Any] = []
    for name in sorted(contents):  # 7.9.6: the keys of a name tree are sorted
        names += [PDFString(name), _specification(file, name, contents[name], day)]
    file.Catalog.Names = PDFDictionary({"EmbeddedFiles": PDFDictionary({"Names": PDFArray(names)})})


def _specification(file: Any, name: str, data: bytes, day: date) -> Any:
    content = PDFDictionary(
        {
            "Type": PDFName("EmbeddedFile"),
            "Subtype": _KINDS[name],
            "Filter": PDFName("FlateDecode"),
            "Params": PDFDictionary({"Size": len(data), "ModDate": PDFString(f"D:{day:%Y%m%d}000000Z")}),
        }
    )
    stream = PDFStream(content, zlib.compress(data, LEVEL))
    own = "" if name == EXCHANGE else f"-{name}"
    specification = PDFDictionary(
        {
            "Type": PDFName("Filespec"),
            "F": PDFString(name),
            "UF": PDFString(name),
            "EF": PDFDictionary({"F": file.Reference(stream, f"attached-data{own}")}),
            "AFRelationship": PDFName("Data"),
        }
    )
    return file.Reference(specification, f"attached-file{own}")
