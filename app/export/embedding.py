"""What our own files carry unseen: the exchange data of a report in its web page and Word file, so that they can be read
back exactly; and the anchor of the log of changes, in a workbook too.

Outside the part of the page that is pasted into a site, beside the Word text, among a file's properties. Leans on
exchange and render.
"""

from __future__ import annotations

import zipfile
from io import BytesIO

from app.exchange.anchored import CUSTOM, PROPERTY, anchor_script
from app.exchange.readers.embedded import PART, RELATION, as_script
from app.render.archive import pack
from app.report.anchor import Anchor

_TYPES = "[Content_Types].xml"
_RELATIONS = "_rels/.rels"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_CUSTOM_SET = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # of the properties that a user makes


def embed_in_page(page: bytes, record: bytes) -> bytes:
    """The page with the exchange file as a data block before the end of its body (HTML Living Standard, 4.12.1)."""
    end = b"</body>"
    return page.replace(end, as_script(record).encode("utf-8") + b"\n" + end)


def embed_in_word(file: bytes, record: bytes) -> bytes:
    """The Word file with the exchange file as a part of its package (ECMA-376 part 2, 9.2 and 9.3)."""
    with zipfile.ZipFile(BytesIO(file)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    kind = b'<Default Extension="json" ContentType="application/json"/>'
    relation = f'<Relationship Id="rIdNianbao" Type="{RELATION}" Target="{PART}"/>'.encode()
    members[_TYPES] = members[_TYPES].replace(b"<Override", kind + b"<Override", 1)
    members[_RELATIONS] = members[_RELATIONS].replace(b"</Relationships>", relation + b"</Relationships>")
    return pack({**members, PART: record})


def anchor_page(page: bytes, anchor: Anchor) -> bytes:
    """The page with the anchor as a data block of its own, behind the exchange data."""
    end = b"</body>"
    return page.replace(end, anchor_script(anchor).encode("utf-8") + b"\n" + end)


def anchor_office_file(file: bytes, anchor: Anchor) -> bytes:
    """A Word file or workbook with the anchor as a custom property, which office programs keep when they save
    (ECMA-376 part 1, 22.3)."""
    with zipfile.ZipFile(BytesIO(file)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    kind = f'<Override PartName="/{CUSTOM}" ContentType="{_CUSTOM_TYPE}"/></Types>'.encode()
    relation = f'<Relationship Id="rIdAnchor" Type="{_OFFICE}/relationships/custom-properties" Target="{CUSTOM}"/>'
    members[_TYPES] = members[_TYPES].replace(b"</Types>", kind)
    end = b"</Relationships>"
    members[_RELATIONS] = members[_RELATIONS].replace(end, relation.encode() + end)
    properties = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<Properties xmlns="{_OFFICE}/custom-properties" xmlns:vt="{_OFFICE}/docPropsVTypes">'
        f'<property fmtid="{_CUSTOM_SET}" pid="2" name="{PROPERTY}">'
        f"<vt:lpwstr>{anchor.line}</vt:lpwstr></property></Properties>"
    )
    return pack({**members, CUSTOM: properties.encode("utf-8")})
