"""The HTML of a clipboard or of a drag, read within the bounds of a file: a small one here, any other in the reading process."""

from __future__ import annotations

import json
from typing import Any

from app.errors import ExchangeError
from app.exchange.clip_block import CLIPBOARD, ShownClip, is_small, look_at
from app.exchange.reading import LARGEST_TEXT
from app.exchange.sandbox.message import Message
from app.exchange.sandbox.reading_room import AskedRoom
from app.exchange.source.source import Box, Line, Table

BEYOND = f"{CLIPBOARD}里的内容过于复杂，没有粘贴。请只复制需要的表格或文字。"


def look_apart(markup: str) -> ShownClip | None:
    """What the HTML shows, None when it is none. Raises ExchangeError for what is beyond bounds."""
    if is_small(markup):
        return look_at(markup)
    data = markup.encode("utf-8", "replace")
    if len(data) > LARGEST_TEXT:
        raise ExchangeError(BEYOND)
    with AskedRoom() as room:
        told = room.answer(Message({"do": "clip", "name": CLIPBOARD}, data), CLIPBOARD, BEYOND)
    try:
        plain = json.loads(told)
        return None if plain is None else ShownClip(tuple(map(_block, plain["blocks"])), _box(plain["whole"]))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise ExchangeError(BEYOND) from None


def _block(plain: dict[str, Any]) -> Line | Table:
    if "boxes" not in plain:
        return Line(**plain)
    boxes, lines = (Box(**one) for one in plain["boxes"]), (Line(**one) for one in plain["lines"])
    return Table(tuple(boxes), plain["place"], plain["loose"], tuple(lines))


def _box(plain: dict[str, Any] | None) -> Box | None:
    return None if plain is None else Box(**plain)
