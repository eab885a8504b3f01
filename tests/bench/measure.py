"""How the bench measures: medians of several runs of a whole process, or of a call in a warm one."""

from __future__ import annotations

import statistics
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SAMPLE = ROOT / "resources" / "samples" / "2025.json"
RUNS = 7


@dataclass(frozen=True)
class Figure:
    """One line of the table. `value` is in `unit`; `goal` is what it should reach, or empty."""

    what: str
    value: float | None
    unit: str
    goal: str = ""


def median_of(seconds: Callable[[], float], runs: int = RUNS) -> float:
    """The median of what `seconds` returns, in seconds; one run goes before that does not count."""
    seconds()
    return statistics.median(seconds() for _ in range(runs))


def timed(call: Callable[[], object]) -> float:
    """Wall-clock seconds of one call."""
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def processor_seconds(run: Callable[[], object]) -> float:
    """Processor seconds of the processes that `run` starts and waits for; what else the machine does counts nothing."""
    import resource  # not on Windows

    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def paired(one: Callable[[], float], other: Callable[[], float], runs: int = 2 * RUNS) -> tuple[float, float, float]:
    """Both measured in turns, so that a slow minute slows both: the two medians, and the median of one by the other."""
    one(), other()
    pairs = [(one(), other()) for _ in range(runs)]
    ours, theirs = zip(*pairs, strict=True)
    return statistics.median(ours), statistics.median(theirs), statistics.median(a / b for a, b in pairs)


def process_seconds(command: Sequence[str | Path], environment: Mapping[str, str], result: Path) -> float:
    """Wall-clock seconds of one whole process that makes `result`; raises when it fails or makes nothing."""
    result.unlink(missing_ok=True)
    start = time.perf_counter()
    subprocess.run([str(part) for part in command], env=environment, cwd=ROOT, check=True, capture_output=True, timeout=300)
    seconds = time.perf_counter() - start
    if not result.stat().st_size:
        raise ValueError(f"{result} is empty")
    return seconds
