"""Starting the window: the application's style, words and letters; the library; the main window.

What cannot be started ends in one sentence on the screen. Everything that is not needed for the first paint comes later.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from app import paths
from app.errors import NianbaoError
from app.form_file import Forms
from app.settings import Settings, read_table
from app.store.library import Library
from ui.appearance import Appearance
from ui.fonts import choose_font, translate
from ui.icons import program_icon
from ui.main_window import PROGRAM, MainWindow

LATER = 300  # milliseconds after the first paint until the parts for a report are loaded
UNUSABLE = 2


def make_application(arguments: Sequence[str]) -> QApplication:
    """The one QApplication, dressed. Raises ResourceError when a part of the program is missing."""
    app = QApplication(list(arguments))
    app.setApplicationName("nianbao")
    app.setApplicationDisplayName(PROGRAM)
    app.setStyle("Fusion")
    choose_font(app)
    translate(app)
    app.setWindowIcon(program_icon())
    return app


def run() -> int:
    """Opens the window and works until it is closed; returns the exit code."""
    try:
        app = make_application(sys.argv[:1])
        folder = paths.data_folder()
        settings = Settings(read_table(paths.resource("settings.toml")), folder)
        appearance = Appearance(app, settings.text("theme"))
        forms = Forms(paths.resource("forms"))
        with Library.open(folder, forms) as library:
            window = MainWindow(library, forms, settings, appearance)
            window.show()
            QTimer.singleShot(LATER, window.desk.prepare)
            return app.exec()
    except NianbaoError as reason:
        return _refuse(reason.sentence)


def _refuse(sentence: str) -> int:
    if QApplication.instance() is None:
        QApplication(sys.argv[:1])
    QMessageBox(QMessageBox.Icon.Critical, PROGRAM, sentence).exec()
    return UNUSABLE
