"""Two processes on one library whose lock is taken from under them: removed, replaced, the whole folder swapped or away.

Both type and flush, in the same and in different reports. Afterwards every value that either was told saved is in the
library, or in what the library tells of another side, and there is a sentence about it.
"""

from __future__ import annotations

import fcntl
import json
import os
import random
import shutil
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from app.errors import NianbaoError, ReadOnlyReport
from app.form.form_file import Forms
from app.report.report import Edit, Report
from app.store.library import Library
from tests.torture.claims import Claims, Place
from tests.torture.tally import Tally, elsewhere, guarded, lacking

OFFICES = ("甲街道办事处", "乙街道办事处", "丙街道办事处")
TURN = 0.35  # seconds, about, that one types before it closes
LOCK = "library.lock"
AWAY = 0.12  # seconds that the folder is away


def run(folder: Path, forms: Forms, seconds: float, seed: int, *, life: float = 1.6) -> Tally:
    """Every way of taking the lock away, each for so many seconds, on libraries that are worked on for `life` seconds."""
    tally, chance = Tally(), random.Random(seed)
    cells = tuple(cell.id for cell in forms.for_year(2025).required if cell.kind.name == "text")[:3]
    for what, meddle in MEDDLINGS.items():
        end, number = time.monotonic() + seconds, 0
        while number == 0 or time.monotonic() < end:
            tally.case(what)
            home = folder / f"{what}-{number}".replace(" ", "-") / "library"
            _duel(home, forms, cells, life, meddle, random.Random(chance.random()), tally, what)
            shutil.rmtree(home.parent)
            number += 1
    return tally


def _duel(
    home: Path, forms: Forms, cells: tuple[str, ...], life: float, meddle: Callable[[Path], None],
    chance: random.Random, tally: Tally, what: str,
) -> None:  # fmt: skip
    with Library.open(home, forms) as library:
        for office in OFFICES:
            library.create(Report(office, 2025, forms.for_year(2025).edition))
    children = [_started(home, forms, cells, number, life, random.Random(chance.random())) for number in (0, 1)]
    for _ in range(3):
        time.sleep(chance.uniform(0.06, 0.3) * life)
        meddle(home)
    claims, told = Claims(), []
    for child, reading in children:
        with os.fdopen(reading) as pipe:
            lines = pipe.read().splitlines()
        _, status = os.waitpid(child, 0)
        if status:
            tally.fault("unreadable", f"{what}: a process ended with {status}")
        mine, sentences, raw = _heard(lines)
        if raw:
            tally.fault("unreadable", f"{what}: a raw error {raw}")
        claims.add(mine)
        told += sentences
    judge(home, forms, claims, told, tally, what)


def judge(home: Path, forms: Forms, claims: Claims, told: list[str], tally: Tally, what: str) -> None:
    """Opens the library twice: nothing of what was told saved may lack, and another side is told of in a sentence."""

    counted: set[Place] = set()

    def look(library: Library) -> None:
        left = lacking(library, claims) - counted
        counted.update(left)
        sentences = [*library.notices, *told]
        if library.read_only:
            tally.fault("unreadable", f"{what}: reads only; {library.notices}")
        if left:
            tally.fault("lost", f"{what}: {sorted(left)[:3]} of {len(claims.wanted)}; {sentences[:3]}", len(left))
        if (left or elsewhere(library)) and not sentences:
            tally.fault("silent", f"{what}: {len(left)} values, and not a word")

    def opened() -> None:
        with Library.open(home, forms) as library:
            look(library)

    if guarded(tally, what, opened) and not guarded(tally, f"{what}, again", opened):
        return


def _heard(lines: list[str]) -> tuple[Claims, list[str], set[str]]:
    claims, told, raw = Claims(), [], set()
    for line in lines:
        kind, *rest = json.loads(line)
        if kind == "typed":
            claims.typed(*rest)
        elif kind == "saved":
            claims.confirmed |= {(key, cell, value) for key, cell, value in rest[0]}
        elif kind == "told":
            told += rest[0]
        else:
            raw |= set(rest[0])
    return claims, told, raw


def _started(
    home: Path, forms: Forms, cells: tuple[str, ...], number: int, life: float, chance: random.Random
) -> tuple[int, int]:
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        return child, reading
    code = 1
    try:
        os.close(reading)
        clerk = _Clerk(home, forms, cells, number, chance, writing)
        end = time.monotonic() + life
        while time.monotonic() < end:
            clerk.turn(end)
        code = 0
    except BaseException as reason:  # noqa: BLE001 — the parent learns of it by the code
        traceback.print_exception(reason)
    finally:
        os._exit(code)


