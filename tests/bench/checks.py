"""The checks in a warm process: the tables, the prose with last year's report beside it, and the numbers of the editor."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from app.checks import Inquiry, find_arithmetic, find_prose, look
from app.exchange.exchange_file import read_json
from app.form.form_file import Forms
from app.typeset.faces import load_faces
from tests.bench.measure import ROOT, SAMPLE, Figure, median_of, timed


def measure_checks() -> Iterator[Figure]:
    """The sample against a report of the year before that differs in a few words of each text."""
    forms = Forms(ROOT / "resources" / "forms")
    report, _ = read_json(forms, SAMPLE.read_bytes(), SAMPLE.name)
    before = {k: v.replace("街道", "本街道") if isinstance(v, str) else v for k, v in report.cells.items()}
    previous = replace(report, year=report.year - 1, cells=before)
    inquiry = Inquiry(forms.edition(report.edition), report, previous, load_faces().coverage("fang"))
    tables = median_of(lambda: timed(lambda: find_arithmetic(inquiry))) * 1000
    prose = median_of(lambda: timed(lambda: find_prose(inquiry))) * 1000
    looked = median_of(lambda: timed(lambda: look(inquiry))) * 1000
    yield Figure("checks of the tables, every rule", tables, "ms", "to reach: 20")
    yield Figure("checks of the prose, every rule", prose, "ms", "to reach: 150")
    yield Figure("all checks, with the numbers of the prose", looked, "ms")
