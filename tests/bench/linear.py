"""Does the time of each check grow with the text and no faster? Shapes of text that a person or a machine may paste, doubled
up to 200 000 characters; printed is the worst ratio of the time for a text twice as long, over two doublings."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from app.checks import PROSE, Inquiry
from app.checks.narrative import narrative_findings, read_prose
from app.checks.prose.glyphs import glyphs
from app.findings.reader import ProseReader, reader
from app.form.form import Form
from app.form.form_file import Forms
from app.report.report import Report
from tests.bench.measure import ROOT, Figure

LONGEST = 200_000
BOUND = 2.3
LEAST = 0.05  # seconds below which a time is noise and its ratio says nothing
PATIENCE = 15.0  # seconds of one check on a quarter of the longest text; what takes longer is not tried on the whole
NEAR = 2.1  # from here on a ratio is measured anew
RUNS = 3  # of what is so near to the bound at its first run
CELLS = ("overview.on_request", "problems.improvements")
SHAPES: Mapping[str, str] = MappingProxyType(
    {
        "digits": "1",
        "12件": "12件",
        "no full stop": "街道按季度更新公开目录并且张贴",
        "one sentence of clauses": "街道收到申请12件，其中自然人10件，",
        "a list": "自然人3件、企业2件、",
        "shares": "占33.3%，",
        "changes": "比上年增加2件，增长20%，",
        "none-words": "未收到申请，",
        "sentences": "2024年，街道收到申请12件，答复10件。",
        "line ends": "\n",
        "blanks": " ",
        "blanks between": "街道 \u3000",
        "letters": "a.b-",
        "opening marks": "（“《",
        "closing marks": "）”》",
        "instructions": "（请填写",
        "ordinals": "一是更新，二是检查，三是培训。",
        "numerals": "一二三四",
        "names": "王德明、",
        "years": "2024年",
        "sums": "信息处理费100元，",
        "documents": "《年度报告格式》国办公开函",
        "commas": ",",
        "doubled": "工作工作",
        "不得公开": "不得公开",
    }
)


def checks() -> Mapping[str, Callable[[ProseReader], object]]:
    """Every check of the prose by its name, drained."""
    named = {check.__name__: _drained(check) for check in PROSE}
    named["glyphs"] = lambda source: sum(1 for _ in glyphs(source.inquiry))
    named["narrative"] = lambda source: sum(1 for _ in narrative_findings(read_prose(source)))
    return named


def _drained(check: Callable[[ProseReader], Iterable[object]]) -> Callable[[ProseReader], object]:
    return lambda source: sum(1 for _ in check(source))


def _source(form: Form, shape: str, length: int) -> ProseReader:
    text = (SHAPES[shape] * (length // len(SHAPES[shape]) + 1))[:length]
    report = Report("健康路街道办事处", 2025, form.edition, cells=dict.fromkeys(CELLS, text))
    previous = replace(report, year=2024, cells=dict.fromkeys(CELLS, f"{text}。"))
    return reader(Inquiry(form, report, previous, lambda char: char != "a"))


def _times(check: Callable[[ProseReader], object], form: Form, shape: str, runs: int = 1) -> tuple[float, float]:
    """Seconds for a quarter of the longest text and for the whole, the best of some runs each."""
    quarter, whole = (_source(form, shape, length) for length in (LONGEST // 4, LONGEST))
    least = min(_seconds(check, quarter) for _ in range(runs))
    if least > PATIENCE:
        return least, float("inf")
    return least, min(_seconds(check, whole) for _ in range(runs))


def _seconds(check: Callable[[ProseReader], object], source: ProseReader) -> float:
    """Processor seconds without the collector of garbage, which walks over all findings again and again."""
    gc.collect()
    gc.disable()
    try:
        start = time.process_time()
        check(source)
        return time.process_time() - start
    finally:
        gc.enable()


def _ratio(times: tuple[float, float]) -> float:
    """How much longer a text twice as long takes: over both doublings, so that one slow run says little."""
    quarter, whole = times
    return (whole / max(quarter, LEAST / 8)) ** 0.5 if whole >= LEAST else 0.0


def worst(check: Callable[[ProseReader], object], form: Form) -> tuple[float, str, float]:
    """The greatest ratio, the shape that has it, and the seconds of the slowest shape. What is near the bound is run again."""
    ratio, at, slowest = 0.0, "", 0.0
    for shape in SHAPES:
        times = _times(check, form, shape)
        if NEAR < _ratio(times) < float("inf"):
            times = min(times, _times(check, form, shape, RUNS), key=_ratio)
        slowest = max(slowest, times[-1])
        if _ratio(times) > ratio:
            ratio, at = _ratio(times), shape
    return ratio, at, slowest


def measure_linear() -> Iterator[Figure]:
    """Each check of the prose on every shape."""
    form = Forms(ROOT / "resources" / "forms").edition("2021")
    for name, check in checks().items():
        ratio, at, slowest = worst(check, form)
        what = f"{name}: twice the text (worst: {at or 'below the clock'}; {slowest:.2f} s)"
        yield Figure(what, ratio, "×", f"at most {BOUND}")
