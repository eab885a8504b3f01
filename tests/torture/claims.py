"""What clerks were told: which values were typed over which, and which of them were said to be saved."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Place = tuple[str, str, Any]  # report, cell, value; every typed value is a text that is typed but once


@dataclass
class Claims:
    """`saw` maps each typed value to the one that stood there and was typed over, by whoever saw it."""

    saw: dict[Place, Place | None] = field(default_factory=dict)
    confirmed: set[Place] = field(default_factory=set)

    def typed(self, key: str, cell: str, seen: Any, value: Any) -> Place:
        """A clerk who saw `seen` there typed `value`."""
        place = (key, cell, value)
        self.saw[place] = (key, cell, seen) if seen else None
        return place

    def add(self, other: Claims) -> None:
        """Those of another clerk, too."""
        self.saw |= other.saw
        self.confirmed |= other.confirmed

    @property
    def wanted(self) -> set[Place]:
        """What must be found: told saved, and not typed over since by somebody who saw it and was told saved, too."""
        return self.confirmed - self._under(self.confirmed)

    def missing(self, found: set[Place]) -> set[Place]:
        """Those of `wanted` that are not found, nor a value that was typed over them."""
        return self.wanted - found - self._under(found)

    def _under(self, places: set[Place]) -> set[Place]:
        """Whatever was typed over on the way to these."""
        over: set[Place] = set()
        for one in places:
            before = self.saw.get(one)
            while before and before not in over:
                over.add(before)
                before = self.saw.get(before)
        return over
