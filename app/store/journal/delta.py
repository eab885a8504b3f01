"""The change of one stored value, small even in a long text, readable forwards and backwards.

Short values stand as [from, to]; a change inside a longer text only as the piece that was cut and the piece
put in its place, with a sum of the text before.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from typing import Any

from app.store.file import stored_shape as shape

Plain = int | float | str | None  # a value as JSON holds it; None is blank
Delta = Any  # what `between` gives: a list of two, or an object; plain JSON data

SHORT = 24  # characters of both values together up to which they are written out


class Unfit(ValueError):
    """The value at hand is not the one the change was made on."""


def between(old: Plain, new: Plain) -> Delta:
    """The change from one value to the next, as JSON data."""
    if not (isinstance(old, str) and isinstance(new, str)) or len(old) + len(new) <= SHORT:
        return [old, new]
    head = _shared(old, new)
    tail = _shared(old[head:][::-1], new[head:][::-1])
    return {
        "at": head,
        "cut": old[head : len(old) - tail],
        "put": new[head : len(new) - tail],
        "sum": _sum(old),
    }


def read(raw: object) -> Delta:
    """The change in JSON data. Raises shape.Misshapen for what `between` never gives."""
    if isinstance(raw, list):
        if len(raw) != 2:
            raise shape.Misshapen("not from one value to the next")
        return [shape.plain(one) for one in raw]
    found = shape.table(raw)
    shape.whole(found, "at")
    shape.whole(found, "sum")
    shape.text(found, "cut")
    shape.text(found, "put")
    return found


def forward(delta: Delta, old: Plain) -> Plain:
    """The value after the change. Raises Unfit when `old` is not the value before it."""
    if isinstance(delta, Mapping):
        if not isinstance(old, str) or _sum(old) != delta["sum"]:
            raise Unfit("text differs")
        return _spliced(old, delta["at"], delta["cut"], delta["put"])
    if old != delta[0]:
        raise Unfit("value differs")
    new: Plain = delta[1]
    return new


def backward(delta: Delta, new: Plain) -> Plain:
    """The value before the change. Raises Unfit when `new` is not the value after it."""
    if isinstance(delta, Mapping):
        if not isinstance(new, str):
            raise Unfit("text differs")
        old = _spliced(new, delta["at"], delta["put"], delta["cut"])
        if _sum(old) != delta["sum"]:
            raise Unfit("text differs")
        return old
    if new != delta[1]:
        raise Unfit("value differs")
    before: Plain = delta[0]
    return before


def _spliced(text: str, at: int, cut: str, put: str) -> str:
    if not text.startswith(cut, at):
        raise Unfit("text differs")
    return text[:at] + put + text[at + len(cut) :]


def _shared(one: str, other: str) -> int:
    """How many characters at the beginning are the same."""
    pairs = zip(one, other, strict=False)
    return next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _sum(text: str) -> int:
    return zlib.crc32(text.encode("utf-8"))
