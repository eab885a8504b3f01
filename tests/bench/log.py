"""修改记录 of one report: its newest lines at 50 000 edits, of one report alone and of one among a hundred.

Cold: each run walks a journal of its own reading, as the dialog does when it opens. The clock and the processor's time.
"""

from __future__ import annotations

import itertools
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from app.exchange.exchange_file import read_json
from app.form.form_file import Forms
from app.report.record import to_record
from app.store.journal.backwards import Segments
from app.store.journal.change_log import Log, LogStanding
from app.store.journal.delta import between
from app.store.journal.event import Event
from app.store.journal.journal import Journal
from app.store.journal.ledger import now
from app.store.journal.replay import replay
from app.system.disk import Disk
from app.system.paths import resource
from tests.bench.measure import SAMPLE, Figure, median_of

EDITS = 50_000
BATCH = 500  # events written at a time
COUNT, TEXT = "requests.received.natural", "overview.proactive"
WHO = "wang@bgs-pc03"


def measure_log() -> Iterator[Figure]:
    """The first page, and for what it is worth the whole log."""
    forms = Forms(resource("forms"))
    for reports, words in ((1, "50 000 edits of one report"), (100, "50 000 edits of 100 reports")):
        with tempfile.TemporaryDirectory() as name:
            folder, key = Path(name), f"{reports // 2:010x}"
            journal = Journal(Disk(), folder)
            for batch in _batches(_edits(forms, reports)):
                journal.append(batch)
            holding = replay({}, (one for one in journal.read().events if one.key == key)).holdings[key]
            standing = LogStanding(holding, journal.reach.number, journal.reach.hash)

            def first(folder: Path = folder, key: str = key, standing: LogStanding = standing) -> int:
                return len(_log(folder, key, standing, forms).next_page().lines)

            def whole(folder: Path = folder, key: str = key, standing: LogStanding = standing) -> int:
                return len(_log(folder, key, standing, forms).next_page(10**6).lines)

            yield from _figures(f"log: first {first()} lines, {words}", first, "<= 100 ms")
            yield from _figures(f"log: all {whole()} lines, {words}", whole, "")


def _log(folder: Path, key: str, standing: LogStanding, forms: Forms) -> Log:
    disk = Disk()
    return Log(key, lambda: standing, Segments(Journal(disk, folder).names, lambda name: disk.read(folder / name)), forms)


def _figures(what: str, call: Callable[[], int], goal: str) -> Iterator[Figure]:
    for clock, words in ((time.perf_counter, "clock"), (time.process_time, "processor")):
        yield Figure(f"{what}, {words}", median_of(lambda clock=clock: _taken(clock, call)) * 1000, "ms", goal)  # type: ignore[misc]


def _taken(clock: Callable[[], float], call: Callable[[], object]) -> float:
    start = clock()
    call()
    return clock() - start


def _edits(forms: Forms, reports: int) -> Iterator[Event]:
    """Each report as it comes in, then figures and texts by turns, report after report."""
    sample, _ = read_json(forms, SAMPLE.read_bytes(), SAMPLE.name)
    record: dict[str, Any] = dict(to_record(forms.edition(sample.edition), sample))
    keys = [f"{number:010x}" for number in range(reports)]
    stands = {(key, cell): record["cells"].get(cell) for key in keys for cell in (COUNT, TEXT)}
    for key in keys:
        yield Event(0, now(), WHO, "put", key, record=record)
    for number in range(EDITS):
        key, cell = keys[number % reports], (COUNT, TEXT)[number // reports % 2]
        old = stands[key, cell]
        new = number if cell == COUNT else f"{record['cells'][TEXT][:200]}共 {number} 条。{record['cells'][TEXT][200:]}"
        stands[key, cell] = new
        yield Event(0, now(), WHO, "do", key, {cell: between(old, new)}, label="填写 本年新收政府信息公开申请数量")


def _batches(events: Iterator[Event]) -> Iterator[list[Event]]:
    while batch := list(itertools.islice(events, BATCH)):
        yield batch
