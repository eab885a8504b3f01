"""How long one file takes to be imported as the program does it, and what the worst hostile file costs.

Every file of the corpus is read; told are the median and the slowest of each format.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from time import process_time

from app.errors import InputError
from app.exchange.sandbox import ReadingRoom, read_apart
from tests.bench.measure import Figure, median_of, process_seconds, processor_seconds, timed
from tests.corpus.build import FILES
from tests.exchange.hostile import HOSTILE
from tests.exchange.limits import MEMORY, SECONDS, measure
from tests.reports import FORMS

RUNS = 3
MANY = 150  # files of a folder


def measure_import() -> Iterable[Figure]:
    """Milliseconds from the bytes of a file to its report, evidence and questions."""
    for suffix in sorted({path.suffix for path in FILES.iterdir()} - {".htm"}):
        files = sorted(FILES.glob(f"*{suffix}"))
        times = [
            median_of(partial(timed, partial(read_apart, FORMS, path.read_bytes(), path.name)), RUNS)
            for path in files
        ]
        yield Figure(
            f"import of one {suffix}, median of {len(files)} files",
            statistics.median(times) * 1000,
            "ms",
            "<= 1000",
        )
        yield Figure(f"import of one {suffix}, slowest", max(times) * 1000, "ms", "<= 1000")


def measure_hostile() -> Iterable[Figure]:
    """The most work and the most memory that a hostile file takes before it is refused or read."""
    with tempfile.TemporaryDirectory() as folder:
        costs = [measure(kind, Path(folder)) for kind in HOSTILE]
    slowest, largest = max(costs, key=lambda one: one.seconds), max(costs, key=lambda one: one.peak)
    yield Figure(
        f"{len(costs)} hostile files, most work: {slowest.kind}", slowest.seconds, "s", f"<= {SECONDS}"
    )
    yield Figure(f"the same, most memory: {largest.kind}", largest.peak / 1e6, "MB", f"<= {MEMORY / 1e6:.0f}")


def measure_one_file() -> Iterable[Figure]:
    """One file from the command line, the whole program counted: read and written again as an exchange file."""
    with tempfile.TemporaryDirectory() as folder:
        result = Path(folder) / "2024.json"
        bare = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
        installed = {**bare, "PYTHONPYCACHEPREFIX": f"{folder}/bytecode"}
        for suffix in (".docx", ".xlsx", ".pdf", ".html"):
            source = _largest(suffix)
            command: list[str | Path] = [sys.executable, "-m", "ui", "convert", source, result]
            seconds = median_of(partial(process_seconds, command, installed, result), RUNS)
            yield Figure(f"one file from the command line: {source.name}", seconds * 1000, "ms", "<= 1000")


def measure_second_file() -> Iterable[Figure]:
    """The processor time of one more file in a room that has read one of its kind, reading process and program together."""
    for suffix in sorted({path.suffix for path in FILES.iterdir()} - {".htm"}):
        path = _largest(suffix)
        few, many = (_all_processors(partial(_read_often, path, times)) for times in (2, 12))
        yield Figure(f"second file: {path.name}", (many - few) * 100, "ms", "of processor, <= 150")


def measure_many_files() -> Iterable[Figure]:
    """A folder of the corpus over again, in one room and in two side by side."""
    files = list(islice(cycle(sorted(FILES.iterdir())), MANY))
    yield Figure(f"{MANY} files in one room", timed(partial(_read_all, files)), "s", "<= 30")
    with ThreadPoolExecutor(2) as both:
        halves = (files[::2], files[1::2])
        yield Figure(f"{MANY} files in two rooms", timed(lambda: list(both.map(_read_all, halves))), "s", "<= 30")


def _largest(suffix: str) -> Path:
    return max(FILES.glob(f"*{suffix}"), key=lambda path: path.stat().st_size)


def _read_all(paths: Iterable[Path]) -> None:
    with ReadingRoom(FORMS) as room:
        for path in paths:
            try:
                room.read(path.read_bytes(), path.name)
            except InputError:
                continue


def _read_often(path: Path, times: int) -> None:
    _read_all([path] * times)


def _all_processors(run: Callable[[], object]) -> float:
    """Processor seconds of this process and of those it starts."""
    begun = process_time()
    children = processor_seconds(run)
    return children + process_time() - begun
