"""What a library file, or a backup of one, holds: the reports, and how far into the journal they reach.

Leans on library_file for the bytes and upgrades for the schema.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from app.store.event import START
from app.store.holding import Holding, from_document
from app.store.library_file import Lines, decode
from app.store.upgrades import ABOUT, REPORTS, SCHEMA, Tables, schema_of, upgraded


@dataclass(frozen=True)
class Content:
    """`number` and `hash` are those of the last event that the reports include; `schema` is the file's own."""

    holdings: dict[str, Holding]
    number: int = 0
    hash: str = START
    schema: int = SCHEMA
    lines: Lines | None = None


def content_of(data: bytes) -> Content:
    """Reads a file. Raises library_file.Damaged, and upgrades.Newer for a newer program's."""
    lines = decode(data)
    tables: Tables = {
        name: {key: json.loads(line) for key, line in documents.items()} for name, documents in lines.items()
    }
    schema = schema_of(tables)
    tables = upgraded(tables)
    about = tables[ABOUT]["1"]
    holdings = map(from_document, tables.get(REPORTS, {}).values())
    return Content({one.key: one for one in holdings}, about["number"], about["hash"], schema, lines)


def readable(data: bytes) -> dict[str, Holding]:
    """The reports of a newer program's file that still have the shape known here, to be looked at only."""
    found: dict[str, Holding] = {}
    for line in decode(data).get(REPORTS, {}).values():
        try:
            one = from_document(json.loads(line))
        except (KeyError, TypeError, ValueError):  # of a shape that only the newer program knows
            continue
        found[one.key] = one
    return found
