"""Random wounds to one file's content, at the level where its reader works: bytes, characters, elements, values.

A wound to the bytes alone is mostly refused at the door; these reach the rooms behind it. Deterministic for a
given source of chance.
"""

from __future__ import annotations

import copy
import json
import random
import re
import zlib
from typing import Any

from lxml import etree

PIECES = [
    b"<td>", b"</td>", b"<table>", b"</table>", b'rowspan="0"', b'colspan="99999"', b"&#x0;", b"&nbsp;", b"<!--", b"]]>", b"\x00",
    b"\xff\xfe", "行政许可".encode(), "总计".encode(), "一、总体情况".encode(), b"1e999", b"-1", b"999999999999",
    "２２（".encode(), b"<w:vMerge/>", b'<w:gridSpan w:val="0"/>', b'<w:gridSpan w:val="-3"/>', b"<w:tr/>", b"<w:tc/>",
    b"{", b"[", b'"', b"\\u0000",
    b"stream", b"endobj", b"\r", "\u2028".encode(), "𠮷".encode(), "㈠".encode(), b"\t\t\t", "〔2024〕".encode(), b"2024",
]  # fmt: skip
WORDS = [
    "", " ", "0", "-1", "1e999", "3.5", "999999999999", "12（3）", "２２", "/", "—", "无", "行政许可", "总计", "一、总体情况",
    "2024年", "2024", "_x0000_", "#REF!", "true", "A1:XFD1048576", "𠮷㈠", "\u200b\u3000", "件" * 300, "restart", "continue",
]  # fmt: skip
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)


def wound_bytes(data: bytes, chance: random.Random) -> bytes:
    """A few bytes changed, lost, put in, doubled or moved."""
    content = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(content) + 1)
        size = chance.choice((1, 1, 4, 40, 400))
        match chance.randrange(5):
            case 0:
                content[at : at + 1] = bytes((chance.randrange(256),))
            case 1:
                del content[at : at + size]
            case 2:
                content[at:at] = chance.choice(PIECES)
            case 3:
                content[at:at] = content[at : at + size]
            case _:
                other = chance.randrange(len(content) + 1)
                content[at : at + size] = content[other : other + size]
    return bytes(content)


def wound_text(data: bytes, chance: random.Random) -> bytes:
    """The same by whole characters, so that the text stays one; bytes when it is no text."""
    for encoding in ("utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        for _ in range(chance.randint(1, 8)):
            at, size = chance.randrange(len(text) + 1), chance.choice((1, 1, 4, 40, 400))
            other = chance.randrange(len(text) + 1)
            middle = chance.choice(
                ("", chance.choice(WORDS), text[other : other + size], text[at : at + size] * 2)
            )
            text = text[:at] + middle + text[at + chance.choice((0, size)) :]
        return text.encode(encoding, "ignore")
    return wound_bytes(data, chance)


def wound_xml(data: bytes, chance: random.Random) -> bytes:
    """Elements lost, doubled, moved or emptied, texts and attributes changed; the part stays well-formed."""
    try:
        root = etree.fromstring(data)
    except etree.XMLSyntaxError:
        return wound_bytes(data, chance)
    for _ in range(chance.randint(1, 6)):
        elements = [one for one in root.iter(etree.Element) if one is not root]
        if elements:
            _wound_element(chance.choice(elements), chance.choice(elements), chance)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _wound_element(one: Any, other: Any, chance: random.Random) -> None:
    parent = one.getparent()
    match chance.randrange(6):
        case 0:
            parent.remove(one)
        case 1:
            parent.insert(parent.index(one), copy.deepcopy(one))
        case 2:
            other.append(copy.deepcopy(one))
        case 3:
            one.text = chance.choice([word for word in WORDS if word != "\u200b\u3000"])
        case 4 if one.attrib:
            one.attrib[chance.choice(sorted(one.attrib))] = chance.choice(WORDS)
        case _:
            one.tag = other.tag


def wound_json(data: bytes, chance: random.Random) -> bytes:
    """Values of other types, lost and strange keys; the file stays JSON."""
    try:
        top = json.loads(data)
    except ValueError:
        return wound_bytes(data, chance)
    strange: list[Any] = [None, True, -1, 1e300, 10**30, "", [], {}, [[]], {"": {}}, *WORDS]
    for _ in range(chance.randint(1, 5)):
        holders = [held for held in _held(top) if held]
        if not holders:
            break
        holder = chance.choice(holders)
        key = chance.choice(sorted(holder)) if isinstance(holder, dict) else chance.randrange(len(holder))
        match chance.randrange(3):
            case 0:
                holder.pop(key)
            case 1:
                holder[key] = copy.deepcopy(chance.choice(strange))
            case _ if isinstance(holder, dict):
                holder[chance.choice(WORDS)] = copy.deepcopy(holder[key])
    return json.dumps(top, ensure_ascii=chance.random() < 0.5).encode("utf-8", "surrogatepass")


def _held(value: Any) -> list[Any]:
    """The value and all that it holds, where it can hold something."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [value, *(deep for one in inner for deep in _held(one))] if isinstance(value, dict | list) else []


def wound_pdf(data: bytes, chance: random.Random) -> bytes:
    """One packed stream opened, wounded and packed again; readers find the moved objects by themselves."""
    streams = []
    for found in _STREAM.finditer(data):
        try:
            streams.append((found, zlib.decompress(found[1])))
        except zlib.error:
            continue
    if not streams:
        return wound_bytes(data, chance)
    found, content = chance.choice(streams)
    return data[: found.start(1)] + zlib.compress(wound_bytes(content, chance)) + data[found.end(1) :]
