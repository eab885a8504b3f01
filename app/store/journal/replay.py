"""What events do to the reports: the same for a start after a crash and for a look into the past.

A change that does not fit the value at hand is left out and counted, never forced.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from app.report.record import stored_value, with_changes
from app.store.file.holding import Holding
from app.store.journal.delta import Plain, Unfit, forward
from app.store.journal.event import OF_NO_REPORT, Event

Holdings = Mapping[str, Holding]


@dataclass(frozen=True)
class Replayed:
    """The reports after the events, how many changes did not fit, and when the last event was."""

    holdings: dict[str, Holding]
    unfit: int
    last: datetime | None


def replay(holdings: Holdings, events: Iterable[Event]) -> Replayed:
    """The reports after the events, in their order."""
    now, unfit, last = dict(holdings), 0, None
    for event in events:
        last = event.at
        if event.deed == "put":
            assert event.record is not None
            now[event.key] = Holding(event.key, event.record, event.at)
        elif event.deed == "purge":
            now.pop(event.key, None)
        elif event.deed in OF_NO_REPORT:
            continue
        elif event.key not in now:
            unfit += max(1, len(event.changes))
        else:
            now[event.key], left_out = _after(now[event.key], event)
            unfit += left_out
    return Replayed(now, unfit, last)


def _after(holding: Holding, event: Event) -> tuple[Holding, int]:
    if event.deed in ("bin", "unbin"):
        return replace(holding, binned=event.at if event.deed == "bin" else None), 0
    values: dict[str, Plain] = {}
    unfit = 0
    for name, delta in event.changes.items():
        try:
            values[name] = forward(delta, stored_value(holding.record, name))
        except Unfit:
            unfit += 1
    return replace(holding, record=with_changes(holding.record, values), changed=event.at), unfit
