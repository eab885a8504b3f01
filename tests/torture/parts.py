"""The newer parts of the torture by name, each in a full form and in a short one of a few seconds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from app.form.form_file import Forms
from tests.torture import (
    beside,
    cleaners,
    clocks,
    copies,
    divergence,
    handing,
    mount_point,
    older,
    unreadable,
)
from tests.torture.tally import Tally

SHOWN = 20  # troubles of one part that are printed; the figures count all

Part = Callable[[Path, Forms, int, bool], Tally]  # a folder, the forms, the seed, whether in short


def _divergence(folder: Path, forms: Forms, seed: int, short: bool) -> Tally:
    return divergence.run(folder, forms, 0.0, seed, life=0.9) if short else divergence.run(folder, forms, 40.0, seed)


def _copies(folder: Path, forms: Forms, seed: int, short: bool) -> Tally:
    return copies.short(folder, forms, seed, 8) if short else copies.run(folder, forms, seed, times=3)


def _older(folder: Path, forms: Forms, seed: int, short: bool) -> Tally:
    return older.run(folder, forms, seed, weeks=(1,) if short else older.WEEKS)


def _clocks(folder: Path, forms: Forms, seed: int, short: bool) -> Tally:
    if short:
        return clocks.run(folder, forms, seed, times=1, most=12, ways=clocks.BOTH)
    return clocks.run(folder, forms, seed, times=20)


def _unreadable(folder: Path, forms: Forms, seed: int, short: bool) -> Tally:
    return unreadable.run(folder, forms, seed, every=20 if short else 1)


def _cleaners(folder: Path, forms: Forms, seed: int, short: bool) -> Tally:
    return cleaners.run(folder, forms, seed, every=3 if short else 1)


def _beside(folder: Path, forms: Forms, seed: int, short: bool) -> Tally:
    return beside.run(folder, forms, seed, every=6 if short else 1)


def _mount_point(folder: Path, forms: Forms, seed: int, short: bool) -> Tally:
    return mount_point.run(folder, forms, seed, times=1 if short else 8, both=not short)


def _handing(folder: Path, forms: Forms, seed: int, short: bool) -> Tally:
    return handing.run(folder, forms, seed, every=12 if short else 1)


PARTS: dict[str, Part] = {
    "divergence": _divergence,
    "copies": _copies,
    "older": _older,
    "clocks": _clocks,
    "unreadable": _unreadable,
    "cleaners": _cleaners,
    "beside": _beside,
    "mount": _mount_point,
    "handing": _handing,
}
