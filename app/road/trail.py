"""Where a person was in each report, as text for the settings: so that the program stands where it was left.

Of the reports opened last, and of no more. What is no such text, or of a newer program, is an empty memory: nothing of the
reports depends on it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

MOST = 40  # reports
_NOWHERE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Trail:
    """In one report: the section in front, the cell entered last in each; `none_before`: there is no last year's report."""

    section: str = ""
    cells: Mapping[str, str] = field(default_factory=lambda: _NOWHERE)
    none_before: bool = False

    @property
    def cell(self) -> str:
        """The cell entered last in the section in front; '' for none."""
        return self.cells.get(self.section, "")


def written(trails: Mapping[str, Trail]) -> str:
    """The text of the newest ones, which come last."""
    newest = list(trails.items())[-MOST:]
    plain = {key: [one.section, dict(one.cells), one.none_before] for key, one in newest}
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def read(text: str) -> dict[str, Trail]:
    """The trails in a text, newest last."""
    try:
        raw = json.loads(text) if text else {}
    except (ValueError, RecursionError):
        return {}
    found = {key: _trail(one) for key, one in raw.items()} if isinstance(raw, dict) else {}
    return {key: trail for key, trail in found.items() if trail is not None}


def _trail(raw: object) -> Trail | None:
    match raw:
        case [str(section), dict(cells), bool(none)] if all(isinstance(cell, str) for cell in cells.values()):
            return Trail(section, MappingProxyType({str(name): str(cell) for name, cell in cells.items()}), none)
    return None
