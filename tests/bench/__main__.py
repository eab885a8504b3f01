"""`python -m tests.bench [--only NAME]`: every function measure_NAME of the modules below, as one table.

A measure yields figures; a program that is not installed yields a line that says so.
"""

from __future__ import annotations

import argparse
import os
import platform
from collections.abc import Callable, Iterable, Mapping
from types import ModuleType

from tests.bench import checks, export, importing, linear, log, process, shelf, store, typing, warm, window
from tests.bench.measure import RUNS, Figure

MODULES: tuple[ModuleType, ...] = (process, warm, window, store, log, shelf, export, importing, checks, linear, typing)


def measures() -> Mapping[str, Callable[[], Iterable[Figure]]]:
    """All measures by the name after `measure_`."""
    prefix = "measure_"
    return {
        name.removeprefix(prefix): function
        for module in MODULES
        for name, function in vars(module).items()
        if name.startswith(prefix)
    }


def shown(figure: Figure) -> str:
    """One line of the table."""
    value = "not installed" if figure.value is None else f"{figure.value:.1f} {figure.unit}"
    return f"{figure.what:<62}{value:>16}   {figure.goal}"


def main() -> None:
    """Measure what was asked for and print it."""
    known = measures()
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--only", choices=sorted(known), action="append")
    chosen = parser.parse_args().only or list(known)
    print(f"sample report; medians of {RUNS} runs; Python {platform.python_version()}, {os.cpu_count()} cores")
    print(f"{'what':<62}{'median':>16}   goal")
    for name in chosen:
        for figure in known[name]():
            print(shown(figure), flush=True)


if __name__ == "__main__":
    main()
