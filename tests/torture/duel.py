"""Two processes on one library: one writes, the other reads, waits and takes over when the first leaves.

Each counts up in its own report and confirms with flush; in the end every confirmed count must be there, and
never may both have written at the same time.
"""

from __future__ import annotations

import os
import random
import time
import traceback
from dataclasses import dataclass, field
from pathlib import Path

from app.errors import ReadOnlyReport
from app.form.form_file import Forms
from app.report.report import Edit, Report
from app.store.library import Library

TURN = 0.25  # seconds, about, that one writes before it lets the other in


@dataclass
class Outcome:
    """What the two did."""

    counts: list[int] = field(default_factory=list)
    turns: list[int] = field(default_factory=list)
    refused: int = 0  # edits that the reading window was rightly not allowed
    troubles: list[str] = field(default_factory=list)


def run(folder: Path, forms: Forms, seconds: float, seed: int) -> Outcome:
    """Lets two child processes work for so long and looks at what they left."""
    cell = next(cell.id for cell in forms.for_year(2025).required if cell.kind.name == "count")
    children = []
    for number in (0, 1):
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            _child(folder, forms, cell, number, seconds, random.Random(seed + number), writing)
        os.close(writing)
        children.append((child, reading))
    outcome = Outcome()
    for child, reading in children:
        with os.fdopen(reading) as told:
            figures = told.read().split()
        _, status = os.waitpid(child, 0)
        if status or len(figures) != 3:
            outcome.troubles.append(f"a process ended with {status}")
            continue
        count, turns, refused = map(int, figures)
        outcome.counts.append(count)
        outcome.turns.append(turns)
        outcome.refused += refused
    _look(folder, forms, cell, outcome)
    return outcome


def _look(folder: Path, forms: Forms, cell: str, outcome: Outcome) -> None:
    with Library.open(folder, forms) as library:
        outcome.troubles += [f"told {sentence}" for sentence in library.notices]
        for number, count in enumerate(outcome.counts):
            key = library.find(_office(number), 2025)
            found = library.sessions.report(key).cells.get(cell, 0) if key else 0
            if found != count:
                outcome.troubles.append(f"process {number} confirmed {count} edits, {found} are there")


def _child(
    folder: Path, forms: Forms, cell: str, number: int, seconds: float, chance: random.Random, pipe: int
) -> None:
    code = 1
    try:
        player = _Player(folder, forms, cell, number, chance)
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            player.turn(end)
        os.write(pipe, f"{player.count} {player.turns} {player.refused}".encode())
        code = 0
    except Exception as reason:  # noqa: BLE001 — the parent learns of it by the code
        traceback.print_exception(reason)
    finally:
        os._exit(code)


def _office(number: int) -> str:
    return f"第{number + 1}街道办事处"


class _Player:
    """One of the two processes."""

    def __init__(self, folder: Path, forms: Forms, cell: str, number: int, chance: random.Random) -> None:
        self._folder, self._forms, self._cell, self._number = folder, forms, cell, number
        self._chance = chance
        self.count = self.turns = self.refused = 0

    def turn(self, end: float) -> None:
        """Opens the library, waits until it may write, writes for a while, closes."""
        with Library.open(self._folder, self._forms) as library:
            while library.read_only:
                self._try_to_write(library)
                if time.monotonic() > end:
                    return
                time.sleep(0.02)
                library.take_over()
            self._write(library)
        time.sleep(self._chance.uniform(0.0, 0.1))

    def _try_to_write(self, library: Library) -> None:
        entries = library.entries()
        if not entries:
            return
        session = library.open_session(entries[0].key)
        try:
            session.apply(Edit({self._cell: 999}))
        except ReadOnlyReport:
            self.refused += 1

    def _write(self, library: Library) -> None:
        mark = self._folder.parent / "writing"
        handle = os.open(mark, os.O_CREAT | os.O_EXCL)  # fails when both write
        os.close(handle)
        self.turns += 1
        office = _office(self._number)
        key = library.find(office, 2025) or library.create(
            Report(office, 2025, self._forms.for_year(2025).edition)
        )
        session = library.open_session(key)
        end = time.monotonic() + self._chance.uniform(0.5, 1.5) * TURN
        while time.monotonic() < end:
            found = session.report.cells.get(self._cell, 0)
            assert found == self.count, f"{found} instead of {self.count}"
            session.apply(Edit({self._cell: self.count + 1}))
            if library.flush().error is None:
                self.count += 1
        mark.unlink()
