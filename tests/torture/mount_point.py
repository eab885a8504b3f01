"""The mount point goes: under an open library its folder is swapped for an empty one, and comes back after a while.

Nobody is told that anything is saved onto the bare folder, no library is made there, and what was told or typed is kept when
the folder is back. A real mount is taken away where this process may mount.
"""

from __future__ import annotations

import json
import os
import random
import select
import shutil
import subprocess
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NoReturn

from app.errors import NianbaoError, ReadOnlyReport
from app.form.form_file import Forms
from app.register.register_file import RegisterBook, register_path
from app.register.request import Request
from app.report.report import Edit
from app.store.library import Library
from tests.torture.filled import DAY, filled
from tests.torture.harm import TEXT
from tests.torture.tally import Tally, guarded, here

AWAY = 0.8  # seconds of typing onto nothing
PATIENCE = 12.0  # seconds after its return in which everything must be saved
HANGS = 60.0


class Swap:
    """How the folder goes and comes back."""

    name = "renamed away, an empty folder in its place"

    def __init__(self, home: Path) -> None:
        self.home, self._away = home, home.with_name("away")

    def go(self) -> None:
        """Now it is bare."""
        self.home.rename(self._away)
        self.home.mkdir()

    def back(self) -> None:
        """Now it is there again; whatever was put into the bare folder is gone with it."""
        shutil.rmtree(self.home)
        self._away.rename(self.home)

    def end(self) -> None:
        """Nothing to undo."""


class Nothing(Swap):
    """The folder is not there at all, as on a disk that is pulled out."""

    name = "renamed away, nothing in its place"

    def go(self) -> None:
        self.home.rename(self._away)

    def back(self) -> None:
        shutil.rmtree(self.home, ignore_errors=True)
        self._away.rename(self.home)


class Unmounted(Swap):
    """A real mount, taken away lazily and mounted again."""

    name = "mount taken away"

    def __init__(self, home: Path) -> None:
        super().__init__(home)
        home.rename(self._away)
        home.mkdir()
        _mount(self._away, home)

    def go(self) -> None:
        subprocess.run(["umount", "-l", str(self.home)], check=True)

    def back(self) -> None:
        for one in list(self.home.iterdir()):
            shutil.rmtree(one) if one.is_dir() else one.unlink()
        _mount(self._away, self.home)

    def end(self) -> None:
        subprocess.run(["umount", "-l", str(self.home)], check=False, capture_output=True)  # after a fault it may be away


def _mount(source: Path, target: Path) -> None:
    subprocess.run(["mount", "--bind", str(source), str(target)], check=True, capture_output=True)


