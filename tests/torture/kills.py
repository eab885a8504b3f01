"""Kills: a clerk at work in a child process dies at a counted step, at a random moment, or by a power cut.

After each death the library is opened and must be readable, equal to a state that the clerk told, and not
older than what was confirmed or than one second of typing.
"""

from __future__ import annotations

import json
import os
import random
import select
import shutil
import signal
import threading
import time
import traceback
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.errors import StoreError
from app.form.form_file import Forms
from app.register.register_file import RegisterBook, register_path
from app.review.kept import read_review, review_path
from app.store.copies.comment_book import CommentBook
from app.store.library import Library
from app.system.disk import Disk
from tests.torture.clerk import DOUBTED, Clerk
from tests.torture.cruel_disk import KillingDisk, PowerDisk
from tests.torture.state import seen

LIVES = 12  # kills that one library lives through before a new one begins
PATIENCE = 60.0  # seconds after which a child counts as hanging
SECOND = 1.0  # seconds of typing that may be lost


@dataclass
class Figures:
    """What came of it."""

    kills: int = 0
    by: dict[str, int] = field(default_factory=dict)
    unreadable: int = 0
    confirmed_lost: int = 0
    doubts_lost: int = 0  # imported values that look certain although nobody looked at them
    seconds_lost: float = 0.0  # the age of the oldest lost state, at most
    sides_lost: int = 0  # side files that cannot be read, or are older than what was confirmed
    undo_lost: int = 0
    states: int = 0
    in_flight: int = 0  # deaths between an act and its telling, where the act was kept
    finished: int = 0  # children that closed before the blow
    troubles: list[str] = field(default_factory=list)

    @property
    def good(self) -> bool:
        """Whether nothing was lost that may not be lost."""
        return not self.troubles


@dataclass
class Told:
    """What a child said: its states with their times, how many are confirmed, and when it died."""

    states: list[tuple[float, dict[str, Any]]]
    confirmed: int
    died: float
    in_flight: bool  # an act had begun whose outcome was not told any more
    looked: list[list[Any]]  # report, cell and value of each look that was begun
    explained: dict[str, tuple[int, int]]  # by report the number that was confirmed and the last one begun


def run(kills: int, seed: int, folder: Path, forms: Forms, *, slow_every: int = 40) -> Figures:
    """Runs that many children one after the other, each killed by its own seed."""
    figures = Figures()
    known: dict[str, Any] = {}
    looked: list[list[Any]] = []
    explained: dict[str, tuple[int, int]] = {}
    _ = [form.required for form in forms.all]  # read once here, so that no child has to
    for number in range(kills):
        chance = random.Random(seed * 1_000_003 + number)
        home = folder / f"library-{number // LIVES}"
        if number % LIVES == 0:
            known, looked, explained = {}, [], {}
        slow = number % slow_every == slow_every - 1
        told = _life(home, forms, chance, number, slow=slow, figures=figures)
        for key, (confirmed, begun) in told.explained.items():
            before = explained.get(key, (0, 0))
            explained[key] = (confirmed or before[0], begun)
        told.states.insert(0, (0.0, known))
        looked += told.looked
        name = f"kill {number} (seed {seed})"
        known = _judged(home, forms, told, looked, figures, name)
        _judge_sides(home, explained, figures, name)
        if number % LIVES == LIVES - 1 and figures.good:
            shutil.rmtree(home)
    return figures


def _life(
    home: Path, forms: Forms, chance: random.Random, number: int, *, slow: bool, figures: Figures
) -> Told:
    way = "moment" if slow else chance.choice(("step", "step", "power", "power", "moment"))
    figures.kills += 1
    figures.by[way] = figures.by.get(way, 0) + 1
    step = 1 + number % 60 if chance.random() < 0.7 else chance.randrange(1, 400)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _child(home, forms, chance, writing, way, step, slow=slow, number=number)
    os.close(writing)
    delay = chance.uniform(1.3, 2.6) if slow else chance.expovariate(1 / 0.02)
    return _listen(child, reading, delay if way == "moment" else None, figures)


def _child(
    home: Path, forms: Forms, chance: random.Random, pipe: int, way: str, step: int, *, slow: bool, number: int
) -> None:
    code = 1
    threading.excepthook = lambda args: os._exit(_report(args.exc_value))
    try:
        spare = home.parent / "spare"
        spare.mkdir(exist_ok=True)
        disk = Disk()
        if way != "moment":
            disk = PowerDisk(chance, step, spare) if way == "power" else KillingDisk(chance, step)
        Clerk(home, forms, chance, pipe, disk, slow=slow, begun=1000 * number).work(100000 if slow else 60)
        code = 0
    except Exception as reason:  # noqa: BLE001 — the parent learns of it by the code
        code = _report(reason)
    finally:
        os._exit(code)  # a forked child never returns into the parent's code; a traceback shows as code 1


def _report(reason: BaseException | None) -> int:
    traceback.print_exception(reason)
    return 1


def _listen(child: int, pipe: int, delay: float | None, figures: Figures) -> Told:
    data, died = b"", None
    end = time.monotonic() + (PATIENCE if delay is None else delay)
    while True:
        left = max(0.0, end - time.monotonic()) if died is None else None
        if not select.select([pipe], [], [], left)[0]:
            os.kill(child, signal.SIGKILL)
            died = time.monotonic()
            if delay is None:
                figures.troubles.append("a child hung")
            continue
        piece = os.read(pipe, 1 << 16)
        if not piece:
            break
        data += piece
    os.close(pipe)
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status):
        figures.finished += 1
        if os.WEXITSTATUS(status):
            figures.troubles.append(f"a child ended with code {os.WEXITSTATUS(status)}")
    return _told(data, died or time.monotonic(), figures)


