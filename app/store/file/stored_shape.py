"""What was stored, read strictly: the pieces of which the readers of events, reports, versions and side files are made.

A right checksum proves that the bytes are as they were written, not that this program wrote them. Whatever has another
shape raises Misshapen and counts as damage. Here, too, stands what a key is that may name a file.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from app.errors import StoreError
from app.report.record import EARLIEST, FORMAT, KEYS, LATEST

_KEY = re.compile(r"\w{1,64}", re.ASCII)
_YEARS = range(2, 9999)  # in which a time may be moved by a zone or by days without leaving the calendar


class Misshapen(ValueError):
    """Stored data of a shape that this program does not write."""


def fit_key(key: object) -> bool:
    """Whether this may be the key of a report, and so the name of a file: no folder, no device, no blank."""
    return isinstance(key, str) and _KEY.fullmatch(key) is not None


def key_path(folder: Path, key: str, suffix: str) -> Path:
    """The file of a report in a folder. Raises StoreError for what is no key: it might lie anywhere."""
    if not fit_key(key):
        raise StoreError("报告的编号不对，没有读写它的文件。请换一份备份或历史版本再试。")
    return folder / f"{key}{suffix}"


def loaded(data: bytes) -> object:
    """JSON in UTF-8 that can be written as such again. Raises Misshapen."""
    try:
        text = data.decode("utf-8")
        found: object = json.loads(text)
        if "\\u" in text:  # half a character can be escaped, and cannot be written in UTF-8
            json.dumps(found, ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError) as reason:
        raise Misshapen("no JSON") from reason
    return found


def table(raw: object) -> Mapping[str, object]:
    """An object of JSON."""
    if not isinstance(raw, dict):
        raise Misshapen("no object")
    return raw


def text(raw: Mapping[str, object], name: str) -> str:
    """The text of that name."""
    found = raw.get(name)
    if not isinstance(found, str):
        raise Misshapen(f"{name} is no text")
    return found


def whole(raw: Mapping[str, object], name: str, least: int = 0, most: int = 10**11) -> int:
    """The whole number of that name."""
    found = raw.get(name)
    if isinstance(found, bool) or not isinstance(found, int) or not least <= found <= most:
        raise Misshapen(f"{name} is no whole number, or too large")
    return found


def time(raw: Mapping[str, object], name: str) -> datetime:
    """The time of that name, with its zone."""
    try:
        found = datetime.fromisoformat(text(raw, name))
    except ValueError as reason:
        raise Misshapen(f"{name} is no time") from reason
    if found.tzinfo is None or found.year not in _YEARS:
        raise Misshapen(f"{name} is no time of a calendar and a zone")
    return found


def plain(raw: object) -> int | float | str | None:
    """A stored value of a cell; None is blank."""
    if raw is None or isinstance(raw, str):
        return raw
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise Misshapen("no value")
    if isinstance(raw, float) and not math.isfinite(raw):
        raise Misshapen("no number")
    return raw


def record(raw: object) -> Mapping[str, Any]:
    """A report as app.report.record writes it; whether its form knows the cells is judged when it is opened."""
    found = table(raw)
    if not found.keys() <= set(KEYS) or found.get("format") != FORMAT:
        raise Misshapen("no report")
    whole(found, "version", 1)
    whole(found, "year", EARLIEST, LATEST)
    text(found, "edition")
    office = table(found.get("office"))
    text(office, "name")
    if not office.keys() <= {"name", "kind"} or "title" not in found:
        raise Misshapen("no report")
    if "kind" in office:
        text(office, "kind")
    if found["title"] is not None:
        text(found, "title")
    if any(plain(one) is None for one in table(found.get("cells")).values()):
        raise Misshapen("a blank cell is absent")
    return found
