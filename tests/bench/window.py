"""The window in a process of its own: from the command to the first paint, and memory with a report open.

The child is the program as it is started; only a watcher is hung on its application. Linux, drawn into memory.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from app.exchange.exchange_file import read_json
from app.form.form_file import Forms
from app.store.library import Library
from tests.bench.measure import ROOT, RUNS, SAMPLE, Figure
from tests.ui.pictures import unseen

CHILD = """
import json, os, sys, time
from PySide6.QtCore import QEvent, QObject, QTimer
from ui.window import application
from ui.window.main_window import MainWindow
key, make = sys.argv[1], application.make_application

class Watch(QObject):
    painted = None
    def eventFilter(self, seen, event):
        paints = self.painted is None and event.type() == QEvent.Type.Paint and seen.isWidgetType()
        if paints and isinstance(seen.window(), MainWindow):
            self.painted, self.work, window = time.monotonic(), time.process_time(), seen.window()
            if key:
                QTimer.singleShot(500, lambda: (window.open_report(key), self.wait(window)))
            else:
                QTimer.singleShot(1000, lambda: self.tell(window))
        return False
    def wait(self, window):
        drawn = window.desk.workspace.preview.view.drawn
        QTimer.singleShot(1000 if drawn else 100, lambda: self.tell(window) if drawn else self.wait(window))
    def tell(self, window):
        status = open("/proc/self/status").read()
        peak, now = (int(status.split(name)[1].split()[0]) for name in ("VmHWM:", "VmRSS:"))
        children = open(f"/proc/self/task/{os.getpid()}/children").read().split()
        others = sum(int(open(f"/proc/{one}/status").read().split("VmRSS:")[1].split()[0]) for one in children)
        print(json.dumps({"painted": self.painted, "work": self.work, "peak": peak, "now": now, "children": others}), flush=True)
        window.close()

def watched(arguments):
    app = make(arguments)
    app.watch = Watch()
    app.installEventFilter(app.watch)
    return app

application.make_application = watched
sys.exit(application.run())
"""


def measure_window() -> Iterator[Figure]:
    """The start page with one report in the library, then the report open with its preview."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        key = _library(home)
        starts = [_run(home, "") for _ in range(RUNS + 1)][1:]
        opened = _run(home, key)
    yield Figure(
        "window, from the command to the first paint",
        statistics.median(one["painted"] for one in starts) * 1000,
        "ms",
        "to reach: 1000",
    )
    yield Figure("  of that processor time", statistics.median(one["work"] for one in starts) * 1000, "ms")
    yield Figure("memory of the start page", starts[0]["now"] / 1024, "MB", "to reach: 300")
    yield Figure("memory with the report and its preview open", opened["now"] / 1024, "MB", "to reach: 300")
    yield Figure("  at its peak", opened["peak"] / 1024, "MB")
    yield Figure("  the preview's printing process beside it", opened["children"] / 1024, "MB")


def _library(home: Path) -> str:
    forms = Forms(ROOT / "resources" / "forms")
    report, _ = read_json(forms, SAMPLE.read_bytes(), SAMPLE.name)
    library = Library.open(home, forms)
    key = library.create(report)
    library.close()
    return key


def _run(home: Path, key: str) -> dict[str, float]:
    """What the child told; `painted` in seconds after its start."""
    with unseen() as screen:  # else it would be one too small for the preview
        environment = {**os.environ, **screen, "NIANBAO_HOME": str(home)}
        command = [sys.executable, "-c", CHILD, key]
        start = time.monotonic()
        done = subprocess.run(command, env=environment, cwd=ROOT, check=True, capture_output=True, text=True, timeout=120)
    told: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return {**told, "painted": told["painted"] - start}
