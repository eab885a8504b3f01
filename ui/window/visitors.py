"""Later starts of the program: the window that runs comes forward, and opens the file that was meant for the new one.

Looks into the library's requests now and then, only while this window is the one that writes. A file waits until no
dialog stands in its way.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from app.handover import SUFFIX as HANDED
from app.store import requests
from app.store.library import Library
from ui.look.banner import Banners

EVERY = 400  # milliseconds between looks: one listing of a folder that is empty or not there
WAITING = "visitor"  # the key of the banner


class Visitors(QObject):
    """On the window of a library. `open_file` does what it does with a file that the program was started with."""

    def __init__(
        self, window: QWidget, library: Library, open_file: Callable[[Path], None], banners: Banners
    ) -> None:
        super().__init__(window)
        self._window, self._library = window, library
        self._open_file, self._banners = open_file, banners
        self._files: list[Path] = []
        timer = QTimer(self)
        timer.timeout.connect(self.look)
        timer.start(EVERY)

    def look(self) -> None:
        """Takes what was asked since the last look."""
        for request in self._asked():
            self._files += [request.path] if request.path else []
            self._come_forward()
        self._open_files()

    def _asked(self) -> tuple[requests.WindowRequest, ...]:
        library = self._library
        if library.read_only or not self._window.isVisible():
            return ()
        try:
            if not requests.wait(library.disk, library.folder):
                return ()
            from app.exchange import READABLE  # every reader at once: not before a file is handed over

            return requests.take(library.disk, library.folder, library.clock(), (*READABLE, HANDED))
        except OSError:  # the folder cannot be changed now; the start that asked opens a window of its own
            return ()

    def _open_files(self) -> None:
        """One at a time: each may ask something first."""
        if not self._files:
            return
        if QApplication.activeModalWidget() or QApplication.activePopupWidget():
            sentence = f"“{self._files[0].name}”等关闭对话框后再打开。"
            if sentence not in self._banners.standing():
                self._banners.tell("notice", sentence, key=WAITING)
            return
        self._banners.withdraw(WAITING)
        self._open_file(self._files.pop(0))

    def _come_forward(self) -> None:
        window = self._window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        for one in filter(None, (window, QApplication.activeModalWidget())):
            one.raise_()
            one.activateWindow()
        QApplication.alert(window)  # where the system lets nobody come forward, the task bar shows it
