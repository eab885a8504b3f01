"""The whole report again in a warm process: one cell changed, composed and drawn to a finished PDF."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import count

from app.document.layout import lay_out
from app.exchange.exchange_file import read_json
from app.form.form_file import Forms
from app.render.pdf import write
from app.render.writer_job import WriterJob
from app.typeset.typesetter import Typesetter
from tests.bench.measure import ROOT, SAMPLE, Figure, median_of, timed

COUNT_CELL = "requests.received.natural"
TEXT_CELL = "overview.proactive"


def measure_warm() -> Iterator[Figure]:
    """A typed number and a typed letter; each run changes the cell to what it has never been."""
    forms = Forms(ROOT / "resources" / "forms")
    report, _ = read_json(forms, SAMPLE.read_bytes(), SAMPLE.name)
    form, job, numbers = forms.edition(report.edition), WriterJob(setter=Typesetter()), count(1)
    write(lay_out(form, report), job)

    def after(cell: str, text: bool) -> float:
        number = next(numbers)
        value = f"{report.cells[cell]}{number}" if text else number
        changed = replace(report, cells={**report.cells, cell: value})
        return timed(lambda: write(lay_out(form, changed), job))

    for cell, text, what in ((COUNT_CELL, False, "one number"), (TEXT_CELL, True, "one word of prose")):
        seconds = median_of(lambda cell=cell, text=text: after(cell, text))  # type: ignore[misc]
        yield Figure(f"whole PDF again after {what} changed, warm process", seconds * 1000, "ms", "to reach: 60")
