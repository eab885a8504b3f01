"""`python -m tests.exchange.limits [KIND …]`: what each hostile file costs, measured by the system on a process of its own.

Each file is read as the command line reads it: from the disk, in a fresh fork, so that memory taken by C libraries
counts too. writes a line of JSON for each.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from app.errors import InputError
from app.exchange.sandbox import read_apart
from app.handover import SUFFIX
from app.handover.handover_file import read_handover
from app.system.files import read_input
from tests.exchange.hostile import HOSTILE
from tests.handover.hostile import HOSTILE as HANDED
from tests.handover.hostile import NAME
from tests.reports import FORMS

MEMORY = 500 * 1024 * 1024  # bytes of the whole process
SECONDS = 5
CODES = {0: "read", 3: "refused"}


def _handed(make: Callable[[], bytes]) -> tuple[str, bytes]:
    return NAME, make()


EVERY: dict[str, Callable[[], tuple[str, bytes]]] = {
    **HOSTILE,
    **{f"hand-over: {kind}": partial(_handed, make) for kind, make in HANDED.items()},
}


@dataclass(frozen=True)
class Cost:
    """What one file cost: seconds of work, bytes at the peak, how it ended, and in which sentence."""

    kind: str
    file: str
    seconds: float
    peak: int
    end: str
    sentence: str

    @property
    def within(self) -> bool:
        """Whether it kept to both limits and ended in a sentence or a report."""
        return self.end in CODES.values() and self.peak <= MEMORY and self.seconds <= SECONDS


def measure(kind: str, folder: Path) -> Cost:
    """Reads that hostile file in a fork; the system ends it when it works on for long."""
    name, data = EVERY[kind]()
    path, said = folder / name, folder / "said"
    path.write_bytes(data)
    said.write_bytes(b"")
    del data
    child = os.fork()
    if child == 0:
        os._exit(_attempt(path, said))
    _, status, used = os.wait4(child, 0)
    code = os.waitstatus_to_exitcode(status)
    path.unlink()
    work, end = used.ru_utime + used.ru_stime, CODES.get(code, f"code {code}")
    return Cost(kind, name, work, used.ru_maxrss * 1024, end, said.read_text("utf-8"))


def _attempt(path: Path, said: Path) -> int:
    resource.setrlimit(resource.RLIMIT_CPU, (4 * SECONDS, 4 * SECONDS))
    try:
        if path.suffix == SUFFIX:
            read_handover(FORMS, read_input(path), path.name)
        else:
            read_apart(FORMS, read_input(path), path.name)
    except InputError as reason:
        said.write_text(reason.sentence, "utf-8")
        return 3
    except BaseException as reason:  # noqa: BLE001 - a fork never returns into the parent's code
        sys.stderr.write(f"{reason!r}\n")
        return 1
    return 0


def main() -> int:
    """All of them, or those named; 1 when one went beyond a limit."""
    with tempfile.TemporaryDirectory() as folder:
        costs = [measure(kind, Path(folder)) for kind in sys.argv[1:] or EVERY]
    for cost in costs:
        sys.stdout.write(json.dumps({**asdict(cost), "within": cost.within}, ensure_ascii=False) + "\n")
    return 0 if all(cost.within for cost in costs) else 1


if __name__ == "__main__":
    sys.exit(main())
