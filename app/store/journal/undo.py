"""The steps of undo of a day, made again from the journal, so that they outlive a crash and a restart.

Walks back from the report as it stands to know every value before and after.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.form.form import Form
from app.form.kinds import Value
from app.report.record import stored_value, with_changes
from app.report.report import HEADER, Edit
from app.report.session import DEEPEST
from app.report.undo_step import Step
from app.store.journal.delta import Plain, Unfit, backward
from app.store.journal.event import TYPED, Event


@dataclass(frozen=True)
class Stacks:
    """What a session takes as its past and future. `cut`: earlier steps do not fit the report any more and are left out."""

    past: tuple[Step, ...] = ()
    future: tuple[Step, ...] = ()
    cut: bool = False


def rebuilt(form: Form, record: Mapping[str, Any], events: Iterable[Event]) -> Stacks:
    """The steps that `events` left behind in a report that now stands as `record`.

    Goes back as far as the journal fits the report, and not beyond a report that came in as a whole.
    """
    past: list[Step] = []
    future: list[Step] = []
    walked, cut = _walked_back(form, record, events)
    for event, done in walked:
        _do(event, done, past, future)
        del past[:-DEEPEST]
    return Stacks(tuple(past), tuple(future), cut)


def _do(event: Event, done: Step, past: list[Step], future: list[Step]) -> None:
    if event.deed == "undo" and past:
        future.append(past.pop())
    elif event.deed == "drop" and past:
        past.pop()
    elif event.deed == "redo" and future:
        past.append(future.pop())
    elif event.deed == "merge" and past:
        past.append(past.pop().joined(done))
    elif event.deed in ("do", "merge"):
        past.append(done)
        future.clear()


def _walked_back(
    form: Form, record: Mapping[str, Any], events: Iterable[Event]
) -> tuple[list[tuple[Event, Step]], bool]:
    found: list[tuple[Event, Step]] = []
    for event in reversed(list(events)):
        if event.deed == "put":
            return found, False
        if event.deed not in TYPED:
            continue
        new = {name: stored_value(record, name) for name in event.changes}
        try:
            old = {name: backward(delta, new[name]) for name, delta in event.changes.items()}
        except Unfit:
            return found, True
        if not all(name in HEADER or name in form.cells for name in new):
            return found, True
        found.insert(0, (event, Step(_edit(form, event, new), replace(_edit(form, event, old), merge=None))))
        record = with_changes(record, old)
    return found, False


def _edit(form: Form, event: Event, values: Mapping[str, Plain]) -> Edit:
    return Edit({name: _decode(form, name, one) for name, one in values.items()}, event.label, event.merge)


def _decode(form: Form, name: str, plain: Plain) -> Value | None:
    if plain is None:
        return None
    return str(plain) if name in HEADER else form.cells[name].kind.decode(plain)
