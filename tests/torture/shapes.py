"""Wrong shapes under right checksums: any value in any field of any file of a closed library, everything hashed anew.

Such a library must open without an exception, keep every report whose own record was not touched, go on working, and
tell nothing a second time.
"""

from __future__ import annotations

import hashlib
import json
import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from app.errors import NianbaoError
from app.findings.explained import Explanation
from app.findings.set_aside import SetAside
from app.form.form_file import Forms
from app.register.register_file import RegisterBook, register_path, write_register
from app.register.request import Request
from app.report.comment import Comment, Reply
from app.report.doubt import Doubt
from app.report.report import Edit, Report
from app.review.course import STAGES, Course, Proofread, Returned, Signed
from app.review.kept import Review, read_review, review_path, write_review
from app.store.copies.backups import Backups
from app.store.copies.comment_book import CommentBook
from app.store.copies.doubts import DoubtBook
from app.store.copies.side_files import SideFileSet, beside
from app.store.file.resume import ResumePlace, keep_place, take_place
from app.store.file.storage import decode, encode
from app.store.library import Library
from app.store.past import Past
from app.system.disk import Disk
from tests.torture.harm import TEXT, Harms, plain_state, small_library
from tests.torture.tally import repeated

DEEP = "@deep@"  # stands for lists in lists in lists
FAR = "9999-12-31T23:59:59+00:00"
ODD: tuple[Any, ...] = (None, True, 5, -1, 0.5, 10**30, "x", "", "\ud800", "../../outside", FAR, [], {}, [1], DEEP)
LINES = (".events", ".versions", ".log")  # files of lines with a hash each; .log is the name that both had in schema 2
DAY = date(2026, 1, 10)
Steps = tuple[str | int, ...]
Change = Callable[[Any], Any]


def run(folder: Path, forms: Forms, seed: int, *, every: int = 1) -> Harms:
    """Every odd value in every field; of these, one in `every`."""
    chance, harms = random.Random(seed), Harms()
    home = folder / "shaped"
    state = small_library(home, forms, lagging=True)
    with_sides(home, forms, min(state))
    for file in files(home):
        for number, raw in enumerate(records(file)):
            for place in places(raw):
                for value in ODD:
                    if chance.randrange(every) == 0:
                        harms.count(f"wrong shape: {file.parent.name if file.parent != home else file.name}")
                        harms.troubles += opened(home, forms, state, file, number, place, value)
    return harms


def with_sides(home: Path, forms: Forms, key: str) -> None:
    """Lays beside a report whatever may lie there, with a copy beside the newest backup, and the place of the last time."""
    at = datetime(2026, 1, 10, 9, 30, tzinfo=UTC)
    sent = Returned("first", "draft", "乙", DAY, "附表请再看", at=at)
    course = Course((Signed(STAGES[0], "甲", DAY, words="同意", at=at), Proofread("first", "丙", DAY, at=at), sent))
    explained, aside = Explanation("rule", (TEXT,), "", "说明", "甲", DAY), SetAside("rule", (TEXT,), "", "甲", DAY)
    write_review(review_path(home, key), Review((explained,), course, set_aside=(aside,)))
    comments = CommentBook(Disk(), home, key)
    comments.reply(comments.add(Comment("", TEXT, "话。", 0, "乙", at, "批注")).id, Reply("answer", "甲", at, "答复"))
    write_register(register_path(home, key), [Request(DAY, answered=DAY, subject="申请")])
    book = DoubtBook(Disk(), home, key, forms.for_year(2025))
    book.add((Doubt(TEXT, "导入的", "likely"),))
    book.write()
    keep_place(Disk(), home, ResumePlace(key, TEXT))
    newest = Backups(Disk(), home / "backups", None, "").all()[0]
    beside(newest.path).write_bytes(SideFileSet(Disk(), home).packed(personal=True))


def files(home: Path) -> list[Path]:
    """Whatever the library keeps there, with a checksum or without."""
    return sorted(path for path in home.rglob("*") if path.suffix in (".json", *LINES))


def places(raw: Any, above: Steps = ()) -> Iterator[Steps]:
    """The whole and every field within, however deep."""
    yield above
    inner = raw.items() if isinstance(raw, dict) else enumerate(raw) if isinstance(raw, list) else ()
    for name, one in inner:
        yield from places(one, (*above, name))