def may_mount(folder: Path) -> bool:
    """Whether this process may mount here."""
    if sys.platform != "linux" or os.geteuid() != 0:
        return False
    for name in ("source", "target"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    try:
        _mount(folder / "source", folder / "target")
    except subprocess.CalledProcessError:
        return False
    subprocess.run(["umount", str(folder / "target")], check=True)
    return True


def run(folder: Path, forms: Forms, seed: int, *, times: int = 5, both: bool = True) -> Tally:
    """Each way so many times: with the library open through it all, and, with `both`, closed while its folder is away."""
    tally, chance = Tally(), random.Random(seed)
    ways = [Swap, Nothing, *([Unmounted] if may_mount(folder / "may") else [])]
    for number in range(times):
        for way in ways:
            for closes in (False, True) if both else (False,):
                what = f"{way.name}{', closed meanwhile' if closes else ''}"
                tally.case(what)
                home = folder / f"{number}{way.__name__}{closes}" / "library"
                filled(home, forms)
                with _swap(way, home) as swap:
                    _case(swap, forms, random.Random(chance.random()), closes, tally, what)
                shutil.rmtree(home.parent)
    return tally


@contextmanager
def _swap(way: type[Swap], home: Path) -> Iterator[Swap]:
    swap = way(home)
    try:
        yield swap
    finally:
        swap.end()


def _case(swap: Swap, forms: Forms, chance: random.Random, closes: bool, tally: Tally, what: str) -> None:
    child, told, orders = _started(swap.home, forms, random.Random(chance.random()), closes)
    heard: list[list[Any]] = []
    _listen(told, heard, "ready")
    time.sleep(chance.uniform(0.0, 0.3))
    swap.go()
    os.write(orders, b"g")
    _listen(told, heard, "tried")
    made = sorted(str(path.relative_to(swap.home)) for path in swap.home.rglob("*")) if swap.home.exists() else []
    swap.back()
    os.write(orders, b"b")
    _listen(told, heard, "end")
    _, status = os.waitpid(child, 0)
    os.close(orders)
    os.close(told)
    if status:
        tally.fault("unreadable", f"{what}: the process ended with {status}")
    if made:
        tally.fault("wrong", f"{what}: made on the bare folder: {made[:6]}")
    if onto := [one for one in heard if one[0] == "bare"]:
        tally.fault("wrong", f"{what}: told saved onto the bare folder {len(onto)} times")
    saved = [one[1] for one in heard if one[0] in ("saved", "bare") and one[1]]
    if not closes and heard[-1][1] is not None:
        tally.fault("lost", f"{what}: not saved {PATIENCE:.0f} s after the return: {heard[-1][1]}")
    wanted = heard[-1][2] if not closes else saved[-1]
    guarded(tally, what, lambda: _look(swap.home, forms, wanted, saved[0], tally, what))


def _look(home: Path, forms: Forms, wanted: str, first: str, tally: Tally, what: str) -> None:
    with Library.open(home, forms) as library:
        texts = [str(value) for _, cell, value in here(library) if cell == TEXT]
        if not any(wanted in text for text in texts):
            less = "" if any(first in text for text in texts) else ", nor what was saved before"
            tally.fault("lost", f"{what}: what was told or typed is not there{less}; {library.notices}")
            if not library.notices:
                tally.fault("silent", f"{what}: not a word of it")


def _listen(pipe: int, heard: list[list[Any]], until: str) -> None:
    """Takes in the child's lines up to this one, or to its end."""
    data = b""
    end = time.monotonic() + HANGS
    while not (heard and heard[-1][0] == until):
        assert select.select([pipe], [], [], max(0.0, end - time.monotonic()))[0], "a child hung"
        byte = os.read(pipe, 1)
        if not byte:
            heard.append(["end", "the process died", ""])
            return
        data += byte
        if byte == b"\n":
            heard.append(json.loads(data))
            data = b""


def _started(home: Path, forms: Forms, chance: random.Random, closes: bool) -> tuple[int, int, int]:
    reading, writing = os.pipe()
    ordered, orders = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        os.close(orders)
        _child(home, forms, chance, closes, writing, ordered)
    os.close(writing)
    os.close(ordered)
    return child, reading, orders


def _child(home: Path, forms: Forms, chance: random.Random, closes: bool, pipe: int, ordered: int) -> NoReturn:
    code = 1

    def tell(*what: object) -> None:
        os.write(pipe, (json.dumps(what, ensure_ascii=False) + "\n").encode())

    try:
        library = Library.open(home, forms)
        clerk = _Clerk(library, chance)
        tell("saved", clerk.type())
        assert library.flush().error is None
        if chance.random() < 0.5:
            library.sync("timed")
        tell("ready")
        os.read(ordered, 1)
        for text in clerk.onto_nothing():
            tell("bare", text)
        if closes:
            library.close()
        tell("tried")
        os.read(ordered, 1)
        text, error = "", None
        if not closes:
            text = clerk.type()
            end = time.monotonic() + PATIENCE
            while (error := library.flush().error) and time.monotonic() < end:
                time.sleep(0.1)
            library.close()
        tell("end", error, text)
        code = 0
    except BaseException as reason:  # noqa: BLE001 — the parent learns of it by the code
        traceback.print_exception(reason)
    finally:
        os._exit(code)


class _Clerk:
    """Types on and on in one report; each text holds those before it."""

    def __init__(self, library: Library, chance: random.Random) -> None:
        self._library, self._chance = library, chance
        self._key = library.entries()[0].key
        self._session = library.open_session(self._key)

    def type(self) -> str:
        """One sentence more; the text that stands then. Typing may be refused in a sentence; nothing is typed then."""
        text = self._session.report.text(TEXT) + f"第{self._chance.randrange(10**9)}句。"
        with suppress(ReadOnlyReport):
            self._session.apply(Edit({TEXT: text}))
        return self._session.report.text(TEXT)

    def onto_nothing(self) -> Iterator[str]:
        """Types while the folder is away, and asks for whatever is written there.

        Yields each text that was told to be saved, and '' for each row of the register that was told to be kept.
        """
        end = time.monotonic() + AWAY
        while time.monotonic() < end:
            text = self.type()
            if self._library.flush().error is None:
                yield text
            self._library.keep_version(self._key, "named", "在外")
            self._library.sync(self._chance.choice((None, "timed")))
            try:
                path = register_path(self._library.folder, self._key)
                RegisterBook(path, self._library.disk).write([Request(DAY, subject="在外")])
                yield ""
            except NianbaoError:
                continue  # a sentence on the screen; the row is not told to be kept
            finally:
                time.sleep(0.1)
