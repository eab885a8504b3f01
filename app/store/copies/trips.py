"""The hand-over files of a report as a side file: the states that were given out and that came in, with what they held.

A report that goes to another library and back is known by its lineage, each of its states by a token. The newest states are
kept whole: two sides that changed are held against the last one that both know. Of older ones the token alone stays, so that a
file that came home once is known for ever.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, cast

from app.errors import StoreError
from app.store.file.failure import sentence
from app.store.file.side_file import (
    TRIPS,
    WORDS,
    WRITES,
    SideFile,
    after_both,
    filed,
    side_path,
    standing,
    unreadable,
)
from app.store.file.stored_shape import Misshapen, loaded, table, text, time
from app.system.disk import Disk

VERSION = 1
WHOLE = 6  # states that are kept whole
LARGEST = 16 * 1024 * 1024  # bytes
LARGEST_STATE = 8 * 1024 * 1024  # bytes of one, unpacked
Way = Literal["out", "in"]
_TOKEN = re.compile("[0-9a-f]{16}")


@dataclass(frozen=True)
class Trip:
    """A state of the report that went out or came in. `state` is its whole content, packed; '' of an older one."""

    token: str
    way: Way
    at: datetime
    who: str
    state: str = ""

    def content(self) -> Mapping[str, Any] | None:
        """What it held, as plain data; None where that is kept no more. Raises ValueError for what cannot be unpacked."""
        return unpacked(self.state) if self.state else None


def packed(content: Mapping[str, Any]) -> str:
    """Plain data in few letters."""
    told = json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return base64.b64encode(zlib.compress(told.encode("utf-8"), 9)).decode("ascii")


def unpacked(state: str) -> Mapping[str, Any]:
    """The same back. Raises ValueError."""
    try:
        return table(loaded(zlib.decompressobj().decompress(base64.b64decode(state, validate=True), LARGEST_STATE)))
    except (binascii.Error, zlib.error) as reason:
        raise ValueError("内容已损坏") from reason


class TripBook:
    """Those of one report, oldest first: the only writer of its file."""

    def __init__(self, disk: Disk, library: Path, key: str) -> None:
        """Reads what is kept. Raises StoreError when it cannot be read as that."""
        self._file = SideFile(side_path(library, TRIPS, key), disk)
        try:
            data = self._file.read(LARGEST)
            self.lineage, self.trips = ("", ()) if data is None else _trips(data)
        except (OSError, ValueError) as reason:
            raise StoreError(unreadable(WORDS[TRIPS], self._file.path.name, reason)) from reason

    @property
    def tokens(self) -> tuple[str, ...]:
        """Every state that is known, oldest first."""
        return tuple(one.token for one in self.trips)

    def add(self, lineage: str, *new: Trip) -> None:
        """Keeps states that went out or came in. Raises StoreError; then what was kept before still stands."""
        trips = _bounded((*self.trips, *new))
        try:
            self._file.write(_plain(lineage, trips))
        except OSError as reason:
            raise StoreError(sentence(reason, f"保存{WORDS[TRIPS]}", self._file.path)) from reason
        self.lineage, self.trips = lineage, trips


def united(kept: bytes, other: bytes) -> bytes | None:
    """Every state of two files that were written apart; else the later one. None where one is no such file, or of another
    lineage."""
    try:
        (lineage, mine), (another, theirs) = _trips(kept), _trips(other)
    except ValueError:
        return None
    if (how := standing(kept, other)) in ("same", "newer", "older"):
        return other if how == "older" else kept
    if lineage != another:
        return None
    both = {one.token: one for one in (*theirs, *mine)}
    ordered = sorted(both.values(), key=lambda one: (one.at, one.token))
    return filed({**_plain(lineage, _bounded(ordered)), WRITES: after_both(kept, other)})


def _bounded(trips: Iterable[Trip]) -> tuple[Trip, ...]:
    every = tuple(trips)
    return (*(replace(one, state="") for one in every[:-WHOLE]), *every[-WHOLE:])


def _plain(lineage: str, trips: Iterable[Trip]) -> dict[str, object]:
    told = [{"token": t.token, "way": t.way, "at": t.at.isoformat(), "who": t.who, "state": t.state} for t in trips]
    return {"version": VERSION, "lineage": lineage, "trips": told}


def _trips(data: bytes) -> tuple[str, tuple[Trip, ...]]:
    """Lineage and states of a file. Raises ValueError."""
    raw = table(loaded(data))
    found = raw.get("trips")
    if raw.get("version") != VERSION or not isinstance(found, list):
        raise ValueError("不是交接的记录")
    return token_of(raw, "lineage"), tuple(map(_trip, map(table, found)))


def token_of(raw: Mapping[str, object], name: str) -> str:
    """The token of that name. Raises Misshapen."""
    found = text(raw, name)
    if not _TOKEN.fullmatch(found):
        raise Misshapen(f"{name} is no token")
    return found


def _trip(raw: Mapping[str, object]) -> Trip:
    way = text(raw, "way")
    if way not in ("out", "in"):
        raise Misshapen("no way")
    return Trip(token_of(raw, "token"), cast(Way, way), time(raw, "at"), text(raw, "who"), text(raw, "state"))
