"""What was done in the window and is not in the journal yet. Typing in one place is gathered into one entry.

Values are encoded here, on their way out of a session.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from app.form.form import Form
from app.form.kinds import Value
from app.report.deed import EventDeed
from app.report.report import HEADER, run_together
from app.report.session import Change
from app.store.journal.delta import Plain, between
from app.store.journal.event import Event


@dataclass(frozen=True)
class Pending:
    """One event to be. `old` and `new` are the encoded values of the cells that changed."""

    at: datetime
    deed: EventDeed
    key: str
    old: Mapping[str, Plain] = field(default_factory=dict)
    new: Mapping[str, Plain] = field(default_factory=dict)
    record: Mapping[str, Any] | None = None
    label: str = ""
    merge: str | None = None


def joining(tip: str, first: str, at: datetime) -> Pending:
    """The event that a branch was merged from its event `first` to its end; '' for a copy of another line."""
    return Pending(at, "join", "", label=tip, merge=first or None)


def of_change(key: str, form: Form, change: Change, at: datetime) -> Pending:
    """The event that a change of a session becomes."""
    assert change.deed != "renew"  # comes from the journal itself
    assert change.deed != "look"  # goes to the side file of doubts
    assert change.deed != "doubt"  # so does this
    assert change.deed != "claim"  # goes to the side file of claims
    names = [name for name in change.edit.changes if change.before.get(name) != change.after.get(name)]
    return Pending(
        at,
        change.deed,
        key,
        old={name: encode(form, name, change.before.get(name)) for name in names},
        new={name: encode(form, name, change.after.get(name)) for name in names},
        label=change.edit.label,
        merge=change.edit.merge,
    )


def encode(form: Form, name: str, value: Value | None) -> Plain:
    """The value of a cell, or of office or title, as JSON holds it."""
    if value is None:
        return None
    return str(value) if name in HEADER else form.cells[name].kind.encode(value)


def gathered(waiting: list[Pending], one: Pending) -> list[Pending]:
    """The waiting entries with one more, which continues the last where it is the same step of typing."""
    last = waiting[-1] if waiting else None
    if last and one.deed == "merge" and last.deed in ("do", "merge") and last.key == one.key:
        old, new = run_together((last.old, last.new), (one.old, one.new))
        return [*waiting[:-1], replace(last, old=old, new=new, at=one.at)]
    return [*waiting, one]


def to_event(one: Pending, who: str) -> Event:
    """The event, not yet numbered. A cell that came back to its old value stays in it: it is a step of undo."""
    changes = {name: between(one.old[name], value) for name, value in one.new.items()}
    return Event(0, one.at, who, one.deed, one.key, changes, one.record, one.label, one.merge)
