"""The figures that each newer part of the torture fills, and the one adapter to what the library tells of another side."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from app.errors import NianbaoError
from app.store.library import Library
from app.store.past import Past
from tests.torture.claims import Claims, Place

Fault = Literal["unreadable", "lost", "silent", "wrong"]
SHOWN = 12  # troubles of one kind that are printed; the figures count all
MISSING = "*"  # in the place of a cell: a report that is there on the other side alone, with all of its cells


@dataclass
class Tally:
    """Cases, and what did not hold: libraries that did not open, confirmed edits that are nowhere, losses that nobody
    was told of, and whatever else was done wrongly."""

    done: dict[str, int] = field(default_factory=dict)
    faults: dict[str, int] = field(default_factory=lambda: {"unreadable": 0, "lost": 0, "silent": 0, "wrong": 0})
    failed: int = 0  # cases with one fault or more
    troubles: list[str] = field(default_factory=list)
    _last: str = ""

    @property
    def cases(self) -> int:
        """All cases."""
        return sum(self.done.values())

    def case(self, what: str) -> None:
        """One more begins."""
        self.done[what] = self.done.get(what, 0) + 1
        self._last = ""

    def fault(self, kind: Fault, what: str, number: int = 1) -> None:
        """So many things of the present case did not hold."""
        self.failed += self._last == ""
        self._last = what
        self.faults[kind] += number
        self.troubles.append(f"{kind}: {what}")

    @property
    def line(self) -> str:
        """The figures in words."""
        told = ", ".join(f"{kind} {number}" for kind, number in self.faults.items())
        return f"{self.cases} cases, not held {self.failed}: {told}"


def guarded(tally: Tally, what: str, deed: Callable[[], None]) -> bool:
    """Does it; whatever is raised is a fault of the kind `unreadable`: a sentence is for the deed itself to take."""
    try:
        deed()
    except Exception as reason:  # noqa: BLE001 — a raw error of whatever kind is what is looked for; it is counted and printed
        tally.fault("unreadable", f"{what}: {type(reason).__name__} {reason}"[:300])
        return False
    return True


def elsewhere(library: Library) -> set[Place]:
    """What the library tells as standing on another side: report, cell, value, as texts.

    The only place that knows how branches are asked for: `library.branches` and `library.foreign`, a copy of another line, with
    `Past.differences`. A program of schema 2 has no other side.
    """
    past: Any = Past(library)
    sides = [*getattr(library, "branches", ()), getattr(library, "foreign", None)]
    found: set[Place] = set()
    for side in sides:
        for one in past.differences(side) if side else ():
            if one.state == "missing":
                found.add((one.key, MISSING, None))
            found |= {(one.key, cell.cell, cell.theirs) for cell in one.cells}
    return found


def repeated(library: Library) -> tuple[str, ...]:
    """The notices that should have been told but once: another side is told of until somebody has looked through it."""
    beside = getattr(library, "beside", {})
    return tuple(one for one in library.notices if one not in beside)


def here(library: Library) -> set[Place]:
    """Report, cell and value of whatever the library holds."""
    return {(key, cell, value) for key, one in library.holdings.items() for cell, value in one.cells.items()}


def lacking(library: Library, claims: Claims) -> set[Place]:
    """What must be found and is neither in the library nor in what it tells of the other side."""
    left = claims.missing(here(library))
    if not left:
        return left
    other = elsewhere(library)
    return {one for one in claims.missing(here(library) | other) if (one[0], MISSING, None) not in other}


def told_error(deed: Callable[[], object]) -> str:
    """The sentence with which it is refused, or ''."""
    try:
        deed()
    except NianbaoError as reason:
        return reason.sentence
    return ""
