"""Messages between the window and the printing process: a small head as JSON, then bytes.

Both lengths stand before them, so that a reader knows what is still to come. Knows nothing of what is said.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

LENGTHS = struct.Struct(">II")  # bytes of the head, bytes of the load


@dataclass(frozen=True)
class PipeFrame:
    """One message."""

    head: Mapping[str, Any]
    load: bytes = b""

    def __bytes__(self) -> bytes:
        head = json.dumps(dict(self.head), ensure_ascii=False).encode("utf-8")
        return LENGTHS.pack(len(head), len(self.load)) + head + self.load


@dataclass
class FrameReader:
    """Puts messages together from pieces of any size."""

    _pieces: bytearray = field(default_factory=bytearray)

    def feed(self, piece: bytes) -> Iterator[PipeFrame]:
        """Takes the next bytes and gives every message that is complete with them."""
        self._pieces += piece
        while len(self._pieces) >= LENGTHS.size:
            head, load = LENGTHS.unpack_from(self._pieces)
            end = LENGTHS.size + head + load
            if len(self._pieces) < end:
                return
            text = bytes(self._pieces[LENGTHS.size : LENGTHS.size + head])
            frame = PipeFrame(json.loads(text), bytes(self._pieces[LENGTHS.size + head : end]))
            del self._pieces[:end]
            yield frame
