"""Typing in the real window with everything on: checks, links, preview, store. How long the window's thread is held.

Digits go into table three of the sample, one key at a time; each time is from the key to an empty event queue.
Drawn into memory, in a process of its own.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from app.exchange.exchange_file import read_json
from app.form.form_file import Forms
from app.store.library import Library
from tests.bench.measure import ROOT, SAMPLE, Figure

KEYS = 60
CHILD = """
import json, sys, time
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from app.system import paths
from app.form.form_file import Forms
from app.system.settings import Settings, read_table
from app.store.library import Library
from ui.look.appearance import Appearance
from ui.window.application import make_application
from ui.grid.table_view import GridView
from ui.window.main_window import MainWindow

key, count = sys.argv[1], int(sys.argv[2])
app = make_application(["nianbao"])
folder = paths.data_folder()
settings = Settings(read_table(paths.resource("settings.toml")), folder)
forms = Forms(paths.resource("forms"))
with Library.open(folder, forms) as library:
    window = MainWindow(library, forms, settings, Appearance(app, "light"))
    window.resize(1366, 728)
    window.show()
    window.open_report(key)
    workspace = window.desk.workspace
    workspace.panels.show_findings(True)
    workspace.tabs.go_to("requests.received.natural")
    def rest(seconds):
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            app.processEvents()
            time.sleep(0.005)
    rest(3)
    view = QApplication.focusWidget()
    times, worked = [], []
    for number in range(count):
        start, work = time.perf_counter(), time.thread_time()
        if number % 3 == 2:
            QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        else:
            QTest.keyClick(QApplication.focusWidget(), str(1 + number % 9))
        app.sendPostedEvents()
        app.processEvents()
        times.append(time.perf_counter() - start)
        worked.append(time.thread_time() - work)
        rest(0.15)
    changed = workspace.session.report.cells["requests.received.natural"]
    print(json.dumps({"times": times, "worked": worked, "changed": changed}), flush=True)
    window.close()
"""


def measure_typing() -> Iterator[Figure]:
    """Milliseconds a key holds the window's thread: the median, and the one in twenty that is slowest."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        forms = Forms(ROOT / "resources" / "forms")
        report, _ = read_json(forms, SAMPLE.read_bytes(), SAMPLE.name)
        with Library.open(home, forms) as library:
            key = library.create(report)
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "NIANBAO_HOME": name}
        command = [sys.executable, "-c", CHILD, key, str(KEYS)]
        done = subprocess.run(
            command, env=environment, cwd=ROOT, check=True, capture_output=True, text=True, timeout=180
        )
    told = json.loads(done.stdout.splitlines()[-1])
    if told["changed"] == report.cells["requests.received.natural"]:
        raise ValueError("the keys did not reach the table")
    times = sorted(one * 1000 for one in told["times"])
    yield Figure("a key in table three, everything on", statistics.median(times), "ms", "to reach: 16")
    worked = sorted(one * 1000 for one in told["worked"])
    waiting = "the rest is waiting for a processor"
    yield Figure("  of that the thread's own work", statistics.median(worked), "ms", waiting)
    yield Figure("  19 of 20 keys are quicker than", times[len(times) * 19 // 20], "ms", "to reach: 16")
    yield Figure("  of that the thread's own work", worked[len(worked) * 19 // 20], "ms", waiting)
