"""Files inside the PDF: the exchange data of the very report that is printed, so that it can be read back exactly, and
the anchor of the log of changes.

ISO 32000-1, 7.11.4 (embedded file streams) and 7.7.4 (the catalog's names).
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from datetime import date

from app.render.pdf.pdf_file import PackedStream, PdfFile

EXCHANGE = "nianbao.json"  # the attachments' names, by which they are known again
ANCHOR = "nianbao-anchor.txt"
LEVEL = 9
# 7.3.5: the slash of a media type is written in hexadecimal
_KINDS = {EXCHANGE: "/application#2Fjson", ANCHOR: "/text#2Fplain"}


def attached(file: PdfFile, contents: Mapping[str, bytes], day: date) -> str:
    """Embeds files of these names, `day` being the date they bear; gives the entry of the catalog, empty for none."""
    # 7.9.6: the keys of a name tree are sorted
    names = " ".join(f"({name}) {_specification(file, name, contents[name], day)} 0 R" for name in sorted(contents))
    return f" /Names << /EmbeddedFiles << /Names [{names}] >> >>" if names else ""


def _specification(file: PdfFile, name: str, data: bytes, day: date) -> int:
    entries = (
        f" /Type /EmbeddedFile /Subtype {_KINDS[name]}"
        f" /Params << /Size {len(data)} /ModDate (D:{day:%Y%m%d}000000Z) >>"
    )
    content = file.add_stream(PackedStream(zlib.compress(data, LEVEL), entries))
    return file.add(
        f"<< /Type /Filespec /F ({name}) /UF ({name}) /EF << /F {content} 0 R >> /AFRelationship /Data >>"
    )
