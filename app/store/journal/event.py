"""One thing that happened to one report: a line of the journal, which is also the log of changes.

Each line carries the hash of the line before and begins with its own, so neither a torn line nor a changed
one passes unnoticed; a line of another shape counts as changed.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast, get_args

from app.report.deed import EventDeed, Typed
from app.report.report import HEADER
from app.store.file import stored_shape as shape
from app.store.file.holding import number as number_of
from app.store.journal.delta import Delta, read

DEEDS: tuple[str, ...] = get_args(EventDeed)
TYPED: tuple[str, ...] = get_args(Typed)
OF_NO_REPORT = ("mend", "join")
START = "0" * 64  # the hash before the first line
NOBODY = "0" * 8  # the writer of events that were made before a writer had a name

_HASH = 64
_WRITER = re.compile(r"[0-9a-f]{8}", re.ASCII)


@dataclass(frozen=True)
class Event:
    """`number` counts from 1 without a gap. `changes` maps cells (and office, title) to deltas; `record` is the
    whole report of a `put`. `who` is the account and the computer, `by` the opening of the library in which it was
    written. A `mend` says that a damage was gone round; a `join` that another branch, from the event whose hash it carries
    as `merge` up to the one whose hash is its label, was looked through and merged."""

    number: int
    at: datetime
    who: str
    deed: EventDeed
    key: str
    changes: Mapping[str, Delta] = field(default_factory=dict)
    record: Mapping[str, Any] | None = None
    label: str = ""
    merge: str | None = None
    before: str = START
    hash: str = ""
    by: str = NOBODY


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
    if event.by != NOBODY:
        content["by"] = event.by
    optional = {"label": event.label, "merge": event.merge, "changes": event.changes, "record": event.record}
    content.update((name, value) for name, value in optional.items() if value)
    payload = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    return hashlib.sha256(payload).hexdigest().encode() + b" " + payload + b"\n"


def line_hash(line: bytes) -> str:
    """The hash that a line begins with."""
    return line[:_HASH].decode("ascii")


def sound(line: bytes) -> bool:
    """Whether a line without its end carries its own hash."""
    payload = line[_HASH + 1 :]
    return line[_HASH : _HASH + 1] == b" " and hashlib.sha256(payload).hexdigest().encode() == line[:_HASH]


def from_line(line: bytes) -> Event | None:
    """The event of a line without its end; None when the line is torn, changed or not of the shape of an event."""
    if not sound(line):
        return None
    try:
        return _event(shape.table(shape.loaded(line[_HASH + 1 :])), line_hash(line))
    except shape.Misshapen:
        return None


def _event(raw: Mapping[str, object], hash_: str) -> Event:
    """Raises shape.Misshapen."""
    deed = shape.text(raw, "do")
    if deed not in DEEDS:
        raise shape.Misshapen("an unknown deed")
    key = shape.text(raw, "key")
    if key or deed not in OF_NO_REPORT:
        number_of(key)
    return Event(
        number=shape.whole(raw, "n"),
        at=shape.time(raw, "at"),
        who=shape.text(raw, "who"),
        deed=cast(EventDeed, deed),
        key=key,
        changes=_changes(shape.table(raw.get("changes", {}))),
        record=shape.record(raw.get("record")) if deed == "put" else None,
        label=shape.text(raw, "label") if "label" in raw else "",
        merge=shape.text(raw, "merge") if "merge" in raw else None,
        before=shape.text(raw, "prev"),
        hash=hash_,
        by=_writer(raw),
    )


def _writer(raw: Mapping[str, object]) -> str:
    by = shape.text(raw, "by") if "by" in raw else NOBODY
    if not _WRITER.fullmatch(by):
        raise shape.Misshapen("no writer")
    return by


def _changes(raw: Mapping[str, object]) -> Mapping[str, Delta]:
    found = {name: read(one) for name, one in raw.items()}
    for name in HEADER:
        short = found.get(name)
        if isinstance(short, list) and not all(one is None or isinstance(one, str) for one in short):
            raise shape.Misshapen("office and title are texts")
    return found
