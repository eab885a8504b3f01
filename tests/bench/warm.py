"""The whole report again in a warm process: one cell changed, from the announced edit to the bytes of the finished PDF.

Ours goes the way of the preview: the session's record, through JSON, to the printing process, which reads, sets and draws
it. Typst compiles the same report with its caches kept and, like ours, without tags, in turns with ours; what it reads is
in memory before its clock starts. Both are told as processor time, which what else the machine does cannot lengthen.
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count

import typst

from app.document.layout import lay_out
from app.exchange.exchange_file import read_json
from app.form.form_file import Forms
from app.report.report import Edit
from app.report.session import Session
from tests.bench.measure import ROOT, SAMPLE, Figure
from tests.bench.process import FONTS, families
from tests.bench.typst_source import typst_source
from ui.preview.press import Press

COUNT_CELL = "requests.received.natural"
TEXT_CELL = "overview.proactive"
RENDERS = 50


def measure_warm() -> Iterator[Figure]:
    """A typed number and a typed letter; each run changes the cell to what it has never been."""
    for cell, text, what in ((COUNT_CELL, False, "one number"), (TEXT_CELL, True, "one word of prose")):
        pairs = list(_pairs(cell, text))[1:]
        ours, theirs = (statistics.median(times) * 1000 for times in zip(*pairs, strict=True))
        ratio = statistics.median(one / other for one, other in pairs)
        yield Figure(f"whole PDF again after {what} changed, processor time", ours, "ms")
        yield Figure("  typst, the same, incremental", theirs, "ms")
        yield Figure("  ours takes of typst's", ratio * 100, "%", "to reach: 50")


def _pairs(cell: str, text: bool) -> Iterator[tuple[float, float]]:
    """Processor seconds of ours and of Typst's, taken in turns."""
    forms = Forms(ROOT / "resources" / "forms")
    report, _ = read_json(forms, SAMPLE.read_bytes(), SAMPLE.name)
    form, press, numbers = forms.edition(report.edition), Press(forms), count(1)
    session, faces = Session(form, report), families()
    fonts = typst.Fonts(font_paths=[str(FONTS)])
    compiler = typst.Compiler(typst_source(lay_out(form, report), faces).encode(), font_paths=fonts)

    def ours() -> bytes:
        return press.print_record(json.dumps(session.record, ensure_ascii=False).encode(), two_sided=True)

    ours(), compiler.compile()
    for number in (next(numbers) for _ in range(RENDERS + 1)):
        session.apply(Edit({cell: f"{report.cells[cell]}{number}" if text else number}))
        source = typst_source(lay_out(form, replace(report, cells=session.report.cells)), faces).encode()
        yield _processor(ours), _processor(lambda source=source: compiler.compile(source, pdf_tags=False))  # type: ignore[misc]
    press.close()


def _processor(call: Callable[[], object]) -> float:
    start = time.process_time()
    call()
    return time.process_time() - start
