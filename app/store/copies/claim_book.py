"""The claims of a report as a side file (认领): what a person has said the numbers of its prose mean, who and when.

A claim may be lost in a crash; then the number is asked about again. Nothing of the report depends on it. That one was taken back
is kept too, so that it does not come back from another computer.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.errors import StoreError
from app.report.claim import Claim
from app.store.file.side_file import (
    CLAIMS,
    WORDS,
    WRITES,
    SideFile,
    after_both,
    filed,
    side_path,
    standing,
    unreadable,
)
from app.store.file.stored_shape import Misshapen, loaded, table, text, time, whole
from app.system.disk import Disk

VERSION = 1
LARGEST = 4 * 1024 * 1024  # bytes; a long report has some hundred numbers
_NO_TIME = datetime.min.replace(tzinfo=UTC)  # of a claim that an earlier program kept

NumberKey = tuple[str, int]


@dataclass(frozen=True)
class ClaimAnswer:
    """What was said of a number last, and when; None where that was taken back."""

    claim: Claim | None
    at: datetime | None

    @property
    def order(self) -> tuple[datetime, str]:
        """By time; of the same time in an order that is the same on each computer."""
        return self.at or _NO_TIME, repr(self.claim and (self.claim.cells, self.claim.period))


Answers = dict[NumberKey, ClaimAnswer]


class ClaimBook:
    """The claims of one report. `keep` takes their newest state, `write` puts it on the disk.

    May be written from another thread than it is changed in.
    """

    def __init__(self, disk: Disk, library: Path, key: str) -> None:
        """Reads what is kept. Raises StoreError when it cannot be read as claims."""
        self._file = SideFile(side_path(library, CLAIMS, key), disk)
        self._guard = threading.Lock()
        self._written = True
        self._answers = self._read()

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Those that stand, the oldest first."""
        return tuple(one.claim for one in self._answers.values() if one.claim)

    @property
    def answers(self) -> Answers:
        """What was said of each number last, that it was taken back included."""
        return dict(self._answers)

    def replace(self, answers: Answers) -> None:
        """All answers as they were put together with those of another library."""
        with self._guard:
            self._answers, self._written = dict(answers), False

    def keep(self, claims: tuple[Claim, ...], at: datetime) -> None:
        """The claims as they stand `at` this time."""
        with self._guard:
            self._written = self._written and claims == self.claims
            given = {one.key: ClaimAnswer(one, one.at) for one in claims}
            ended = {key: ClaimAnswer(None, at) if one.claim else one for key, one in self._answers.items() if key not in given}
            self._answers = {**ended, **given}

    def write(self) -> None:
        """Puts them on the disk, when they are not there yet. Raises OSError; then they are still to be written."""
        with self._guard:
            if not self._written:
                self._file.write(claims_record(self._answers))
                self._written = True

    def _read(self) -> Answers:
        try:
            data = self._file.read(LARGEST)
            return {} if data is None else claims_of(loaded(data))
        except (OSError, ValueError, Misshapen) as reason:
            raise StoreError(unreadable(WORDS[CLAIMS], self._file.path.name, reason)) from reason


def united(kept: bytes, other: bytes) -> tuple[bytes, tuple[str, ...]] | None:
    """Two states of a file in one after both, where they were written apart; else the later one. None where one is no such file.

    Claims are bound to words, so those of both sides hold beside each other. Of one number the later answer counts, that it was
    taken back included; the words of each of which both sides said something else are told.
    """
    try:
        mine, theirs = claims_of(loaded(kept)), claims_of(loaded(other))
    except (ValueError, Misshapen):
        return None
    if (how := standing(kept, other)) in ("same", "newer", "older"):
        return (other if how == "older" else kept), ()
    pairs = {key: (mine[key].claim, theirs[key].claim) for key in mine if key in theirs}
    parted = sorted({key[0] for key, (one, two) in pairs.items() if one and two and one != two})
    return filed({**claims_record(both_answers(mine, theirs)), WRITES: after_both(kept, other)}), tuple(parted)


def both_answers(mine: Answers, theirs: Answers) -> Answers:
    """Of each number the later answer, in an order that is the same on each computer."""
    both: Answers = {key: max((one[key] for one in (mine, theirs) if key in one), key=_order) for key in (*mine, *theirs)}
    return dict(sorted(both.items(), key=lambda one: (_order(one[1]), one[0])))


def _order(one: ClaimAnswer) -> tuple[datetime, str]:
    return one.order


def claims_record(answers: Mapping[NumberKey, ClaimAnswer]) -> dict[str, object]:
    """The answers as plain JSON data."""
    ended = [_keyed(key, one) for key, one in answers.items() if one.claim is None]
    return {"version": VERSION, "claims": [_told(one.claim) for one in answers.values() if one.claim], "ended": ended}


def _told(one: Claim) -> dict[str, object]:
    said = {"who": one.who, "at": one.at.isoformat()} if one.at else {}
    return {"words": one.words, "place": one.place, "cells": list(one.cells), "period": one.period, **said}


def _keyed(key: NumberKey, one: ClaimAnswer) -> dict[str, object]:
    assert one.at  # the time at which it was taken back
    return {"words": key[0], "place": key[1], "at": one.at.isoformat()}


def claims_of(data: object) -> Answers:
    """What plain data says of each number. Raises ValueError, Misshapen."""
    raw = table(data)
    found, ended = raw.get("claims"), raw.get("ended", [])
    if raw.get("version") != VERSION or not isinstance(found, list) or not isinstance(ended, list):
        raise ValueError("不是认领的记录")
    claims = {one.key: ClaimAnswer(one, one.at) for one in map(_claim, found)}
    gone = {(text(one, "words"), whole(one, "place")): ClaimAnswer(None, time(one, "at")) for one in map(table, ended)}
    return {**gone, **claims}


def _claim(raw: object) -> Claim:
    one = table(raw)
    cells = one.get("cells")
    if not isinstance(cells, list) or not all(isinstance(cell, str) for cell in cells):
        raise ValueError("cells 不是文字列表")
    who, at = (text(one, "who"), time(one, "at")) if "at" in one else ("", None)
    return Claim(text(one, "words"), whole(one, "place"), tuple(map(str, cells)), text(one, "period"), who, at)
