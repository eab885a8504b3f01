"""Two copies of one library folder, edited apart and merged by file names, as tools do that know nothing of libraries.

The union of names; of one name the later file wins and the other stays beside it under one of the usual names. Then nothing
that either clerk was told is saved may be lost, and nothing that is of one side alone may pass unsaid.
"""

from __future__ import annotations

import os
import random
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from app.form.form_file import Forms
from app.register.register_file import RegisterBook, register_path
from app.register.request import Request
from app.report.comment import Comment
from app.report.report import Edit
from app.review.kept import read_review, review_path
from app.store.copies.comment_book import CommentBook
from app.store.library import Library
from app.store.past import Past
from app.system.disk import Disk
from tests.torture.claims import Claims, Place
from tests.torture.filled import AT, DAY, Days, filled
from tests.torture.tally import Tally, elsewhere, guarded, here, lacking

CONFLICTS = (
    "{stem} (冲突副本 2026-01-20){end}",
    "{stem}.sync-conflict-20260120-101010-ABCDEFG{end}",
    "{stem} - 副本{end}",
    "{stem}-PC2{end}",
    "{stem} (1){end}",
)
LATER = ("newer", "mine", "theirs")  # which of two files of one name wins: mtime, always one, always the other
TEXTS = ("overview.proactive", "overview.management", "overview.on_request")


def run(folder: Path, forms: Forms, seed: int, *, times: int = 1) -> Tally:
    """Every conflict name, both directions, every winner, both kinds of unlike openings."""
    tally, chance = Tally(), random.Random(seed)
    for number, (name, into, wins, openings) in enumerate(_ways() * times):
        home = folder / str(number)
        _case(home, forms, name, into, wins, openings, random.Random(chance.random()), tally)
        shutil.rmtree(home)
    return tally


def short(folder: Path, forms: Forms, seed: int, count: int) -> Tally:
    """Some of these, chosen by the seed."""
    tally, chance = Tally(), random.Random(seed)
    for number, (name, into, wins, openings) in enumerate(chance.sample(_ways(), count)):
        _case(folder / str(number), forms, name, into, wins, openings, chance, tally)
    return tally


def _ways() -> list[tuple[str, int, str, tuple[int, int]]]:
    return [
        (name, into, wins, openings)
        for name in CONFLICTS
        for into in (0, 1)
        for wins in LATER
        for openings in ((1, 1), (1, 3), (3, 2), (0, 2))
    ]


@dataclass
class _Side:
    """One copy at the end of its own life: what stands in it, and which versions were kept in it under a name."""

    values: set[Place] = field(default_factory=set)
    named: set[tuple[str, str]] = field(default_factory=set)
    beside: set[tuple[str, str]] = field(default_factory=set)


def _case(
    home: Path, forms: Forms, name: str, into: int, wins: str, openings: tuple[int, int], chance: random.Random, tally: Tally
) -> None:
    what = f"{name.format(stem='X', end='')}, into {'AB'[into]}, {wins} wins, openings {openings}"
    tally.case(name.format(stem="X", end=""))
    clock, claims = Days(), Claims()
    places = [home / "a", home / "b"]
    filled(places[0], forms)
    shutil.copytree(places[0], places[1])
    clock.on(days=4)
    sides = []
    for number, place in enumerate(places):
        for _ in range(openings[number]):
            clock.on(days=chance.choice((0, 0, 1)), minutes=chance.randrange(1, 90))
            with Library.open(place, forms, clock=clock) as library:
                _edit(library, claims, number, chance)
        sides.append(_read(place, forms, clock))
    merge(places[1 - into], places[into], name, wins)
    clock.on(days=1)
    counted: set[Place] = set()
    for again in ("", ", again"):

        def look(again: str = again) -> None:
            with Library.open(places[into], forms, clock=clock) as library:
                _judge(library, claims, sides, counted, tally, what + again)

        if not guarded(tally, what + again, look):
            return
        clock.on(minutes=5)


