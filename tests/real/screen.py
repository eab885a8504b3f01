"""A real screen for tests: Xvfb with openbox, the program in a process of its own, mouse, keys and clipboard from outside.

What Qt's own events cannot show is tried here: window managers, scales, the clipboard of another program, a drag from one.
Needs Xvfb, openbox, xdotool, xclip and xprop (packaging/dev.py installs them). Nothing here knows the program's code.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE = 30.0  # seconds until something that must come has come


class NotSeen(AssertionError):
    """What a test waited for did not come."""


def until(seen: Callable[[], object], what: str, seconds: float = PATIENCE) -> None:
    """Returns as soon as `seen()` is true; raises NotSeen with `what` after `seconds`."""
    end = time.monotonic() + seconds
    while not seen():
        if time.monotonic() > end:
            raise NotSeen(what)
        time.sleep(0.05)


@dataclass
class Screen:
    """A running X server with a window manager. `environment` is that of programs started on it."""

    display: str
    size: tuple[int, int]
    environment: Mapping[str, str]
    started: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def run(self, command: Sequence[str], data: bytes | None = None) -> str:
        """What a command says that ends by itself, such as xdotool."""
        done = subprocess.run(
            command, env=dict(self.environment), input=data, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=PATIENCE
        )
        return done.stdout.decode("utf-8", errors="replace")

    def program(self, home: Path, *arguments: str, scale: float = 1.0, **more: str) -> subprocess.Popen[bytes]:
        """Starts the program on a data folder at a scale of the screen; ended with the screen."""
        environment = {**self.environment, "NIANBAO_HOME": str(home), "QT_SCALE_FACTOR": str(scale), **more}
        command = [sys.executable, "-m", "ui", *arguments]
        process = subprocess.Popen(command, cwd=ROOT, env=environment)
        self.started.append(process)
        return process

    def windows(self, title: str = "年报", process: int | None = None) -> list[int]:
        """The visible windows whose title holds these words, of one process where given."""
        command = ["xdotool", "search", "--onlyvisible", *(["--all", "--pid", str(process)] if process else [])]
        return [int(line) for line in self.run([*command, "--name", title]).split()]

    def wait_for_window(self, title: str = "年报", process: int | None = None) -> int:
        """The number of the first such window, as soon as there is one."""
        until(lambda: self.windows(title, process), f"no window {title}")
        return self.windows(title, process)[0]

    def geometry(self, window: int) -> tuple[int, int, int, int]:
        """Left, top, width and height of a window in pixels of the screen, without its frame."""
        told = self.run(["xdotool", "getwindowgeometry", "--shell", str(window)])
        found = dict(line.split("=", 1) for line in told.splitlines() if "=" in line)
        return int(found["X"]), int(found["Y"]), int(found["WIDTH"]), int(found["HEIGHT"])

    def key(self, *keys: str) -> None:
        """Presses keys one after the other, named as xdotool does: ctrl+v, Return, 5."""
        self.run(["xdotool", "key", "--clearmodifiers", *keys])

    def type(self, text: str) -> None:
        """Types letters."""
        self.run(["xdotool", "type", "--clearmodifiers", text])

    def click(self, x: int, y: int, times: int = 1) -> None:
        """Clicks with the left button at a place of the screen."""
        self.run(["xdotool", "mousemove", str(x), str(y), "click", "--repeat", str(times), "--delay", "80", "1"])

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Presses at one place, moves to the other in steps, as a hand does, and lets go there."""
        self.run(["xdotool", "mousemove", *map(str, start), "mousedown", "1"])
        for step in range(1, 11):
            x, y = (round(a + (b - a) * step / 10) for a, b in zip(start, end, strict=True))
            self.run(["xdotool", "mousemove", "--sync", str(x), str(y)])
            time.sleep(0.05)
        time.sleep(0.3)
        self.run(["xdotool", "mouseup", "1"])

    def clipboard(self, data: bytes, kind: str = "UTF8_STRING") -> None:
        """Puts something on the clipboard from another program; it stays there until the screen ends."""
        source = subprocess.Popen(
            ["xclip", "-quiet", "-selection", "clipboard", "-t", kind], env=dict(self.environment),
            stdin=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        assert source.stdin is not None
        source.stdin.write(data)
        source.stdin.close()
        self.started.append(source)
        until(lambda: kind in self.run(["xclip", "-selection", "clipboard", "-o", "-t", "TARGETS"]), "no clipboard")

    def picture(self, path: Path) -> None:
        """What the screen shows now, as PNG, for a person to look at (ImageMagick's import; not used by tests)."""
        self.run(["import", "-window", "root", str(path)])


@contextmanager
def screen(width: int = 1366, height: int = 768) -> Iterator[Screen]:
    """A screen of that many pixels; all that was started on it ends with it."""
    read, written = os.pipe()
    command = ["Xvfb", f":{200 + os.getpid() % 40000}", "-displayfd", str(written), "-nolisten", "tcp", "-noreset"]
    server = subprocess.Popen(
        [*command, "-screen", "0", f"{width}x{height}x24"], pass_fds=[written], stderr=subprocess.DEVNULL
    )
    os.close(written)
    with os.fdopen(read) as pipe:
        display = f":{pipe.readline().strip()}"
    environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
    made = Screen(display, (width, height), environment)
    made.started.append(subprocess.Popen(["openbox"], env=environment, stderr=subprocess.DEVNULL))
    try:
        until(lambda: made.run(["xdotool", "get_desktop"]).strip(), "no window manager")
        yield made
    finally:
        for process in reversed(made.started):
            process.terminate()
        for process in made.started:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        server.terminate()
        server.wait()

