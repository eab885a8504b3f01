"""What goes between the program and its reading process: a head of JSON and a load of bytes, both framed by their length.

No length is believed beyond its bound, and whatever is no message is a fault of the other side.
"""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass
from typing import IO, Any

LENGTHS = struct.Struct(">IQ")  # bytes of the head, bytes of the load
LONGEST_HEAD = 64 * 1024  # bytes
LARGEST_ANSWER = 48 * 1024 * 1024  # bytes of what was found; a report with the text beside it takes under 1 MB


@dataclass(frozen=True)
class Message:
    """One request or one answer."""

    head: dict[str, Any]
    load: bytes = b""


def send(stream: IO[bytes], message: Message) -> None:
    """Writes a message. Raises OSError when nobody reads any more."""
    head = json.dumps(message.head).encode()
    stream.write(LENGTHS.pack(len(head), len(message.load)) + head)
    stream.write(message.load)
    stream.flush()


def receive(stream: IO[bytes], largest: int) -> Message | None:
    """The next message with a load of at most `largest` bytes; None at the end. Raises ValueError for what is none."""
    lengths = stream.read(LENGTHS.size)
    if not lengths:
        return None
    if len(lengths) < LENGTHS.size:
        raise ValueError("cut off")
    long, large = LENGTHS.unpack(lengths)
    if long > LONGEST_HEAD or large > largest:
        raise ValueError("too long")
    head, load = stream.read(long), stream.read(large)
    if len(load) < large:
        raise ValueError("cut off")
    told = json.loads(head)
    if not isinstance(told, dict):
        raise ValueError("no head")
    return Message(told, load)