def _read(place: Path, forms: Forms, clock: Days) -> _Side:
    copy = place.with_name("read")
    shutil.copytree(place, copy)
    with Library.open(copy, forms, clock=clock) as library:
        side = _Side(here(library), _named(library), _sides(library))
    shutil.rmtree(copy)
    return side


def _judge(
    library: Library, claims: Claims, sides: list[_Side], counted: set[Place], tally: Tally, what: str
) -> None:
    told, holds = library.notices, here(library)
    left = lacking(library, claims) - counted
    counted |= left
    if library.read_only:
        tally.fault("unreadable", f"{what}: reads only; {told}")
    if left:
        tally.fault("lost", f"{what}: {sorted(left)[:2]} of {len(claims.wanted)}; {told}", len(left))
    if strange := holds - sides[0].values - sides[1].values:
        tally.fault("wrong", f"{what}: of neither side {sorted(map(str, strange))[:2]}; {told}")
    said = bool(told) or bool(elsewhere(library)) or what.endswith("again")
    if (left or holds not in (sides[0].values, sides[1].values)) and not said:
        tally.fault("silent", f"{what}: not the values of either side, and not a word")
    for words, wanted, found in (
        ("versions", sides[0].named | sides[1].named, _named(library)),
        ("side files", sides[0].beside | sides[1].beside, _sides(library)),
    ):
        if wanted - found and not said:
            tally.fault("silent", f"{what}: {words} {sorted(wanted - found)[:2]}")


def _named(library: Library) -> set[tuple[str, str]]:
    past = Past(library)
    return {(key, one.name) for key in library.holdings for one in past.versions(key).all if one.name}


def _sides(library: Library) -> set[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for key in library.holdings:
        found |= {(key, one.text) for one in read_review(review_path(library.folder, key)).explanations}
        found |= {(key, one.text) for one in CommentBook(Disk(), library.folder, key).comments}
        found |= {(key, one.subject) for one in RegisterBook(register_path(library.folder, key)).read()}
    return found


def merge(source: Path, target: Path, name: str, wins: str) -> None:
    """Brings `source` into `target`, file by file."""
    for path in sorted(source.rglob("*")):
        if not path.is_file() or path.name == "library.lock":
            continue
        other = target / path.relative_to(source)
        other.parent.mkdir(parents=True, exist_ok=True)
        if not other.exists():
            shutil.copy2(path, other)
        elif other.read_bytes() != path.read_bytes():
            theirs = wins == "theirs" or (wins == "newer" and path.stat().st_mtime_ns > other.stat().st_mtime_ns)
            aside = other.with_name(name.format(stem=other.stem, end=other.suffix))
            if theirs:
                other.rename(aside)
                shutil.copy2(path, other)
            else:
                shutil.copy2(path, aside)
            if wins != "newer":  # a tool that gives every file the time of the merging
                os.utime(aside)
                os.utime(other)


def _edit(library: Library, claims: Claims, number: int, chance: random.Random) -> None:
    """A few values in the same and in other reports, flushed; versions and side files as well."""
    keys = sorted(key for key, one in library.holdings.items() if one.binned is None)
    typed: list[Place] = []
    for _ in range(chance.randrange(1, 5)):
        key, cell = chance.choice(keys), chance.choice(TEXTS)
        session = library.open_session(key)
        seen, value = session.report.text(cell), f"第{number}份{len(claims.saw)}句{chance.randrange(10**6)}。"
        session.apply(Edit({cell: value}))
        typed.append(claims.typed(key, cell, seen, value))
    if library.flush().error is None:
        claims.confirmed |= set(typed)
    if chance.random() < 0.5:
        library.keep_version(keys[0], "named", f"第{number}份的一稿")
    if chance.random() < 0.5:
        path = register_path(library.folder, keys[-1])
        request = Request(DAY, subject=f"第{number}份的申请{chance.randrange(10**6)}")
        RegisterBook(path).write([*RegisterBook(path).read(), request])
    if chance.random() < 0.5:
        book = CommentBook(Disk(), library.folder, keys[-1])
        book.add(Comment("", TEXTS[0], "", 0, "甲", AT, f"第{number}份的批注{chance.randrange(10**6)}"))
