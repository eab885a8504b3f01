"""Windows programs run by Wine, for the smoke test: in a Debian 13 made with debootstrap, in a prefix made anew.

Debian 13's Wine (10.0), since Qt 6.8 asks for a Windows interface (UISettings) that the 8.0 of Debian 12 lacks.
A call waits until Wine's server has written the registry and ended, too.
"""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Callable, Sequence
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


def shown(root: Root, picture: Path, command: Sequence[str], unlike: bytes = b"") -> tuple[float, bytes]:
    """Start a program with a window; returns the seconds until it is drawn and what it shows in the end, and ends it.

    With `unlike` it goes on until what is shown has become another window than that. The last is kept as a picture.
    """
    with screen.screen() as display:
        environment, pipe = root.environment(DISPLAY=display.display), subprocess.PIPE
        started = root.command([PROGRAM, *command])
        process = subprocess.Popen(started, env=environment, stdin=pipe, stdout=pipe, stderr=pipe, text=True)
        try:
            seconds = display.wait_drawn(lambda: process.poll() is None, 180)
            if unlike:
                what = f"{' '.join(command)} 没有显示应有的窗口。"
                wait_for(lambda: _difference(display.pixels(), unlike) > screen.DRAWN, 120, what)
            time.sleep(4)  # the rest of a window that is being painted
            display.save(picture)
            return seconds, display.pixels()
        finally:
            roots.end(process)


def _difference(one: bytes, other: bytes) -> float:
    """The share of pixels whose green differs."""
    pairs = zip(one[1::4], other[1::4], strict=True)
    return sum(left != right for left, right in pairs) / (len(one) // 4)


def wait_for(what: Callable[[], bool], seconds: float, otherwise: str) -> None:
    """Return when something has become true; raises Missing with the sentence when it does not in time."""
    end = time.monotonic() + seconds
    while not what():
        if time.monotonic() > end:
            raise fetch.Missing(otherwise)
        time.sleep(0.2)
