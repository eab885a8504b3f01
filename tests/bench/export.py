"""How fast reports are exported: each format alone, and a batch of 500 reports in all formats.

The batch is measured on a tenth of it and told as a rate, unless NIANBAO_BENCH_REPORTS asks for another number.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path

from app.exchange.exchange_file import read_json
from app.export.batch import plan, run
from app.export.exporting import export
from app.export.formats import FORMATS
from app.form.form_file import Forms
from app.report.report import Report
from app.system.paths import resource
from app.system.settings import read_table
from tests.bench.measure import Figure, median_of, timed

REPORTS = int(os.environ.get("NIANBAO_BENCH_REPORTS", "50"))


def _sample() -> tuple[Forms, Report]:
    forms = Forms(resource("forms"))
    report, _ = read_json(forms, resource("samples", "2025.json").read_bytes(), "sample")
    return forms, report


def measure_export_formats() -> Iterable[Figure]:
    """Milliseconds for one report in each format, libraries loaded."""
    forms, report = _sample()
    form = forms.edition(report.edition)
    for suffix in FORMATS:
        once = partial(export, form, report, suffix)
        yield Figure(f"one report to .{suffix}, warm", median_of(partial(timed, once)) * 1000, "ms")


def measure_export_batch() -> Iterable[Figure]:
    """The rate of a batch of different reports in all formats."""
    forms, report = _sample()
    reports = [_other(report, number) for number in range(REPORTS)]
    with tempfile.TemporaryDirectory() as folder:
        pattern = str(read_table(resource("settings.toml"))["export.pattern"].default)
        jobs = plan(reports, tuple(FORMATS), Path(folder), pattern)
        seconds = timed(lambda: run(jobs, forms))
        assert len(list(Path(folder).iterdir())) == len(jobs)
    yield Figure(f"batch of {REPORTS} reports, {len(jobs)} files: reports", REPORTS / seconds, "/s")
    yield Figure("the same, files", len(jobs) / seconds, "/s")
    yield Figure("500 reports at this rate", 500 / (REPORTS / seconds), "s", "progress, cancel")


def _other(report: Report, number: int) -> Report:
    """The sample with other figures and words, so that nothing set for one report serves the next."""
    cells = {
        name: value + number if isinstance(value, int) else value for name, value in report.cells.items()
    }
    texts = {name: f"第{number}份。{value}" for name, value in cells.items() if isinstance(value, str)}
    return replace(report, office=f"第{number}街道办事处", cells={**cells, **texts})