class _Clerk:
    """One of the two: waits for the lock when it must, types, flushes, tells the parent."""

    def __init__(
        self, home: Path, forms: Forms, cells: tuple[str, ...], number: int, chance: random.Random, pipe: int
    ) -> None:
        self._home, self._forms, self._cells, self._me = home, forms, cells, number
        self._chance, self._pipe, self._count = chance, pipe, 0

    def turn(self, end: float) -> None:
        """Opens, types for a while, closes; a refusal is a sentence and is told."""
        try:
            with _gate(self._home, fcntl.LOCK_SH):  # a window that opens while it is away would rightly make a new library
                opened = Library.open(self._home, self._forms)
            with opened as library:
                self._tell("told", list(library.notices))
                while library.read_only and time.monotonic() < end:
                    time.sleep(0.02)
                    self._take_over(library)
                library.subscribe(lambda saved: self._tell("told", [saved.notice] if saved.notice else []))
                self._work(library, end)
                self._tell("told", list(library.notices))
        except NianbaoError as reason:
            self._tell("told", [reason.sentence])
        time.sleep(self._chance.uniform(0.0, 0.05))

    def _take_over(self, library: Library) -> None:
        try:
            library.take_over()
        except OSError as reason:  # raw: counted, and the clerk goes on
            self._tell("raw", [f"take_over: {type(reason).__name__}"])

    def _work(self, library: Library, end: float) -> None:
        end = min(end, time.monotonic() + self._chance.uniform(0.5, 2.0) * TURN)
        typed: list[tuple[str, str, str]] = []
        if not library.holdings:
            self._tell("raw", ["an empty library was made in the place of the one that is away"])
            return
        while not library.read_only and time.monotonic() < end:
            key, cell = self._chance.choice(sorted(library.holdings)), self._chance.choice(self._cells)
            session = library.open_session(key)
            self._count += 1
            value = f"第{self._me}人第{self._count}句。"
            seen = session.report.text(cell)
            try:
                session.apply(Edit({cell: value}))
            except ReadOnlyReport as reason:
                self._tell("told", [reason.sentence])
                return
            self._tell("typed", key, cell, seen, value)
            typed.append((key, cell, value))
            if self._chance.random() < 0.4 and library.flush().error is None:
                self._tell("saved", typed)
                typed = []
            time.sleep(self._chance.uniform(0.0, 0.03))

    def _tell(self, *what: object) -> None:
        os.write(self._pipe, (json.dumps(what, ensure_ascii=False) + "\n").encode())


@contextmanager
def _gate(home: Path, how: int) -> Iterator[None]:
    """Windows open only while the folder is in its place: many share the gate, whoever takes the folder away has it alone."""
    handle = os.open(home.parent / "gate", os.O_RDWR | os.O_CREAT)
    try:
        fcntl.flock(handle, how)
        yield
    finally:
        os.close(handle)


def _put(source: Path, home: Path) -> None:
    """The folder in its place again, whatever was made there meanwhile."""
    while True:
        shutil.rmtree(home, ignore_errors=True)
        try:
            source.rename(home)
        except OSError:  # an open library writes there just now; judged by what it costs
            continue
        return


def _remove(home: Path) -> None:
    (home / LOCK).unlink(missing_ok=True)


def _replace(home: Path) -> None:
    copy = home.parent / "copy.lock"
    copy.write_bytes((home / LOCK).read_bytes() if (home / LOCK).exists() else b"")
    copy.replace(home / LOCK)


def _away_and_back(home: Path) -> None:
    with _gate(home, fcntl.LOCK_EX):
        home.rename(home.with_name("elsewhere"))
        time.sleep(AWAY)
        _put(home.with_name("elsewhere"), home)


def _swapped(home: Path) -> None:
    """A copy takes the folder's place in one moment, as a restored snapshot does; what was written into the old one is put
    into the copy by the same tool, name by name; what has other content there stays under a name of its own."""
    copy, old = home.with_name("copy"), home.with_name("old")
    with _gate(home, fcntl.LOCK_EX):
        _copied(home, copy)
        home.rename(old)
        _put(copy, home)
    time.sleep(AWAY)
    for path in sorted(old.rglob("*")):
        target = home / path.relative_to(old)
        if path.is_file() and path.name != LOCK:
            target.parent.mkdir(exist_ok=True)
            if target.exists() and target.read_bytes() != path.read_bytes():
                target = target.with_name(f"{target.stem} (1){target.suffix}")
            path.rename(target)
    shutil.rmtree(old)


def _copied(home: Path, copy: Path) -> None:
    """A copy of a folder that is written meanwhile; a file that goes while it is copied is no longer one of it."""
    with suppress(shutil.Error):
        shutil.copytree(home, copy, ignore=shutil.ignore_patterns(LOCK, "*.tmp", "*.writing"))


MEDDLINGS: dict[str, Callable[[Path], None]] = {
    "lock file removed": _remove,
    "lock file replaced by a copy": _replace,
    "folder renamed away and back": _away_and_back,
    "folder replaced by a copy": _swapped,
}
