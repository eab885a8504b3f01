"""Zip archives that are the same bytes for the same content: no clock, no machine, no order of chance.

Word and Excel files are zip archives; their libraries stamp each member with the time of writing.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
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


def members(data: bytes) -> dict[str, bytes]:
    """The members of an archive in their order, as `pack` takes them."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def dated(document: Document) -> datetime:
    """The date for a file's properties: the report's own, else the end of its year. Never the clock."""
    for block in document.blocks:
        if isinstance(block, Signature) and block.date:
            return datetime(block.date.year, block.date.month, block.date.day)
    return datetime(document.year, 12, 31)
