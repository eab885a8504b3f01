"""`python -m tests.torture [--kills 2000] [--seed N] [--short] [--only PART ...]`: everything bad that can happen to the library.

Prints the figures, and the seed that repeats them; ends with 1 when anything was lost that may not be.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.form.form_file import Forms
from app.system.paths import resource
from tests.torture import duel, harm, kills, parts, shapes, trouble

FULL = 2000
SHORT = 200
MINUTE = 60.0
TMPFS = "size=3m"


def say(line: str) -> None:
    """One line on the screen, at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> int:
    """Runs it all; the exit code says whether everything held."""
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    parser.add_argument("--kills", type=int, default=0, help=f"default {FULL}, with --short {SHORT}")
    parser.add_argument("--seed", type=int, default=20260131)
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--only", nargs="*", choices=tuple(parts.PARTS), help="of the newer parts, these alone")
    chosen = parser.parse_args()
    forms = Forms(resource("forms"))
    troubles: list[str] = []
    say(f"seed {chosen.seed}")
    with tempfile.TemporaryDirectory(prefix="torture-") as name:
        folder = Path(name)
        if chosen.only is not None:
            troubles = _parts(folder, forms, chosen)
            return _ended(troubles)
        kill_count = chosen.kills or (SHORT if chosen.short else FULL)
        troubles += _kills(folder / "kills", forms, kill_count, chosen.seed)
        troubles += _harms(folder / "harms", forms, chosen.seed, 16 if chosen.short else 1)
        troubles += _shapes(folder / "shapes", forms, chosen.seed, 32 if chosen.short else 1)
        troubles += _troubles("disk and files in trouble", folder / "trouble", forms)
        troubles += _duel(folder / "duel", forms, 4.0 if chosen.short else MINUTE, chosen.seed)
        with _small_disk(folder / "disk") as disk:
            troubles += _small(disk, forms)
        troubles += _parts(folder, forms, chosen)
    return _ended(troubles)


def _ended(troubles: list[str]) -> int:
    for one in troubles:
        say(f"NOT HELD: {one}")
    say("everything held" if not troubles else f"{len(troubles)} did not hold")
    return 1 if troubles else 0


def _parts(folder: Path, forms: Forms, chosen: argparse.Namespace) -> list[str]:
    """The newer parts: each prints its figures and the first of its troubles."""
    troubles: list[str] = []
    for name in chosen.only or parts.PARTS:
        home = folder / name
        home.mkdir()
        begun = time.monotonic()
        found = parts.PARTS[name](home, forms, chosen.seed, chosen.short)
        say(f"{name}: {found.line} ({time.monotonic() - begun:.0f} s)")
        for what, number in found.done.items():
            say(f"  {number:6} {what}")
        shown = found.troubles[: parts.SHOWN]
        more = len(found.troubles) - len(shown)
        troubles += [f"{name}: {one}" for one in shown] + ([f"{name}: {more} more"] if more else [])
    return troubles


def _kills(folder: Path, forms: Forms, count: int, seed: int) -> list[str]:
    folder.mkdir()
    begun = time.monotonic()
    found = kills.run(count, seed, folder, forms)
    ways = "、".join(f"{way} {number}" for way, number in sorted(found.by.items()))
    say(
        f"{found.kills} kills ({ways}) in {time.monotonic() - begun:.0f} s, {found.states} states told by the children"
    )
    say(f"  unreadable libraries {found.unreadable}, confirmed edits lost {found.confirmed_lost}")
    say(f"  side files unreadable or older than confirmed {found.sides_lost}")
    say(f"  imported values that look certain although nobody looked {found.doubts_lost}")
    say(f"  typing lost at most {found.seconds_lost:.2f} s, undo lost {found.undo_lost}")
    say(
        f"  kept although killed before it was told {found.in_flight}, children that closed in time {found.finished}"
    )
    return found.troubles


def _harms(folder: Path, forms: Forms, seed: int, every: int) -> list[str]:
    folder.mkdir()
    found = harm.run(folder, forms, seed, every=every)
    say(f"{sum(found.done.values())} harms to closed files, {len(found.troubles)} not healed or not told")
    for what, number in found.done.items():
        say(f"  {number:6} {what}")
    return found.troubles


def _shapes(folder: Path, forms: Forms, seed: int, every: int) -> list[str]:
    folder.mkdir()
    found = shapes.run(folder, forms, seed, every=every)
    say(f"{sum(found.done.values())} wrong shapes under right checksums, {len(found.troubles)} not held")
    return found.troubles


def _troubles(title: str, folder: Path, forms: Forms) -> list[str]:
    folder.mkdir(exist_ok=True)
    found = trouble.run(folder, forms)
    say(
        f"{title}: {sum(found.done.values())} cases, {len(found.troubles)} not held ({'; '.join(found.done)})"
    )
    return found.troubles


def _duel(folder: Path, forms: Forms, seconds: float, seed: int) -> list[str]:
    folder.mkdir()
    found = duel.run(folder / "library", forms, seconds, seed)
    say(
        f"two processes for {seconds:.0f} s: edits {found.counts}, turns at writing {found.turns}, refused {found.refused}"
    )
    return found.troubles


def _small(disk: Path | None, forms: Forms) -> list[str]:
    if disk is None:
        say(
            "small tmpfs: not possible here (needs the right to mount); the quota case above stands in for it"
        )
        return []
    found = trouble.small_disk(disk, forms)
    say(f"small tmpfs: {', '.join(f'{what} {number}' for what, number in found.done.items())}")
    return found.troubles


@contextmanager
def _small_disk(point: Path) -> Iterator[Path | None]:
    """A tmpfs of a few megabytes, where this process may mount one."""
    point.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", TMPFS, "tmpfs", str(point)]
    may = sys.platform == "linux" and os.geteuid() == 0
    if not may or subprocess.run(command, capture_output=True, check=False).returncode:
        yield None
        return
    try:
        yield point
    finally:
        subprocess.run(["umount", str(point)], check=True)


if __name__ == "__main__":
    sys.exit(main())
