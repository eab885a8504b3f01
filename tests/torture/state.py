"""What can be seen of a library and its sessions, as plain comparable data: the oracle of the torture."""

from __future__ import annotations

from typing import Any

from app.form.kinds import Value
from app.report.report import Edit
from app.report.session import Session
from app.store.library import Library

DEEP = 6  # steps of undo that are compared


def seen(library: Library) -> dict[str, Any]:
    """Every report with its values, bin and the last steps of undo and redo."""
    return {
        f"{one.key}": {
            "office": one.office,
            "year": one.year,
            "title": one.record["title"],
            "cells": dict(sorted(one.cells.items())),
            "binned": one.binned is not None,
            "undo": _steps(library.open_session(one.key)),
        }
        for one in library.holdings.values()
    }


def _steps(session: Session) -> list[list[Any]]:
    return [
        [_values(step.done), _values(step.back)]
        for steps in (session.past, session.future)
        for step in steps[-DEEP:]
    ]


def _values(edit: Edit) -> list[list[Value | None]]:
    return [[name, value] for name, value in sorted(edit.changes.items())]
