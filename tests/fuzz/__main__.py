"""`python -m tests.fuzz --minutes N [--seed S] [--reader json]`: damaged files into the readers, what goes wrong is kept."""

from __future__ import annotations

import argparse
import hashlib
import sys
import time
from collections import Counter
from pathlib import Path

from tests.fuzz.damage import SEEDS, Outcome, outcomes

READERS = ("json", "xlsx", "docx", "html", "pdf", "txt", "doc")


def main() -> int:
    """Runs until the time is over; 1 when anything went wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--minutes", type=float, default=30, help="of work of this process")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--reader", choices=READERS, default="", help="only this one")
    options = parser.parse_args()
    tried: Counter[str] = Counter()
    accepted: Counter[str] = Counter()
    faults: dict[str, Path] = {}
    slowest = Outcome("", b"", False, 0.0)
    for outcome in outcomes(options.seed, options.reader):
        suffix = Path(outcome.name).suffix
        tried[suffix] += 1
        accepted[suffix] += outcome.read
        slowest = max(slowest, outcome, key=lambda one: one.seconds)
        if outcome.fault and outcome.fault not in faults:
            faults[outcome.fault] = keep(outcome)
        if time.process_time() > options.minutes * 60:
            break
    for suffix, count in sorted(tried.items()):
        print(f"{suffix}: {count} files, {accepted[suffix]} read, the rest refused")
    print(f"{time.process_time() / 60:.1f} minutes of work, seed {options.seed}")
    print(f"slowest: {slowest.seconds:.2f} s, {slowest.name}")
    for fault, path in faults.items():
        print(f"FAULT {fault} → {path.name}")
    return 1 if faults else 0


def keep(outcome: Outcome) -> Path:
    """Writes the bytes of a finding beside the tests, under a name that keeps its suffix."""
    SEEDS.mkdir(exist_ok=True)
    path = SEEDS / f"{hashlib.sha256(outcome.data).hexdigest()[:12]}-{outcome.name}"
    path.write_bytes(outcome.data)
    return path


if __name__ == "__main__":
    sys.exit(main())
