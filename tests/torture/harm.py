"""Harm to the files of a closed library: cut short, bytes flipped, deleted, replaced, put back to an old copy.

Each harm is done to a fresh copy; then the library must open, hold the newest good state and say what
happened whenever anything was damaged.
"""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.form.form_file import Forms
from app.report.report import Edit, Report
from app.store.copies.backups import Backups
from app.store.journal.journal import Journal
from app.store.library import Library
from app.store.opening import FILE, look
from app.system.disk import TEMPORARY, Disk
from tests.torture.tally import repeated

TEXT = "overview.proactive"
LAST = 4096  # bytes at the end of the file at each of which it is cut


@dataclass
class Harms:
    """How many harms were done, and what did not hold."""

    done: dict[str, int] = field(default_factory=dict)
    troubles: list[str] = field(default_factory=list)

    def count(self, what: str) -> None:
        """One more."""
        self.done[what] = self.done.get(what, 0) + 1


def run(folder: Path, forms: Forms, seed: int, *, every: int = 1) -> Harms:
    """All harms. `every` 1 looks at each byte; full openings, with repair and reopening, are done for a sample."""
    chance = random.Random(seed)
    harms = Harms()
    for name, lagging in (("ahead", True), ("level", False)):
        home = folder / name
        state = small_library(home, forms, lagging=lagging)
        for file in _files(home):
            _harm_file(home, forms, state, file, harms, chance, every)
        for what, harm in WHOLE.items():
            _harmed(home, forms, state, harm, harms, what)
    return harms


def small_library(home: Path, forms: Forms, *, lagging: bool) -> dict[str, Any]:
    """A library of two reports with a backup or two; with `lagging` its file lacks the last events."""
    form = forms.for_year(2025)
    with Library.open(home, forms) as library:
        keys = [
            library.create(Report(office, 2025, form.edition)) for office in ("甲街道办事处", "乙街道办事处")
        ]
        library.open_session(keys[0]).apply(Edit({TEXT: "全年主动公开信息 12 条，解读政策 3 件。" * 4}))
        library.sync("timed")
        library.open_session(keys[1]).apply(Edit({TEXT: "收到申请 5 件，全部按期办结。" * 4}))
    before = (home / FILE).read_bytes()
    with Library.open(home, forms) as library:
        session = library.open_session(keys[0])
        session.apply(Edit({TEXT: session.report.text(TEXT)[:-3] + "又补充了一句。"}))
        session.apply(Edit({TEXT: session.report.text(TEXT)[:-3] + "再补充一句。"}))
        state = plain_state(library)
    if lagging:  # as if killed before the file was brought up to date
        (home / FILE).write_bytes(before)
        for one in Backups(Disk(), home / "backups", None, "").all()[:1]:
            one.path.unlink()
    return state


def _files(home: Path) -> list[Path]:
    journal = sorted((home / "journal").iterdir())
    return [
        home / FILE,
        *journal,
        *sorted((home / "backups").glob("*.json"))[-1:],
        *sorted((home / "history").iterdir())[:1],
    ]


