"""One report as the library keeps it: its key, its plain record, when it changed, whether it is in the bin.

Frozen; a change gives the next holding.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.store.file import stored_shape as shape


@dataclass(frozen=True)
class Holding:
    """`record` is what app.report.record.to_record gives and is never changed in place. `binned` is None outside the bin."""

    key: str
    record: Mapping[str, Any]
    changed: datetime
    binned: datetime | None = None

    @property
    def office(self) -> str:
        """The name of the office."""
        return str(self.record["office"]["name"])

    @property
    def year(self) -> int:
        """The year that is reported on."""
        return int(self.record["year"])

    @property
    def edition(self) -> str:
        """The edition of the form."""
        return str(self.record["edition"])

    @property
    def cells(self) -> Mapping[str, Any]:
        """The encoded value of every filled cell."""
        cells: Mapping[str, Any] = self.record["cells"]
        return cells


def to_document(holding: Holding) -> dict[str, Any]:
    """The holding as a document of the table `reports`."""
    return {
        "key": holding.key,
        "changed": holding.changed.isoformat(),
        "binned": holding.binned.isoformat() if holding.binned else None,
        "report": holding.record,
    }


def from_document(raw: object) -> Holding:
    """The holding in a document. Raises shape.Misshapen when it is none."""
    document = shape.table(raw)
    number(key := shape.text(document, "key"))
    if "binned" not in document:
        raise shape.Misshapen("neither in the bin nor out of it")
    return Holding(
        key=key,
        record=shape.record(document.get("report")),
        changed=shape.time(document, "changed"),
        binned=None if document["binned"] is None else shape.time(document, "binned"),
    )


def number(key: str) -> int:
    """The TinyDB document id of a key. Raises shape.Misshapen for what is none."""
    try:
        if shape.fit_key(key):
            return int(key, 16)
    except ValueError as reason:
        raise shape.Misshapen("no key") from reason
    raise shape.Misshapen("no key")