def records(file: Path) -> list[Any]:
    """What one file holds, each record as data."""
    data = file.read_bytes()
    if file.suffix in LINES:
        return [json.loads(line[65:]) for line in data.splitlines()]
    if file.name.startswith("library"):
        return [json.loads(line) for table in decode(data).values() for line in table.values()]
    if file.name.startswith("sides"):
        return [json.loads(json.loads(line)) for table in decode(data).values() for line in table.values()]
    return [json.loads(data)]


def misshape(file: Path, number: int, place: Steps, value: Any) -> None:
    """Puts a value into a field of a record of the file, and makes every checksum and every link right again."""

    def change(raw: Any) -> Any:
        return _with(raw, place, value)

    data = file.read_bytes()
    if file.suffix in LINES:
        data = b"".join(_rechained(data.splitlines(), number, change))
    elif file.name.startswith(("library", "sides")):
        packed = file.name.startswith("sides")
        tables = decode(data)
        found = [(table, key) for table, documents in tables.items() for key in documents]
        table, key = found[number]
        line = tables[table][key]
        done = _dumped(change(json.loads(json.loads(line) if packed else line)))
        tables[table][key] = json.dumps(done.decode()).encode() if packed else done
        data = encode(tables)
    else:
        data = _dumped(change(json.loads(data)))
    file.write_bytes(data)


def opened(
    home: Path, forms: Forms, state: dict[str, Any], file: Path, number: int, place: Steps, value: Any
) -> list[str]:
    """Opens a copy with one wrong field, for good and again; what did not hold. `state` is what the library holds."""
    copy = home.parent / "misshapen"
    shutil.copytree(home, copy)
    misshape(copy / file.relative_to(home), number, place, value)
    what = f"{file.relative_to(home)} {number} {place} {str(value)[:30]!r}"
    touched = json.dumps(records(file)[number])
    others = {key: one for key, one in state.items() if key not in touched}
    troubles = [f"{what}: {one}" for one in _worked(copy, forms, others)]
    shutil.rmtree(copy)
    return troubles


def _worked(copy: Path, forms: Forms, state: dict[str, Any]) -> Iterator[str]:
    take_place(Disk(), copy)
    with Library.open(copy, forms) as library:
        found = plain_state(library)
        _look_at_all(library)
        if library.read_only:  # a newer program's, or so it says: its file alone is shown
            yield from () if library.notices else ("reads only without a word",)
            return
        yield from (f"lost {key}; {library.notices}" for key in state if found.get(key) != state[key])
        key = library.create(Report("新街道办事处", 2024, forms.for_year(2024).edition))
        library.open_session(key).apply(Edit({TEXT: "继续填写"}))
        if error := library.sync("timed").error:
            yield error
        after = plain_state(library)
        for one in library.beside.values():  # events made anew are another line: told until somebody has looked at them
            Past(library).settle(one)
    with Library.open(copy, forms) as library:
        if plain_state(library) != after:
            yield f"lost after repair; {library.notices}"
        if again := repeated(library):
            yield f"told again {again}"


def _look_at_all(library: Library) -> None:
    """Whatever a person may look at; what cannot be shown ends in a sentence."""
    past = Past(library)
    library.entries()
    for key in library.holdings:
        library.mend_sides(key)
        looks: tuple[Callable[[str], object], ...] = (
            library.open_session,
            library.doubted,
            past.log,
            past.versions,
            lambda key: read_review(review_path(library.folder, key)),
            lambda key: CommentBook(library.disk, library.folder, key),
            lambda key: RegisterBook(register_path(library.folder, key)).read(),
        )
        for look in looks:
            with suppress(NianbaoError):
                look(key)
    for backup in past.backups():
        with suppress(NianbaoError):
            past.differences(backup)


def _with(raw: Any, place: Steps, value: Any) -> Any:
    if not place:
        return value
    head, *rest = place
    inner = _with(raw[head], tuple(rest), value) if rest else value
    if isinstance(raw, list):
        return [inner if number == head else one for number, one in enumerate(raw)]
    return {**raw, head: inner}


def _dumped(raw: Any) -> bytes:
    return json.dumps(raw).replace(f'"{DEEP}"', "[" * 5000 + "]" * 5000).encode()


def _rechained(lines: list[bytes], number: int, change: Change) -> Iterator[bytes]:
    before = None
    for place, line in enumerate(lines):
        raw = json.loads(line[65:])
        if before is not None and "prev" in raw:
            raw["prev"] = before
        payload = _dumped(change(raw) if place == number else raw)
        before = hashlib.sha256(payload).hexdigest()
        yield before.encode() + b" " + payload + b"\n"
