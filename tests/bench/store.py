"""What storing costs: an append to the journal, bringing the TinyDB file up to date, opening a library.

Libraries of 1, 100 and 1 000 full reports (the sample's size) in a folder for temporary files.
"""

from __future__ import annotations

import itertools
import statistics
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from app.exchange.exchange_file import read_json
from app.form.form_file import Forms
from app.report.record import to_record, with_changes
from app.report.report import Edit, Report
from app.store.file.holding import Holding
from app.store.journal.chain import Reach
from app.store.journal.content import content_of
from app.store.journal.filing import Filing
from app.store.journal.ledger import now
from app.store.journal.tenure import new_mark
from app.store.library import Library
from app.store.opening import FILE
from app.system.disk import Disk
from app.system.paths import resource
from tests.bench.measure import SAMPLE, Figure, median_of, timed

SIZES = (1, 100, 1000)
APPENDS = 101
TEXT = "overview.proactive"


def measure_store() -> Iterable[Figure]:
    """All figures of the store, library by library."""
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder, _library_of(size, Path(folder)) as path:
            yield from _of_size(size, path)


def _of_size(size: int, folder: Path) -> Iterator[Figure]:
    forms = Forms(resource("forms"))
    with Library.open(folder, forms) as library:
        session = library.open_session(library.entries()[0].key)
        library.sync()
        numbers = itertools.count()
        text = session.report.text(TEXT)
        applied, flushed = [], []
        for _ in range(APPENDS):
            edit = Edit({TEXT: f"{text}{next(numbers)}"}, "", "typing")
            applied.append(timed(lambda edit=edit: session.apply(edit)))  # type: ignore[misc]
            flushed.append(timed(library.flush))
        yield _figure(f"store: keystroke on the window's thread, {size} reports", applied, "")
        yield _figure(f"store: journal append until on the disk, {size} reports", flushed, "<= 5 ms")
    yield Figure(
        f"store: bring the TinyDB file up to date, {size} reports",
        median_of(_bringing(folder)) * 1000, "ms", "<= 100 ms" if size == SIZES[-1] else "",
    )  # fmt: skip
    yield Figure(
        f"store: open the library and list it, {size} reports",
        median_of(lambda: _opening(folder, forms)) * 1000, "ms", "<= 500 ms" if size == SIZES[-1] else "",
    )  # fmt: skip
    yield Figure(
        f"store: size of the library file, {size} reports", (folder / FILE).stat().st_size / 1e6, "MB"
    )


def _figure(what: str, seconds: list[float], goal: str) -> Figure:
    return Figure(what, statistics.median(seconds) * 1000, "ms", goal)


class _Bringing:
    """Each call changes one report and brings the file up to date."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        disk = Disk()
        content = content_of(disk.read(self._path))
        self._holdings = dict(content.holdings)
        self._numbers = itertools.count(content.reach.number + 1)
        self._reach = content.reach
        self._filing = Filing(disk, self._path, content.lines, content.holdings, disk.stamp(self._path), content.library)

    def __call__(self) -> float:
        number = next(self._numbers)
        key, one = next(iter(self._holdings.items()))
        self._holdings[key] = replace(one, record=with_changes(one.record, {TEXT: f"第{number}次"}))
        return timed(lambda: self._filing.bring_up_to_date(self._holdings, replace(self._reach, number=number)))


def _bringing(folder: Path) -> _Bringing:
    return _Bringing(folder)


def _opening(folder: Path, forms: Forms) -> float:
    libraries: list[Library] = []

    def open_it() -> None:
        libraries.append(Library.open(folder, forms))
        libraries[0].entries()

    seconds = timed(open_it)
    libraries[0].close()
    return seconds


@contextmanager
def _library_of(size: int, folder: Path) -> Iterator[Path]:
    """A folder with a library of so many reports, closed."""
    forms = Forms(resource("forms"))
    sample, _ = read_json(forms, SAMPLE.read_bytes(), SAMPLE.name)
    form = forms.edition(sample.edition)
    disk, path = Disk(), folder / FILE
    filing = Filing(disk, path, None, {}, None, new_mark())
    holdings = {
        f"{number:010x}": Holding(f"{number:010x}", to_record(form, _of_office(sample, number)), now())
        for number in range(1, size + 1)
    }
    filing.bring_up_to_date(holdings, Reach(journal={}))
    yield folder


def _of_office(sample: Report, number: int) -> Report:
    return replace(sample, office=f"第{number}街道办事处")
