"""Zip archives that are the same bytes for the same content: no clock, no machine, no order of chance.

Word and Excel files are zip archives; their libraries stamp each member with the time of writing. Leans on blocks
for the one date a report has of its own.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from datetime import datetime
from io import BytesIO

from app.document.blocks import Document, Signature

EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest date a zip archive can hold


def pack(members: Mapping[str, bytes]) -> bytes:
    """A zip archive of the members in their order."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0  # else it tells Windows from Linux
            archive.writestr(info, data)
    return out.getvalue()


def repack(data: bytes, change: Callable[[str, bytes], bytes] = lambda _, member: member) -> bytes:
    """The same archive without times; `change` may replace a member, given its name and content."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return pack({name: change(name, archive.read(name)) for name in archive.namelist()})


def dated(document: Document) -> datetime:
    """The date for a file's properties: the report's own, else the end of its year. Never the clock."""
    for block in document.blocks:
        if isinstance(block, Signature) and block.date:
            return datetime(block.date.year, block.date.month, block.date.day)
    return datetime(document.year, 12, 31)