def _harm_file(
    home: Path,
    forms: Forms,
    state: dict[str, Any],
    file: Path,
    harms: Harms,
    chance: random.Random,
    every: int,
) -> None:
    data = file.read_bytes()
    kind = file.parent.name if file.name != FILE else "file"
    first = max(0, len(data) - LAST)
    offset = chance.randrange(every)
    for cut in range(first + offset, len(data), every):
        if kind == "journal" and (data[cut - 1 : cut] in (b"", b"\n") or data[cut : cut + 1] == b"\n"):
            harms.count("journal cut between two lines: as if never written, nothing shows it")
            continue
        file.write_bytes(data[:cut])
        _looked(home, forms, state, harms, f"{home.name}: {kind} cut", lossy=kind == "journal")
    for place in range(offset, len(data), every):
        flipped = bytearray(data)
        flipped[place] ^= 1 << chance.randrange(8)
        file.write_bytes(flipped)
        _looked(home, forms, state, harms, f"{home.name}: {kind} flipped", lossy=kind == "journal")
    file.write_bytes(data)
    for _ in range(max(4, 24 // every)):
        cut, place = chance.randrange(len(data)), chance.randrange(len(data))
        _harmed(
            home, forms, state, _cut(file.relative_to(home), cut), harms, f"{home.name}: {kind} cut, opened"
        )
        _harmed(
            home,
            forms,
            state,
            _flip(file.relative_to(home), place),
            harms,
            f"{home.name}: {kind} flipped, opened",
        )


def _cut(file: Path, length: int) -> Callable[[Path], None]:
    def harm(home: Path) -> None:
        (home / file).write_bytes((home / file).read_bytes()[:length])

    return harm


def _flip(file: Path, place: int) -> Callable[[Path], None]:
    def harm(home: Path) -> None:
        data = bytearray((home / file).read_bytes())
        data[place] ^= 4
        (home / file).write_bytes(data)

    return harm


def _delete_file(home: Path) -> None:
    (home / FILE).unlink()


def _delete_journal(home: Path) -> None:
    shutil.rmtree(home / "journal")


def _delete_backups(home: Path) -> None:
    shutil.rmtree(home / "backups")
    (home / FILE).write_bytes(b"")


def _zeros(home: Path) -> None:
    (home / FILE).write_bytes(b"\0" * (home / FILE).stat().st_size)


def _old_copy(home: Path) -> None:
    (home / FILE).write_bytes(sorted((home / "backups").glob("*.json"))[0].read_bytes())


def _leftover(home: Path) -> None:
    (home / f"{FILE}{TEMPORARY}").write_bytes((home / FILE).read_bytes()[:100])


def _strange_lock(home: Path) -> None:
    (home / "library.lock").write_bytes(b"\xff\xfe{")


WHOLE: dict[str, Callable[[Path], None]] = {
    "library file deleted": _delete_file,
    "journal deleted": _delete_journal,
    "backups deleted, file emptied": _delete_backups,
    "file of zeros": _zeros,
    "old copy put back": _old_copy,
    "half-written temporary file": _leftover,
    "lock file of rubbish": _strange_lock,
}


def _looked(home: Path, forms: Forms, state: dict[str, Any], harms: Harms, what: str, *, lossy: bool) -> None:
    """Reads without repairing: the whole state, or — only where the journal itself is harmed — a word about it."""
    harms.count(what)
    found = look(Disk(), home, Backups(Disk(), home / "backups", None, ""), Journal(Disk(), home / "journal"))
    plain = {key: _values(one.record, one.binned) for key, one in found.holdings.items()}
    if plain != state and not (lossy and found.notices):
        harms.troubles.append(f"{what}: other content, told {found.notices}")


def _harmed(
    home: Path, forms: Forms, state: dict[str, Any], harm: Callable[[Path], None], harms: Harms, what: str
) -> None:
    """Opens a harmed copy for good, works in it, and opens it again."""
    harms.count(what)
    copy = home.parent / "harmed"
    shutil.copytree(home, copy)
    harm(copy)
    with Library.open(copy, forms) as library:
        if library.read_only:
            harms.troubles.append(f"{what}: read-only {library.notices}")
            return
        found, notices = plain_state(library), library.notices
        if found != state and not notices:
            harms.troubles.append(f"{what}: a silent loss")
        if found != state and "journal" not in what and "old copy" not in what:
            harms.troubles.append(f"{what}: not the newest good state; {notices}")
        key = library.create(Report("新街道办事处", 2024, forms.for_year(2024).edition))
        library.open_session(key).apply(Edit({TEXT: "继续填写"}))
        after = plain_state(library)
    with Library.open(copy, forms) as library:
        if plain_state(library) != after:
            harms.troubles.append(f"{what}: lost after repair; {library.notices}")
        if again := repeated(library):
            harms.troubles.append(f"{what}: told again {again}")
    shutil.rmtree(copy)


def plain_state(library: Library) -> dict[str, Any]:
    """What each report holds, by key."""
    return {key: _values(one.record, one.binned) for key, one in library.holdings.items()}


def _values(record: Any, binned: object) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        json.dumps([record["office"], record["title"], record["cells"], binned is not None])
    )
    return {"all": found}
