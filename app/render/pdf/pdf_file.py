"""A PDF file being written: objects by number, their places, the identity of their content (ISO 32000-1, 7.5).

Knows the file's frame and nothing of pages. What a stream needs for the identity is worked out once and kept with it, so
that a file whose streams did not change is put together by copying.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate

VERSION = "1.7"  # the viewer is told how to print
# 7.5.2: bytes beyond ASCII tell transfer programs that the file is binary.
HEAD = f"%PDF-{VERSION}\n%".encode("ascii") + b"\xe5\xb9\xb4\xe6\x8a\xa5\n"


@dataclass(frozen=True, eq=False)
class PackedStream:
    """The bytes of a stream as they stand in the file, compressed; `entries` of its dictionary beside filter and length."""

    data: bytes
    entries: str = ""

    @cached_property
    def digest(self) -> bytes:
        """What the stream adds to the identity of the file."""
        return hashlib.md5(self.data, usedforsecurity=False).digest()


@dataclass
class PdfFile:
    """The objects of a file, numbered from 1 as they are reserved or added."""

    _objects: list[tuple[bytes, PackedStream | None]] = field(default_factory=list)

    def reserve(self) -> int:
        """A number for an object that others name before it is written."""
        self._objects.append((b"", None))
        return len(self._objects)

    def put(self, number: int, body: str) -> None:
        """The body of a reserved object, in ASCII."""
        self._objects[number - 1] = (body.encode("ascii"), None)

    def add(self, body: str) -> int:
        """An object with this body."""
        number = self.reserve()
        self.put(number, body)
        return number

    def add_stream(self, stream: PackedStream) -> int:
        """A stream, which is compressed already."""
        entries = f"<< /Filter /FlateDecode /Length {len(stream.data)}{stream.entries} >>"
        self._objects.append((entries.encode("ascii"), stream))
        return len(self._objects)

    def finished(self, catalog: int, info: int) -> bytes:
        """The whole file. Its identity (14.4) is that of its content: the same objects, the same file."""
        pieces, identity = [HEAD], hashlib.md5(usedforsecurity=False)
        for number, (body, stream) in enumerate(self._objects, 1):
            identity.update(body)
            whole = b"%d 0 obj\n%b" % (number, body)
            if stream is None:
                pieces.append(whole + b"\nendobj\n")
            else:
                identity.update(stream.digest)
                pieces.append(b"".join((whole, b"\nstream\n", stream.data, b"\nendstream\nendobj\n")))
        *places, end = accumulate(map(len, pieces))
        count, name = len(places) + 1, identity.hexdigest()
        table = "".join(f"{place:010d} 00000 n \n" for place in places)
        trailer = f"<< /Size {count} /Root {catalog} 0 R /Info {info} 0 R /ID [<{name}> <{name}>] >>"
        tail = f"xref\n0 {count}\n0000000000 65535 f \n{table}trailer\n{trailer}\nstartxref\n{end}\n%%EOF\n"
        return b"".join((*pieces, tail.encode("ascii")))


def text_string(text: str) -> str:
    """A text as the file holds it (7.9.2.2): big-endian UTF-16 with its mark, in hexadecimal."""
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"
