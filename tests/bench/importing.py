"""How long one file takes to be imported as the program does it, and what the worst hostile file costs.

Every file of the corpus is read; told are the median and the slowest of each format.
"""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from app.exchange.sandbox import read_apart
from tests.bench.measure import Figure, median_of, timed
from tests.corpus.build import FILES
from tests.exchange.hostile import HOSTILE
from tests.exchange.limits import MEMORY, SECONDS, measure
from tests.reports import FORMS

RUNS = 3


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
