"""What looking at all reports costs: making 1 000 of them ready, and a search through their texts and figures.

Full reports of the sample's size, each of its own office.
"""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterable
from dataclasses import replace

from app.exchange.exchange_file import read_json
from app.form.form_file import Forms
from app.report.record import to_record
from app.shelf.search import ShelfIndex
from app.store.file.holding import Holding
from app.store.journal.ledger import now
from app.system.paths import resource
from tests.bench.measure import SAMPLE, Figure, median_of, timed

REPORTS = 1000
WORDS = {"公开": "words that all have", "第7街道": "an office", "没有的词": "nothing", "2025 公开": "two words", "0": "a figure"}


def measure_search() -> Iterable[Figure]:
    """A search through all reports as the start page does it at every letter."""
    forms = Forms(resource("forms"))
    held = _holdings(forms)
    yield Figure(f"search: make {REPORTS} reports ready, in the background", timed(lambda: _made(forms, held)) * 1000, "ms")
    tracemalloc.start()
    index = _made(forms, held)
    kept = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    yield Figure(f"search: memory that {REPORTS} reports take for it", kept / 1e6, "MB", "<= 64 MB")
    for words, what in WORDS.items():
        seconds = median_of(lambda words=words: timed(lambda: index.search(words)))  # type: ignore[misc]
        yield Figure(f"search: {what}, in {REPORTS} reports", seconds * 1000, "ms", "<= 100 ms")


def _made(forms: Forms, held: list[Holding]) -> ShelfIndex:
    index = ShelfIndex(forms)
    for one in held:
        index.take(one)
    return index


def _holdings(forms: Forms) -> list[Holding]:
    sample, _ = read_json(forms, SAMPLE.read_bytes(), SAMPLE.name)
    form, at = forms.edition(sample.edition), now()
    offices = (replace(sample, office=f"第{number}街道办事处") for number in range(REPORTS))
    return [Holding(f"{number:010x}", to_record(form, one), at) for number, one in enumerate(offices)]
