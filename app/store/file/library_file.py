"""The bytes of the library file: a TinyDB file (JSON, UTF-8), one document a line, closed by a checksum.

Any TinyDB opens it; the checksum is its last table and covers every byte before it, so that one changed or
missing byte is noticed. Knows nothing of reports.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

Lines = dict[str, dict[str, bytes]]  # table → document id → the document as one line of JSON

_CLOSING = b',\n"checksum": {"1": {"sha256": "%s"}}\n}\n'
_CLOSING_SIZE = len(_CLOSING) - 2 + 64


class Damaged(ValueError):
    """The bytes are not those that were written. The text says in Chinese how that shows."""


def encode(tables: Mapping[str, Mapping[str, bytes]]) -> bytes:
    """The whole file. Tables and documents in the order given."""
    parts = [b"{\n"]
    for number, (name, documents) in enumerate(tables.items()):
        parts.append(b'%s"%s": {\n' % (b",\n" if number else b"", name.encode()))
        between = b'"'
        for key, line in documents.items():
            parts += (between, key.encode(), b'": ', line)
            between = b',\n"'
        parts.append(b"\n}" if documents else b"}")
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    parts.append(_CLOSING % digest.hexdigest().encode())
    return b"".join(parts)  # once: the file may be large


def decode(data: bytes) -> Lines:
    """The documents of a file as lines. Raises Damaged unless every byte is as `encode` wrote it."""
    if not data:
        raise Damaged("文件是空的")
    body, closing = data[:-_CLOSING_SIZE], data[-_CLOSING_SIZE:]
    if closing != _CLOSING % hashlib.sha256(body).hexdigest().encode():
        raise Damaged("内容与校验值不符")
    tables: Lines = {}
    documents: dict[str, bytes] | None = None
    for line in body.split(b"\n")[1:]:
        if line in (b"}", b"},"):
            continue
        head, _, rest = line.partition(b'": ')
        name = _name(head)
        if rest == b"{":
            documents = tables[name] = {}
        elif rest and documents is not None:
            documents[name] = rest.removesuffix(b",")
        else:
            raise Damaged("内容的排列不对")
    return tables


def _name(head: bytes) -> str:
    try:
        return head[1:].decode("utf-8")
    except UnicodeDecodeError as reason:
        raise Damaged("内容的排列不对") from reason
