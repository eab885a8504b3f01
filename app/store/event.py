"""One thing that happened to one report: a line of the journal, which is also the log of changes.

Each line carries the hash of the line before and begins with its own, so neither a torn line nor a changed
one passes unnoticed. Leans on delta.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, get_args

from app.store.delta import Delta

Deed = Literal["put", "do", "merge", "undo", "redo", "drop", "bin", "unbin", "purge", "mend"]
DEEDS: tuple[str, ...] = get_args(Deed)
TYPED = ("do", "merge", "undo", "redo", "drop")  # what a session does to cells
START = "0" * 64  # the hash before the first line

_HASH = 64
_KEYS = ("n", "at", "who", "do", "key", "prev")


@dataclass(frozen=True)
class Event:
    """`number` counts from 1 without a gap. `changes` maps cells (and office, title) to deltas; `record` is the
    whole report of a `put`. `who` is the account and the computer. A `mend` says that a damage was gone round."""

    number: int
    at: datetime
    who: str
    deed: Deed
    key: str
    changes: Mapping[str, Delta] = field(default_factory=dict)
    record: Mapping[str, Any] | None = None
    label: str = ""
    merge: str | None = None
    before: str = START
    hash: str = ""


def to_line(event: Event) -> bytes:
    """The event as a line of the journal, its end included."""
    content: dict[str, Any] = {
        "n": event.number,
        "at": event.at.isoformat(timespec="milliseconds"),
        "who": event.who,
        "do": event.deed,
        "key": event.key,
        "prev": event.before,
    }
    optional = {"label": event.label, "merge": event.merge, "changes": event.changes, "record": event.record}
    content.update((name, value) for name, value in optional.items() if value)
    payload = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    return hashlib.sha256(payload).hexdigest().encode() + b" " + payload + b"\n"


def line_hash(line: bytes) -> str:
    """The hash that a line begins with."""
    return line[:_HASH].decode("ascii")


def from_line(line: bytes) -> Event | None:
    """The event of a line without its end; None when the line is torn, changed or of an unknown deed."""
    payload = line[_HASH + 1 :]
    if line[_HASH : _HASH + 1] != b" " or hashlib.sha256(payload).hexdigest().encode() != line[:_HASH]:
        return None
    content = json.loads(payload)
    if content["do"] not in DEEDS:
        return None
    number, at, who, deed, key, before = (content[name] for name in _KEYS)
    return Event(
        number, datetime.fromisoformat(at), who, deed, key, content.get("changes", {}),
        content.get("record"), content.get("label", ""), content.get("merge"), before, line_hash(line),
    )  # fmt: skip
