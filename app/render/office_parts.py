"""What a Word file or workbook of ours carries unseen: the exchange data of the report, so that it can be read back exactly,
and the anchor of the log of changes.

The data lies beside the text as a part of its own, the anchor among the file's properties.
"""

from __future__ import annotations

from collections.abc import Mapping

from app.exchange.anchored import CUSTOM, PROPERTY
from app.exchange.readers.embedded import PART, RELATION
from app.render.archive import pack
from app.report.anchor import Anchor

_TYPES = "[Content_Types].xml"
_RELATIONS = "_rels/.rels"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_CUSTOM_SET = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # of the properties that a user makes


def pack_carrying(members: Mapping[str, bytes], exchange: bytes, anchor: Anchor | None) -> bytes:
    """The file of these members, with what it shall carry."""
    carrying = dict(members)
    if exchange:
        _put_data(carrying, exchange)
    if anchor:
        _put_anchor(carrying, anchor)
    return pack(carrying)


def _put_data(members: dict[str, bytes], exchange: bytes) -> None:
    """The exchange file as a part of the package (ECMA-376 part 2, 9.2 and 9.3)."""
    kind = b'<Default Extension="json" ContentType="application/json"/>'
    relation = f'<Relationship Id="rIdNianbao" Type="{RELATION}" Target="{PART}"/>'
    members[_TYPES] = members[_TYPES].replace(b"<Override", kind + b"<Override", 1)
    _relate(members, relation)
    members[PART] = exchange


def _put_anchor(members: dict[str, bytes], anchor: Anchor) -> None:
    """The anchor as a custom property, which office programs keep when they save (ECMA-376 part 1, 22.3)."""
    kind = f'<Override PartName="/{CUSTOM}" ContentType="{_CUSTOM_TYPE}"/></Types>'.encode()
    members[_TYPES] = members[_TYPES].replace(b"</Types>", kind)
    _relate(members, f'<Relationship Id="rIdAnchor" Type="{_OFFICE}/relationships/custom-properties" Target="{CUSTOM}"/>')
    properties = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<Properties xmlns="{_OFFICE}/custom-properties" xmlns:vt="{_OFFICE}/docPropsVTypes">'
        f'<property fmtid="{_CUSTOM_SET}" pid="2" name="{PROPERTY}">'
        f"<vt:lpwstr>{anchor.line}</vt:lpwstr></property></Properties>"
    )
    members[CUSTOM] = properties.encode("utf-8")


def _relate(members: dict[str, bytes], relation: str) -> None:
    end = b"</Relationships>"
    members[_RELATIONS] = members[_RELATIONS].replace(end, relation.encode() + end)
