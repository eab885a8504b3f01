"""The checks in a warm process: the tables, the prose with last year's report beside it, and the numbers of the editor.

What is kept of one state of the texts or the tables helps no run here: each run has texts, or a figure, of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count

from app.checks import Inquiry, find_arithmetic, find_prose, look
from app.exchange.exchange_file import read_json
from app.form.form_file import Forms
from app.form.kinds import Value
from app.typeset.faces import load_faces
from tests.bench.measure import ROOT, SAMPLE, Figure, median_of, timed

TEXT, FIGURE = "overview.on_request", "requests.received.natural"


def measure_checks() -> Iterator[Figure]:
    """The sample against a report of the year before that differs in a few words of each text."""
    forms = Forms(ROOT / "resources" / "forms")
    report, _ = read_json(forms, SAMPLE.read_bytes(), SAMPLE.name)
    before = {k: v.replace("街道", "本街道") if isinstance(v, str) else v for k, v in report.cells.items()}
    previous = replace(report, year=report.year - 1, cells=before)
    inquiry = Inquiry(forms.edition(report.edition), report, previous, load_faces().coverage("fang"))
    numbers = count(1)

    def typed(cell: str, show: Callable[[int], Value]) -> Inquiry:
        return replace(inquiry, report=replace(report, cells={**report.cells, cell: show(next(numbers))}))

    def with_a_key_in_a_text() -> Inquiry:
        return typed(TEXT, lambda n: f"{report.text(TEXT)}今年检查公开目录{n}次。")

    def with_a_key_in_a_table() -> Inquiry:
        return typed(FIGURE, lambda n: n)

    tables = _median(with_a_key_in_a_table, find_arithmetic)
    prose = _median(with_a_key_in_a_text, find_prose)
    looked = _median(with_a_key_in_a_text, look)
    again = _median(with_a_key_in_a_table, look)
    yield Figure("checks of the tables, every rule", tables, "ms", "to reach: 20")
    yield Figure("checks of the prose, every rule", prose, "ms", "to reach: 150")
    yield Figure("all checks, with the numbers of the prose", looked, "ms")
    yield Figure("  where only a figure of table three has changed", again, "ms")


def _median(make: Callable[[], Inquiry], check: Callable[[Inquiry], object]) -> float:
    """Milliseconds of a check, each time of another inquiry."""

    def seconds() -> float:
        asked = make()
        return timed(lambda: check(asked))

    return median_of(seconds) * 1000
