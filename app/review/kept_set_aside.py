"""How a hint that was set aside is kept in the record of a report. Read strictly: ValueError, KeyError for what is none."""

from __future__ import annotations

from datetime import date

from app.findings.set_aside import SetAside

_KEYS = {"rule", "cells", "ground", "who", "day"}


def aside_record(one: SetAside) -> dict[str, object]:
    """As plain data."""
    return {"rule": one.rule, "cells": list(one.cells), "ground": one.ground, "who": one.who, "day": one.day.isoformat()}


def aside_of(raw: object) -> SetAside:
    """From plain data."""
    if not isinstance(raw, dict) or raw.keys() - _KEYS:
        raise ValueError("搁置的提示不是应有的形式")
    cells = raw["cells"]
    if not isinstance(cells, list) or not all(isinstance(cell, str) for cell in cells):
        raise ValueError("cells 不是文字列表")
    rule, ground, who, day = (_words(raw[key], key) for key in ("rule", "ground", "who", "day"))
    return SetAside(rule, tuple(cells), ground, who, date.fromisoformat(day))


def _words(value: object, key: str) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{key} 不是文字")
    return value