def _told(data: bytes, died: float, figures: Figures) -> Told:
    states: list[tuple[float, dict[str, Any]]] = []
    looked: list[list[Any]] = []
    explained: dict[str, tuple[int, int]] = {}
    confirmed, what = 0, ""
    for line in data.split(b"\n")[:-1]:
        what, _, at, state = json.loads(line)
        if what == "s":
            states.append((at, state))
        elif what == "c":
            confirmed = len(states)
        elif what == "l":
            looked.append(state)
        elif what in ("w", "k"):
            key, number = state
            explained[key] = (number if what == "k" else explained.get(key, (0, 0))[0], number)
    figures.states += len(states)
    return Told(states, confirmed, died, what == "a", looked, explained)


def _judged(
    home: Path, forms: Forms, told: Told, looked: list[list[Any]], figures: Figures, name: str
) -> dict[str, Any]:
    """Opens the library, compares, and returns what is in it."""
    try:
        with Library.open(home, forms) as library:
            if library.read_only:
                figures.unreadable += 1
                figures.troubles.append(f"{name}: opened read-only: {library.notices}")
            found: dict[str, Any] = json.loads(json.dumps(seen(library)))
            _judge_doubts(library, looked, figures, name)
            notices = library.notices
    except Exception as reason:  # noqa: BLE001 — whatever it is, it is the finding
        figures.unreadable += 1
        figures.troubles.append(f"{name}: {reason!r}")
        return {}
    plain = [_without_undo(state) for _, state in told.states]
    places = [place for place, state in enumerate(plain) if state == _without_undo(found)]
    if not places and told.in_flight and _one_act_apart(plain[-1], _without_undo(found)):
        figures.in_flight += 1
        return found
    if not places:
        figures.confirmed_lost += 1
        figures.troubles.append(f"{name}: a state that never was; {notices}")
        return found
    _judge_age(places[-1], told, figures, name)
    if not any(told.states[place][1] == found for place in places):
        figures.undo_lost += 1
        figures.troubles.append(f"{name}: the steps of undo are not those of any such state")
    return found


def _judge_doubts(library: Library, looked: list[list[Any]], figures: Figures, name: str) -> None:
    """Every imported value that stands in a report is doubted, unless a look at it was begun."""
    for key, one in library.holdings.items():
        doubted = {doubt.cell for doubt in library.doubted(key)}
        certain = [
            cell
            for cell, value in one.cells.items()
            if isinstance(value, int) and value in DOUBTED and cell not in doubted and [key, cell, value] not in looked
        ]
        figures.doubts_lost += len(certain)
        figures.troubles += [f"{name}: {cell} looks certain" for cell in certain]


def _judge_sides(home: Path, explained: dict[str, tuple[int, int]], figures: Figures, name: str) -> None:
    """All side files of a report can be read, and hold what was confirmed or what was being written; of comments none is lost."""
    for key, (confirmed, begun) in explained.items():
        try:
            kept = read_review(review_path(home, key))
            review = [int(one.text) for one in kept.explanations]
            signed = [int(one.words) for one in kept.course.signed]
            comments = [int(one.text) for one in CommentBook(Disk(), home, key).comments]
            register = [int(one.subject) for one in RegisterBook(register_path(home, key)).read()]
        except StoreError as reason:
            figures.sides_lost += 1
            figures.troubles.append(f"{name}: {reason.sentence}")
            continue
        if len(set(comments)) < len(comments) or (confirmed and confirmed not in comments):
            figures.sides_lost += 1
            figures.troubles.append(f"{name}: comments {comments} without {confirmed}")
        for what, found in (("review", review), ("signed", signed), ("register", register), ("comments", comments[-1:])):
            if not all(confirmed <= one <= begun for one in found or [0]):
                figures.sides_lost += 1
                figures.troubles.append(f"{name}: {what} {found}, not {confirmed} to {begun}")


def _judge_age(place: int, told: Told, figures: Figures, name: str) -> None:
    if place < told.confirmed:
        figures.confirmed_lost += 1
        figures.troubles.append(f"{name}: state {place} of {told.confirmed} confirmed")
    later = [at for at, _ in told.states[place + 1 :]]
    if later:
        lost = told.died - later[0]
        figures.seconds_lost = max(figures.seconds_lost, lost)
        if lost > SECOND:
            figures.troubles.append(f"{name}: {lost:.2f} s of typing lost")


def _one_act_apart(before: dict[str, Any], after: dict[str, Any]) -> bool:
    """Whether only one report differs, and in one value at most, or is new."""
    differing = [key for key in {*before, *after} if before.get(key) != after.get(key)]
    if len(differing) != 1 or differing[0] not in after:
        return False
    old, new = before.get(differing[0]), after[differing[0]]
    if old is None:
        return not new["cells"]
    if old["binned"] != new["binned"]:
        return bool(dict(old["cells"]) == dict(new["cells"]))
    cells = {*old["cells"], *new["cells"]}
    return len([name for name in cells if old["cells"].get(name) != new["cells"].get(name)]) == 1


def _without_undo(state: dict[str, Any]) -> dict[str, Any]:
    return {key: {n: v for n, v in one.items() if n != "undo"} for key, one in state.items()}
