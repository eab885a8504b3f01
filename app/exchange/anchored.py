"""The anchor of the log of changes that a file of our own carries: a PDF as an attachment, a Word file and a workbook as a
custom property, a page as a data block.

It says nothing of the report; readers of reports pass it by.
"""

from __future__ import annotations

import re
from pathlib import PurePath

from app.errors import ExchangeError
from app.report.anchor import Anchor, from_line

SCRIPT_ID = "nianbao-anchor"
CUSTOM = "docProps/custom.xml"
PROPERTY = "nianbao-anchor"
_SCRIPT = re.compile(rf'<script type="text/plain" id="{SCRIPT_ID}">([^<]*)</script>')
# The office programs write the part anew when they save; only names and value stay.
_PROPERTY = re.compile(rb'<(?:\w+:)?property\b[^<>]*\bname="%s"[^<>]*>\s*<(?:\w+:)?lpwstr[^<>]*>([^<]*)' % PROPERTY.encode())


def anchor_script(anchor: Anchor) -> str:
    """The anchor as a script element that no browser runs."""
    return f'<script type="text/plain" id="{SCRIPT_ID}">{anchor.line}</script>'


def anchor_in(data: bytes, name: str) -> Anchor | None:
    """The anchor in a file, None where there is none. Raises ExchangeError for one that cannot be opened."""
    suffix = PurePath(name).suffix.lower()
    if suffix == ".pdf":
        line = _of_pdf(data, name)
    elif suffix in (".docx", ".xlsx", ".xlsm"):
        line = _of_office_file(data, name)
    elif suffix in (".html", ".htm"):
        line = _of_page(data, name)
    else:
        return None
    return from_line(line.strip())


def _of_pdf(data: bytes, name: str) -> str:
    from app.exchange.readers.pdf.pdf_page import (  # not before: its library is large
        ANCHOR,
        attached,
        open_pdf,
    )

    with open_pdf(data, name) as document:
        return (attached(document, ANCHOR) or b"").decode("ascii", "replace")


def _of_office_file(data: bytes, name: str) -> str:
    from app.exchange.readers.container import open_container, read_part

    if not data.startswith(b"PK"):
        raise ExchangeError(f"{name}：不是 Word 或 Excel 文件，或者已损坏，请核对所选文件。")
    with open_container(data, name) as container:
        found = _PROPERTY.search(read_part(container, CUSTOM, name) or b"")
    return found[1].decode("ascii", "replace") if found else ""


def _of_page(data: bytes, name: str) -> str:
    from app.exchange.readers.encoding import decode

    found = _SCRIPT.search(decode(data, name))
    return found[1] if found else ""
