"""The library file: its bytes, and a TinyDB storage of it that is never half-written and holds no handle.

It is a TinyDB file (JSON, UTF-8), one document a line, closed by a checksum. Any TinyDB opens it; the checksum is its last table
and covers every byte before it, so that one changed or missing byte is noticed. Documents are kept as lines of JSON and decoded
afresh for every reader, so nobody holds a live dict; only changed documents are encoded again. Knows nothing of reports.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tinydb import Storage

from app.system.disk import Disk, Stamp

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


class FileDraft(MutableMapping[str, Any]):
    """One document as TinyDB handles it: decoded when first looked into, from then on its own copy."""

    def __init__(self, line: bytes) -> None:
        self._line = line
        self._content: dict[str, Any] | None = None

    def line(self) -> bytes:
        """The document as it stands now, as one line of JSON."""
        return self._line if self._content is None else json_line(self._content)

    def _decoded(self) -> dict[str, Any]:
        if self._content is None:
            self._content = json.loads(self._line)
        return self._content

    def __getitem__(self, name: str) -> Any:
        return self._decoded()[name]

    def __setitem__(self, name: str, value: Any) -> None:
        self._decoded()[name] = value

    def __delitem__(self, name: str) -> None:
        del self._decoded()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._decoded())

    def __len__(self) -> int:
        return len(self._decoded())


class SafeStorage(Storage):
    """`TinyDB(path, storage=SafeStorage)`. `read` raises Damaged and OSError, `write` OSError.

    After a failed write the file, and what `read` gives, are as before.
    """

    def __init__(self, path: Path | str, disk: Disk | None = None, lines: Lines | None = None) -> None:
        super().__init__()
        self.path = Path(path)
        self.stamp: Stamp | None = None
        self._disk = disk or Disk()
        self._lines = lines
        self._held: Lines | None = None
        self._holding = False

    def read(self) -> dict[str, dict[str, Any]] | None:
        """The tables, each document a fresh copy; None when there is no file yet."""
        lines = self._held or self._current()
        if lines is None:
            return None
        return {
            name: {key: FileDraft(line) for key, line in documents.items()} for name, documents in lines.items()
        }

    def write(self, data: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> None:
        """Puts the tables on the disk, or keeps them until the end of `batch`."""
        lines = {
            name: {str(key): _line(document) for key, document in documents.items()}
            for name, documents in data.items()
        }
        if self._holding:
            self._held = lines
        else:
            self._put(lines)

    def content(self) -> bytes:
        """The bytes of the file as it was last read or written."""
        return encode(self._lines or {})

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Several changes, one write at the end; none of them when something is raised."""
        self._holding = True
        try:
            yield
            if self._held is not None:
                self._put(self._held)
        finally:
            self._holding, self._held = False, None

    def _current(self) -> Lines | None:
        if self._lines is None:
            self.stamp = self._disk.stamp(self.path)
            if self.stamp is None:
                return None
            self._lines = decode(self._disk.read(self.path))
        return self._lines

    def _put(self, lines: Lines) -> None:
        self.stamp = self._disk.put(self.path, encode(lines))
        self._lines = lines


def json_line(document: Mapping[str, Any]) -> bytes:
    """A document as one line of JSON in UTF-8."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def _line(document: Mapping[str, Any]) -> bytes:
    return document.line() if isinstance(document, FileDraft) else json_line(dict(document))
