"""Windows programs run by Wine, for the smoke test: in a Debian 13 made with debootstrap, in a prefix made anew.

Debian 13's Wine (10.0), since Qt 6.8 asks for a Windows interface (UISettings) that the 8.0 of Debian 12 lacks.
A call waits until Wine's server has written the registry and ended, too.
"""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import fetch
import roots
import screen
from roots import Root

PROGRAM = "/usr/lib/wine/wine64"
PREFIX = "/root/prefix"
AND_SETTLE = '"$0" "$@"; code=$?; /usr/lib/wine/wineserver -w; exit $code'
SETTINGS = {"WINEPREFIX": PREFIX, "WINEDEBUG": "-all", "WINEDLLOVERRIDES": "mscoree,mshtml="}


def run(root: Root, *command: str, codes: tuple[int, ...] = (0,)) -> str:
    """Run a Windows program and return what it prints; raises Missing when its exit code is none of `codes`."""
    return root.run(["sh", "-c", AND_SETTLE, PROGRAM, *command], codes=codes)


def fresh(folder: Path) -> Root:
    """The Debian with Wine, its prefix made anew."""
    base = roots.minimal(folder, "trixie", ["wine64", "wine", "fonts-wqy-microhei"])
    root = Root(base.folder, SETTINGS)
    shutil.rmtree(root.inner(PREFIX), ignore_errors=True)
    run(root, "wineboot", "-i")
    return root


def drive(root: Root, path: str) -> Path:
    """A path on drive C of the prefix, as this machine sees it."""
    return root.inner(f"{PREFIX}/drive_c/{path}")


def shown(root: Root, picture: Path, *command: str) -> float:
    """Start a program with a window; returns the seconds until it is drawn, keeps its picture and ends it."""
    with screen.screen() as display:
        pipe = subprocess.PIPE
        process = subprocess.Popen(
            root.command([PROGRAM, *command]),
            env=root.environment(DISPLAY=display.display),
            stdin=pipe,
            stdout=pipe,
            stderr=pipe,
            text=True,
        )
        try:
            seconds = display.wait_drawn(lambda: process.poll() is None, 180)
            time.sleep(6)  # what comes after the first paint
            display.save(picture)
        finally:
            roots.end(process)
    return seconds


def wait_for(what: Callable[[], bool], seconds: float, otherwise: str) -> None:
    """Return when something has become true; raises Missing with the sentence when it does not in time."""
    end = time.monotonic() + seconds
    while not what():
        if time.monotonic() > end:
            raise fetch.Missing(otherwise)
        time.sleep(0.2)
