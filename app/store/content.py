"""What a library file, or a backup of one, holds: the reports, and how far into the journal they reach.

A report of another shape is left out and named; the others are as good as before. Leans on library_file for the bytes,
upgrades for the schema and shape.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.store.event import START
from app.store.holding import Holding, from_document, number
from app.store.library_file import Damaged, Lines, decode
from app.store.shape import Misshapen, loaded, table, text, whole
from app.store.upgrades import ABOUT, REPORTS, SCHEMA, schema_of, upgraded


@dataclass(frozen=True)
class Content:
    """`number` and `hash` are those of the last event that the reports include; `schema` is the file's own; `bad` names
    the documents that are no reports."""

    holdings: dict[str, Holding]
    number: int = 0
    hash: str = START
    schema: int = SCHEMA
    lines: Lines | None = None
    bad: tuple[str, ...] = ()


def content_of(data: bytes) -> Content:
    """Reads a file. Raises library_file.Damaged, and upgrades.Newer for a newer program's."""
    lines = decode(data)
    try:
        about = {key: table(loaded(line)) for key, line in lines.get(ABOUT, {}).items()}
        schema = schema_of({ABOUT: about} if ABOUT in lines else {})
        first = upgraded({ABOUT: about} if ABOUT in lines else {})[ABOUT].get("1", {})
        last, hash_ = whole(first, "number"), text(first, "hash")
    except Misshapen as reason:
        raise Damaged("开头的记录不对") from reason
    good = readable(lines)
    bad = tuple(name for name in lines.get(REPORTS, {}) if name not in good)
    return Content({one.key: one for one in good.values()}, last, hash_, schema, lines, bad)


def readable(lines: Lines) -> dict[str, Holding]:
    """By document, the reports that have the shape known here."""
    found: dict[str, Holding] = {}
    for name, line in lines.get(REPORTS, {}).items():
        try:
            one = from_document(loaded(line))
            if str(number(one.key)) == name:
                found[name] = one
        except Misshapen:  # damaged, or of a shape that only a newer program knows
            continue
    return found
