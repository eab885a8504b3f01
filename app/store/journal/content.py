"""What a library file, or a backup of one, holds: the reports, and how far into the journal they reach.

A report of another shape is left out and named; the others are as good as before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.store.file.holding import Holding, from_document, number
from app.store.file.storage import Damaged, Lines, decode
from app.store.file.stored_shape import Misshapen, loaded, table, text, whole
from app.store.journal.chain import NOWHERE, HeldEvents, Reach
from app.store.journal.upgrades import ABOUT, REPORTS, SCHEMA, schema_of, upgraded


@dataclass(frozen=True)
class Content:
    """`reach` says which events the reports include; `schema` is the file's own; `bad` names the documents that are no
    reports; `library` is the mark that every copy of one library carries, '' in files of old."""

    holdings: dict[str, Holding]
    reach: Reach = NOWHERE
    schema: int = SCHEMA
    lines: Lines | None = None
    bad: tuple[str, ...] = ()
    library: str = ""


def content_of(data: bytes) -> Content:
    """Reads a file. Raises storage.Damaged, and upgrades.Newer for a newer program's."""
    lines = decode(data)
    try:
        about = {key: table(loaded(line)) for key, line in lines.get(ABOUT, {}).items()}
        schema = schema_of({ABOUT: about} if ABOUT in lines else {})
        first = upgraded({ABOUT: about} if ABOUT in lines else {})[ABOUT].get("1", {})
        reach = _reach(first)
        library = text(first, "library") if "library" in first else ""
    except Misshapen as reason:
        raise Damaged("开头的记录不对") from reason
    good = readable(lines)
    bad = tuple(name for name in lines.get(REPORTS, {}) if name not in good)
    return Content({one.key: one for one in good.values()}, reach, schema, lines, bad, library)


def about(reach: Reach, library: str) -> dict[str, object]:
    """What a file says of itself beside its reports."""
    return {
        "schema": SCHEMA,
        "number": reach.number,
        "hash": reach.hash,
        "library": library,
        "journal": {name: list(held) for name, held in (reach.journal or {}).items()},
        "joined": dict(sorted(reach.joined.items())),
    }


def _reach(first: Mapping[str, object]) -> Reach:
    """Raises shape.Misshapen."""
    number_, hash_ = whole(first, "number"), text(first, "hash")
    if first.get("journal") is None:
        return Reach(number_, hash_)
    journal = table(first["journal"])
    raw = table(first.get("joined", {}))
    joined = {tip: text(raw, tip) for tip in raw}
    return Reach(number_, hash_, {name: _held(one) for name, one in journal.items()}, joined)


def _held(raw: object) -> HeldEvents:
    if not isinstance(raw, list) or len(raw) != 2:
        raise Misshapen("no size and number of a segment")
    pair = {"size": raw[0], "number": raw[1]}
    return HeldEvents(whole(pair, "size"), whole(pair, "number"))


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
